"""A month of payroll: read to the cent, noted once, and paid this year or the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.nomina import huella_de, leer
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, fallas, tras
from consistorio.economia.presupuesto.tests.test_gasto import apuntes, mensajes
from consistorio.economia.presupuesto.tests.test_pagos import de_alguien
from consistorio.economia.presupuesto.tipos import Cabecera
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import RelojFijo

D = Decimal
EN_2027 = RelojFijo(datetime(2027, 3, 1, 10, 0, tzinfo=UTC))
NOMINA = "aplicacion;bruto;neto;IRPF;SS\n920.12000;1000,05;800,01;150,02;50,02\nTOTAL;1000,05;800,01;150,02;50,02\n"
SUS_APUNTES = [
    ("4000", "571", "800.01"),
    ("4000", "557", "200.04"),
    ("557", "4760", "50.02"),
    ("557", "4751", "150.02"),
]


def test_a_payroll_is_one_obligation_and_a_cent_off_is_refused_whole(presupuesto: None) -> None:
    casos = {
        NOMINA.replace("800,01", "800,02", 1): ["linea 2", "TOTAL"],
        NOMINA.replace("TOTAL;1000,05", "TOTAL;1000,06"): ["linea 3", "TOTAL"],
        NOMINA.replace("IRPF", "neto"): ["linea 1"],
        NOMINA.replace("1000,05;", "mil;", 1): ["linea 2"],
        NOMINA.replace("1000,05;", "1E+500;", 1): ["linea 2"],
        NOMINA.rpartition("TOTAL")[0]: ["TOTAL"],
        NOMINA.replace("\nTOTAL", "\n.920.12000;0;0;0;0\nTOTAL"): ["linea 3"],
        "x" * 140_000: ["linea 1"],
        "": ["linea 1"],
    }
    for texto, campos in casos.items():
        with pytest.raises(DatosIncorrectos) as error:
            leer(texto)
        assert [campo for campo, _m in mensajes(error)] == campos, texto

    def importa(texto: str, ordinal: str = "571", llamada: str = "Prueba", motivo: str = "") -> Any:
        suya = cabecera(texto=llamada)
        con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": suya, "ordinal": ordinal, "reloj": RELOJ}
        return acciones.importar_nomina(**con, contenido=texto, motivo=motivo)

    with pytest.raises(DatosIncorrectos) as error:
        importa(NOMINA.replace("IRPF", "FIANZAS"), "430")
    assert [campo for campo, _m in mensajes(error)] == ["ordinal", "FIANZAS"]
    nomina = importa(NOMINA)
    assert (nomina.operacion.clase, nomina.operacion.varios) == ("ADO", True)
    con_otra_forma = NOMINA.replace("\n920", "\n.920")
    for otra_vez in (
        NOMINA,
        NOMINA + "\n",
        NOMINA.replace("800,01", "800.01").replace("\n920", "\n 920"),
        con_otra_forma,
    ):
        with pytest.raises(DatosIncorrectos, match="ya está contabilizada"):
            importa(otra_vez)
    _comes_again_with_a_reason(nomina, importa)
    pagada = acciones.pagar_nomina(actor=INTERVENCION, nomina_id=nomina.id, fecha=cabecera().fecha, reloj=RELOJ)
    assert pagada.pago is not None
    assert apuntes(pagada.pago) == SUS_APUNTES
    with pytest.raises(FaseIncompatible):
        acciones.pagar_nomina(actor=INTERVENCION, nomina_id=nomina.id, fecha=cabecera().fecha, reloj=RELOJ)
    # What hangs from an operation goes with it: it may be paid again, and imported again
    con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(varios=False), "reloj": RELOJ}
    acciones.corregir_pago(**con, operacion_id=pagada.pago.id)
    _what_was_ordered_of_it_is_paid_with_it(nomina)
    _it_is_paid_in_the_next_year(nomina)
    with pytest.raises(DatosIncorrectos, match="corríjala entera"):
        acciones.corregir_gasto(**con, operacion_id=nomina.operacion.id, lineas=[tras(nomina.operacion, "1")])
    acciones.corregir_gasto(**con, operacion_id=nomina.operacion.id)
    assert importa(NOMINA).pago is None
    assert comprobar(2026) == []
    assert fallas() == []


def _comes_again_with_a_reason(nomina: Any, importa: Callable[..., Any]) -> None:
    """Under another text they are asked why they come again, and two months may be equal."""
    assert huella_de(leer(NOMINA), "Marzo") != huella_de(leer(NOMINA), "Abril")
    with pytest.raises(DatosIncorrectos) as error:
        importa(NOMINA.replace("1000,05", "1000.05").replace("\n920", "\n.920"), llamada="Nómina de abril")
    assert mensajes(error) == [
        (
            "motivo",
            f"Tiene las mismas filas que «Prueba» ({nomina.operacion}, del 02/03/2026). Si es otra, diga por qué se repite.",
        )
    ]
    abril = importa(NOMINA, llamada="Nómina de abril", motivo="Es la de abril, igual a la de marzo")
    assert (abril.motivo, nomina.motivo) == ("Es la de abril, igual a la de marzo", "")
    acciones.corregir_gasto(
        actor=INTERVENCION, operacion_id=abril.operacion.id, cabecera=cabecera(varios=False), reloj=RELOJ
    )


def _what_was_ordered_of_it_is_paid_with_it(nomina: Any) -> None:
    """In one payment of its own year, with what it withholds; not when part was paid, nor ordered to somebody, whose list might have it."""
    con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}
    paga: dict[str, Any] = {"actor": INTERVENCION, "nomina_id": nomina.id, "fecha": cabecera().fecha, "reloj": RELOJ}
    for cuanto, rechazo in (("400", ""), ("1000.05", ""), ("400", "Una parte ya se pagó"), ("400", "a nombre de un")):
        antes = transaction.savepoint()
        a_rosa = Cabecera(cabecera().fecha, "De Rosa", tercero_id=de_alguien()) if "nombre" in rechazo else cabecera()
        orden = acciones.ordenar_pago(**con | {"cabecera": a_rosa}, lineas=[tras(nomina.operacion, cuanto)])
        if "pagó" in rechazo:
            acciones.pagar(**con, clase="R", lineas=[tras(orden, "1")], ordinal="571")
        if rechazo:
            with pytest.raises(DatosIncorrectos, match=rechazo):
                acciones.pagar_nomina(**paga)
        else:
            pagada = acciones.pagar_nomina(**paga)
            assert pagada.pago is not None
            assert (pagada.pago.clase, pagada.pago.importe) == ("R", D("1000.05"))
            assert apuntes(pagada.pago) == SUS_APUNTES
            acciones.corregir_pago(
                actor=INTERVENCION, cabecera=cabecera(varios=False), operacion_id=pagada.pago.id, reloj=RELOJ
            )
            assert acciones.pagar_nomina(**paga).pago is not None, "corrected, it is paid again"
        transaction.savepoint_rollback(antes)


def _it_is_paid_in_the_next_year(nomina: Any) -> None:
    """When its year is closed, with what it withholds."""
    paga: dict[str, Any] = {"actor": INTERVENCION, "nomina_id": nomina.id, "fecha": date(2027, 1, 5), "reloj": EN_2027}
    antes = transaction.savepoint()
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    with pytest.raises(DatosIncorrectos, match="Traspase antes lo pendiente de 2026"):
        acciones.pagar_nomina(**paga)
    con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}
    orden = acciones.ordenar_pago(**con, lineas=[tras(nomina.operacion, "400")])  # what was ordered of it comes too
    for linea, importe in ((nomina.operacion.lineas.get(), "600.05"), (orden.lineas.get(), "400")):
        SaldoCerrado.objects.create(
            ejercicio_id=2027,
            clase="obligacion",
            anio=2026,
            codigo="920.12000",
            cuenta="4010",
            linea_origen_id=linea.id,
            inicial=D(importe),
        )
    de_mas = SaldoCerrado.objects.filter(inicial=D("400"), ejercicio=2027)
    de_mas.update(realizado=D(100))
    with pytest.raises(DatosIncorrectos, match="Una parte ya se pagó"):
        acciones.pagar_nomina(**paga)
    de_mas.update(realizado=D(0))
    pagada = acciones.pagar_nomina(**paga)
    assert pagada.pago is not None
    assert apuntes(pagada.pago) == [
        ("4010", "571", "800.01"),
        ("4010", "557", "200.04"),
        ("557", "4760", "50.02"),
        ("557", "4751", "150.02"),
    ]
    transaction.savepoint_rollback(antes)
