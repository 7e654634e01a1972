"""A person who has no mouse: goes round the page with the keys, and must see at every stop where they are."""

from __future__ import annotations

from datetime import date

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


def al_contenido(pagina: Page) -> None:
    """Skip the header, as the first stop of every page lets one do."""
    pulsar(pagina, "Ir al contenido")


def seguir(pagina: Page, texto: str, *, empieza: bool = False) -> None:
    """From the top of the page, go to a link or a button of its content, press it and wait for the page that answers."""
    al_contenido(pagina)
    enviar(pagina, texto, empieza=empieza)


def enviar(pagina: Page, texto: str, *, empieza: bool = False) -> None:
    """From where one is, go to a link or a button, press it and wait for the page that answers."""
    tabular(pagina, texto, empieza=empieza)
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")


def escribir(pagina: Page, campo: str, texto: str) -> None:
    """Go to a field and type in place of what it holds, the first letter with its key and the rest at once. One that may be left empty says
    so after its name."""
    tabular(pagina, campo, empieza=True)
    pagina.keyboard.press("Control+A")
    pagina.keyboard.type(texto[:1])
    pagina.keyboard.insert_text(texto[1:])


def escribir_fecha(pagina: Page, dia: date) -> None:
    """The three boxes of the next date."""
    for campo, numero in (("Día", dia.day), ("Mes", dia.month), ("Año", dia.year)):
        escribir(pagina, campo, str(numero))


def elegir(pagina: Page, campo: str, opcion: str) -> None:
    """Go to a list and walk it with the arrows until the option that begins so."""
    tabular(pagina, campo, empieza=True)
    pagina.keyboard.press("Home")
    _hasta(pagina, ELEGIDA, opcion)


def marcar_una(pagina: Page, primera: str, opcion: str) -> None:
    """Go to a group of answers, which is one stop whose first is `primera`, and walk it with the arrows until that one."""
    tabular(pagina, primera)
    pagina.keyboard.press("Space")
    _hasta(pagina, MARCADA, opcion)


# What is chosen in the list, or marked in the group, that has the focus
ELEGIDA = "() => document.activeElement.selectedOptions[0].textContent.replace(/\\s+/g, ' ').trim()"
MARCADA = "() => document.activeElement.labels[0].textContent.replace(/\\s+/g, ' ').trim()"


def _hasta(pagina: Page, leer: str, opcion: str) -> None:
    for _ in range(PASOS):
        if pagina.evaluate(leer).startswith(opcion):
            return
        pagina.keyboard.press("ArrowDown")
    raise AssertionError(f"«{opcion}» is not reached with the arrows on {pagina.url}")
