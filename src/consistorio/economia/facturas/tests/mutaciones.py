"""Ways to spoil an invoice, or not, chosen by a seed."""

from __future__ import annotations

import copy
import random

from lxml import etree

TEXTOS = (
    *("", " ", "x", "01", "99", "EUR", "ESP", "es", "FC", "3.2", "3.2.2", "-1.00", "1.0", "1,00", "12.345678", "1e3", "INF", "NaN", "+5", "007"),
    *("2026-02-29", "2024-02-29", "2026-13-01", "2026-09-01Z", "2026-09-01+14:00", "2026-09-01+14:30", "0000-01-01", "-0004-02-29"),
    *("x" * 20, "x" * 21, "x" * 80, "x" * 2501, "1234567890", "12345", "1 2", "0.00000001", "0.000000001", "9" * 30, "1.00 ", "\t01", "I", "J", "ñ" * 40),
)  # fmt: skip


def mutada(original: etree._Element, azar: random.Random) -> etree._Element:
    """A copy with one to three changes."""
    raiz = copy.deepcopy(original)
    for _vez in range(azar.choice((1, 1, 1, 2, 3))):
        nodos = [n for n in raiz.iter(etree.Element) if n is not raiz and not n.tag.startswith("{")]
        azar.choice(
            (_borrar, _repetir, _mover, _renombrar, _texto, _texto, _texto, _atributo, _hijo, _suelto, _comentar)
        )(azar.choice(nodos), azar)
    return raiz


def _padre(nodo: etree._Element) -> etree._Element:
    padre = nodo.getparent()
    assert padre is not None
    return padre


def _borrar(nodo: etree._Element, _azar: random.Random) -> None:
    _padre(nodo).remove(nodo)


def _repetir(nodo: etree._Element, azar: random.Random) -> None:
    _padre(nodo).insert(azar.randrange(len(_padre(nodo)) + 1), copy.deepcopy(nodo))


def _mover(nodo: etree._Element, azar: random.Random) -> None:
    padre = _padre(nodo)
    padre.remove(nodo)
    padre.insert(azar.randrange(len(padre) + 1), nodo)


def _renombrar(nodo: etree._Element, azar: random.Random) -> None:
    otros = [n.tag for n in nodo.getroottree().iter() if isinstance(n.tag, str) and not n.tag.startswith("{")]
    nodo.tag = azar.choice([*otros, "Inventado", "{urn:otro}Name"])


def _texto(nodo: etree._Element, azar: random.Random) -> None:
    hojas = [n for n in nodo.getroottree().iter() if isinstance(n.tag, str) and not len(n)]
    azar.choice(hojas).text = azar.choice(TEXTOS)


def _atributo(nodo: etree._Element, azar: random.Random) -> None:
    nodo.set(azar.choice(("Id", "{urn:otro}a", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")), "a b")


def _hijo(nodo: etree._Element, azar: random.Random) -> None:
    etree.SubElement(nodo, azar.choice(("TotalAmount", "Name", "EquivalentInEuros", "Inventado"))).text = azar.choice(
        TEXTOS
    )


def _suelto(nodo: etree._Element, azar: random.Random) -> None:
    nodo.tail = azar.choice(("x", " ", "\n"))


def _comentar(nodo: etree._Element, _azar: random.Random) -> None:
    nodo.addprevious(etree.Comment("nada"))
