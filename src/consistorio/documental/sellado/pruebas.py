"""Proofs of inclusion as they travel. Pure. docs/verificacion/prueba_inclusion.md describes them for third parties."""

from __future__ import annotations

import json
import re

from consistorio.documental.sellado import arbol
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.textos import gettext as _

MAXIMO = 20_000  # bytes: a tree of 2^64 leaves needs a third of it
_HEX = re.compile(r"[0-9a-f]{64}")
_CAMPOS = frozenset({"camino", "hash_hoja", "indice", "raiz", "tamano"})


@dato
class PruebaInclusion:
    """That an event is in the tree of a head. Hashes in hex; `camino` from the leaf upwards."""

    indice: int
    hash_hoja: str
    tamano: int
    raiz: str
    camino: tuple[str, ...]

    def como_json(self) -> dict[str, object]:
        """The content of `prueba_inclusion.json`."""
        return {
            "camino": list(self.camino),
            "hash_hoja": self.hash_hoja,
            "indice": self.indice,
            "raiz": self.raiz,
            "tamano": self.tamano,
        }

    def de(self, canonico: bytes) -> bool:
        """Whether it is the proof of the fact of those bytes."""
        return arbol.hash_hoja(canonico).hex() == self.hash_hoja

    def se_cumple(self) -> bool:
        """Whether the path leads from the leaf to the root that it says. Whose the root is, is another question."""
        hoja, raiz, camino = bytes.fromhex(self.hash_hoja), bytes.fromhex(self.raiz), map(bytes.fromhex, self.camino)
        return arbol.comprobar_inclusion(hoja, self.indice, self.tamano, list(camino), raiz)


def leer(contenido: bytes) -> PruebaInclusion:
    """Read a `prueba_inclusion.json`. Raises DatosIncorrectos when it is not one."""
    try:
        if len(contenido) > MAXIMO:
            raise ValueError("size")
        datos = json.loads(contenido)
        if not isinstance(datos, dict) or set(datos) != _CAMPOS or not isinstance(datos["camino"], list):
            raise ValueError("fields")
        if not all(
            isinstance(h, str) and _HEX.fullmatch(h) for h in (datos["hash_hoja"], datos["raiz"], *datos["camino"])
        ):
            raise ValueError("hashes")
        if not all(type(datos[n]) is int and 0 <= datos[n] < 1 << 63 for n in ("indice", "tamano")):
            raise ValueError("numbers")
    except (ValueError, RecursionError) as error:
        raise DatosIncorrectos(
            _("No es una prueba de inclusión: tiene que ser el archivo prueba_inclusion.json, entero.")
        ) from error
    return PruebaInclusion(datos["indice"], datos["hash_hoja"], datos["tamano"], datos["raiz"], tuple(datos["camino"]))
