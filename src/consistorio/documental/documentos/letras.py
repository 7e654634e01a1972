"""What the fonts of documents can write. People type everything; a receipt cannot wait because of a drawing in a sentence.

What cannot be written stands as its code, `[U+1F6C1]`, so that nothing is lost unseen: what was typed stays as it was in the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from consistorio.documental.documentos.catalogo_plantillas import CARPETA

# What nearly every text is made of: it spares reading the fonts
_CORRIENTES = re.compile(r"[\n\t\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac]*")
_BLANCOS = {"Zs": " ", "Zl": "\n", "Zp": "\n"}
_SIN_DIBUJO = frozenset({"Cc", "Cf"})


def que_se_escriban(valor: object) -> object:
    """A value of a template (JSON types) in which every text can be written: composed accents, and codes for the rest."""
    match valor:
        case str():
            return escribible(valor)
        case Mapping():
            return {clave: que_se_escriban(dato) for clave, dato in valor.items()}
        case list():
            return [que_se_escriban(dato) for dato in valor]
    return valor


def escribible(texto: str) -> str:
    """The text with each character that our fonts lack as `[U+XXXX]`; those that are not drawn (joiners, controls) are left out."""
    if _CORRIENTES.fullmatch(texto):
        return texto
    return "".join(_uno(letra) for letra in unicodedata.normalize("NFC", texto))


def _uno(letra: str) -> str:
    if letra in "\n\t" or ord(letra) in _letras():
        return letra
    clase = unicodedata.category(letra)
    if clase in _BLANCOS:
        return _BLANCOS[clase]
    if clase in _SIN_DIBUJO or unicodedata.name(letra, "").startswith("VARIATION SELECTOR"):
        return ""
    return f"[U+{ord(letra):04X}]"


@cache
def _letras() -> frozenset[int]:
    """What every weight of the text font has; private codes mean nothing outside one font, and PDF/A refuses them."""
    from reportlab.pdfbase.ttfonts import TTFontFile  # slow to load

    fuentes = sorted((CARPETA / "fuentes").glob("SourceSans3_*.ttf"))
    comunes = set.intersection(*(set(TTFontFile(str(fuente)).charToGlyph) for fuente in fuentes))
    return frozenset(c for c in comunes if unicodedata.category(chr(c)) not in {"Cc", "Co", "Cn", "Cs"})
