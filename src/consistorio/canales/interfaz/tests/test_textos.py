"""Copy lint: words that no page says, and question marks in pairs (Spanish, plain language)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CANALES = Path(__file__).parents[2]
PROHIBIDO = {
    r"inv[áa]lid[oa]s?": "say what is wrong with the datum and how to write it",
    r"error \d{3}": "people do not read codes",
    r"\bel/la\b|\blos/las\b|ciudadano/a|interesado/a|/as?\b(?<=o/a)": "no doubled genders",
    r"procede(?:rá|r) a\b": "use the verb itself",
    r"mediante el presente|por la presente": "bureaucratic",
    r"\bel mismo\b|\bla misma\b": "name the thing",
    r"\ba los efectos de\b|\ben orden a\b": "bureaucratic",
    r"haga clic (?:aquí|aqui)|pulse aquí": "links say where they go",
    r"(?<!\()providencia de apremio(?!\))": "say aviso de pago con recargo (providencia de apremio)",
}
# Said to citizens with one word only
DE_LA_SEDE = {r"\bficheros?\b": "in the sede they are archivos"}
MAXIMO_PALABRAS = 25
ETIQUETA = re.compile(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TRADUCIDO = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
EN_PYTHON = re.compile(r"""\b(?:_|gettext|gettext_lazy|mensaje|que_hacer)\s*[(=]\s*"([^"]*)\"""")


def plantillas() -> list[Path]:
    return sorted(p for p in CANALES.glob("*/templates/**/*.html"))


def textos(ruta: Path) -> Iterator[str]:
    fuente = ruta.read_text(encoding="utf-8")
    yield from (a or b for a, b in TRADUCIDO.findall(fuente))
    for trozo in ETIQUETA.split(fuente):
        if trozo.strip():
            yield " ".join(trozo.split())


def faltas(texto: str) -> list[str]:
    hallado = [f"{patron}: {razon}" for patron, razon in PROHIBIDO.items() if re.search(patron, texto, re.IGNORECASE)]
    if texto.count("¿") != texto.count("?"):
        hallado.append("¿? in pairs")
    hallado += [f"{len(f.split())} words" for f in re.split(r"[.:;?!]\s", texto) if len(f.split()) > MAXIMO_PALABRAS]
    return hallado


@pytest.mark.parametrize("ruta", plantillas(), ids=lambda p: str(p.relative_to(CANALES)))
def test_templates_speak_plainly(ruta: Path) -> None:
    assert [(t, f) for t in textos(ruta) if (f := faltas(t))] == []


def test_the_sede_has_one_word_for_a_file() -> None:
    plantillas_, fuentes = (
        sorted((CANALES / "sede").glob(patron)) for patron in ("templates/**/*.html", "vistas/*.py")
    )
    dichos = [(p.name, t) for p in plantillas_ for t in textos(p)]
    dichos += [(p.name, t) for p in fuentes for t in EN_PYTHON.findall(p.read_text(encoding="utf-8"))]
    assert [(de, t) for de, t in dichos for patron in DE_LA_SEDE if re.search(patron, t, re.IGNORECASE)] == []


def test_texts_in_views_speak_plainly() -> None:
    fuentes = [p for p in CANALES.glob("*/**/*.py") if "/tests/" not in str(p) and "/migrations/" not in str(p)]
    hallado = [
        (p.name, t, f) for p in fuentes for t in EN_PYTHON.findall(p.read_text(encoding="utf-8")) if (f := faltas(t))
    ]
    assert hallado == []


@pytest.mark.parametrize(
    "malo",
    ["El DNI es inválido", "Error 403", "El/la ciudadano/a", "se procederá a notificar", "que hace?", "una " * 26],
)
def test_lint_catches(malo: str) -> None:
    assert faltas(malo)
