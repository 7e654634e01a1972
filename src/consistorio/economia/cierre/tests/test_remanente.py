"""The remnant of the treasury: what of it is in the result of the budget already, and where each one comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.cierre import acciones, cuadros, reparos
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.ejecucion import por_presupuesto
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.reglas import liquidacion
from consistorio.economia.cierre.reglas.cuadres import descuadres
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import CierreCalculado, Criterios
from consistorio.economia.contabilidad.acciones import anotar_asiento
from consistorio.economia.contabilidad.ajustes import AsientoDirecto, LineaDeAjuste
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import DatosIncorrectos

D = Decimal
HOY = date(2026, 1, 15)
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}


def ensayo(anio: int) -> CierreCalculado:
    return calcular(anio, criterios=Criterios(), hoy=HOY, comprobando=False)


def fianza_por_presupuesto(anio: int, importe: str) -> None:
    """1,000 collected by concept 941: the account is 560, as that of one of no budget."""
    presupuesto.reconocer(
        **CON,
        clase="DRI",
        cabecera=Cabecera(date(anio, 12, 30), "Fianza", varios=True),
        lineas=[LineaPedida(D(importe), "941")],
        ordinal="571",
    )


def test_a_guarantee_that_the_budget_took_is_no_debt_of_the_remnant(anio: int) -> None:
    """Orden HAP/1781/2013, memoria 24.6.4.c: only «la parte del saldo» of 560 that was treated out of the budget. Also the year after."""
    antes = ensayo(anio)
    fianza_por_presupuesto(anio, "1000")
    despues = ensayo(anio)
    assert (antes.resultado.resultado, despues.resultado.resultado) == (D(29200), D(30200))
    assert (antes.remanente.total, despues.remanente.total) == (D(142200), D(143200))
    assert despues.remanente.obligaciones_no_presupuestarias == antes.remanente.obligaciones_no_presupuestarias
    assert despues.impedimentos == ()
    acciones.cerrar_ejercicio(**CON, anio=anio, criterios=Criterios())
    siguiente = ensayo(anio + 1)
    assert siguiente.evolucion.anterior == siguiente.remanente.total == D(143200)


def test_a_remnant_is_that_of_the_year_before_with_what_moved_it(anio: int) -> None:
    """The worked year: 114,000 + 29,200 - 2,000 of a right cancelled + 1,000 of an obligation that lapsed."""
    calculado = ensayo(anio)
    assert calculado.evolucion == liquidacion.Evolucion(D(114000), D(29200), D(-1000), D(0))
    assert calculado.evolucion.total == calculado.remanente.total == D(142200)
    cuentas = como_datos(calculado)
    (suya,) = (c for c in cuadros.de_la_liquidacion(cuentas) if c.titulo.startswith("Del remanente"))
    assert [fila[1] for fila in suya.filas] == ["114.000,00", "29.200,00", "-1.000,00", "0,00", "0,00", "142.200,00"]
    cuentas["evolucion_del_remanente"]["anterior"] = "113999.99"
    (texto,) = descuadres(cuentas)
    assert texto.startswith("El remanente de tesorería es 142.200,00 €")
    del cuentas["evolucion_del_remanente"]  # as of a year that was closed before
    assert descuadres(cuentas) == []
    assert not [c for c in cuadros.de_la_liquidacion(cuentas) if c.titulo.startswith("Del remanente")]


def test_what_direct_entries_move_of_the_remnant_is_told(anio: int) -> None:
    linea = LineaDeAjuste(D("12.34"), "120", "419")
    pedido = AsientoDirecto(date(anio, 12, 31), "otro", "Sin presupuesto", (linea,))
    for debe, haber, importe in (("629", "419", "12.34"), ("560", "212", "-12.34")):  # expense is owed by the budget
        gasto = replace(pedido, lineas=(linea, LineaDeAjuste(D(importe), debe, haber)))
        with pytest.raises(DatosIncorrectos) as error:
            anotar_asiento(**CON, pedido=gasto)
        assert [(p.campo, "Un gasto no se debe" in p.mensaje) for p in error.value.problemas] == [("lineas.2", True)]
    anotar_asiento(**CON, pedido=pedido)
    calculado = ensayo(anio)
    assert calculado.evolucion.directos == D("-12.34")
    assert calculado.evolucion.total == calculado.remanente.total == D("142187.66")
    (aviso,) = (r for r in calculado.reparos if "asientos directos del año cambian el remanente" in r.texto)
    assert "-12,34" in aviso.texto
    assert not aviso.impide


def test_what_accounts_out_of_the_remnant_move_is_told_and_does_not_stop_the_closing(anio: int) -> None:
    """A concept of before over 544, under which an advance is paid to the staff, and a payment from an account of what is to be justified (5750)."""
    ConceptoNoPresupuestario.objects.create(
        codigo="PERSONAL", denominacion="Anticipos", cuenta="544", naturaleza="deudor"
    )
    con: dict[str, Any] = {"cabecera": Cabecera(date(anio, 12, 31), "Anticipo", varios=True), **CON}
    presupuesto.anotar_no_presupuestario(clase="PNP", lineas=[LineaPedida(D(100), "PERSONAL")], ordinal="571", **con)
    calculado = ensayo(anio)
    assert calculado.evolucion.fuera == D(-100)
    assert (calculado.evolucion.total, calculado.impedimentos) == (calculado.remanente.total, ())
    (aviso,) = (r for r in calculado.reparos if "cuentas que el remanente no cuenta" in r.texto)
    assert "-100,00 €. Conceptos no presupuestarios: PERSONAL (544)" in aviso.texto
    obligacion = presupuesto.gastar(clase="ADO", lineas=[LineaPedida(D(30), "920.22000")], **con)
    pago = [LineaPedida(D(30), origen=obligacion.lineas.get().id)]
    presupuesto.pagar(clase="PR", lineas=pago, ordinal="5750", **con)
    calculado = ensayo(anio)
    assert calculado.evolucion.fuera == D(-70)
    assert (calculado.evolucion.total, calculado.impedimentos) == (calculado.remanente.total, ())


def test_what_the_budget_took_does_not_go_without_it(anio: int) -> None:
    """A cent more than was received of no budget is taken as forfeited: it can only be of what concept 941 collected."""
    fianza_por_presupuesto(anio, "1000")
    del_mayor = {cuenta: uno.neto for cuenta, uno in saldos(anio).items()}
    _dadas, fuera = liquidacion.garantias_sin_presupuesto(del_mayor, por_presupuesto(date(anio, 12, 31)))
    linea = LineaDeAjuste(fuera + D("0.01"), "560", "778")
    anotar_asiento(**CON, pedido=AsientoDirecto(date(anio, 12, 31), "otro", "Incautada", (linea,)))
    (texto,) = ensayo(anio).impedimentos
    assert "salido sin presupuesto 0,01 € de más" in texto


def test_each_side_is_looked_at_apart_and_a_change_of_account_moves_neither() -> None:
    """A deposit given through the budget (275) passes to the short term (566): 300 of the 400 there are of the budget."""
    saldos = {"566": D(400), "561": D(-50), "577": D(70)}
    del_presupuesto = {"275": D(300), "577": D(70)}
    assert liquidacion.garantias_sin_presupuesto(saldos, del_presupuesto) == (D(100), D(50))
    rt = liquidacion.remanente(saldos, por_presupuesto=del_presupuesto, exceso_financiacion_afectada=D(0))
    assert (rt.fondos_liquidos, rt.derechos, rt.obligaciones) == (D(0), D(100), D(50))


def test_money_between_two_banks_is_cash() -> None:
    """Orden HAP/1781/2013, memoria 24.6: «57,556»; what habilitados have to justify (5740, 5750) is expense of the budget already."""
    saldos = {"571": D(900), "556": D(100), "5750": D(7), "5751": D(3)}
    rt = liquidacion.remanente(saldos, por_presupuesto={}, exceso_financiacion_afectada=D(0))
    assert (rt.fondos_liquidos, rt.total) == (D(1003), D(1003))


def test_a_negative_one_says_what_the_law_obliges_to(anio: int) -> None:
    def de(debido: str) -> list[str]:
        saldos_ = {"571": D(100), "4000": -D(debido)}
        remanente = liquidacion.remanente(saldos_, por_presupuesto={}, exceso_financiacion_afectada=D(0))
        return [uno.texto for uno in reparos.de_remanente_negativo(remanente)]

    assert de("100") == []
    [dicho] = de("100.01")
    assert "es negativo: -0,01 €" in dicho
    assert "TRLRHL 193" in dicho
    assert not [uno for uno in ensayo(anio).reparos if "es negativo" in uno.texto]
