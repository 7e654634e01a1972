"""Names of the files of a case that sort as its index and that any system opens."""

from __future__ import annotations

import re
import unicodedata

# What Windows does not allow in a name (and the others do not miss), with what cannot be seen
_PROHIBIDOS = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_ESPACIOS = re.compile(r"\s+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
LARGO = 100  # letters of the title: with the folder that somebody puts it in it stays under the 260 of Windows


def nombre_en_orden(orden: int, titulo: str, fichero: str, *, cifras: int = 4) -> str:
    """`0007 Informe técnico.pdf`: the place in the index, the title, and the extension of the file."""
    extension = _EXTENSION.search(fichero)
    return f"{orden:0{cifras}d} {_limpio(titulo) or 'documento'}{extension.group(0).lower() if extension else ''}"


def _limpio(titulo: str) -> str:
    """Windows takes no dot nor space at the end of a name."""
    plano = _PROHIBIDOS.sub(" ", unicodedata.normalize("NFC", titulo))
    return _ESPACIOS.sub(" ", plano).strip()[:LARGO].strip(" .")


def cifras_de(cuantos: int) -> int:
    """How many digits make the places of so many documents sort as text; four at least."""
    return max(4, len(str(cuantos)))
