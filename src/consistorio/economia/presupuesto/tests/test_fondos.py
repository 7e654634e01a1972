"""What was handed over a justificar comes back through every phase that it went through, and its term may be shortened."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones, consultas
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.tests.escenario import (
    DIA,
    INTERVENCION,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    retener,
    tras,
)
from consistorio.economia.presupuesto.tests.test_gasto import apuntes
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos

pytestmark = pytest.mark.django_db
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
