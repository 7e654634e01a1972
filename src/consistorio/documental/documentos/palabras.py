"""The words of a text, as documents are found by them. Pure.

Accents and case do not matter, ñ is n, and a word is found in any of its forms: PostgreSQL's Spanish stems are taken of it. A stem needs the accent of
«-ción» and «-sión», which every word with that ending has in Spanish, so it is put back whoever left it out.
"""

from __future__ import annotations

import re
import unicodedata

# What PostgreSQL takes of one document (1 MB), with room to spare
MAXIMO = 600_000
MAXIMO_BUSCADAS = 8
_LARGA = 60
_PALABRA = re.compile(r"[0-9a-z]+")
_ION = re.compile(r"(?<=[cs])ion$")


def palabras_de(texto: str) -> str:
    """The different words of a text, in alphabetical order: what they said together cannot be read from them."""
    halladas = sorted({palabra for palabra in _PALABRA.findall(_plano(texto)) if len(palabra) <= _LARGA})
    elegidas, ocupado = [], 0
    for palabra in halladas:
        ocupado += len(palabra) + 2
        if ocupado > MAXIMO:
            break
        elegidas.append(_ION.sub("ión", palabra))
    return " ".join(elegidas)


def buscadas(texto: str) -> str:
    """The words that somebody looks for, the first eight, written as `palabras_de` writes them."""
    halladas = [_ION.sub("ión", palabra) for palabra in _PALABRA.findall(_plano(texto))]
    return " ".join(halladas[:MAXIMO_BUSCADAS])


def _plano(texto: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", texto.casefold()) if not unicodedata.combining(c))
