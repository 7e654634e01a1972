// Saves a form by itself a while after somebody stops writing. The form says so (`data-guardar-solo`) and has its words there; the server
// answers the edition that is saved now, or why it saved nothing. Nothing that was typed is ever taken away, and the button stays: it is
// the only way without JavaScript, and the way after a fault.
const ESPERA = 1500;
const SIN_RESPUESTA = 10000; // what hangs for longer is not waited for: a button would wait with it

function vigilar(formulario) {
  const dicho = formulario.querySelector("[data-guardado]");
  const edicion = formulario.elements.namedItem("edicion");
  const textos = formulario.dataset;
  let turno = 0;
  let parado = false;
  let enCurso = Promise.resolve();
  const decir = (texto) => { dicho.textContent = texto; };

  async function guardar(suyo) {
    if (parado || suyo !== turno) return;
    let respuesta;
    try {
      respuesta = await fetch(formulario.getAttribute("action") || location.href, {
        method: "POST",
        body: new FormData(formulario),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(SIN_RESPUESTA),
      });
      const contado = await respuesta.json();
      if (respuesta.ok) {
        edicion.value = contado.edicion;
        // What a page shows of what is saved is drawn again
        for (const marco of document.querySelectorAll("iframe[data-previa]")) marco.src = `${marco.dataset.previa}?edicion=${contado.edicion}`;
      }
      if (respuesta.status === 409) parado = true; // somebody else saved: what is here is not theirs
      if (suyo === turno) decir(contado.mensaje);
    } catch {
      if (suyo === turno) decir(textos.fallo);
    }
  }

  function cambiado(evento) {
    if (parado) return;
    if (evento.target.name === "pagina") { parado = true; decir(textos.boton); return; }
    turno += 1;
    const suyo = turno;
    decir(textos.escribiendo);
    setTimeout(() => { enCurso = enCurso.then(() => guardar(suyo)); }, ESPERA);
  }

  formulario.addEventListener("input", cambiado);
  formulario.addEventListener("submit", (evento) => {
    const boton = evento.submitter;
    // To see it elsewhere saves nothing: what waits to be saved goes on waiting. A place of this page is no other
    const destino = boton?.getAttribute("formaction");
    if ((destino && !destino.startsWith("#")) || boton?.hasAttribute("formtarget")) return;
    turno += 1;
    if (formulario.dataset.esperado) return;
    // What is being saved goes first: its edition is the one that the button sends
    evento.preventDefault();
    const enviar = () => { formulario.dataset.esperado = "1"; formulario.requestSubmit(boton); delete formulario.dataset.esperado; };
    enCurso.then(() => setTimeout(enviar)); // once this event is over: inside it a browser sends nothing
  });
}

// A browser that shows no PDF inside a page would leave an empty box: beside it there is the link
if (navigator.pdfViewerEnabled === false) for (const marco of document.querySelectorAll("iframe[data-previa]")) marco.remove();
for (const formulario of document.querySelectorAll("form[data-guardar-solo]")) vigilar(formulario);
