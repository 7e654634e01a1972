// A grid of the accounts by keyboard: Enter goes to the row below and makes one when there is none, codes are suggested as they are typed,
// and what each bolsa has left is asked for after each change. Without JavaScript the buttons of the form do the same.
const ESPERA = 250;

function rejilla(formulario) {
  const cuerpo = formulario.querySelector("[data-rejilla]");
  const cuantas = formulario.elements.namedItem("filas");
  const lista = document.getElementById(formulario.dataset.lista);
  let turno = 0;
  let pedida = 0;

  // The numbers of a row are in the names and the texts of what is in it
  function otraFila() {
    const ultima = cuerpo.lastElementChild;
    const n = Number(cuantas.value);
    const nueva = ultima.cloneNode(true);
    for (const parte of [nueva, ...nueva.querySelectorAll("*")]) {
      for (const nombre of ["name", "id", "aria-label", "aria-describedby"]) {
        const valor = parte.getAttribute(nombre);
        if (!valor) continue;
        parte.setAttribute(nombre, nombre === "aria-label" ? valor.replace(String(n), String(n + 1)) : valor.replace(`-${n - 1}-`, `-${n}-`));
      }
      if (parte.matches("[data-que], [data-error]")) parte.textContent = "";
      if (parte.matches("input")) { parte.value = ""; parte.classList.remove("govuk-input--error"); }
    }
    cuerpo.append(nueva);
    cuantas.value = String(n + 1);
    return nueva;
  }

  function bajar(campo) {
    const fila = campo.closest("tr");
    const columna = [...fila.querySelectorAll("input:not([type=hidden])")].indexOf(campo);
    const debajo = fila.nextElementSibling ?? otraFila();
    const destino = debajo.querySelectorAll("input:not([type=hidden])")[columna];
    destino.focus();
    destino.select();
  }

  async function calcular(suyo) {
    const datos = new FormData(formulario);
    datos.set("que", "calcular");
    try {
      const respuesta = await fetch(formulario.getAttribute("action"), { method: "POST", body: datos, credentials: "same-origin", redirect: "error" });
      if (!respuesta.ok || suyo !== turno) return;
      const { filas, total } = await respuesta.json();
      filas.forEach((dicha, n) => {
        for (const clave of ["nombre", "disponible", "quedaria"]) {
          const sitio = cuerpo.children[n]?.querySelector(`[data-que=${clave}]`);
          if (sitio) sitio.textContent = dicha[clave];
        }
        cuerpo.children[n]?.querySelector("[data-que=quedaria]")?.classList.toggle("casa-bajo-cero", dicha.falta);
      });
      formulario.querySelector("[data-total]").textContent = total;
    } catch { /* the button is still there */ }
  }

  async function sugerir(texto) {
    pedida += 1;
    const suya = pedida;
    try {
      const respuesta = await fetch(`${formulario.dataset.sugerir}?texto=${encodeURIComponent(texto)}`, { credentials: "same-origin", redirect: "error" });
      const { aplicaciones } = await respuesta.json();
      if (suya !== pedida) return;
      lista.replaceChildren(...aplicaciones.map(([codigo, nombre]) => {
        const opcion = document.createElement("option");
        opcion.value = codigo;
        opcion.textContent = nombre;
        return opcion;
      }));
    } catch { /* it is typed whole */ }
  }

  formulario.addEventListener("keydown", (tecla) => {
    if (tecla.key !== "Enter" || tecla.ctrlKey || !tecla.target.matches("[data-rejilla] input")) return;
    tecla.preventDefault();
    bajar(tecla.target);
  });
  formulario.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-codigo]") || target.value.length < 2) return;
    const texto = target.value;
    setTimeout(() => { if (target.value === texto) sugerir(texto); }, ESPERA);
  });
  formulario.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-rejilla] input, select")) return;
    turno += 1;
    calcular(turno);
  });
}

for (const formulario of document.querySelectorAll("form[data-sugerir]")) rejilla(formulario);

// What is ticked on each side of a reconciliation, and what one lacks to be the other. In cents, so that nothing is rounded.
function sumar(formulario) {
  const sitio = formulario.querySelector("[data-sumas]");
  const lados = ["banco", "nuestro"];
  const enEuros = (centimos) => (centimos / 100).toLocaleString("es-ES", { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: "always" });
  const pintar = () => {
    const sumas = lados.map((lado) => [...formulario.querySelectorAll(`input[name=${lado}]:checked`)].reduce((suma, casilla) => suma + Number(casilla.dataset.importe), 0));
    const dichas = { banco: sumas[0], nuestro: sumas[1], resto: sumas[0] - sumas[1] };
    for (const lugar of sitio.querySelectorAll("[data-suma]")) lugar.textContent = enEuros(dichas[lugar.dataset.suma]);
  };
  sitio.hidden = false;
  formulario.addEventListener("change", pintar);
  pintar();
}

for (const formulario of document.querySelectorAll("form[data-sumar]")) sumar(formulario);
