"""Of which classes the desk asks for a document, and what serves as it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest

from consistorio.economia.documentacion.justificante import DE_CLASE, con_justificante
from consistorio.economia.presupuesto import acciones, clases
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, de, gastar, tras
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos

NUEVA = [LineaPedida(Decimal(1), codigo="920.22000")]
PIDEN = ("A", "AD", "ADO", "D", "DO", "O", "DR", "DRI", "DRA", "AN", "APL", "INS", "ESP", "DEV", "PDEV", "PNP")
DE_CERRADOS = ("PRO", "RO", "AC", "APC", "IC", "PRD", "RS", "RB")


def falta(clase: str, suya: Cabecera, lineas: list[LineaPedida]) -> bool:
    """Whether it is refused, by its document alone."""
    try:
        with con_justificante(clase, suya, lineas):
            pass
    except DatosIncorrectos as error:
        return [problema.campo for problema in error.problemas] == ["documento"]
    return False


@pytest.mark.parametrize("clase", [*clases.NOMBRES, *sorted(clases.TRAMOS)])
def test_each_class_asks_for_one_or_not(clase: str) -> None:
    assert falta(clase, cabecera(), NUEVA) is (clase in (*PIDEN, *DE_CERRADOS)) is (clase in DE_CLASE)
    for con in (
        replace(cabecera(), documento_id=uuid4()),
        replace(cabecera(), expediente_id=uuid4()),
        replace(cabecera(), factura_id=uuid4()),
        replace(cabecera(), factura="A-7"),
    ):
        assert not falta(clase, con, NUEVA)


def test_what_it_follows_serves_where_it_has_its_own(presupuesto: None) -> None:
    sin_nada = gastar("AD", de("920.22000", "10"))
    con_factura = replace(cabecera(), factura="A-7")
    con = acciones.gastar(
        actor=INTERVENCION, clase="AD", cabecera=con_factura, lineas=[de("920.22000", "10")], reloj=RELOJ
    )
    obliga = acciones.gastar(actor=INTERVENCION, clase="O", cabecera=cabecera(), lineas=[tras(con, "10")], reloj=RELOJ)
    assert not falta("O", cabecera(), [tras(con, "1")])
    assert not falta("O", cabecera(), [tras(obliga, "1")])  # that of what goes before it
    assert falta("O", cabecera(), [tras(sin_nada, "1")])
    assert falta("O", cabecera(), [tras(con, "1"), tras(sin_nada, "1")])  # one of its lines has none
    assert falta("O", cabecera(), [tras(con, "1"), *NUEVA])
    assert falta("DEV", cabecera(), [tras(con, "1")])  # a refund is agreed by itself
    pago = _pagada(obliga)
    retenido = LineaPedida(Decimal(1), origen=pago.lineas.get(no_presupuestario="IRPF").id)
    assert not falta("PNP", cabecera(), [retenido])  # what was kept of a payment has that of the payment


def _pagada(obliga: Operacion) -> Operacion:
    return acciones.pagar(
        actor=INTERVENCION,
        clase="PR",
        cabecera=cabecera(),
        lineas=[tras(obliga, "10")],
        ordinal="571",
        descuentos=[Descuento("IRPF", Decimal(1))],
        reloj=RELOJ,
    )
