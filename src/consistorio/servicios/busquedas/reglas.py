"""What may be looked for. Pure."""

from __future__ import annotations

from typing import Final

# Letters of some word: the indexes are of groups of three, and shorter words read every row
MINIMO: Final = 3


def es_corta(texto: str) -> bool:
    """Whether words are too short for anything to be looked for by them. Without words, they are not: nothing is looked for."""
    return bool(texto.split()) and max(map(len, texto.split())) < MINIMO
