"""What was handed over a justificar comes back through every phase that it went through, and its term may be shortened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.operaciones import traspaso
from consistorio.economia.presupuesto.tests.escenario import (
    DIA,
    INTERVENCION,
    REGLAS,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    retener,
    tras,
)
from consistorio.economia.presupuesto.tests.escenario import presupuesto as presupuesto_de
from consistorio.economia.presupuesto.tests.test_gasto import apuntes
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import RelojFijo

pytestmark = pytest.mark.django_db
EN_2027 = RelojFijo(datetime(2027, 3, 1, 10, 0, tzinfo=UTC))
DE_ELLA: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}


def reintegrar(fondo: Fondo, importe: str, **mas: Any) -> list[Operacion]:
    pedido = LineaPedida(Decimal(importe))
    return acciones.reintegrar_a_justificar(**DE_ELLA | {"fondo_id": fondo.id, "importe": pedido} | mas)


def test_it_comes_back_from_the_last_payment_to_the_retention(presupuesto: None) -> None:
    retenido = retener(de("920.22000", "600"))
    orden = acciones.librar_a_justificar(**DE_ELLA, lineas=[tras(retenido, "500")], denominacion="Fiestas")
    fondo = Fondo.objects.get()
    # 300 are ordered and paid, and 150 paid without an order of their own: 50 are owed still
    ordenado = acciones.ordenar_pago(**DE_ELLA, lineas=[tras(orden, "300")])
    pagos: dict[str, Any] = DE_ELLA | {"ordinal": "571"}
    acciones.pagar(**pagos, clase="R", lineas=[tras(ordenado, "300")])
    acciones.pagar(**pagos, clase="PR", lineas=[tras(orden, "150")])
    assert consultas.obligaciones_por_pagar([fondo.id]) == {fondo.id: Decimal(50)}
    acciones.anotar_pagos_del_habilitado(**DE_ELLA, fondo_id=fondo.id, importe=LineaPedida(Decimal(200)))
    for importe, mensaje in (("250.01", "Faltan 0,01 €"), ("1000", "Faltan 750,00 €"), ("0.001", "euros y céntimos")):
        with pytest.raises(DatosIncorrectos, match=mensaje):
            reintegrar(fondo, importe)
    antes = Operacion.objects.count()
    with pytest.raises(DatosIncorrectos, match="no puede ser anterior a lo que corrige"):
        reintegrar(fondo, "250", cabecera=cabecera(date(2026, 3, 1)))
    assert Operacion.objects.count() == antes, "nothing half-written"
    hechas = reintegrar(fondo, "250")
    assert [(una.clase, una.signo, una.importe) for una in hechas] == [
        ("PR", -1, Decimal(-150)),
        ("R", -1, Decimal(-100)),
        ("P", -1, Decimal(-100)),
        ("ADO", -1, Decimal(-250)),
    ]
    assert apuntes(hechas[0]) == [("4000", "571", "-150.00"), ("5750", "5584", "-150.00")]
    fondo.refresh_from_db()
    assert (fondo.entregado, fondo.en_su_poder, fondo.sin_justificar) == (Decimal(200), Decimal(0), Decimal(200))
    bolsa = aplicacion("920.22000")
    assert (bolsa.obligado, bolsa.pagado) == (Decimal(250), Decimal(200))
    assert retenido.lineas.get().saldo == Decimal(350), "the credit that was retained is so again"
    assert comprobar(2026) == []
    assert fallas() == []


def test_the_bases_may_shorten_the_term_and_not_lengthen_it(presupuesto: None) -> None:
    librar: dict[str, Any] = DE_ELLA | {"lineas": [de("920.22000", "5")], "denominacion": "Fiestas"}
    for vence in (date(2026, 3, 1), date(2026, 6, 3)):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.librar_a_justificar(**librar, vence=vence)
        assert [uno.campo for uno in error.value.problemas] == ["vence"]
    orden = acciones.librar_a_justificar(**librar, vence=date(2026, 3, 31))
    fondo = Fondo.objects.get()
    assert fondo.vence == date(2026, 3, 31)
    # It is out of its term while it holds something, and what it has is in its year and in the next ones
    assert consultas.cuantos_fondos_fuera_de_plazo(date(2026, 4, 1)) == (0, 0), "nobody has been given anything"
    acciones.pagar(**DE_ELLA, clase="PR", lineas=[tras(orden, "5")], ordinal="571")
    assert consultas.cuantos_fondos_fuera_de_plazo(date(2026, 3, 31)) == (0, 0)
    assert consultas.cuantos_fondos_fuera_de_plazo(date(2026, 4, 1)) == (1, 2026)
    assert list(consultas.fondos_de(2027)) == [fondo]
    reintegrar(fondo, "5")
    assert consultas.cuantos_fondos_fuera_de_plazo(date(2026, 4, 1)) == (0, 0)
    assert list(consultas.fondos_de(2027)) == []
    assert list(consultas.fondos_de(DIA.year)) == [fondo]
    assert fallas() == []


def test_what_comes_back_in_another_year_is_its_income(presupuesto: None) -> None:
    """Handed over in 2026, and paid from closed years in 2027: what comes back then is a right of 2027."""
    fondo = _handed_over_in_both_years()
    en_2027: dict[str, Any] = {"actor": INTERVENCION, "reloj": EN_2027, "cabecera": cabecera(date(2027, 2, 1))}
    obligado, por_librar = aplicacion("920.22000").obligado, saldo(2027, "5584").neto  # until 2026 is closed
    with pytest.raises(DatosIncorrectos, match=r"entregados en 2027\. Lo demás es de otro año: es un ingreso"):
        reintegrar(fondo, "1", **en_2027)
    ingresar = en_2027 | {"fondo_id": fondo.id, "concepto": "389", "ordinal": "571", "importe": _euros("230")}
    for mal, campos, dice in (
        ({"concepto": "11300", "ordinal": "430"}, {"concepto", "ordinal"}, "(38 o 68)"),
        ({"importe": _euros("250.01")}, {"importe"}, "hay 250,00 € de otro año"),
        ({"cabecera": cabecera(date(2025, 12, 1))}, {"fecha"}, "no se devuelve antes"),
        ({"cabecera": cabecera()}, {"importe"}, "Lo entregado en 2026 vuelve con su crédito"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.ingresar_reintegro(**ingresar | mal)
        assert {p.campo for p in error.value.problemas} == campos
        assert any(dice in p.mensaje.replace("\xa0", " ") for p in error.value.problemas), error.value.problemas
    derecho = acciones.ingresar_reintegro(**ingresar)
    assert apuntes(derecho) == [("4300", "5584", "230.00"), ("571", "4300", "230.00")]
    suyo = Operacion.objects.get(clase="FX")
    assert apuntes(suyo) == [("5584", "5750", "230.00")]
    fondo.refresh_from_db()
    assert (fondo.reintegrado, fondo.en_su_poder) == (Decimal(230), Decimal(20))
    concepto = derecho.lineas.get().concepto
    assert concepto is not None
    assert (concepto.economica, concepto.reconocido, concepto.recaudado) == ("389", Decimal(230), Decimal(230))
    assert (aplicacion("920.22000").obligado, saldo(2027, "5584").neto) == (obligado, por_librar)

    # It was a mistake: its right is given back first
    corregir = en_2027 | {"cabecera": cabecera(date(2027, 2, 2), varios=False), "operacion_id": suyo.id}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.corregir_pago(**corregir)
    [problema] = error.value.problemas
    assert problema.mensaje.startswith(f"Lo que volvió está ingresado como un derecho ({derecho})")
    devuelve = en_2027 | {"cabecera": cabecera(date(2027, 2, 2))}
    acordada = acciones.acordar_devolucion(**devuelve, lineas=[tras(derecho, "230")])
    acciones.pagar_devolucion(**devuelve, lineas=[tras(acordada, "230")], ordinal="571")
    acciones.corregir_pago(**corregir)
    fondo.refresh_from_db()
    assert (fondo.reintegrado, fondo.en_su_poder, saldo(2027, "5584").neto) == (Decimal(0), Decimal(250), por_librar)
    acciones.ingresar_reintegro(**ingresar | {"importe": _euros("250")})
    _justified_and_given_back_another_is_handed_over(fondo, en_2027)
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])


def _handed_over_in_both_years() -> Fondo:
    """An order of 500 of which 300 are paid in 2026 and 200 from the closed years of 2027, and 250 are spent; and an anticipo of 30."""
    orden = acciones.librar_a_justificar(**DE_ELLA, lineas=[de("920.22000", "500")], denominacion="Fiestas")
    fondo = Fondo.objects.get()
    acciones.pagar(**DE_ELLA, clase="PR", lineas=[tras(orden, "300")], ordinal="571")
    acciones.anotar_pagos_del_habilitado(**DE_ELLA, fondo_id=fondo.id, importe=_euros("250"))
    acciones.constituir_caja_fija(**DE_ELLA, denominacion="Caja", importe=_euros("30"), ordinal="571")
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": EN_2027}
    with transaction.atomic():
        pasados = traspaso.traspasar(2026, **con)
    nuevo = presupuesto_de(2027)
    acciones.aprobar_presupuesto(**con, nuevo=nuevo, reglas=REGLAS, fecha=date(2027, 1, 1), texto="Presupuesto")
    [debido] = [uno for uno in pasados if uno.linea_origen_id == orden.lineas.get().id]
    pago = [LineaPedida(Decimal(200), cerrado=debido.id)]
    acciones.pagar_cerrados(**con, cabecera=cabecera(date(2027, 2, 1)), lineas=pago, ordinal="571")
    return fondo


def _justified_and_given_back_another_is_handed_over(fondo: Fondo, en_2027: dict[str, Any]) -> None:
    libra = en_2027 | {"lineas": [de("920.22000", "5")], "denominacion": "Otra"}
    with pytest.raises(DatosIncorrectos, match="por justificar"):
        acciones.librar_a_justificar(**libra)
    acciones.justificar(**en_2027, fondo_id=fondo.id, lineas=[LineaPedida(Decimal(250), codigo="920.22000")])
    assert acciones.librar_a_justificar(**libra).ejercicio_id == 2027
    # An anticipo is of no budget, whatever the year
    caja = Fondo.objects.get(denominacion="Caja").id
    vuelve = acciones.reintegrar_caja_fija(**en_2027, fondo_id=caja, importe=_euros("30"), ordinal="571")
    assert apuntes(vuelve) == [("571", "5751", "30.00")]


def _euros(importe: str) -> LineaPedida:
    return LineaPedida(Decimal(importe))
