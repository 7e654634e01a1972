"""RFC 6962 section 2.1 in a few lines: leaves, root, inclusion."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def hoja(datos: bytes) -> bytes:
    """Hash of a leaf."""
    return sha256(b"\0" + datos).digest()


def nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    """Hash of a node."""
    return sha256(b"\1" + izquierdo + derecho).digest()


def raiz(hojas: Sequence[bytes]) -> bytes:
    """Root over hashes of leaves, by the definition: split at the largest power of two smaller than their number."""
    if len(hojas) == 1:
        return hojas[0]
    corte = 1 << (len(hojas) - 1).bit_length() - 1
    return nodo(raiz(hojas[:corte]), raiz(hojas[corte:]))


def raiz_por_camino(hash_hoja: bytes, indice: int, tamano: int, camino: Sequence[bytes]) -> bytes | None:
    """Root that an inclusion proof leads to, or None when the path has another length than the tree asks for."""
    if tamano == 1:
        return hash_hoja if not camino else None
    if not camino:
        return None
    corte = 1 << (tamano - 1).bit_length() - 1
    *resto, ultimo = camino
    if indice < corte:
        dentro = raiz_por_camino(hash_hoja, indice, corte, resto)
        return None if dentro is None else nodo(dentro, ultimo)
    dentro = raiz_por_camino(hash_hoja, indice - corte, tamano - corte, resto)
    return None if dentro is None else nodo(ultimo, dentro)
