"""What every page must hold: no accessibility violation, no sideways scroll, no policy violation, touchable controls."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Locator, Page

# Run only in the pages that it is asked of: read and not run, it is a third of what it costs each page
AXE = (
    f"window.traerAxe = () => {{{(Path(axe_playwright_python.__file__).parent / 'axe.min.js').read_text('utf-8')}\n}};"
)
VIGILANTE = """
window.violaciones = [];
document.addEventListener("securitypolicyviolation", (v) => window.violaciones.push(`${v.violatedDirective} ${v.blockedURI} ${v.sample}`));
window.addEventListener("error", (e) => window.violaciones.push(`error ${e.message}`));
"""
ETIQUETAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# By far the slowest, and what they find depends on little: see `LEER`
REGLAS_DE_ESTILO = ["color-contrast", "link-in-text-block", "css-orientation-lock"]
REGLAS_DE_SITIO = ["target-size"]
# `tintas`: the style sheets, and how each piece of text that axe looks at meets its background and each link its paragraph, which is
# all that the rules of style depend on. `apretados`: whether there are two targets with less room than a finger wants, without which
# the rule of place finds nothing. `partes`: the figure of each piece of a landmark and of what is in none: its marks without what they
# say, rows that are alike once, and which of its elements are shown, out of the page or scrolled, which the other rules depend on.
# `dudas`: whether there may be something wrong between the pieces. `cortados`: titles wider than the box of their table. `menudos`:
# controls that a finger does not hit.
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
  const asoma = (e) => {
    const {left, right, bottom, width, height} = e.getBoundingClientRect();
    const fuera = right <= 0 || bottom + scrollY <= 0 || left >= innerWidth || width <= 1 || height <= 1;
    const corre = e.parentElement && /auto|scroll/.test(getComputedStyle(e).overflow) && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
    return (e.checkVisibility({visibilityProperty: true}) ? 4 : 0) + (fuera ? 2 : 0) + (corre ? 1 : 0);
  };
  const dianas = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])")]
    .filter((e) => e.checkVisibility({visibilityProperty: true}));
  const seTocan = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  // A small target has the room of a circle of 24 px about its middle: taken as a square, which asks for more
  const sitio = (e) => {
    const d = e.getBoundingClientRect();
    if (d.width >= 24 && d.height >= 24) return d;
    const [x, y] = [(d.left + d.right) / 2, (d.top + d.bottom) / 2];
    return {left: Math.min(d.left, x - 12), right: Math.max(d.right, x + 12), top: Math.min(d.top, y - 12), bottom: Math.max(d.bottom, y + 12)};
  };
  const sitios = dianas.map(sitio);
  const seEstorban = (i, j) => seTocan(sitios[i], sitios[j]) && !dianas[i].contains(dianas[j]) && !dianas[j].contains(dianas[i]);
  const ZONAS = "main, header, nav, section, footer";
  const zonas = [...document.querySelectorAll(ZONAS)].filter((e) => !e.parentElement.closest(ZONAS));
  const todos = [...document.querySelectorAll("body, body *")];
  // What a text says, where a link leads and whom a page is about make no other page: which names there are, which of them are one and
  // whether they name one thing, do
  const cuantos = {};
  for (const e of todos) if (e.id) cuantos[e.id] = (cuantos[e.id] ?? 0) + 1;
  const NOMBRAN = /^(id|for|form|list|headers|aria-(labelledby|describedby|controls|owns|activedescendant|errormessage|details|flowto))$/;
  const IGUALES = /^(name|title|aria-label|aria-roledescription|summary)$/;
  const LLENOS = /^(value|placeholder|alt|src|srcset|action|formaction|datetime|nonce|data-.*)$/;
  const figura = (pieza, honda) => {
    if (pieza.querySelector("img[alt]:not([alt=''])")) return pieza.outerHTML;
    const nombres = new Map();
    const orden = (que) => nombres.get(que) ?? nombres.set(que, nombres.size).get(que);
    const nombrado = (id) => orden("#" + id) + (cuantos[id] === 1 ? "" : "!" + (cuantos[id] ?? 0));
    const atributo = ({name, value}) => {
      if (NOMBRAN.test(name)) return name + "=" + value.split(/\\s+/).map(nombrado);
      if (IGUALES.test(name)) return name + "=" + (value.trim() && orden(name + value));
      if (LLENOS.test(name)) return name + (value.trim() ? "=" : "");
      if (name === "href") return value.startsWith("#") ? "href=" + nombrado(value.slice(1)) : "href";
      return /^(selected|checked)$/.test(name) ? "" : name + "=" + value;
    };
    const llamado = (e) => [...(e.labels ?? [])].filter((l) => l.textContent.trim() && l.checkVisibility()).length || "";
    const dibujar = (e) => {
      const dentro = !honda ? [] : [...e.childNodes].map((n) => n.nodeType === 1 ? dibujar(n) : n.nodeType === 3 && n.data.trim() ? "t" : "");
      const distintos = dentro.filter(Boolean).filter((d, i, ellos) => d !== ellos[i - 1]);
      return `<${e.localName} ${[...e.attributes].map(atributo).join(" ")} ${asoma(e)}${llamado(e)}>${distintos.join("")}</>`;
    };
    return dibujar(pieza);
  };
  // Boxes are taken apart: what is in them is judged by itself, with the marks that mean something of those that it is in
  const seAbre = (e) => e.matches("main, header, nav, section, footer, article, div, form") && !e.matches(".govuk-form-group, .govuk-error-summary")
    && ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const piezas = (e, entre) => {
    if (!seAbre(e)) return [entre + figura(e, true)];
    const suya = figura(e, false);
    const dice = e.localName !== "div" || e.matches("[role], [tabindex]") || [...e.attributes].some((a) => a.name.startsWith("aria-"));
    return [entre + suya, ...[...e.children].flatMap((hijo) => piezas(hijo, dice ? entre + suya : entre))];
  };
  const resto = todos.filter((e) => !e.closest(ZONAS)).map((e) => figura(e, false));
  // What axe finds between pieces; where there may be something, it is asked
  const niveles = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((e) => e.checkVisibility()).map((e) => +e.localName[1]);
  const titulo = (e) => e.getAttribute("aria-label") ?? document.getElementById(e.getAttribute("aria-labelledby"))?.textContent.trim() ?? "";
  const sitiosDe = [...document.querySelectorAll("main, header, nav, footer, aside, section, form, [role]")].map((e) => `${e.localName} ${e.getAttribute("role")} ${titulo(e)}`);
  const dudas = niveles.some((n, i) => n > (niveles[i - 1] ?? 0) + 1) || Object.values(cuantos).some((n) => n > 1)
    || sitiosDe.some((s, i) => !/^(form|section) null $/.test(s) && sitiosDe.indexOf(s) !== i) || !!document.querySelector("[accesskey]");
  const mandos = [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, .govuk-button")];
  const {scrollWidth, clientWidth} = document.documentElement;
  return {
    tintas: [...new Set([...[...document.styleSheets].map((h) => h.href || "style"), ...textos.map(tinta)])],
    apretados: dianas.some((_, i) => dianas.some((_, j) => j > i && seEstorban(i, j))),
    partes: [...new Set([...zonas.flatMap((z) => piezas(z, "")), zonas.map((z) => z.localName).join() + resto.join("")])],
    dudas,
    violaciones: window.violaciones,
    titulares: document.querySelectorAll("h1").length,
    sobra: scrollWidth - clientWidth,
    cortados: [...document.querySelectorAll(".casa-tabla caption")]
      .filter((c) => c.getBoundingClientRect().right > c.closest(".casa-tabla").getBoundingClientRect().right + 0.5).map((c) => c.textContent),
    vagos: document.body.textContent.includes("Este campo es obligatorio"),
    menudos: mandos
      .filter((e) => e.checkVisibility() && !e.classList.contains("govuk-radios__input") && !e.classList.contains("govuk-checkboxes__input"))
      .filter((e) => e.type !== "file")
      .map((e) => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height * 10) / 10])
      .filter(([, alto]) => alto < 43.5),
  };
}"""
JUZGAR = """([clase, valores, sobran]) => (window.axe || traerAxe(), axe).run(document, {
  runOnly: {type: clase, values: valores},
  resultTypes: ["violations"],
  selectors: false,
  preload: !sobran.includes("css-orientation-lock"),
  rules: Object.fromEntries(sobran.map((r) => [r, {enabled: false}])),
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


def axe(pagina: Page, *, solo: Sequence[str] = (), sobran: Sequence[str] = ()) -> list[str]:
    """Violations found by axe, best practices included: rule and element. `solo`: the rules that are tried, if not all but `sobran`."""
    cuales = ["rule", list(solo)] if solo else ["tag", ETIQUETAS]
    return [str(h) for h in pagina.evaluate(JUZGAR, [*cuales, list(sobran)])]


def _juzgar(pagina: Page, leido: dict[str, Any]) -> list[str]:
    """What axe finds where something could be found: in a style, a part of a page or a crowd of targets that this run has not found
    good. So every page is judged whole, unless all its pieces were found good before in others, or at the other width."""
    partes = [hashlib.sha256(parte.encode()).hexdigest() for parte in leido["partes"]]
    hay_estilo = not JUZGADAS.issuperset(leido["tintas"])
    if JUZGADAS.issuperset(partes) and not hay_estilo and not leido["dudas"]:
        return axe(pagina, solo=REGLAS_DE_SITIO) if leido["apretados"] else []
    sobran = [*([] if hay_estilo else REGLAS_DE_ESTILO), *([] if leido["apretados"] else REGLAS_DE_SITIO)]
    hallado = axe(pagina, sobran=sobran)
    if not hallado:
        JUZGADAS.update(leido["tintas"], partes)
    return hallado


def revisar(pagina: Page, nombre: str, *, densa: bool = False) -> None:
    """Assert what every page promises, at the width that it has and then at the other one, as when a telephone is turned.

    With the variable CAPTURAS set, pictures of both are left there for people to look at. The page is of a `perfil`, which brings axe.
    """
    pagina.wait_for_load_state()
    primero = pagina.viewport_size or {"width": ANCHOS[0], "height": 800}
    otro = next(ancho for ancho in ANCHOS if ancho != primero["width"])
    _revisar(pagina, nombre, ancho=primero["width"], densa=densa)
    pagina.set_viewport_size({"width": otro, "height": 800})
    _revisar(pagina, nombre, ancho=otro, densa=densa)
    pagina.set_viewport_size(primero)


def revisar_a_su_ancho(pagina: Page, nombre: str, *, densa: bool = False) -> None:
    """The same at the width that it has alone, for a page made as others that were judged at both."""
    pagina.wait_for_load_state()
    suyo = pagina.viewport_size or {"width": ANCHOS[0], "height": 800}
    _revisar(pagina, nombre, ancho=suyo["width"], densa=densa)


def _revisar(pagina: Page, nombre: str, *, ancho: int, densa: bool) -> None:
    carpeta = os.environ.get("CAPTURAS")
    if carpeta:
        pagina.screenshot(path=f"{carpeta}/{nombre}-{ancho}.png", full_page=True)
    lugar = f"{nombre} ({ancho} px)"
    leido = pagina.evaluate(LEER)
    hallado = _juzgar(pagina, leido)
    assert hallado == [], f"{lugar}: {hallado}"
    assert leido["violaciones"] == [], lugar
    assert leido["titulares"] == 1, lugar
    assert leido["sobra"] <= 0, lugar
    assert leido["cortados"] == [], f"{lugar}: the title of a table is cut"
    assert not leido["vagos"], f"{lugar}: an error that names neither the field nor what to do"
    if ancho <= TELEFONO:
        assert densa or leido["menudos"] == [], lugar
        pagina.set_viewport_size({"width": 320, "height": 640})
        assert pagina.evaluate(DESBORDE) == [], lugar
