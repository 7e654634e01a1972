"""Refunds and payments of no budget: proposed, signed in a list with the rest, paid by the bank, reconciled and sent back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, REGLAS, fallas, tras
from consistorio.economia.presupuesto.tests.escenario import presupuesto as presupuesto_de
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Bloqueo, Tercero
from consistorio.economia.tesoreria import acciones, prelacion
from consistorio.economia.tesoreria.acceso import fichero_para
from consistorio.economia.tesoreria.acciones import PagoNuevo
from consistorio.economia.tesoreria.acciones.conciliar import Par
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario, PagoPropuesto
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.propuestas import propuestas
from consistorio.economia.tesoreria.tests.escenario import (
    DE_QUIEN_COBRA,
    alta,
    cargar,
    confirmada,
    documento,
    lineas,
    ordenado,
    persona,
    relacion,
)
from consistorio.economia.tesoreria.tests.test_pagos import firmada
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo, hoy
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_que_firma")]
D, DIA = Decimal, date(2026, 8, 3)
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RelojFijo(datetime(2026, 9, 1, 8, tzinfo=UTC))}


def devolucion(importe: str, quien: UUID | None, *, dia: date = DIA) -> Operacion:
    """A refund that was agreed that day of what was collected the same day."""
    cobrado = Cabecera(dia, "Tasa cobrada de más", tercero_id=quien, varios=quien is None)
    cobro = presupuesto.reconocer(
        **CON, clase="DRI", cabecera=cobrado, lineas=[LineaPedida(D(importe), "30200")], ordinal="57101"
    )
    return presupuesto.acordar_devolucion(
        **CON, cabecera=Cabecera(dia, "Devolución de la tasa"), lineas=[tras(cobro, importe)]
    )


def fianza(importe: str, quien: UUID) -> Operacion:
    suya = Cabecera(DIA, "Fianza de la obra", tercero_id=quien)
    return presupuesto.anotar_no_presupuestario(
        **CON, clase="INP", cabecera=suya, lineas=[LineaPedida(D(importe), "FIANZAS")], ordinal="57101"
    )


def retenido(importe: str, quien: UUID, concepto: str = "IRPF") -> Operacion:
    """Kept of a payment to somebody."""
    orden = ordenado("920.22100", "500", quien)
    return presupuesto.pagar(
        **CON,
        clase="R",
        cabecera=Cabecera(DIA, "Pago con retención"),
        lineas=[tras(orden, "500")],
        ordinal="57101",
        descuentos=(Descuento(concepto, D(importe)),),
    )


def propuesto(reloj: RelojDePrueba, importe: str, quien: UUID | None = None, **mas: Any) -> PagoPropuesto:
    nuevo = PagoNuevo(D(importe), "Lo que se guardó para otro", persona_id=quien, **mas)
    return acciones.proponer_pago(actor=escenario.empleado("fernando", reloj), nuevo=nuevo, reloj=reloj)


def por_id(reloj: RelojDePrueba, *solo: UUID) -> dict[UUID, PorPagar]:
    return {p.id: p for p in prelacion.por_pagar(hoy(reloj), solo=solo or None)}


def campos(error: pytest.ExceptionInfo[DatosIncorrectos]) -> list[tuple[str, str]]:
    return [(p.campo, p.mensaje) for p in error.value.problemas]


def test_refunds_and_what_is_of_others_go_in_a_signed_list_and_to_the_bank(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    acuerdo = devolucion("60.10", persona(2))
    retenido("75.50", persona(0))
    deposito = fianza("300", persona(1))
    hacienda = propuesto(reloj, "75.50", persona(0), concepto="IRPF")
    vuelta = propuesto(reloj, "300", linea_id=deposito.lineas.get().id)
    filas = por_id(reloj)
    suyas = [filas[uno.id] for uno in (acuerdo, vuelta, hacienda)]
    assert [(f.referencia, f.nombre, f.iban, f.se_puede) for f in suyas] == [
        (
            f"D-2026-{acuerdo.numero:06d}",
            str(Tercero.objects.get(persona_id=persona(2)).persona),
            DE_QUIEN_COBRA[2],
            True,
        ),
        (vuelta.referencia, str(vuelta.persona), DE_QUIEN_COBRA[1], True),
        (hacienda.referencia, str(hacienda.persona), DE_QUIEN_COBRA[0], True),
    ]
    assert {f.categoria for f in suyas} == {"Resto de obligaciones, por antigüedad"}
    assert [f.turno.desde for f in suyas] == [DIA, hoy(reloj), hoy(reloj)]

    luz = ordenado("920.22100", "100", persona(0), dia=date(2026, 7, 1))
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, PagoPedido(acuerdo.id, (Descuento("IRPF", D(1)),)), motivo="")
    assert [campo for campo, _m in campos(error)] == ["pagos.0", "motivo_orden"], "what is older goes before it"
    assert "no se descuenta nada" in campos(error)[0][1]
    una = relacion(reloj, luz, *(PagoPedido(uno.id) for uno in (acuerdo, vuelta, hacienda)), motivo="")
    assert (una.importe, una.liquido) == (D("535.60"), D("535.60"))
    assert [por_id(reloj)[uno.id].en_relacion for uno in (acuerdo, vuelta, hacienda)] == [True] * 3
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, *(PagoPedido(uno.id) for uno in (acuerdo, vuelta)))
    assert ["otra relación" in mensaje for _c, mensaje in campos(error)] == [True, True]
    firmada(una, reloj)
    assert una.documento_id is not None
    texto = texto_del_documento(una.documento_id)
    assert all(dicho in texto for dicho in (hacienda.referencia, "60,10 €", DE_QUIEN_COBRA[2], "IRPF. Lo que se"))
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    datos = almacen.leer(fichero_para(tesorero, una.id, motivo="Enviar").sha256)
    assert b"<CtrlSum>535.60</CtrlSum>" in datos
    assert b"<EndToEndId>" + suyas[0].referencia.encode() in datos
    acciones.dar_por_enviada(actor=tesorero, relacion_id=una.id, reloj=reloj)
    _paid_by_the_bank_and_sent_back(reloj, acuerdo, vuelta, hacienda)


def _paid_by_the_bank_and_sent_back(
    reloj: RelojDePrueba, acuerdo: Operacion, vuelta: PagoPropuesto, hacienda: PagoPropuesto
) -> None:
    """One by hand, the others by the statement; two come back, and are to be paid again."""
    tesorero, una = escenario.empleado("fernando", reloj), LineaDePago.objects.get(propuesto=vuelta).relacion
    reloj.avanzar(days=2)
    cual = {linea.de_que: linea for linea in lineas(una)}
    acciones.anotar_pagos(
        actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), lineas=[cual[hacienda.id].id], reloj=reloj
    )
    dia = hoy(reloj) - timedelta(days=1)
    cargar(reloj, date(2026, 1, 1), date(2026, 8, 31), "90000.00", [])
    movimientos = [
        (dia, f"-{cual[uno.id].liquido}", "", f"TRANSFERENCIA {cual[uno.id].referencia}") for uno in (acuerdo, vuelta)
    ]
    movimientos += [(dia, f"{cual[uno.id].liquido}", "", "DEVUELTA") for uno in (acuerdo, vuelta)]
    cargar(reloj, date(2026, 9, 1), dia, "90000.00", movimientos)
    pares = [Par((p.movimiento_id,), (p.clave,)) for p in propuestas("1") if p.por == "referencia"]
    assert len(pares) == 2
    acciones.conciliar(actor=tesorero, ordinal="1", pares=pares, reloj=reloj)
    pagos = {linea.de_que: linea.pago for linea in lineas(una) if linea.pago is not None}
    assert [
        (pagos[uno.id].clase, pagos[uno.id].fecha, pagos[uno.id].tercero_id) for uno in (acuerdo, vuelta, hacienda)
    ] == [
        ("PDEV", dia, persona(2)),
        ("PNP", dia, persona(1)),
        ("PNP", hoy(reloj), persona(0)),
    ]
    assert [saldo(2026, cuenta).neto for cuenta in ("4180", "560", "4751")] == [0, 0, 0]
    assert set(por_id(reloj)) & {acuerdo.id, vuelta.id, hacienda.id} == set(), "they are paid"
    for importe, de_que in (("60.10", acuerdo.id), ("300.00", vuelta.id)):
        movimiento = MovimientoBancario.objects.get(importe=D(importe))
        acciones.anotar_devolucion(actor=tesorero, movimiento_id=movimiento.id, linea_id=cual[de_que].id, reloj=reloj)
    assert [saldo(2026, cuenta).neto for cuenta in ("4180", "560", "4751")] == [D("-60.10"), D("-300.00"), 0]
    assert [por_id(reloj)[uno.id].se_puede for uno in (acuerdo, vuelta)] == [True, True]
    otra = relacion(reloj, *(PagoPedido(uno.id) for uno in (acuerdo, vuelta)))
    acciones.retirar_relacion(actor=tesorero, relacion_id=otra.id, motivo="Se pagan mañana", reloj=reloj)
    assert [por_id(reloj)[uno.id].se_puede for uno in (acuerdo, vuelta)] == [True, True]
    assert (comprobar(2026), fallas()) == ([], [])


def test_no_more_is_proposed_than_what_is_owed_nor_what_is_of_others(reloj: RelojDePrueba) -> None:
    retenido("75.50", persona(0))
    de_uno, de_otro = fianza("300", persona(1)), fianza("200", persona(2))
    linea, ajena = de_uno.lineas.get().id, de_otro.lineas.get().id
    nuevo = PagoNuevo(D("0.001"), " ", "ANTICIPOS", uuid4(), uuid4())
    with pytest.raises(DatosIncorrectos, match="no se ha propuesto") as error:
        acciones.proponer_pago(actor=escenario.empleado("fernando", reloj), nuevo=nuevo, reloj=reloj)
    assert [campo for campo, _m in campos(error)] == ["importe", "texto", "linea", "concepto", "tercero"]
    for nuevo_de, dice in (
        ({"importe": "75.51", "quien": persona(0), "concepto": "IRPF"}, "Faltan 0,01 €: de lo que se debe en el concepto IRPF quedan 75,50 €"),
        ({"importe": "300.01", "quien": persona(1), "concepto": "FIANZAS"}, "quedan 300,00 € sin proponer para quien cobra"),
        ({"importe": "1", "quien": persona(0), "concepto": "FIANZAS"}, "quedan 0,00 € sin proponer para quien cobra"),
        ({"importe": "300.01", "linea_id": linea}, "quedan 300,00 € sin proponer"),
        ({"importe": "1", "quien": persona(1), "linea_id": ajena}, "Es de otro tercero"),
        ({"importe": "1", "concepto": "IRPF"}, "Diga a quién se paga"),
        ({"importe": "1", "quien": persona(0), "concepto": "COBROS_PENDIENTES"}, "propóngalo desde él"),
        ({"importe": "1", "quien": persona(0), "concepto": "NADA"}, "Elija un concepto"),
    ):  # fmt: skip
        with pytest.raises(DatosIncorrectos) as error:
            propuesto(reloj, **nuevo_de)
        assert dice in " ".join(mensaje for _c, mensaje in campos(error)), campos(error)
    assert not PagoPropuesto.objects.exists()
    for quien in ("teresa", "isabel"):
        with pytest.raises(NoPermitido):
            acciones.proponer_pago(
                actor=escenario.empleado(quien, reloj), nuevo=PagoNuevo(D(1), "x", "IRPF", persona(0)), reloj=reloj
            )

    propuesto(reloj, "200", linea_id=linea)
    for mas in ({"linea_id": linea}, {"quien": persona(1), "concepto": "FIANZAS"}):
        with pytest.raises(DatosIncorrectos, match="no se ha propuesto") as error:
            propuesto(reloj, "100.01", **mas)
        assert "quedan 100,00 €" in campos(error)[0][1], "what is proposed already counts"
    propuesto(reloj, "100", persona(1), concepto="FIANZAS")
    entero = propuesto(reloj, "200", linea_id=ajena)
    assert entero.persona_id == persona(2), "it is given back to who brought it"
    _it_is_taken_away_while_no_list_has_it(reloj, entero, ajena)


def _it_is_taken_away_while_no_list_has_it(reloj: RelojDePrueba, entero: PagoPropuesto, ajena: UUID) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    con: dict[str, Any] = {"actor": tesorero, "propuesto_id": entero.id, "reloj": reloj}
    una = relacion(reloj, PagoPedido(entero.id))
    with pytest.raises(FaseIncompatible, match="en una relación"):
        acciones.retirar_pago_propuesto(**con, motivo="Sigue garantizando la obra")
    acciones.retirar_relacion(actor=tesorero, relacion_id=una.id, motivo="Sigue garantizando la obra", reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.retirar_pago_propuesto(**con, motivo="corto")
    with pytest.raises(NoEncontrado):
        acciones.retirar_pago_propuesto(**con | {"propuesto_id": uuid4()}, motivo="Sigue garantizando la obra")
    acciones.retirar_pago_propuesto(**con, motivo="Sigue garantizando la obra")
    with pytest.raises(FaseIncompatible):
        acciones.retirar_pago_propuesto(**con, motivo="Sigue garantizando la obra")
    assert entero.id not in por_id(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, PagoPedido(entero.id))
    assert "se haya retirado" in campos(error)[0][1]
    assert propuesto(reloj, "200", linea_id=ajena).importe == 200, "it may be proposed again"
    for cambio in ({"importe": D(1)}, {"motivo": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PagoPropuesto.objects.filter(id=entero.id).update(**cambio)
    with pytest.raises(IntegrityError), transaction.atomic():
        LineaDePago.objects.create(
            relacion=una, orden=9, persona_id=persona(0), nombre="Nadie", referencia="X", concepto="Nada",
            importe=D(1), liquido=D(0),
        )  # fmt: skip
    assert fallas() == []


def test_what_stops_them_says_so(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    sin_cuenta = alta("B12345674", reloj)
    suya, de_nadie = devolucion("10", sin_cuenta.persona_id), devolucion("20", None)
    embargada, libre = devolucion("30", persona(1)), devolucion("40", persona(2), dia=date(2026, 8, 4))
    retenido("75.50", persona(1))
    hacienda = propuesto(reloj, "75.50", persona(0), concepto="IRPF")
    deudor = Tercero.objects.get(persona_id=persona(1))
    papel = documento(deudor, "traba", reloj)

    def bloquear(clase: str, **mas: Any) -> Bloqueo:
        pedido = BloqueoPedido(clase, papel, hoy(reloj), **mas)
        return terceros.poner_bloqueo(actor=tesorero, tercero_id=deudor.id, pedido=pedido, reloj=reloj)

    embargo = bloquear("embargo", tope="5,00", a_favor_de=Tercero.objects.get(persona_id=persona(0)).id)
    filas = por_id(reloj)
    assert "no tiene una cuenta confirmada" in filas[suya.id].impedimentos[0]
    assert "No dice quién cobra" in filas[de_nadie.id].impedimentos[0]
    assert "Está embargado" in filas[embargada.id].impedimentos[-1]
    assert [filas[uno.id].se_puede for uno in (libre, hacienda)] == [True, True]
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, *(PagoPedido(uno.id) for uno in (suya, de_nadie, embargada, libre)))
    assert [campo for campo, _m in campos(error)] == ["pagos.0", "pagos.1", "pagos.2"]

    # What was kept of who is seized is of the tax office: it is paid; and who acquired a credit gets the refund
    una = relacion(reloj, PagoPedido(hacienda.id))
    firmada(una, reloj)
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    assert saldo(2026, "4751").neto == 0
    fin = documento(deudor, "traba", reloj)
    terceros.levantar_bloqueo(actor=tesorero, bloqueo_id=embargo.id, documento_id=fin, reloj=reloj)
    confirmada(bloquear("cesion", a_favor_de=Tercero.objects.get(persona_id=persona(2)).id), reloj)
    cedida = por_id(reloj)[embargada.id]
    assert (cedida.iban, cedida.persona_id, cedida.impedimentos) == (DE_QUIEN_COBRA[2], persona(1), ())
    otra = relacion(reloj, PagoPedido(embargada.id), PagoPedido(libre.id))
    firmada(otra, reloj)
    acciones.anotar_pagos(actor=tesorero, relacion_id=otra.id, fecha=hoy(reloj), reloj=reloj)
    assert [linea.estado for linea in lineas(otra)] == ["pagada", "pagada"]
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_is_paid_meanwhile_is_not_owed_any_more(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    retenido("75.50", persona(0))
    deposito = fianza("300", persona(1))
    hacienda = propuesto(reloj, "75.50", persona(0), concepto="IRPF")
    vuelta = propuesto(reloj, "300", linea_id=deposito.lineas.get().id)
    dia = Cabecera(hoy(reloj), "Pagado con el modelo 111", tercero_id=persona(0))
    for pedida in (LineaPedida(D("70"), "IRPF"), tras(deposito, "1")):
        presupuesto.anotar_no_presupuestario(
            actor=INTERVENCION, clase="PNP", cabecera=dia if pedida.codigo else Cabecera(dia.fecha, "Parte"),
            lineas=[pedida], ordinal="57101", reloj=reloj,
        )  # fmt: skip
    with pytest.raises(DatosIncorrectos, match="no se ha preparado") as error:
        relacion(reloj, PagoPedido(hacienda.id), PagoPedido(vuelta.id))
    dichos = [mensaje for _c, mensaje in campos(error)]
    assert "En el concepto IRPF se deben 5,50 €" in dichos[0]
    assert f"De la operación {deposito} quedan 299,00 €" in dichos[1]
    acciones.retirar_pago_propuesto(actor=tesorero, propuesto_id=hacienda.id, motivo="Ya se pagó a mano", reloj=reloj)
    assert propuesto(reloj, "5.50", persona(0), concepto="IRPF").importe == D("5.50")
    acuerdo = devolucion("60", persona(2))
    presupuesto.pagar_devolucion(
        actor=INTERVENCION, cabecera=Cabecera(hoy(reloj), "Por caja"), lineas=[tras(acuerdo, "10")], ordinal="57101", reloj=reloj
    )  # fmt: skip
    assert relacion(reloj, PagoPedido(acuerdo.id)).importe == D(50)


def test_what_the_bank_pays_after_new_year_is_noted_in_the_year_that_begins(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    acuerdo, luz = devolucion("60", persona(2)), ordenado("920.22100", "100", persona(1))
    retenido("75.50", persona(0))
    hacienda = propuesto(reloj, "75.50", persona(0), concepto="IRPF")
    reloj.poner(datetime(2026, 12, 30, 9, tzinfo=UTC))
    una = firmada(relacion(reloj, luz, *(PagoPedido(uno.id) for uno in (acuerdo, hacienda))), reloj)
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    with pytest.raises(Conflicto, match="presupuesto de 2027 no está cargado"):
        acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=reloj)
    presupuesto.aprobar_presupuesto(
        actor=INTERVENCION, nuevo=presupuesto_de(2027), reglas=REGLAS, fecha=date(2027, 1, 1), texto="2027", reloj=reloj
    )
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    pagos = [linea.pago for linea in lineas(una)]
    assert [(pago.clase, pago.ejercicio_id) for pago in pagos if pago is not None] == [
        ("PC", 2027),
        ("PDEV", 2027),
        ("PNP", 2027),
    ]
    assert [comprobar(2026), comprobar(2027), fallas()] == [[], [], []]


def test_two_of_the_same_concept_are_held_together_and_those_of_earlier_years_go_before(reloj: RelojDePrueba) -> None:
    retenido("75.50", persona(0))
    primero, segundo = (propuesto(reloj, cuanto, persona(0), concepto="IRPF") for cuanto in ("50", "25.50"))
    presupuesto.anotar_no_presupuestario(
        actor=INTERVENCION, clase="PNP", cabecera=Cabecera(hoy(reloj), "A mano", tercero_id=persona(0)),
        lineas=[LineaPedida(D("10"), "IRPF")], ordinal="57101", reloj=reloj,
    )  # fmt: skip
    assert [fila.se_puede for fila in por_id(reloj, primero.id).values()] == [True]
    juntos = por_id(reloj, primero.id, segundo.id)
    assert [juntos[uno.id].se_puede for uno in (primero, segundo)] == [True, False]
    acuerdo = devolucion("60", persona(2))
    el_otro = {p.id: p.categoria for p in prelacion.por_pagar(date(2027, 1, 2))}
    assert {el_otro[uno] for uno in (acuerdo.id, primero.id)} == {"Personal y obligaciones de ejercicios anteriores"}
