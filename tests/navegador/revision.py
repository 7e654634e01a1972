"""What every page must hold: no accessibility violation, no sideways scroll, no policy violation, touchable controls."""

from __future__ import annotations

import os
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Locator, Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIGILANTE = """
window.violaciones = [];
document.addEventListener("securitypolicyviolation", (v) => window.violaciones.push(`${v.violatedDirective} ${v.blockedURI} ${v.sample}`));
window.addEventListener("error", (e) => window.violaciones.push(`error ${e.message}`));
"""
ETIQUETAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# By far the slowest, and what they find depends on style alone: see `LEER`
REGLAS_DE_ESTILO = ["color-contrast", "link-in-text-block", "css-orientation-lock"]
# `tintas`: the style sheets, and how each piece of text that axe looks at meets its background and each link its paragraph, which is
# all that the rules of style depend on. `menudos`: controls that a finger does not hit.
LEER = """() => {
  const fondo = (e) => {
    const capas = [];
    for (; e; e = e.parentElement) {
      const estilo = getComputedStyle(e);
      capas.push(estilo.backgroundColor, estilo.backgroundImage, estilo.opacity);
      if (/^rgb\\(/.test(estilo.backgroundColor)) break;
    }
    return capas.filter((c) => !["rgba(0, 0, 0, 0)", "none", "1"].includes(c)).join(" ");
  };
  const conTexto = (e) => e.matches("input, select, textarea, button") || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const seJuzga = (e) => e.checkVisibility() && e.getBoundingClientRect().width > 1 && !e.closest(":disabled, [aria-disabled=true]");
  const tinta = (e) => {
    const {color, fontSize, fontWeight, textShadow, textDecorationLine} = getComputedStyle(e);
    const grande = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    const enlace = e.matches("a[href]") ? textDecorationLine + getComputedStyle(e.parentElement).color : "";
    return [color, grande, textShadow, fondo(e), enlace].join("|");
  };
  const textos = [...document.querySelectorAll("body *")].filter((e) => conTexto(e) && seJuzga(e));
  const mandos = [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, .govuk-button")];
  const {scrollWidth, clientWidth} = document.documentElement;
  return {
    tintas: [...new Set([...[...document.styleSheets].map((h) => h.href || "style"), ...textos.map(tinta)])],
    violaciones: window.violaciones,
    titulares: document.querySelectorAll("h1").length,
    sobra: scrollWidth - clientWidth,
    vagos: document.body.textContent.includes("Este campo es obligatorio"),
    menudos: mandos
      .filter((e) => e.checkVisibility() && !e.classList.contains("govuk-radios__input") && !e.classList.contains("govuk-checkboxes__input"))
      .filter((e) => e.type !== "file")
      .map((e) => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height * 10) / 10])
      .filter(([, alto]) => alto < 43.5),
  };
}"""
JUZGAR = """([valores, reglas, estilo]) => axe.run(document, {
  runOnly: {type: "tag", values: valores},
  resultTypes: ["violations"],
  selectors: false,
  preload: estilo,
  rules: Object.fromEntries(reglas.map((r) => [r, {enabled: estilo}])),
}).then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120) + " " + (n.failureSummary || "")).join(" | ")}`))"""
DESBORDE = """() => document.documentElement.scrollWidth > 320
  ? [...document.querySelectorAll("main *, header *, footer *")]
    .filter((e) => e.getBoundingClientRect().right > 320.5).map((e) => e.outerHTML.slice(0, 100)).slice(0, 5)
  : []"""
# Those found good in this run: what depends on nothing else need not be judged on each page again
JUZGADAS: set[str] = set()
ANCHOS = (1366, 360)
TELEFONO = 400


def abrir(mando: Locator) -> None:
    """Click what leads to another page and wait for it: a click by itself returns when the answer begins, before its page is read."""
    with mando.page.expect_navigation():
        mando.click()


def axe(pagina: Page, *, estilo: bool = True) -> list[str]:
    """Violations found by axe, best practices included: rule and element. `estilo`: the rules of style too."""
    return [str(h) for h in pagina.evaluate(JUZGAR, [ETIQUETAS, REGLAS_DE_ESTILO, estilo])]


def revisar(pagina: Page, nombre: str, *, densa: bool = False) -> None:
    """Assert what every page promises, at the width that it has and then at the other one, as when a telephone is turned.

    Style is judged where some text meets a background in a way that no page of this run has shown. With the variable CAPTURAS
    set, pictures of both are left there for people to look at. The page is of a `perfil`, which brings axe.
    """
    pagina.wait_for_load_state()
    primero = pagina.viewport_size or {"width": ANCHOS[0], "height": 800}
    otro = next(ancho for ancho in ANCHOS if ancho != primero["width"])
    _revisar(pagina, nombre, ancho=primero["width"], densa=densa)
    pagina.set_viewport_size({"width": otro, "height": 800})
    _revisar(pagina, nombre, ancho=otro, densa=densa)
    pagina.set_viewport_size(primero)


def _revisar(pagina: Page, nombre: str, *, ancho: int, densa: bool) -> None:
    carpeta = os.environ.get("CAPTURAS")
    if carpeta:
        pagina.screenshot(path=f"{carpeta}/{nombre}-{ancho}.png", full_page=True)
    lugar = f"{nombre} ({ancho} px)"
    leido = pagina.evaluate(LEER)
    hallado = axe(pagina, estilo=not JUZGADAS.issuperset(leido["tintas"]))
    assert hallado == [], f"{lugar}: {hallado}"
    JUZGADAS.update(leido["tintas"])
    assert leido["violaciones"] == [], lugar
    assert leido["titulares"] == 1, lugar
    assert leido["sobra"] <= 0, lugar
    assert not leido["vagos"], f"{lugar}: an error that names neither the field nor what to do"
    if ancho <= TELEFONO:
        assert densa or leido["menudos"] == [], lugar
        pagina.set_viewport_size({"width": 320, "height": 640})
        assert pagina.evaluate(DESBORDE) == [], lugar
