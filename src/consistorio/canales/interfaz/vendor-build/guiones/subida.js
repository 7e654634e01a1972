// Resumable upload in pieces over a plain multipart form: form[data-subida="URL"]. Without scripts the form posts the file whole.
// Protocol: POST data-subida {nombre, tamano} -> {id, recibido}; PATCH data-subida/id with Upload-Offset -> {recibido};
// at the end the field `subida` carries the id and the form is sent without the file.
const TROZO = 4 * 1024 * 1024;
const INTENTOS = 5;

function leerCookie(nombre) {
  const par = document.cookie.split("; ").find((c) => c.startsWith(`${nombre}=`));
  return par ? decodeURIComponent(par.slice(nombre.length + 1)) : "";
}

function testigo(formulario) {
  return formulario.querySelector("input[name=csrfmiddlewaretoken]")?.value || leerCookie("csrftoken");
}

const espera = (ms) => new Promise((sigue) => setTimeout(sigue, ms));

async function pedir(url, opciones) {
  let ultimo;
  for (let intento = 0; intento < INTENTOS; intento += 1) {
    try {
      const respuesta = await fetch(url, opciones);
      if (respuesta.ok || respuesta.status === 409) return await respuesta.json();
      const cuerpo = await respuesta.json().catch(() => ({}));
      throw Object.assign(new Error(cuerpo.mensaje || ""), { definitivo: respuesta.status < 500 });
    } catch (error) {
      if (error.definitivo) throw error;
      ultimo = error;
      await espera(500 * 2 ** intento);
    }
  }
  throw ultimo;
}

async function subir(formulario, fichero, avisar) {
  const base = formulario.dataset.subida;
  const cabeceras = { "X-CSRFToken": testigo(formulario) };
  const datos = new FormData();
  datos.append("nombre", fichero.name);
  datos.append("tamano", String(fichero.size));
  let { id, recibido } = await pedir(base, { method: "POST", body: datos, headers: cabeceras });
  while (recibido < fichero.size) {
    const trozo = fichero.slice(recibido, recibido + TROZO);
    ({ recibido } = await pedir(`${base}${id}/`, {
      method: "PATCH", body: trozo,
      headers: { ...cabeceras, "Upload-Offset": String(recibido), "Content-Type": "application/offset+octet-stream" },
    }));
    avisar(recibido / fichero.size);
  }
  return id;
}

function preparar(formulario) {
  const entrada = formulario.querySelector("input[type=file]");
  const marca = formulario.querySelector("input[name=subida]");
  const progreso = formulario.querySelector(".casa-progreso");
  if (!entrada || !marca || !progreso) return;
  formulario.addEventListener("submit", async (hecho) => {
    const fichero = entrada.files?.[0];
    if (!fichero || fichero.size <= TROZO || marca.value) return;
    hecho.preventDefault();
    progreso.hidden = false;
    const barra = progreso.querySelector("progress");
    const texto = progreso.querySelector("[role=status]");
    try {
      marca.value = await subir(formulario, fichero, (parte) => {
        barra.value = parte;
        texto.textContent = `Subido el ${Math.round(parte * 100)} %`;
      });
      entrada.disabled = true;
      formulario.submit();
    } catch (error) {
      texto.textContent = error.message || "Se ha cortado la subida. Su solicitud sigue guardada. Pulse otra vez el botón para seguir.";
    }
  });
}

export function subidas(ambito) {
  ambito.querySelectorAll("form[data-subida]").forEach(preparar);
}
