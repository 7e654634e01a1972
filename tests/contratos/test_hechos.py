"""Every action can note each of the facts that it declares, and cites an article; every registered fact is noted by somebody."""

from __future__ import annotations

import re

import pytest

from consistorio.plataforma.accion import Declaracion
from consistorio.plataforma.auditoria.eventos import registrados

from .alcance import hechos_a_su_alcance
from .casa import acciones

DE_LA_CASA = acciones()
# A law by its abbreviation or number, and where in it
NORMA = re.compile(
    r"^(LPACAP|LRJSP|LOPDGDD|RGPD|LCSP|LRBRL|LGT|TRLRHL|ROF|EBEP|RD|Reglamento|Ley|Real Decreto|NTI)\b.*?(arts?\. ?\d|anexo|apartado|[IVX]+\.\d)"
)
# Facts of operations that no action composes yet, with what they wait for.
ESPERAN_ACCION = {
    "facturas.factura.descontabilizada": "the negative of an obligation, in the budget",
    "facturas.factura.impagada": "a payment that the bank gives back, in the treasury",
}


def sin_emitir(declaracion: Declaracion) -> set[str]:
    """Facts that the action declares and that nothing in its reach names."""
    return set(declaracion.eventos) - hechos_a_su_alcance(declaracion.funcion)


@pytest.mark.parametrize("declaracion", DE_LA_CASA, ids=lambda d: d.nombre)
def test_every_fact_that_an_action_declares_is_one_that_it_can_note(declaracion: Declaracion) -> None:
    assert sin_emitir(declaracion) == set()


def test_an_action_that_notes_nothing_is_found_out() -> None:
    def nada(*, actor: object) -> None:
        """An action that declares a fact and forgets it."""

    tipo = next(iter(registrados()))
    assert sin_emitir(Declaracion("prueba", (tipo,), "prueba", "LPACAP art. 1", nada)) == {tipo}


@pytest.mark.parametrize("declaracion", DE_LA_CASA, ids=lambda d: d.nombre)
def test_the_ground_of_every_action_is_an_article_of_a_norm(declaracion: Declaracion) -> None:
    assert NORMA.search(declaracion.norma), declaracion.norma


@pytest.mark.parametrize("mala", ["Buenas prácticas", "LPACAP", "porque sí, art. 3", "art. 21"])
def test_words_that_cite_no_article_are_found_out(mala: str) -> None:
    assert not NORMA.search(mala)


def test_every_registered_fact_is_within_reach_of_some_action() -> None:
    """Also those of operations, which other actions compose."""
    alcanzados: set[str] = set()
    for declaracion in DE_LA_CASA:
        alcanzados |= hechos_a_su_alcance(declaracion.funcion)
    sueltos = {t for t in registrados() if t not in alcanzados and not t.startswith("prueba.")}
    assert sorted(sueltos - set(ESPERAN_ACCION)) == []
