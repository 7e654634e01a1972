// Keyboard shortcuts of the desk. Off until the person turns them on in their page (WCAG 2.1.4); kept in this browser only.
const CLAVE = "consistorio.atajos";
const DESTINOS = { m: "/escritorio/", e: "/escritorio/expedientes/", f: "/escritorio/portafirmas/", r: "/escritorio/registro/", s: "/escritorio/siguiente/" };
const encendidos = () => { try { return localStorage.getItem(CLAVE) === "si"; } catch { return false; } };
let espera = 0;

function escribe(destino) {
  return destino instanceof HTMLElement && (destino.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(destino.tagName) && destino.type !== "checkbox");
}

function mover(paso) {
  const filas = [...document.querySelectorAll("main tbody tr")].filter((fila) => fila.querySelector("a"));
  if (!filas.length) return;
  const actual = filas.findIndex((fila) => fila.contains(document.activeElement));
  const fila = filas[Math.min(filas.length - 1, Math.max(0, actual + paso))];
  fila.querySelector("a").focus();
}

function marcar() {
  const casilla = document.activeElement?.closest("tr")?.querySelector("input[type=checkbox]");
  if (casilla && !casilla.disabled) casilla.click();
}

function interruptor() {
  const boton = document.querySelector("[data-atajos]");
  if (!boton) return;
  const estado = document.querySelector("[data-atajos-estado]");
  const pintar = () => {
    boton.textContent = encendidos() ? boton.dataset.apagar : boton.dataset.encender;
    if (estado) estado.textContent = encendidos() ? estado.dataset.si : estado.dataset.no;
  };
  boton.hidden = false;
  boton.addEventListener("click", () => {
    try { localStorage.setItem(CLAVE, encendidos() ? "no" : "si"); } catch { /* private window: they stay off */ }
    pintar();
  });
  pintar();
}

document.addEventListener("keydown", (tecla) => {
  if (tecla.key === "Enter" && tecla.ctrlKey && encendidos()) {
    document.querySelector("main form[method=post] button[type=submit]")?.click();
    return;
  }
  if (!encendidos() || tecla.ctrlKey || tecla.altKey || tecla.metaKey || escribe(tecla.target)) return;
  const tras = Date.now() < espera;
  espera = 0;
  if (tras && DESTINOS[tecla.key]) { location.assign(DESTINOS[tecla.key]); return; }
  const hacer = {
    g: () => { espera = Date.now() + 1500; },
    j: () => mover(1),
    k: () => mover(-1),
    x: marcar,
    f: () => document.querySelector("[data-firmar] input:not([type=hidden])")?.focus(),
    "/": () => document.getElementById("busqueda-global")?.focus(),
    "?": () => location.assign("/escritorio/atajos/"),
  }[tecla.key];
  if (hacer) { tecla.preventDefault(); hacer(); }
});
interruptor();
