"""Any sequence of operations, in any order, with any amounts: no bolsa goes below zero, counters are folds, the ledger agrees, and each fits or is refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Bolsa, LineaOperacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, de, gastar, retener
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado

IMPORTES = st.decimals("0.01", "1200", places=2)
APLICACIONES = st.sampled_from(["920.22000", "920.22100", "165.22100", "920.22602"])
FASES = st.sampled_from(["A", "AD", "ADO", "D", "DO", "O", "P", "PR", "R"])


class Pueblo(RuleBasedStateMachine):
    """One small town. What it asks may be impossible: then it is refused, and nothing has changed."""

    hechas: Bundle[Operacion] = Bundle("hechas")
    rechazadas = 0

    def __init__(self) -> None:
        super().__init__()
        self.marca = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.marca)

    def _intentar(self, hacer: Callable[[], Operacion]) -> object:
        antes = LineaOperacion.objects.count()
        try:
            return hacer()
        except (DatosIncorrectos, FaseIncompatible, NoEncontrado):
            assert LineaOperacion.objects.count() == antes
            return multiple()

    @rule(target=hechas, clase=st.sampled_from(["RC", "RCT", "RCN", "ND"]), codigo=APLICACIONES, importe=IMPORTES)
    def retener(self, clase: str, codigo: str, importe: Decimal) -> object:
        return self._intentar(lambda: retener(de(codigo, str(importe)), clase=clase))

    @rule(target=hechas, clase=FASES, codigos=st.lists(APLICACIONES, min_size=1, max_size=3), importe=IMPORTES)
    def gastar(self, clase: str, codigos: list[str], importe: Decimal) -> object:
        return self._intentar(lambda: gastar(clase, *(de(codigo, str(importe)) for codigo in codigos)))

    @rule(target=hechas, clase=FASES, anterior=hechas, parte=st.sampled_from(["0.3", "0.5", "1", "1.2"]))
    def seguir(self, clase: str, anterior: Operacion, parte: str) -> object:
        lineas = [
            LineaPedida(max(Decimal("0.01"), round(linea.importe * Decimal(parte), 2)), origen=linea.id)
            for linea in anterior.lineas.filter(importe__gt=0, aplicacion__isnull=False)
        ]
        return self._intentar(lambda: self._de_fase(clase, lineas))

    def _de_fase(self, clase: str, lineas: list[LineaPedida]) -> Operacion:
        con = {"actor": INTERVENCION, "cabecera": cabecera(), "lineas": lineas, "reloj": RELOJ}
        if clase == "P":
            return acciones.ordenar_pago(**con)
        if "R" in clase:
            return acciones.pagar(**con, clase=clase, ordinal="571")
        return gastar(clase, *lineas)

    @rule(target=hechas, anterior=hechas, parte=st.sampled_from(["0.2", "1"]))
    def corregir(self, anterior: Operacion, parte: str) -> object:
        corrige = acciones.corregir_pago if anterior.clase[-1] in "PR" else acciones.corregir_gasto
        lineas = [
            LineaPedida(max(Decimal("0.01"), round(abs(linea.importe) * Decimal(parte), 2)), origen=linea.id)
            for linea in anterior.lineas.all()
        ]
        return self._intentar(
            lambda: corrige(
                actor=INTERVENCION, operacion_id=anterior.id, cabecera=cabecera(), lineas=lineas, reloj=RELOJ
            )
        )

    @invariant()
    def todo_cuadra(self) -> None:
        assert all(bolsa.disponible >= 0 for bolsa in Bolsa.objects.all())
        assert comprobar(2026) == []


@pytest.mark.usefixtures("presupuesto")
def test_any_sequence_of_operations_keeps_the_budget_whole() -> None:
    run_state_machine_as_test(
        Pueblo,
        settings=settings(
            max_examples=6,
            stateful_step_count=12,
            derandomize=True,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
