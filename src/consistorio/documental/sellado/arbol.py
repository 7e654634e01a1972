"""The Merkle tree of RFC 6962, section 2.1: SHA-256, leaves after a zero byte, nodes after a one.

Pure. A tree is known by a function that gives the hash of each complete subtree: `nodo(nivel, indice)` covers the leaves from
`indice * 2**nivel` on, `2**nivel` of them; level 0 are the leaves' own hashes. Our own, about a hundred lines, because the
kept libraries are under GPL-3.0 (ADR 0007).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

Nodos = Callable[[int, int], bytes]
VACIO = hashlib.sha256(b"").digest()


def hash_hoja(contenido: bytes) -> bytes:
    """Hash of a leaf."""
    return hashlib.sha256(b"\0" + contenido).digest()


def hash_nodo(izquierdo: bytes, derecho: bytes) -> bytes:
    """Hash of a node over its two children."""
    return hashlib.sha256(b"\1" + izquierdo + derecho).digest()


def raiz(tamano: int, nodo: Nodos) -> bytes:
    """The root of the first `tamano` leaves (0: the hash of nothing)."""
    return _cima(0, tamano, nodo) if tamano else VACIO


def prueba_inclusion(indice: int, tamano: int, nodo: Nodos) -> list[bytes]:
    """The audit path of leaf `indice` in the tree of `tamano` leaves. Raises ValueError unless 0 <= indice < tamano."""
    if not 0 <= indice < tamano:
        msg = "no such leaf in a tree of that size"
        raise ValueError(msg)
    return _camino(indice, 0, tamano, nodo)


def prueba_consistencia(antes: int, ahora: int, nodo: Nodos) -> list[bytes]:
    """Proof that the tree of `ahora` leaves continues that of `antes`. Raises ValueError unless 0 < antes <= ahora."""
    if not 0 < antes <= ahora:
        msg = "the earlier tree has between one leaf and those of the later one"
        raise ValueError(msg)
    return _continuacion(antes, 0, ahora, nodo, completo=True)


def comprobar_inclusion(hoja: bytes, indice: int, tamano: int, camino: Sequence[bytes], raiz_dada: bytes) -> bool:
    """Whether the path leads from the leaf's hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= indice < tamano:
        return False
    fn, sn, actual = indice, tamano - 1, hoja
    for paso in camino:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            actual = hash_nodo(paso, actual)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            actual = hash_nodo(actual, paso)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and actual == raiz_dada


def comprobar_consistencia(
    antes: int, ahora: int, raiz_antes: bytes, raiz_ahora: bytes, prueba: Sequence[bytes]
) -> bool:
    """Whether the proof shows that the later tree continues the earlier one (RFC 9162, 2.1.4.2)."""
    if not 0 < antes <= ahora:
        return False
    if antes == ahora:
        return not prueba and raiz_antes == raiz_ahora
    pasos = list(prueba)
    if antes & (antes - 1) == 0:
        pasos.insert(0, raiz_antes)
    if not pasos:
        return False
    fn, sn = antes - 1, ahora - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    vieja = nueva = pasos[0]
    for paso in pasos[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            vieja, nueva = hash_nodo(paso, vieja), hash_nodo(paso, nueva)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            nueva = hash_nodo(nueva, paso)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and vieja == raiz_antes and nueva == raiz_ahora


class Borde:
    """The right edge of a growing tree: enough to add leaves and know the root, whatever the size.

    `anadir` returns the complete subtrees that the leaf closes, as (level, index, hash), without the leaf itself.
    """

    def __init__(self) -> None:
        self.tamano = 0
        self._pila: list[tuple[int, bytes]] = []

    @classmethod
    def de(cls, tamano: int, nodo: Nodos) -> Borde:
        """The edge of the tree of `tamano` leaves that is already kept."""
        borde = cls()
        borde.tamano = tamano
        inicio = 0
        for nivel in range(tamano.bit_length() - 1, -1, -1):
            if tamano >> nivel & 1:
                borde._pila.append((nivel, nodo(nivel, inicio >> nivel)))
                inicio += 1 << nivel
        return borde

    def anadir(self, hoja: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf by its hash."""
        nuevos: list[tuple[int, int, bytes]] = []
        nivel, actual = 0, hoja
        while self._pila and self._pila[-1][0] == nivel:
            actual = hash_nodo(self._pila.pop()[1], actual)
            nivel += 1
            nuevos.append((nivel, self.tamano >> nivel, actual))
        self._pila.append((nivel, actual))
        self.tamano += 1
        return nuevos

    def raiz(self) -> bytes:
        """The root of what has been added."""
        if not self._pila:
            return VACIO
        actual = self._pila[-1][1]
        for _nivel, hermano in reversed(self._pila[:-1]):
            actual = hash_nodo(hermano, actual)
        return actual


def _division(tamano: int) -> int:
    """The largest power of two smaller than `tamano` (at least 2)."""
    return 1 << (tamano - 1).bit_length() - 1


def _cima(inicio: int, tamano: int, nodo: Nodos) -> bytes:
    if tamano & (tamano - 1) == 0:
        nivel = tamano.bit_length() - 1
        return nodo(nivel, inicio >> nivel)
    corte = _division(tamano)
    return hash_nodo(_cima(inicio, corte, nodo), _cima(inicio + corte, tamano - corte, nodo))


def _camino(indice: int, inicio: int, tamano: int, nodo: Nodos) -> list[bytes]:
    if tamano == 1:
        return []
    corte = _division(tamano)
    if indice < corte:
        return [*_camino(indice, inicio, corte, nodo), _cima(inicio + corte, tamano - corte, nodo)]
    return [*_camino(indice - corte, inicio + corte, tamano - corte, nodo), _cima(inicio, corte, nodo)]


def _continuacion(antes: int, inicio: int, tamano: int, nodo: Nodos, *, completo: bool) -> list[bytes]:
    if antes == tamano:
        return [] if completo else [_cima(inicio, tamano, nodo)]
    corte = _division(tamano)
    if antes <= corte:
        derecha = _cima(inicio + corte, tamano - corte, nodo)
        return [*_continuacion(antes, inicio, corte, nodo, completo=completo), derecha]
    izquierda = _cima(inicio, corte, nodo)
    return [*_continuacion(antes - corte, inicio + corte, tamano - corte, nodo, completo=False), izquierda]
