"""What every page must hold: no accessibility violation, no sideways scroll, no policy violation, touchable controls."""

from __future__ import annotations

import os
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIGILANTE = """
window.violaciones = [];
document.addEventListener("securitypolicyviolation", (v) => window.violaciones.push(`${v.violatedDirective} ${v.blockedURI} ${v.sample}`));
window.addEventListener("error", (e) => window.violaciones.push(`error ${e.message}`));
"""
MENUDOS = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, .govuk-button")]
  .filter((e) => e.checkVisibility() && !e.classList.contains("govuk-radios__input") && !e.classList.contains("govuk-checkboxes__input"))
  .filter((e) => e.type !== "file")
  .map((e) => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height * 10) / 10])
  .filter(([, alto]) => alto < 43.5)"""
ETIQUETAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(pagina: Page) -> list[str]:
    """Violations found by axe, best practices included: rule and element."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE)
    hallado = pagina.evaluate(
        "(valores) => axe.run(document, {runOnly: {type: 'tag', values: valores}, resultTypes: ['violations']}).then((r) => r.violations"
        ".map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120) + ' ' + (n.failureSummary || '')).join(' | ')}`))",
        ETIQUETAS,
    )
    return [str(h) for h in hallado]


def revisar(pagina: Page, nombre: str, *, densa: bool = False) -> None:
    """Assert what every page promises. With the variable CAPTURAS set, leave a picture there for people to look at."""
    ancho = pagina.viewport_size["width"] if pagina.viewport_size else 0
    carpeta = os.environ.get("CAPTURAS")
    if carpeta:
        pagina.screenshot(path=f"{carpeta}/{nombre}-{ancho}.png", full_page=True)
    hallado = axe(pagina)
    assert hallado == [], f"{nombre}: {hallado}"
    assert pagina.evaluate("window.violaciones") == [], nombre
    assert pagina.locator("h1").count() == 1, nombre
    assert pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, nombre
    if ancho <= 400:
        if not densa:
            assert pagina.evaluate(MENUDOS) == [], nombre
        pagina.set_viewport_size({"width": 320, "height": 640})
        desborde = pagina.evaluate(
            "() => document.documentElement.scrollWidth > 320 ? [...document.querySelectorAll('main *, header *, footer *')]"
            ".filter((e) => e.getBoundingClientRect().right > 320.5).map((e) => e.outerHTML.slice(0, 100)).slice(0, 5) : []"
        )
        assert desborde == [], nombre
        pagina.set_viewport_size({"width": ancho, "height": 800})
