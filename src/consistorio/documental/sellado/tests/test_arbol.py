"""The tree against the published vectors of RFC 6962's reference implementation and against the RFC's own recursion."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.documental.sellado import arbol

# Leaves and roots of the test vectors of Certificate Transparency's reference implementation (merkle_tree_test)
HOJAS = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
RAICES = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def mth(hojas: list[bytes]) -> bytes:
    """MTH as section 2.1 writes it."""
    if not hojas:
        return hashlib.sha256().digest()
    if len(hojas) == 1:
        return hashlib.sha256(b"\0" + hojas[0]).digest()
    k = 1
    while k * 2 < len(hojas):
        k *= 2
    return hashlib.sha256(b"\1" + mth(hojas[:k]) + mth(hojas[k:])).digest()


def nodos_de(hojas: list[bytes]) -> arbol.Nodos:
    guardados = {(0, i): arbol.hash_hoja(h) for i, h in enumerate(hojas)}
    borde = arbol.Borde()
    for hoja in hojas:
        for nivel, indice, valor in borde.anadir(arbol.hash_hoja(hoja)):
            guardados[nivel, indice] = valor
    return lambda nivel, indice: guardados[nivel, indice]


@pytest.mark.parametrize("tamano", range(1, 9))
def test_published_roots(tamano: int) -> None:
    assert arbol.raiz(tamano, nodos_de(HOJAS)).hex() == RAICES[tamano - 1]


def test_empty_tree() -> None:
    assert arbol.raiz(0, nodos_de([])) == arbol.Borde().raiz() == hashlib.sha256().digest()


def test_published_inclusion_path() -> None:
    camino = [p.hex() for p in arbol.prueba_inclusion(0, 8, nodos_de(HOJAS))]
    assert camino == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


@given(st.integers(1, 70), st.data())
def test_every_proof_convinces_and_no_other_does(tamano: int, datos: st.DataObject) -> None:
    hojas = [bytes([n]) * 3 for n in range(tamano)]
    nodo = nodos_de(hojas)
    raiz = arbol.raiz(tamano, nodo)
    assert raiz == mth(hojas)
    indice = datos.draw(st.integers(0, tamano - 1))
    camino = arbol.prueba_inclusion(indice, tamano, nodo)
    hoja = arbol.hash_hoja(hojas[indice])
    assert arbol.comprobar_inclusion(hoja, indice, tamano, camino, raiz)
    assert not arbol.comprobar_inclusion(arbol.hash_hoja(b"otra"), indice, tamano, camino, raiz)
    assert not arbol.comprobar_inclusion(hoja, (indice + 1) % tamano, tamano, camino, raiz) or tamano == 1
    assert not arbol.comprobar_inclusion(hoja, indice, tamano, [*camino, raiz], raiz)
    antes = datos.draw(st.integers(1, tamano))
    prueba = arbol.prueba_consistencia(antes, tamano, nodo)
    vieja = mth(hojas[:antes])
    assert arbol.comprobar_consistencia(antes, tamano, vieja, raiz, prueba)
    assert not arbol.comprobar_consistencia(antes, tamano, mth([*hojas[: antes - 1], b"otra"]), raiz, prueba)
    assert not arbol.comprobar_consistencia(antes, tamano, vieja, mth([*hojas, b"mas"]), prueba)


@given(st.integers(0, 40), st.integers(0, 40))
def test_an_edge_taken_up_again_grows_like_one_that_never_stopped(antes: int, despues: int) -> None:
    hojas = [bytes([n]) for n in range(antes + despues)]
    borde = arbol.Borde.de(antes, nodos_de(hojas[:antes]))
    for hoja in hojas[antes:]:
        borde.anadir(arbol.hash_hoja(hoja))
    assert borde.raiz() == mth(hojas)


@pytest.mark.parametrize(("indice", "tamano"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(indice: int, tamano: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        arbol.prueba_inclusion(indice, tamano, nodos_de([b"a", b"b", b"c"]))
    assert not arbol.comprobar_inclusion(b"", indice, tamano, [], b"")
    with pytest.raises(ValueError, match="earlier tree"):
        arbol.prueba_consistencia(0, tamano, nodos_de([b"a", b"b", b"c"]))
