"""A person who has no mouse: goes round the page with the keys, and must see at every stop where they are."""

from __future__ import annotations

from playwright.sync_api import Page

PASOS = 150
# Where the focus is: its name for people, whether it shows, whether it is in the window, and where it stands in the document.
FOCO = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  // The design system draws the focus of a box to tick on its label
  const dibujado = ["checkbox", "radio"].includes(e.type) && e.labels?.length;
  const estilo = dibujado ? getComputedStyle(e.labels[0], "::before") : getComputedStyle(e);
  const caja = e.getBoundingClientRect();
  const nombre = e.labels?.length ? e.labels[0].textContent : (e.getAttribute("aria-label") || e.textContent);
  const todos = [...document.querySelectorAll("*")];
  return {
    nombre: nombre.replace(/\\s+/g, " ").trim(),
    visible: estilo.outlineWidth !== "0px" && estilo.outlineStyle !== "none" || estilo.boxShadow !== "none",
    dentro: caja.bottom > 0 && caja.top < innerHeight && caja.right > 0 && caja.left < innerWidth,
    orden: todos.indexOf(e),
    salta: e.tabIndex > 0,
  };
}"""


def tabular(pagina: Page, texto: str, *, empieza: bool = False) -> None:
    """Press Tab until what has that name (or one that begins so) is focused. Every stop on the way shows its focus, inside the window and in the
    order of the page."""
    pagina.wait_for_load_state()
    anterior = -1
    for _ in range(PASOS):
        pagina.keyboard.press("Tab")
        foco = pagina.evaluate(FOCO)
        if foco is None:
            anterior = -1
            continue
        assert foco["visible"], f"the focus does not show on «{foco['nombre']}»"
        assert foco["dentro"], f"«{foco['nombre']}» has the focus outside the window"
        assert not foco["salta"], f"«{foco['nombre']}» jumps the queue with a tabindex"
        assert foco["orden"] > anterior, f"«{foco['nombre']}» comes before what had the focus"
        anterior = foco["orden"]
        if foco["nombre"] == texto or (empieza and foco["nombre"].startswith(texto)):
            return
    raise AssertionError(f"nothing called «{texto}» is reached by Tab on {pagina.url}")


def pulsar(pagina: Page, texto: str, tecla: str = "Enter", *, empieza: bool = False) -> None:
    """Go there with Tab and press a key."""
    tabular(pagina, texto, empieza=empieza)
    pagina.keyboard.press(tecla)
