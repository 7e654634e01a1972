"""Any sequence of operations, in any order, with any amounts: no bolsa goes below zero, counters are folds, the ledger agrees, and each fits or is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Bolsa, LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, de, gastar, retener
from consistorio.economia.presupuesto.tests.papeles import papel
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado

IMPORTES = st.decimals("0.01", "1200", places=2)
APLICACIONES = st.sampled_from(["920.22000", "920.22100", "165.22100", "920.22602"])
DESDE_EL_CREDITO = st.sampled_from(["A", "AD", "ADO"])
SIGUEN = {"RC": ["A", "AD", "ADO"], "RCN": ["ND"], "A": ["D", "DO"], "D": ["O"], "O": ["P", "PR"], "P": ["R"]}
Hechas = Operacion | MultipleResults[Operacion]
HECHAS: list[str] = []  # what the examples did, so that they do not become a list of refusals


class Pueblo(RuleBasedStateMachine):
    """One small town. What it asks may be impossible: then it is refused, and nothing has changed."""

    hechas: Bundle[Operacion] = Bundle("hechas")

    def __init__(self) -> None:
        super().__init__()
        self.marca = transaction.savepoint()

    @initialize(target=hechas)
    def empezar(self) -> Hechas:
        rc = retener(de("920.22000", "700"))
        return multiple(rc, gastar("AD", de("165.22100", "900")), gastar("ADO", de("920.22100", "800")))

    def teardown(self) -> None:
        assert comprobar(2026) == []
        transaction.savepoint_rollback(self.marca)

    def _intentar(self, hacer: Callable[[], Operacion]) -> Hechas:
        antes = LineaOperacion.objects.count()
        try:
            hecha = hacer()
        except (DatosIncorrectos, FaseIncompatible, NoEncontrado):
            assert LineaOperacion.objects.count() == antes
            return multiple()
        HECHAS.append(f"{hecha.clase}{hecha.signo}")
        return hecha

    @rule(target=hechas, clase=st.sampled_from(["RC", "RCT", "RCN"]), codigo=APLICACIONES, importe=IMPORTES)
    def retener(self, clase: str, codigo: str, importe: Decimal) -> Hechas:
        return self._intentar(lambda: retener(de(codigo, str(importe)), clase=clase))

    @rule(
        target=hechas, clase=DESDE_EL_CREDITO, codigos=st.lists(APLICACIONES, min_size=1, max_size=3), importe=IMPORTES
    )
    def gastar(self, clase: str, codigos: list[str], importe: Decimal) -> Hechas:
        return self._intentar(lambda: gastar(clase, *(de(codigo, str(importe)) for codigo in codigos)))

    @rule(target=hechas, cual=st.integers(0, 2), anterior=hechas, parte=st.sampled_from(["0.3", "0.5", "1", "1.2"]))
    def seguir(self, cual: int, anterior: Operacion, parte: str) -> Hechas:
        de_fase = anterior.clase if anterior.clase in SIGUEN else anterior.clase[-1]
        clases = SIGUEN.get(de_fase, ["O"])  # after a payment nothing comes: refused
        lineas = [
            LineaPedida(max(Decimal("0.01"), round(linea.importe * Decimal(parte), 2)), origen=linea.id)
            for linea in anterior.lineas.filter(importe__gt=0)
        ]
        return self._intentar(lambda: self._de_fase(clases[cual % len(clases)], lineas))

    def _de_fase(self, clase: str, lineas: list[LineaPedida]) -> Operacion:
        con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "lineas": lineas, "reloj": RELOJ}
        if clase == "ND":
            return acciones.retener(**con | {"cabecera": _con_acuerdo()}, clase=clase)
        if clase == "P":
            return acciones.ordenar_pago(**con)
        if "R" in clase:
            return acciones.pagar(**con, clase=clase, ordinal="571")
        return gastar(clase, *lineas)

    @rule(target=hechas, anterior=hechas, parte=st.sampled_from(["0.2", "1"]))
    def corregir(self, anterior: Operacion, parte: str) -> Hechas:
        corrige = acciones.corregir_pago if anterior.clase[-1] in "PR" else acciones.corregir_gasto
        lineas = [
            LineaPedida(max(Decimal("0.01"), round(abs(linea.importe) * Decimal(parte), 2)), origen=linea.id)
            for linea in anterior.lineas.all()
        ]
        return self._intentar(
            lambda: corrige(
                actor=INTERVENCION,
                operacion_id=anterior.id,
                cabecera=_con_acuerdo() if anterior.clase == "ND" else cabecera(),
                lineas=lineas,
                reloj=RELOJ,
            )
        )

    @invariant()
    def nadie_gasta_lo_que_no_hay(self) -> None:
        assert all(bolsa.disponible >= 0 for bolsa in Bolsa.objects.all())


def _con_acuerdo() -> Cabecera:
    return replace(cabecera(), documento_id=papel())


@pytest.mark.usefixtures("presupuesto")
def test_any_sequence_of_operations_keeps_the_budget_whole() -> None:
    run_state_machine_as_test(
        Pueblo,
        settings=settings(
            max_examples=8,
            stateful_step_count=14,
            derandomize=True,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"P1", "PR1", "R1", "O1", "D1", "DO1"} & set(HECHAS)
    assert any(hecha.endswith("-1") for hecha in HECHAS)
    assert len(HECHAS) > 30
