"""Income: rights, what lowers them, their collection and what is given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.consultas import liquidacion_ingresos
from consistorio.economia.presupuesto.models import ConceptoIngreso, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ, cabecera, de, fallas, tras
from consistorio.economia.presupuesto.tests.escenario import presupuesto as nuevo
from consistorio.economia.presupuesto.tests.test_gasto import apuntes, mensajes
from consistorio.economia.presupuesto.tipos import CreditoInicial, LineaPedida, Prevision
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible

CON: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}


def test_a_right_is_lowered_collected_and_given_back(presupuesto: None) -> None:
    dr = acciones.reconocer(**CON, clase="DR", lineas=[de("30200", "1000"), de("75060", "500")])
    assert apuntes(dr) == [("4300", "740", "1000.00"), ("4300", "9401", "500.00")]
    bajas = {
        "AN": ("740", "43300", "100.00"),
        "APL": ("4430", "43320", "200.00"),
        "INS": ("6671", "43810", "50.00"),
        "ESP": ("211", "43800", "40.00"),
    }
    hechas = {}
    for clase, fila in bajas.items():
        cuenta = "211" if clase == "ESP" else ""
        hechas[clase] = acciones.dar_de_baja(**CON, clase=clase, lineas=[tras(dr, fila[2], cuenta=cuenta)])
        assert apuntes(hechas[clase]) == [fila]
    ingreso = acciones.ingresar(**CON, lineas=[tras(dr, "600"), tras(dr, "500", n=1)], ordinal="571")
    assert apuntes(ingreso) == [("571", "4300", "1100.00")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.ingresar(**CON, lineas=[tras(dr, "10.01"), tras(dr, "1", n=1)], ordinal="571")
    assert mensajes(error) == [
        ("lineas.0", "Faltan 0,01 €: a la operación DR 2026/1 le quedan 10,00 €."),
        ("lineas.1", "Faltan 1,00 €: a la operación DR 2026/1 le quedan 0,00 €."),
    ]
    acuerdo = acciones.acordar_devolucion(**CON, lineas=[tras(ingreso, "60")])
    assert apuntes(acuerdo) == [("740", "4180", "60.00")]
    pago = acciones.pagar_devolucion(**CON, lineas=[tras(acuerdo, "60")], ordinal="571")
    assert apuntes(pago) == [("4180", "571", "60.00"), ("437", "4339", "60.00")]
    liquidada = next(f for f in liquidacion_ingresos(2026) if f.concepto == "30200")
    assert (
        liquidada.derechos_reconocidos,
        liquidada.derechos_anulados,
        liquidada.derechos_cancelados,
        liquidada.derechos_netos,
    ) == (*(Decimal(n) for n in (1000, 360, 90, 550)),)
    assert (
        liquidada.recaudacion_bruta,
        liquidada.devoluciones,
        liquidada.recaudacion_neta,
        liquidada.pendiente_cobro,
    ) == (*(Decimal(n) for n in (600, 60, 540, 10)),)
    vence = acciones.reconocer(**CON, clase="DRA", lineas=[tras(hechas["APL"], "200")])
    assert apuntes(vence) == [("4300", "4430", "200.00")]
    assert comprobar(2026) == []
    with pytest.raises(FaseIncompatible):
        acciones.corregir_ingreso(actor=INTERVENCION, operacion_id=dr.id, cabecera=cabecera(), reloj=RELOJ)
    acciones.corregir_ingreso(actor=INTERVENCION, operacion_id=hechas["INS"].id, cabecera=cabecera(), reloj=RELOJ)
    acciones.corregir_ingreso(
        actor=INTERVENCION, operacion_id=ingreso.id, cabecera=cabecera(), lineas=[tras(ingreso, "540")], reloj=RELOJ
    )
    assert ConceptoIngreso.objects.get(ejercicio=2026, economica="30200").pendiente == Decimal(10 + 200 + 50 + 540)
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_came_in_first_is_applied_later(presupuesto: None) -> None:
    dr = acciones.reconocer(**CON, clase="DR", lineas=[de("11300", "500")])
    cobro = acciones.anotar_no_presupuestario(
        **CON, clase="INP", lineas=[de("COBROS_PENDIENTES", "300")], ordinal="573"
    )
    pendiente = cobro.lineas.get()
    aplicado = acciones.ingresar(**CON, lineas=[tras(dr, "200", aplica=pendiente.id)])
    assert apuntes(aplicado) == [("554", "4300", "200.00")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.ingresar(**CON, lineas=[tras(dr, "101", aplica=pendiente.id)])
    assert mensajes(error) == [("lineas.0", "Faltan 1,00 €: de lo pendiente que aplica, INP 2026/1, quedan 100,00 €.")]
    fianza = acciones.anotar_no_presupuestario(**CON, clase="INP", lineas=[de("FIANZAS", "300")], ordinal="571")
    for lineas in ([tras(dr, "1", aplica=fianza.lineas.get().id)], [tras(dr, "1"), tras(dr, "1", aplica=pendiente.id)]):
        with pytest.raises(DatosIncorrectos):
            acciones.ingresar(**CON, lineas=lineas, ordinal="571")
    cobrado = acciones.ingresar(**CON, lineas=[tras(dr, "1")], ordinal="571")
    with pytest.raises(DatosIncorrectos) as error:  # a line of another kind does not slip in beside a pending one
        acciones.ingresar(
            **CON, lineas=[tras(dr, "1", aplica=pendiente.id), tras(dr, "1", aplica=cobrado.lineas.get().id)]
        )
    assert mensajes(error) == [("lineas", "Lo que se aplica no es un cobro pendiente de un mismo concepto.")]
    simultaneo = acciones.reconocer(**CON, clase="DRI", lineas=[de("29000", "80")], ordinal="571")
    assert apuntes(simultaneo) == [("4300", "733", "80.00"), ("571", "4300", "80.00")]
    assert ConceptoIngreso.objects.get(ejercicio=2026, economica="29000").pendiente == 0  # it was not foreseen
    with pytest.raises(DatosIncorrectos) as error:
        acciones.reconocer(**CON, clase="DR", lineas=[de("87000", "1"), de("99999", "1")])
    assert mensajes(error) == [
        ("lineas.0", "El remanente de tesorería financia, pero no se reconoce ningún derecho suyo.")
    ]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.reconocer(**CON, clase="DR", lineas=[de("99999", "1")])
    assert mensajes(error) == [("lineas.0", "El concepto 99999 no está en la clasificación de ingresos.")]
    assert comprobar(2026) == []
    assert fallas() == []


def test_a_budget_that_does_not_hold_is_told_whole(presupuesto: None) -> None:
    malo = replace(
        nuevo(2025),
        creditos=(
            CreditoInicial("920.12000", Decimal(100)),
            CreditoInicial("920.12000", Decimal(-1)),
            CreditoInicial("9.1", Decimal(1)),
        ),
        previsiones=(Prevision("11300", Decimal(90)), Prevision("87000", Decimal(5)), Prevision("12", Decimal(1))),
    )
    cargar: dict[str, Any] = {"actor": INTERVENCION, "fecha": date(2025, 1, 1), "texto": "Presupuesto", "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.aprobar_presupuesto(**cargar, nuevo=malo, reglas=[Regla(1, nivel_programa=1)])
    assert [campo for campo, _texto in mensajes(error)] == [
        "reglas.0",
        "creditos.1",
        "creditos.1",
        "creditos.2",
        "previsiones.1",
        "previsiones.2",
        "creditos",
    ]
    desigual = replace(nuevo(2025), previsiones=(Prevision("11300", Decimal(90000)),))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.aprobar_presupuesto(**cargar, nuevo=desigual, reglas=[])
    assert mensajes(error) == [
        ("creditos", "No cuadra: los créditos suman 100.000,00 € y las previsiones, 90.000,00 €.")
    ]
    cargada = acciones.aprobar_presupuesto(**cargar, nuevo=replace(desigual, descuadrado=True), reglas=[])
    assert apuntes(cargada) == [
        ("000", "001", "100000.00"),
        ("001", "0030", "100000.00"),
        ("006", "000", "90000.00"),
        ("008", "006", "90000.00"),
    ]
    assert comprobar(2025) == []
    assert fallas() == []
    # A refund that was agreed and not paid is paid the year after, in its concept of that year
    en_2025: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(date(2025, 12, 1)), "reloj": RELOJ}
    cobro = acciones.reconocer(**en_2025, clase="DRI", lineas=[de("11300", "90")], ordinal="571")
    acuerdo = acciones.acordar_devolucion(**en_2025, lineas=[tras(cobro, "90")])
    pagos = [
        acciones.pagar_devolucion(**CON, lineas=[tras(acuerdo, importe)], ordinal="571") for importe in ("60", "30")
    ]
    acciones.corregir_ingreso(actor=INTERVENCION, operacion_id=pagos[0].id, cabecera=cabecera(), reloj=RELOJ)
    assert acuerdo.lineas.get().saldo == Decimal(60)
    antes, ahora = ConceptoIngreso.objects.filter(economica="11300").order_by("ejercicio")
    assert (antes.por_devolver, antes.devuelto) == (Decimal(90), Decimal(0))
    assert (ahora.por_devolver, ahora.devuelto, ahora.derechos_anulados) == (Decimal(0), Decimal(30), Decimal(30))
    assert comprobar(2025) + comprobar(2026) == []
    assert fallas() == []


def test_a_right_of_a_closed_year_is_split_into_terms(presupuesto: None) -> None:
    viejo = SaldoCerrado.objects.get(clase="derecho", anio=2025)
    aplazado = acciones.anotar_cerrados(
        actor=INTERVENCION,
        clase="APC",
        cabecera=cabecera(),
        lineas=[LineaPedida(Decimal(300), cerrado=viejo.id)],
        reloj=RELOJ,
    )
    assert apuntes(aplazado) == [("4430", "43420", "300.00")]
    plazos = [
        acciones.reconocer(
            actor=INTERVENCION, clase="DRA", cabecera=cabecera(), lineas=[tras(aplazado, cuanto)], reloj=RELOJ
        )
        for cuanto in ("100", "200")
    ]
    assert [apuntes(uno) for uno in plazos] == [[("4300", "4430", "100.00")], [("4300", "4430", "200.00")]]
    assert str(plazos[0].lineas.get().concepto) == viejo.codigo
    with pytest.raises(DatosIncorrectos):  # no more terms than what was deferred
        acciones.reconocer(
            actor=INTERVENCION, clase="DRA", cabecera=cabecera(), lineas=[tras(aplazado, "0.01")], reloj=RELOJ
        )
    assert (comprobar(2026), fallas()) == ([], [])


def test_a_right_nor_an_expense_is_of_an_account_of_the_treasury(presupuesto: None) -> None:
    puertas: tuple[tuple[Callable[..., object], dict[str, str], str], ...] = (
        (acciones.reconocer, {"clase": "DR"}, "30200"),
        (acciones.reconocer, {"clase": "DRI", "ordinal": "571"}, "30200"),
        (acciones.gastar, {"clase": "ADO"}, "920.22000"),
        (acciones.devengar, {}, "920.22000"),
    )
    for cuenta in ("571", "57301", "557"):
        for nota, como, codigo in puertas:
            with pytest.raises(DatosIncorrectos) as error:
                nota(**CON, **como, lineas=[replace(de(codigo, "7"), cuenta=cuenta)])
            assert [(c, "es de la Tesorería" in m) for c, m in mensajes(error)] == [("lineas.0", True)]
