"""Payments: discounts, several obligations at once, funds of habilitados, closed years and what is of no budget."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, Fondo, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones import gasto
from consistorio.economia.presupuesto.tests.escenario import (
    INTERVENCION,
    RELOJ,
    aplicacion,
    cabecera,
    de,
    fallas,
    gastar,
    tras,
)
from consistorio.economia.presupuesto.tests.test_gasto import apuntes, mensajes
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Bloqueo, Tercero
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import RelojFijo
from consistorio.tramitacion.tests.factories import un_pdf

PAGO: dict[str, Any] = {"actor": INTERVENCION, "ordinal": "571", "reloj": RELOJ}


def pagar(*lineas: LineaPedida, descuentos: tuple[Descuento, ...] = (), ordinal: str = "571") -> Operacion:
    return acciones.pagar(
        actor=INTERVENCION,
        clase="PR",
        cabecera=cabecera(),
        lineas=lineas,
        ordinal=ordinal,
        descuentos=descuentos,
        reloj=RELOJ,
    )


def test_a_payroll_is_paid_with_its_discounts_and_they_are_paid_later(presupuesto: None) -> None:
    nomina = gastar("ADO", de("920.12000", "3000"), de("011.91300", "1000"))
    descuentos = (Descuento("IRPF", Decimal(500)), Descuento("SS", Decimal(200)), Descuento("EMBARGOS", Decimal(50)))
    pago = pagar(tras(nomina, "3000"), tras(nomina, "1000", n=1), descuentos=descuentos)
    assert apuntes(pago) == [
        ("4000", "571", "2250.00"),
        ("4000", "557", "750.00"),
        ("4003", "571", "1000.00"),
        ("557", "4751", "500.00"),
        ("557", "4760", "200.00"),
        ("557", "419", "50.00"),
    ]
    assert pago.importe == Decimal(4000)
    irpf = pago.lineas.get(no_presupuestario="IRPF")
    aeat = acciones.anotar_no_presupuestario(
        actor=INTERVENCION,
        clase="PNP",
        cabecera=cabecera(),
        lineas=[LineaPedida(Decimal(500), origen=irpf.id)],
        ordinal="571",
        reloj=RELOJ,
    )
    assert apuntes(aeat) == [("4751", "571", "500.00")]
    with pytest.raises(DatosIncorrectos) as error:  # what was paid to the AEAT is not given back to the worker
        acciones.corregir_pago(actor=INTERVENCION, operacion_id=pago.id, cabecera=cabecera(), reloj=RELOJ)
    assert mensajes(error) == [("lineas.2", f"Faltan 500,00 €: a la operación {pago} le quedan 0,00 €.")]
    for n, parte in ((0, "1000"), (2, "500")):  # neither what was kept alone, nor what left the bank alone
        with pytest.raises(DatosIncorrectos) as error:
            acciones.corregir_pago(
                actor=INTERVENCION,
                operacion_id=pago.id,
                cabecera=cabecera(),
                lineas=[tras(pago, parte, n=n)],
                reloj=RELOJ,
            )
        assert mensajes(error) == [
            ("lineas", "Un pago con descuentos se corrige entero. Después, contabilice otra vez lo que sí se pagó.")
        ]
    acciones.corregir_no_presupuestario(actor=INTERVENCION, operacion_id=aeat.id, cabecera=cabecera(), reloj=RELOJ)
    acciones.corregir_pago(actor=INTERVENCION, operacion_id=pago.id, cabecera=cabecera(), reloj=RELOJ)
    assert aplicacion("920.12000").pagado == 0
    assert comprobar(2026) == []
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(nomina, "100"), descuentos=(Descuento("IRPF", Decimal(101)),), ordinal="400")
    assert mensajes(error) == [
        ("ordinal", "Elija la cuenta de la Tesorería: son las del subgrupo 57."),
        ("descuentos", "Los descuentos pasan en 1,00 € de lo que se paga."),
    ]
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(nomina, "100"), descuentos=(Descuento("NADA", Decimal(1)),))
    assert mensajes(error) == [("concepto", "No hay un concepto no presupuestario en uso con el código NADA.")]


def test_a_caja_fija_is_filled_again_by_the_budget(presupuesto: None) -> None:
    acciones.constituir_caja_fija(
        actor=INTERVENCION,
        cabecera=Cabecera(cabecera().fecha, "Caja de cultura"),
        denominacion="Caja de cultura",
        importe=LineaPedida(Decimal(1000)),
        ordinal="571",
        reloj=RELOJ,
    )
    caja = Fondo.objects.get()
    pagos: dict[str, Any] = {"actor": INTERVENCION, "fondo_id": caja.id, "cabecera": cabecera(), "reloj": RELOJ}
    acciones.anotar_pagos_del_habilitado(**pagos, importe=LineaPedida(Decimal(600)))
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_pagos_del_habilitado(**pagos, importe=LineaPedida(Decimal("400.01")))
    assert mensajes(error) == [("lineas.0", "Faltan 0,01 €: en el fondo «Caja de cultura» hay 400,00 €.")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.justificar_caja_fija(**pagos, lineas=[de("920.22000", "601")])
    assert "Faltan 1,00 €: del fondo «Caja de cultura»" in mensajes(error)[0][1]
    cuenta = acciones.justificar_caja_fija(**pagos, lineas=[de("920.22000", "600")])
    assert apuntes(cuenta) == [
        ("629", "5581", "600.00"),
        ("0030", "004", "600.00"),
        ("004", "005", "600.00"),
        ("5585", "4000", "600.00"),
    ]
    reposicion = pagar(tras(cuenta, "600"))
    assert apuntes(reposicion) == [("4000", "571", "600.00"), ("5751", "5585", "600.00")]
    caja.refresh_from_db()
    assert (caja.en_su_poder, caja.sin_justificar) == (Decimal(1000), Decimal(0))
    fin = acciones.reintegrar_caja_fija(**pagos, importe=LineaPedida(Decimal(1000)), ordinal="571")
    assert apuntes(fin) == [("571", "5751", "1000.00")]
    assert comprobar(2026) == []
    assert fallas() == []


def test_what_is_handed_over_a_justificar_comes_back_if_it_is_not_spent(presupuesto: None) -> None:
    orden = acciones.librar_a_justificar(
        actor=INTERVENCION, cabecera=cabecera(), lineas=[de("920.22000", "500")], denominacion="Fiestas", reloj=RELOJ
    )
    fondo = Fondo.objects.get()
    assert f"{fondo.vence}" == "2026-06-02"
    with pytest.raises(DatosIncorrectos) as error:  # nor is it paid yet
        acciones.librar_a_justificar(
            actor=INTERVENCION, cabecera=cabecera(), lineas=[de("920.22000", "5")], denominacion="Más", reloj=RELOJ
        )
    assert mensajes(error) == [
        ("lineas.0", "Quien lo recibe tiene fondos de esta aplicación por justificar (TRLRHL 190.2).")
    ]
    pago = pagar(tras(orden, "500"))
    assert apuntes(pago) == [("4000", "571", "500.00"), ("5750", "5584", "500.00")]
    de_ella: dict[str, Any] = {"actor": INTERVENCION, "fondo_id": fondo.id, "cabecera": cabecera(), "reloj": RELOJ}
    acciones.anotar_pagos_del_habilitado(**de_ella, importe=LineaPedida(Decimal(300)))
    cuenta = acciones.justificar(**de_ella, lineas=[de("920.22000", "200"), LineaPedida(Decimal(100), cuenta="624")])
    assert apuntes(cuenta) == [("629", "5580", "200.00"), ("624", "5580", "100.00")]
    with pytest.raises(FaseIncompatible):
        acciones.reintegrar_caja_fija(**de_ella, importe=LineaPedida(Decimal(200)), ordinal="571")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.corregir_pago(
            actor=INTERVENCION, operacion_id=pago.id, cabecera=cabecera(), lineas=[tras(pago, "201")], reloj=RELOJ
        )
    assert mensajes(error) == [("lineas.0", "Faltan 1,00 €: en el fondo «Fiestas» hay 200,00 €.")]
    for corregir, que in ((acciones.corregir_pago, pago), (acciones.corregir_gasto, orden)):
        corregir(actor=INTERVENCION, operacion_id=que.id, cabecera=cabecera(), lineas=[tras(que, "200")], reloj=RELOJ)
    fondo.refresh_from_db()
    assert (fondo.en_su_poder, fondo.sin_justificar) == (Decimal(0), Decimal(0))
    assert aplicacion("920.22000").obligado == Decimal(300)
    acciones.librar_a_justificar(  # all was justified or given back
        actor=INTERVENCION, cabecera=cabecera(), lineas=[de("920.22000", "5")], denominacion="Más", reloj=RELOJ
    )
    con_nombre = Cabecera(cabecera().fecha, "De Rosa", tercero_id=de_alguien())
    acciones.librar_a_justificar(  # the one that does not say who has it does not stop who is named
        actor=INTERVENCION, cabecera=con_nombre, lineas=[de("920.22000", "5")], denominacion="Rosa", reloj=RELOJ
    )
    with pytest.raises(DatosIncorrectos):
        acciones.librar_a_justificar(
            actor=INTERVENCION, cabecera=con_nombre, lineas=[de("920.22000", "5")], denominacion="Rosa", reloj=RELOJ
        )
    assert comprobar(2026) == []
    assert fallas() == []


def de_alguien() -> UUID:
    actor = INTERVENCION.con_permisos("terceros.alta")
    persona = PersonaEscrita("B99999997", razon_social="Rosa")
    return UUID(str(terceros.dar_de_alta(actor=actor, persona=persona, reloj=RELOJ).persona_id))


def _what_it_withholds_is_kept_whatever_its_year(debida: SaldoCerrado) -> None:
    """And it is corrected whole."""
    lineas = [LineaPedida(Decimal(2500), cerrado=debida.id)]
    retiene = [Descuento("IRPF", Decimal(375))]
    pago = acciones.pagar_cerrados(**PAGO, cabecera=cabecera(), lineas=lineas, descuentos=retiene)
    assert apuntes(pago) == [("4010", "571", "2125.00"), ("4010", "557", "375.00"), ("557", "4751", "375.00")]
    assert pago.importe == Decimal(2500)
    corrige: dict[str, Any] = {"operacion_id": pago.id, "cabecera": cabecera(varios=False), "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos, match="se corrige entero"):
        acciones.corregir_pago(actor=INTERVENCION, **corrige, lineas=[tras(pago, "1")])
    acciones.corregir_pago(actor=INTERVENCION, **corrige)


def test_closed_years_and_what_is_of_no_budget(presupuesto: None) -> None:
    debida = SaldoCerrado.objects.get(clase="obligacion")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "saldocerrado_origen" in SaldoCerrado.objects.filter(linea_origen_id__in=[uuid4(), uuid4()]).explain()
        cursor.execute("SET LOCAL enable_seqscan = on")
    _what_it_withholds_is_kept_whatever_its_year(debida)
    pago = acciones.pagar_cerrados(
        actor=INTERVENCION,
        cabecera=cabecera(),
        lineas=[LineaPedida(Decimal(2500), cerrado=debida.id)],
        ordinal="571",
        reloj=RELOJ,
    )
    assert apuntes(pago) == [("4010", "571", "2500.00")]
    otros: dict[str, Any] = {"actor": INTERVENCION, "cabecera": cabecera(), "reloj": RELOJ}
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_cerrados(**otros, clase="PRO", lineas=[LineaPedida(Decimal(501), cerrado=debida.id)])
    assert mensajes(error) == [("lineas.0", "Faltan 1,00 €: del saldo de cerrados 2025 165.22100 quedan 500,00 €.")]
    acciones.anotar_cerrados(**otros, clase="PRO", lineas=[LineaPedida(Decimal(300), cerrado=debida.id)])
    baja = acciones.anotar_cerrados(**otros, clase="RO", lineas=[LineaPedida(Decimal(200), cerrado=debida.id)])
    assert apuntes(baja) == [("120", "4010", "-200.00")]
    uno, otro = SaldoCerrado.objects.filter(clase="derecho").order_by("anio")
    dichos = {
        "CC": [("571", "4310", "700.00")],
        "AC": [("120", "43400", "10.00")],
        "IC": [("6671", "43910", "20.00")],
        "PRD": [("6671", "43920", "30.00")],
        "RS": [("4310", "120", "40.00")],
        "RB": [("4310", "120", "-50.00")],
    }
    for clase, esperados in dichos.items():
        importe = abs(Decimal(esperados[0][2]))
        hecha = acciones.anotar_cerrados(
            **otros, clase=clase, lineas=[LineaPedida(importe, cerrado=uno.id)], ordinal="571" if clase == "CC" else ""
        )
        assert apuntes(hecha) == esperados
    uno.refresh_from_db()
    assert uno.pendiente == Decimal(2000 - 700 - 10 - 20 - 30 + 40 - 50)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_cerrados(**otros, clase="PRO", lineas=[LineaPedida(Decimal(1), cerrado=otro.id)])
    assert mensajes(error) == [("lineas.0", "Ese saldo es de un derecho, y la operación es de obligaciones.")]
    fianza = acciones.anotar_no_presupuestario(**otros, clase="INP", lineas=[de("FIANZAS", "300")], ordinal="570")
    assert apuntes(fianza) == [("570", "560", "300.00")]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_no_presupuestario(**otros, clase="PNP", lineas=[tras(fianza, "301")], ordinal="571")
    assert "Faltan 1,00 €" in mensajes(error)[0][1]
    # By its concept it is paid from the oldest, and no more than what is owed
    otra = acciones.anotar_no_presupuestario(**otros, clase="INP", lineas=[de("FIANZAS", "50")], ordinal="570")
    vuelta = acciones.anotar_no_presupuestario(**otros, clase="PNP", lineas=[de("FIANZAS", "320")], ordinal="570")
    assert apuntes(vuelta) == [("560", "570", "320.00")]
    assert [linea.origen for linea in vuelta.lineas.order_by("orden")] == [fianza.lineas.get(), otra.lineas.get()]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_no_presupuestario(
            **otros, clase="PNP", lineas=[de("FIANZAS", "30"), de("FIANZAS", "1")], ordinal="570"
        )
    assert mensajes(error) == [("lineas.1", "Faltan 1,00 €: en el concepto FIANZAS se deben 30,00 €.")]
    acciones.corregir_no_presupuestario(actor=INTERVENCION, operacion_id=vuelta.id, cabecera=cabecera(), reloj=RELOJ)
    # Nor twice, in January and with a day of December
    en_enero: dict[str, Any] = {"actor": INTERVENCION, "reloj": RelojFijo(datetime(2027, 1, 4, 9, tzinfo=UTC))}
    abrir_ejercicio(anio=2027, **en_enero)
    for dia, cuanto, dice in (
        (date(2027, 1, 4), "350", ""),
        (date(2026, 12, 31), "1", "en el concepto FIANZAS se deben 0,00 €"),
    ):
        con: dict[str, Any] = {
            "cabecera": cabecera(dia),
            "lineas": [de("FIANZAS", cuanto)],
            "ordinal": "570",
            **en_enero,
        }
        with pytest.raises(DatosIncorrectos, match=dice) if dice else nullcontext():
            pagada = acciones.anotar_no_presupuestario(clase="PNP", **con)
    acciones.corregir_no_presupuestario(operacion_id=pagada.id, cabecera=cabecera(date(2027, 1, 4)), **en_enero)
    acciones.mover_dinero(**otros, importe=LineaPedida(Decimal(300)), desde="570", hasta="571")
    for desde, hasta, campo in (("571", "5750", "hasta"), ("5741", "571", "desde"), ("5750", "5751", "hasta")):
        with pytest.raises(DatosIncorrectos) as del_fondo:
            acciones.mover_dinero(**otros, importe=LineaPedida(Decimal(1)), desde=desde, hasta=hasta)
        assert [(p.campo, "su fondo" in p.mensaje) for p in del_fondo.value.problemas] == [(campo, True)]
    acciones.crear_concepto(
        actor=INTERVENCION,
        codigo="SINDICATO",
        denominacion="Cuota sindical",
        cuenta="419",
        naturaleza="acreedor",
        reloj=RELOJ,
    )
    assert ConceptoNoPresupuestario.objects.get(codigo="SINDICATO").cuenta == "419"
    with pytest.raises(Conflicto):
        acciones.crear_concepto(
            actor=INTERVENCION, codigo="SINDICATO", denominacion="X", cuenta="419", naturaleza="acreedor", reloj=RELOJ
        )
    assert comprobar(2026) == []
    assert fallas() == []


def _a_seizure_counts_what_was_kept(o: Operacion) -> None:
    """Of 300 in all: kept whole, given back, and kept in two payments."""
    primero = pagar(tras(o, "400"), descuentos=(Descuento("EMBARGOS", Decimal(300)),))
    pagar(tras(o, "50"))
    acciones.corregir_pago(
        actor=INTERVENCION, operacion_id=primero.id, cabecera=cabecera(texto="Devuelto", varios=False), reloj=RELOJ
    )
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(o, "400"), descuentos=(Descuento("EMBARGOS", Decimal(299)),))
    assert mensajes(error) == [
        ("descuentos", "Hay 300,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")
    ]
    pagar(tras(o, "200"), descuentos=(Descuento("EMBARGOS", Decimal(200)),))
    pagar(tras(o, "100"), descuentos=(Descuento("EMBARGOS", Decimal(100)),))


def _what_is_tied_to_an_invoice(con: dict[str, Any], bloquear: Callable[..., Bloqueo], hacienda: Tercero) -> None:
    dos = [  # of two invoices paid together, it is asked for once
        acciones.gastar(
            **{**con, "cabecera": replace(con["cabecera"], factura_id=uuid4())},
            clase="ADO",
            lineas=[de("1532.61900", "200")],
        )
        for _n in range(2)
    ]
    with pytest.raises(DatosIncorrectos) as error:
        pagar(*(tras(una, "200") for una in dos), descuentos=(Descuento("EMBARGOS", Decimal("299.99")),))
    assert mensajes(error) == [
        ("descuentos", "Hay 300,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")
    ]
    antes_de_ceder = transaction.savepoint()  # an invoice that was assigned is so when its year is closed, too
    suya = dos[0]
    la_vispera = con["cabecera"].fecha - timedelta(days=1)  # before it was seized
    bloquear("cesion", la_vispera, a_favor_de=hacienda.id, objeto=f"factura:{suya.factura_id}")
    saldo = SaldoCerrado.objects.create(
        ejercicio_id=2026, clase="obligacion", anio=2025, cuenta="4010", tercero_id=con["cabecera"].tercero_id,
        linea_origen_id=suya.lineas.get().id, inicial=Decimal(200),
    )  # fmt: skip
    with pytest.raises(DatosIncorrectos) as error:
        acciones.pagar_cerrados(**PAGO, cabecera=cabecera(), lineas=[LineaPedida(Decimal(200), cerrado=saldo.id)])
    assert any("parado: cesión" in dicho for _campo, dicho in mensajes(error))
    transaction.savepoint_rollback(antes_de_ceder)


def test_what_is_stopped_or_seized_is_not_paid(presupuesto: None) -> None:
    actor = INTERVENCION.con_permisos("terceros.ver", "terceros.alta", "terceros.bloquear")
    dia = cabecera().fecha

    def alta(numero: str) -> Tercero:
        return terceros.dar_de_alta(actor=actor, persona=PersonaEscrita(numero, razon_social=numero), reloj=RELOJ)

    obras, hacienda = alta("B99999997"), alta("A58818501")
    orden = terceros.incorporar_documento(
        actor=actor,
        tercero_id=obras.id,
        flujo=io.BytesIO(un_pdf("traba")),
        nombre="orden.pdf",
        titulo="Orden",
        clase="traba",
        valido_hasta=None,
        reloj=RELOJ,
    )

    def bloquear(clase: str, desde: date = dia, **mas: object) -> Bloqueo:
        pedido = BloqueoPedido(clase, orden.documento_id, desde, **mas)  # type: ignore[arg-type]
        return terceros.poner_bloqueo(actor=actor, tercero_id=obras.id, pedido=pedido, reloj=RELOJ)

    con: dict[str, Any] = {
        "actor": INTERVENCION,
        "cabecera": Cabecera(dia, "Obra", tercero_id=obras.persona_id),
        "reloj": RELOJ,
    }
    o = acciones.gastar(**con, clase="ADO", lineas=[de("1532.61900", "1000")])
    bloquear("embargo", a_favor_de=hacienda.id, tope="300")
    orden_de_pago = acciones.ordenar_pago(actor=INTERVENCION, cabecera=cabecera(), lineas=[tras(o, "100")], reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as error:  # the order says several: what it orders says who
        acciones.pagar(**PAGO, clase="R", cabecera=cabecera(), lineas=[tras(orden_de_pago, "100")])
    assert mensajes(error) == [
        ("descuentos", "Hay 100,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")
    ]
    with pytest.raises(DatosIncorrectos) as error:
        pagar(
            tras(o, "500"), descuentos=(Descuento("EMBARGOS", Decimal("299.99")), Descuento("IRPF", Decimal(100)))
        )  # what is kept for the AEAT is not kept for who seized it
    assert mensajes(error) == [
        ("descuentos", "Hay 300,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")
    ]
    _what_is_tied_to_an_invoice(con, bloquear, hacienda)
    _a_seizure_counts_what_was_kept(o)
    bloquear("embargo", a_favor_de=hacienda.id)  # another one, without a limit
    con_el_banco: dict[str, Any] = {"actor": INTERVENCION, "ordinal": "571", "reloj": RELOJ}
    with transaction.atomic():  # what the bank paid before it came does not wait for it
        gasto.pagar("PR", cabecera(), [tras(o, "1")], pagado_el=dia - timedelta(days=1), **con_el_banco)
    # Neither what is of no budget, nor a refund, which have no discounts; nor what is of closed years, without them; even if they are noted with a day before the seizure
    embargado = [("lineas", "Lo que se paga está embargado. La Tesorería lo resuelve en la ficha del tercero.")]
    antes = replace(con["cabecera"], fecha=date(2026, 3, 1))
    sin_tope: dict[str, Any] = {**con, "cabecera": antes, "ordinal": "571"}
    debida = SaldoCerrado.objects.get(clase="obligacion")
    fianza = acciones.anotar_no_presupuestario(**sin_tope, clase="INP", lineas=[de("FIANZAS", "300")])
    cobro = acciones.reconocer(**sin_tope, clase="DRI", lineas=[de("30200", "50")])
    devolucion = acciones.acordar_devolucion(
        actor=INTERVENCION, cabecera=antes, lineas=[tras(cobro, "50")], reloj=RELOJ
    )
    pagan: tuple[Callable[[], Operacion], ...] = (
        lambda: acciones.pagar_cerrados(**sin_tope, lineas=[LineaPedida(Decimal(10), cerrado=debida.id)]),
        lambda: acciones.anotar_no_presupuestario(
            **{**sin_tope, "cabecera": replace(antes, tercero_id=None)}, clase="PNP", lineas=[tras(fianza, "300")]
        ),
        lambda: acciones.pagar_devolucion(
            **{**sin_tope, "cabecera": replace(antes, tercero_id=None)}, lineas=[tras(devolucion, "50")]
        ),
    )
    for paga in pagan:
        with pytest.raises(DatosIncorrectos) as error:
            paga()
        assert mensajes(error) in (
            embargado,
            [("descuentos", "Hay 10,00 € embargados: descuéntelos del pago, en el concepto EMBARGOS.")],
        )
    cesion = bloquear("cesion", dia - timedelta(days=1), a_favor_de=hacienda.id)
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(o, "100"))
    assert mensajes(error)[0][1].startswith("El pago a este tercero está parado: cesión o endoso del crédito.")
    terceros.levantar_bloqueo(actor=actor, bloqueo_id=cesion.id, documento_id=orden.documento_id, reloj=RELOJ)
    bloquear("concurso")
    parado = [
        ("lineas.0", "El pago a este tercero está parado: concurso de acreedores. Lo levanta la Tesorería en su ficha.")
    ]
    with pytest.raises(DatosIncorrectos) as error:
        pagar(tras(o, "100"), descuentos=(Descuento("EMBARGOS", Decimal(100)),))
    assert mensajes(error) == parado
    with pytest.raises(DatosIncorrectos) as error:
        acciones.ordenar_pago(actor=INTERVENCION, cabecera=cabecera(), lineas=[tras(o, "1")], reloj=RELOJ)
    assert mensajes(error) == parado
