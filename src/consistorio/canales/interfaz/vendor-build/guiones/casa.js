// Progressive enhancement of every page. Nothing here is needed to file an application.
import {
  Button, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, Tabs, createAll,
} from "govuk-frontend";
import { subidas } from "./subida.js";

const textos = {
  chooseFilesButton: "Elegir archivo",
  dropInstruction: "o suéltelo aquí",
  noFileChosen: "Ningún archivo elegido",
  multipleFilesChosen: { one: "%{count} archivo elegido", other: "%{count} archivos elegidos" },
  enteredDropZone: "Está sobre la zona de subida",
  leftDropZone: "Ha salido de la zona de subida",
};

function iniciar(ambito) {
  createAll(Button, { preventDoubleClick: true }, ambito);
  createAll(FileUpload, { i18n: textos }, ambito);
  createAll(PasswordInput, { i18n: {
    showPassword: "Mostrar", hidePassword: "Ocultar", showPasswordAriaLabel: "Mostrar la contraseña",
    hidePasswordAriaLabel: "Ocultar la contraseña", passwordShownAnnouncement: "La contraseña está a la vista",
    passwordHiddenAnnouncement: "La contraseña está oculta",
  } }, ambito);
  for (const Componente of [Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink, Tabs]) {
    createAll(Componente, undefined, ambito);
  }
  subidas(ambito);
}

iniciar(document);
document.addEventListener("htmx:after:swap", (hecho) => {
  const destino = hecho.detail?.target ?? hecho.target;
  if (destino instanceof HTMLElement) iniciar(destino);
});
