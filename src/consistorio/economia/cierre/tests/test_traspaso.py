"""In January what the year that ended left pending is paid and collected in the new one, while the old one still takes entries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.cierre import acciones
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.a_cerrados import por_tercero, sin_pasar
from consistorio.economia.presupuesto.consultas import obligaciones_por_pagar
from consistorio.economia.presupuesto.models import Fondo, LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.traspaso import completar, por_traspasar
from consistorio.economia.presupuesto.operaciones.vuelta import devolver_cerrados, enlazar
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.models import Evento

D = Decimal
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}
EN_ENERO, EN_DICIEMBRE = date(2026, 1, 12), date(2025, 12, 31)


def pasados(clase: str) -> list[SaldoCerrado]:
    return list(SaldoCerrado.objects.filter(ejercicio=2026, clase=clase, vigente=True).order_by("id"))


def suma(clase: str) -> Decimal:
    return sum((uno.pendiente for uno in pasados(clase)), D(0))


def de(codigo: str) -> SaldoCerrado:
    return SaldoCerrado.objects.get(ejercicio=2026, codigo=codigo, vigente=True)


def pagar(uno: SaldoCerrado, importe: str) -> None:
    cabecera = Cabecera(EN_ENERO, "Pago en enero", varios=True)
    presupuesto.pagar_cerrados(
        cabecera=cabecera, lineas=[LineaPedida(D(importe), cerrado=uno.id)], ordinal="571", **CON
    )


def los_que_faltan(anio: int) -> dict[str, tuple[int, Decimal]]:
    """As they are added up without reading them, held against the list."""
    dichos = {clase: sin_pasar(anio, clase) for clase in ("obligacion", "derecho")}
    for clase, dicho in dichos.items():
        suyos = [uno.importe for uno in por_traspasar(anio) if uno.clase == clase]
        assert dicho == (len(suyos), sum(suyos, D(0)))
    return dichos


def cuadra() -> bool:
    return comprobar(2025) == comprobar(2026) == [] and fallas() == []


def test_what_was_owed_in_december_is_paid_in_january_and_the_year_closes_the_same(anio: int) -> None:
    electricidad = LineaOperacion.objects.get(
        operacion__ejercicio=anio, aplicacion__programa="165", operacion__clase="ADO", saldo=D(3000)
    )
    acciones.traspasar_pendientes(anio=anio, **CON)
    assert (suma("obligacion"), suma("derecho")) == (D(33900), D(48000))
    assert cuadra(), "nothing is in the accounts of the new year yet"
    assert not any(saldo(2026, cuenta).neto for cuenta in ("4010", "4310"))
    hechos = Evento.objects.filter(tipo="presupuesto.traspasado").count()
    assert acciones.traspasar_pendientes(anio=anio, **CON) == []
    assert Evento.objects.filter(tipo="presupuesto.traspasado").count() == hechos == 1

    suyo = de("165.22100")
    assert suyo.linea_origen_id == electricidad.id
    pagar(suyo, "3000")
    ibi = next(uno for uno in pasados("derecho") if uno.anio == 2025 and uno.pendiente >= 1000)
    presupuesto.anotar_cerrados(
        clase="CC",
        cabecera=Cabecera(EN_ENERO, "Cobro en enero", varios=True),
        lineas=[LineaPedida(D(1000), cerrado=ibi.id)],
        ordinal="571",
        **CON,
    )
    assert (saldo(2026, "4010").neto, saldo(2026, "4310").neto) == (D(3000), D(-1000))
    assert cuadra()

    antes = {uno.id for clase in ("obligacion", "derecho") for uno in pasados(clase)}
    cierre = acciones.cerrar_ejercicio(anio=anio, criterios=Criterios(), **CON)
    assert cierre.cuentas["remanente_tesoreria"]["ajustado"] == "126350.00", (
        "what was paid in January was owed on 31 December"
    )
    assert {uno.id for clase in ("obligacion", "derecho") for uno in pasados(clase)} == antes
    assert (saldo(2026, "4010").neto, saldo(2026, "4310").neto) == (D(-30900), D(47000))
    assert cuadra()


def test_what_is_recognised_later_goes_over_later(anio: int) -> None:
    assert {clase: suma for clase, (_n, suma) in los_que_faltan(anio).items()} == {
        "obligacion": D(33900),
        "derecho": D(48000),
    }
    acciones.traspasar_pendientes(anio=anio, **CON)
    presupuesto.gastar(
        clase="ADO",
        cabecera=Cabecera(EN_DICIEMBRE, "Factura de diciembre que llega en enero", varios=True),
        lineas=[LineaPedida(D("33.33"), "920.22000")],
        **CON,
    )
    assert los_que_faltan(anio) == {"obligacion": (1, D("33.33")), "derecho": (0, D(0))}
    [nuevo] = acciones.traspasar_pendientes(anio=anio, **CON)
    assert (nuevo.codigo, nuevo.inicial) == ("920.22000", D("33.33"))
    assert por_traspasar(anio) == []
    assert cuadra()


def test_what_nobody_touched_goes_back_when_its_year_changes_it(anio: int) -> None:
    acciones.traspasar_pendientes(anio=anio, **CON)
    antes = de("1621.22700")
    linea = LineaOperacion.objects.select_related("operacion").get(id=str(antes.linea_origen_id))
    con: dict[str, Any] = {"cabecera": Cabecera(EN_DICIEMBRE, "Se facturó de más", varios=True), **CON}
    presupuesto.corregir_gasto(operacion_id=linea.operacion_id, lineas=[LineaPedida(D(400), origen=linea.id)], **con)
    antes.refresh_from_db()
    assert not antes.vigente
    assert Evento.objects.filter(tipo="presupuesto.recuperado").count() == 1
    assert cuadra()
    with pytest.raises(DatosIncorrectos):
        pagar(antes, "1")
    acciones.traspasar_pendientes(anio=anio, **CON)
    assert de("1621.22700").inicial == antes.inicial - 400

    # Of an older year: what is left of it in the year that ended
    viejo = next(uno for uno in pasados("derecho") if uno.anio < anio)
    assert viejo.anterior_id is not None
    presupuesto.anotar_cerrados(
        clase="PRD",
        cabecera=Cabecera(EN_DICIEMBRE, "Prescribió en diciembre", varios=True),
        lineas=[LineaPedida(D(10), cerrado=viejo.anterior_id)],
        **CON,
    )
    viejo.refresh_from_db()
    assert not viejo.vigente
    assert los_que_faltan(anio)["derecho"] == (1, viejo.inicial - 10)
    assert cuadra()
    acciones.cerrar_ejercicio(anio=anio, criterios=Criterios(), **CON)
    assert cuadra()


def test_what_was_paid_there_is_not_changed_here_any_more(anio: int) -> None:
    acciones.traspasar_pendientes(anio=anio, **CON)
    suyo = de("1621.22700")
    pagar(suyo, "1")
    linea = LineaOperacion.objects.select_related("operacion").get(id=str(suyo.linea_origen_id))
    antes, saldo_antes = LineaOperacion.objects.count(), linea.saldo
    con: dict[str, Any] = {"cabecera": Cabecera(EN_DICIEMBRE, "Tarde", varios=True), **CON}
    with pytest.raises(Conflicto, match="pasó a 2026"):
        presupuesto.corregir_gasto(
            operacion_id=linea.operacion_id, lineas=[LineaPedida(D(400), origen=linea.id)], **con
        )
    with pytest.raises(Conflicto, match="pasó a 2026"):
        presupuesto.pagar(clase="PR", lineas=[LineaPedida(D(1), origen=linea.id)], ordinal="571", **con)
    linea.refresh_from_db()
    assert (LineaOperacion.objects.count(), linea.saldo) == (antes, saldo_antes)
    # A payment that was undone is as if it had not been
    pago = LineaOperacion.objects.get(cerrado=suyo).operacion
    presupuesto.corregir_pago(
        operacion_id=pago.id, cabecera=Cabecera(EN_ENERO, "No era", varios=True), lineas=[], **CON
    )
    presupuesto.corregir_gasto(operacion_id=linea.operacion_id, lineas=[LineaPedida(D(400), origen=linea.id)], **con)
    assert cuadra()


def test_what_went_over_two_years_comes_back_whole_or_not_at_all(anio: int) -> None:
    con: dict[str, Any] = {"actor": INTERVENCION, "reloj": RelojFijo(datetime(2027, 1, 15, 9, tzinfo=UTC))}
    for acabado in (anio, 2026):
        acciones.traspasar_pendientes(anio=acabado, **con)
    intermedio = de("1621.22700")
    ultimo = SaldoCerrado.objects.get(anterior=intermedio, vigente=True)
    linea = LineaOperacion.objects.select_related("operacion").get(id=str(intermedio.linea_origen_id))
    de_mas: dict[str, Any] = {
        "operacion_id": linea.operacion_id,
        "cabecera": Cabecera(EN_DICIEMBRE, "Se facturó de más", varios=True),
        "lineas": [LineaPedida(D(400), origen=linea.id)],
        **con,
    }
    presupuesto.corregir_gasto(**de_mas)
    vueltos = SaldoCerrado.objects.filter(id__in=[intermedio.id, ultimo.id])
    assert set(vueltos.values_list("vigente", flat=True)) == {False}
    cadenas = Evento.objects.filter(tipo="presupuesto.recuperado").values_list("cadena", flat=True)
    assert set(cadenas) == {"presupuesto:2026", "presupuesto:2027"}
    for acabado in (anio, 2026):
        acciones.traspasar_pendientes(anio=acabado, **con)
    ultimo = SaldoCerrado.objects.get(ejercicio=2027, codigo="1621.22700", vigente=True)
    assert ultimo.inicial == intermedio.inicial - 400
    pago = [LineaPedida(D(1), cerrado=ultimo.id)]
    en_2027 = Cabecera(date(2027, 1, 12), "Pago en enero", varios=True)
    presupuesto.pagar_cerrados(cabecera=en_2027, lineas=pago, ordinal="571", **con)
    with pytest.raises(Conflicto, match="pasó a 2027"):
        presupuesto.corregir_gasto(**de_mas)
    cuantos = SaldoCerrado.objects.filter(vigente=True, ejercicio__gte=2026, anio__lt=2026).count()
    assert devolver_cerrados(2026) == cuantos - 2, "what was paid there stays, and what it continues"
    assert SaldoCerrado.objects.filter(vigente=True, ejercicio__gte=2026, anio__lt=2026).count() == 2
    assert cuadra()


def test_what_was_opened_before_balances_were_linked_is_not_written_twice(anio: int) -> None:
    acciones.cerrar_ejercicio(anio=anio, criterios=Criterios(), **CON)
    viejo = next(uno for uno in pasados("derecho") if uno.anio < anio)
    anteriores = {uno.id: uno.anterior_id for uno in pasados("derecho") if uno.anterior_id}
    SaldoCerrado.objects.filter(ejercicio=2026).update(anterior=None)
    lineas = [LineaPedida(D(10), cerrado=viejo.id)]
    cobro: dict[str, Any] = {"cabecera": Cabecera(EN_ENERO, "Cobro", varios=True), "ordinal": "571", **CON}
    presupuesto.anotar_cerrados(clase="CC", lineas=lineas, **cobro)
    assert {uno.id: uno.anterior_id for uno in enlazar(2026)} == anteriores
    assert enlazar(2026) == []
    devolver_cerrados(2026)
    antes = sum((uno.inicial for uno in pasados("derecho")), D(0))
    completar(2026, por_tercero(anio))
    assert antes == viejo.inicial, "what was collected stays"
    assert [uno.id for uno in pasados("derecho") if uno.anterior_id == anteriores[viejo.id]] == [viejo.id]
    assert suma("derecho") == D(48000) - 10


def test_what_a_habilitado_is_paid_in_january_fills_their_fund(anio: int) -> None:
    con: dict[str, Any] = {"cabecera": Cabecera(EN_DICIEMBRE, "Para diciembre", varios=True), **CON}
    presupuesto.librar_a_justificar(denominacion="Cabalgata", lineas=[LineaPedida(D(100), "920.22000")], **con)
    cabalgata = Fondo.objects.get(denominacion="Cabalgata")
    caja = presupuesto.constituir_caja_fija(
        denominacion="Caja", importe=LineaPedida(D(80)), ordinal="571", **con
    ).lineas.get()
    assert caja.fondo_id is not None
    de_la_caja: dict[str, Any] = {"fondo_id": caja.fondo_id, **con}
    presupuesto.anotar_pagos_del_habilitado(importe=LineaPedida(D(50)), **de_la_caja)
    presupuesto.justificar_caja_fija(lineas=[LineaPedida(D(50), "165.22100")], **de_la_caja)
    fondos = [cabalgata.id, caja.fondo_id]
    pasados_ = acciones.traspasar_pendientes(anio=anio, **CON)
    librado, repuesto = (next(uno for uno in pasados_ if uno.inicial == importe) for importe in (100, 50))
    pagar(librado, "60")
    pagar(repuesto, "20")
    assert {cuenta: saldo(2026, cuenta).neto for cuenta in ("5750", "5584", "5751", "5585")} == {
        "5750": D(60),
        "5584": D(-60),
        "5751": D(20),
        "5585": D(-20),
    }
    cabalgata.refresh_from_db()
    assert (cabalgata.entregado, Fondo.objects.get(pk=fondos[1]).en_su_poder) == (D(60), D(50))
    assert obligaciones_por_pagar(fondos) == {fondos[0]: D(40), fondos[1]: D(30)}

    # What will not be handed over goes out with no result: it was no expense, or what had been justified was not one
    acciones.cerrar_ejercicio(anio=anio, criterios=Criterios(), **CON)
    de_2026: dict[str, Any] = {"cabecera": Cabecera(EN_ENERO, "No se libra", varios=True), **CON}
    for uno, importe in ((librado, "40"), (repuesto, "30")):
        lineas = [LineaPedida(D(importe), cerrado=uno.id)]
        with pytest.raises(DatosIncorrectos, match="no se ha contabilizado") as error:
            presupuesto.anotar_cerrados(clase="PRO", lineas=lineas, **de_2026)
        assert "no prescribe" in error.value.problemas[0].mensaje
        presupuesto.anotar_cerrados(clase="RO", lineas=lineas, **de_2026)
    assert (saldo(2026, "5584").neto, saldo(2026, "5585").neto) == (D(0), D(0))
    assert Fondo.objects.get(pk=fondos[1]).sin_justificar == D(30)
    assert obligaciones_por_pagar(fondos) == {}
    pago = LineaOperacion.objects.get(cerrado=librado, operacion__clase="PC").operacion
    presupuesto.corregir_pago(operacion_id=pago.id, lineas=[], **de_2026)
    cabalgata.refresh_from_db()
    assert (cabalgata.entregado, saldo(2026, "5750").neto) == (D(0), D(0))
    assert cuadra()


def test_only_a_year_that_ended_and_is_open_and_by_who_may(anio: int) -> None:
    with pytest.raises(NoPermitido):
        acciones.traspasar_pendientes(actor=DEL_PRESUPUESTO, anio=anio, reloj=RELOJ)
    Ejercicio.objects.get_or_create(anio=2026)
    with pytest.raises(Conflicto, match="no ha terminado"):
        acciones.traspasar_pendientes(anio=2026, **CON)
    acciones.cerrar_ejercicio(anio=anio, criterios=Criterios(), **CON)
    for otro in (2019, anio):
        with pytest.raises(Conflicto, match="no está abierto"):
            acciones.traspasar_pendientes(anio=otro, **CON)
