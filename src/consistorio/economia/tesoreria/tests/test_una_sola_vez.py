"""The same order is never paid twice: what a list holds is paid, corrected and withdrawn with it."""

from __future__ import annotations

from collections.abc import Callable
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
from consistorio.economia.presupuesto.models import Aplicacion, Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, REGLAS, fallas, tras
from consistorio.economia.presupuesto.tests.escenario import presupuesto as presupuesto_de
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones, prelacion
from consistorio.economia.tesoreria.acceso import ordinal
from consistorio.economia.tesoreria.acciones.conciliar import Par
from consistorio.economia.tesoreria.acciones.propuestos import PagoNuevo
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.consultas import sin_conciliar_del_banco
from consistorio.economia.tesoreria.models import LineaDePago, MovimientoBancario, PagoPropuesto, RelacionDePagos
from consistorio.economia.tesoreria.permisos import CONFIRMAR
from consistorio.economia.tesoreria.propuestas import propuestas
from consistorio.economia.tesoreria.tests.escenario import (
    DE_QUIEN_COBRA,
    EN_CAJA,
    cargar,
    cerrado,
    confirmada,
    documento,
    lineas,
    ordenado,
    persona,
    relacion,
)
from consistorio.economia.tesoreria.tests.test_pagos import firmada
from consistorio.economia.tesoreria.tests.test_sin_orden import CON, devolucion, fianza, propuesto, retenido
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_que_firma")]


def enviada(reloj: RelojDePrueba, *pagos: Any) -> RelacionDePagos:
    """Signed, and its file sent to the bank."""
    tesorero, una = escenario.empleado("fernando", reloj), firmada(relacion(reloj, *pagos), reloj)
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    return acciones.dar_por_enviada(actor=tesorero, relacion_id=una.id, reloj=reloj)


def el_dia(reloj: RelojDePrueba) -> Cabecera:
    return Cabecera(hoy(reloj), "Por otra puerta")


def corregir(reloj: RelojDePrueba, cual: UUID, *parte: LineaPedida) -> Operacion:
    return presupuesto.corregir_pago(
        actor=INTERVENCION, operacion_id=cual, cabecera=el_dia(reloj), lineas=list(parte), reloj=reloj
    )


def test_what_waits_in_a_list_is_not_paid_by_hand_nor_changed(reloj: RelojDePrueba) -> None:
    luz, suyo = ordenado("920.22100", "100", persona(0)), cerrado()
    acuerdo, deposito = devolucion("60.10", persona(2)), fianza("300", persona(1))
    retenido("75.50", persona(0))
    linea = deposito.lineas.get().id
    vuelta, hacienda = propuesto(reloj, "300", linea_id=linea), propuesto(reloj, "75.50", persona(0), concepto="IRPF")
    de_antes = LineaPedida(Decimal(3000), cerrado=suyo.id)
    dice = "relación de pagos sin terminar: 2026/1"
    una = relacion(reloj, luz, *(PagoPedido(uno.id) for uno in (acuerdo, vuelta, hacienda)))
    en_banco: dict[str, Any] = {**CON, "cabecera": el_dia(reloj), "ordinal": "57101"}
    puertas: tuple[tuple[Callable[..., Operacion], dict[str, Any]], ...] = (
        (presupuesto.pagar, {"clase": "R", "lineas": [tras(luz, "100")]}),
        (presupuesto.pagar, {"clase": "R", "lineas": [tras(luz, "1")]}),
        (presupuesto.pagar_devolucion, {"lineas": [tras(acuerdo, "60.10")]}),
        (presupuesto.anotar_no_presupuestario, {"clase": "PNP", "lineas": [LineaPedida(Decimal(300), origen=linea)]}),
        (presupuesto.anotar_no_presupuestario, {"clase": "PNP", "lineas": [LineaPedida(Decimal("0.01"), "IRPF")]}),
    )
    for pagar, mas in puertas:
        with pytest.raises(Conflicto, match=dice) as error:
            pagar(**en_banco | mas)
        assert "retire antes la relación" in error.value.que_hacer
    for corrige, cual in (
        (presupuesto.corregir_pago, luz),
        (presupuesto.corregir_ingreso, acuerdo),
        (presupuesto.corregir_no_presupuestario, deposito),
    ):
        with pytest.raises(Conflicto, match=dice):
            corrige(actor=INTERVENCION, operacion_id=cual.id, cabecera=el_dia(reloj), reloj=reloj)
    acciones.retirar_relacion(
        actor=escenario.empleado("fernando", reloj), relacion_id=una.id, motivo="Se paga en metálico", reloj=reloj
    )
    presupuesto.pagar(**en_banco, clase="R", lineas=[tras(luz, "100")])
    presupuesto.pagar_cerrados(**en_banco, lineas=[de_antes])
    assert (comprobar(2026), fallas()) == ([], [])


def test_a_payment_that_a_list_noted_goes_back_to_it_when_it_is_corrected(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    luz, obra = ordenado("920.22100", "100", persona(0)), ordenado("1532.61900", "200", persona(1))
    una = enviada(reloj, luz, obra)
    with pytest.raises(DatosIncorrectos) as de_antes:
        acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj) - timedelta(days=1), reloj=reloj)
    assert [(p.campo, "se firmó el" in p.mensaje) for p in de_antes.value.problemas] == [("fecha", True)]
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    pago = lineas(una)[0].pago
    assert pago is not None
    with pytest.raises(Conflicto, match="no se deshace una parte") as error_de_parte:
        corregir(reloj, pago.id, LineaPedida(Decimal(40), origen=pago.lineas.get().id))
    assert "reintegro" in error_de_parte.value.que_hacer
    negativa = corregir(reloj, pago.id)
    una.refresh_from_db()
    assert (una.estado, una.terminada_el) == ("enviada", None)
    assert [(x.estado, x.viva, x.pago is None) for x in lineas(una)] == [
        ("pendiente", True, True),
        ("pagada", False, False),
    ]
    hecho = Evento.objects.get(cadena="tesoreria:2026", tipo="tesoreria.pago.deshecho")
    assert hecho.datos["operacion_id"] == str(negativa.id)
    assert {f.id: f.en_relacion for f in prelacion.por_pagar(hoy(reloj))}[luz.id] is True
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, luz)
    assert "otra relación" in error.value.problemas[0].mensaje, "no second list pays it"
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "pagada"
    assert saldo(2026, "57101").neto == Decimal("89700.00")
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_the_bank_says_that_it_paid_is_undone_by_its_return_alone(reloj: RelojDePrueba) -> None:
    tesorero, luz = escenario.empleado("fernando", reloj), ordenado("920.22100", "100", persona(0))
    una = enviada(reloj, luz)
    cargar(reloj, date(2026, 1, 1), date(2026, 8, 31), "90000.00", [])
    dia, referencia = hoy(reloj), lineas(una)[0].referencia
    reloj.avanzar(days=1)
    cargar(
        reloj, date(2026, 9, 1), dia, "90000.00", [(dia, "-100.00", "", referencia), (dia, "100.00", "", "DEVUELTA")]
    )
    pares = [Par((p.movimiento_id,), (p.clave,)) for p in propuestas("1") if p.por == "referencia"]
    acciones.conciliar(actor=tesorero, ordinal="1", pares=pares, reloj=reloj)
    [linea] = lineas(una)
    assert linea.pago_id is not None
    with pytest.raises(Conflicto, match="está conciliado") as error:
        corregir(reloj, linea.pago_id)
    assert "anote su devolución" in error.value.que_hacer
    vuelta = MovimientoBancario.objects.get(importe=Decimal(100))
    acciones.anotar_devolucion(actor=tesorero, movimiento_id=vuelta.id, linea_id=linea.id, reloj=reloj)
    assert [x.estado for x in LineaDePago.objects.filter(relacion=una)] == ["devuelta"]
    assert relacion(reloj, luz, dias=1).estado == "borrador", "it came back: it is to be paid again"
    assert dia + timedelta(days=1) == hoy(reloj)
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_who_was_paid_gives_back_is_taken_whatever_list_paid_it(reloj: RelojDePrueba) -> None:
    """In part or whole, also once the bank said that it was paid: its line stays paid, it is owed no more, and the credit is free again."""
    tesorero, dia = escenario.empleado("fernando", reloj), hoy(reloj)
    luz, cabecera = ordenado("920.22100", "100", persona(0)), Cabecera(dia, "Ferias", tercero_id=persona(1))
    librado = presupuesto.librar_a_justificar(
        actor=INTERVENCION, cabecera=cabecera, lineas=[LineaPedida(Decimal(200), "1532.61900")], reloj=reloj
    )
    orden = presupuesto.ordenar_pago(actor=INTERVENCION, cabecera=cabecera, lineas=[tras(librado, "200")], reloj=reloj)
    una = enviada(reloj, luz, orden)
    cargar(reloj, date(2026, 1, 1), date(2026, 8, 31), "90000.00", [])
    reloj.avanzar(days=1)
    pagos = [(dia, f"-{x.importe}", "", x.referencia) for x in lineas(una)]
    cargar(reloj, date(2026, 9, 1), dia, "90000.00", pagos)
    pares = [Par((p.movimiento_id,), (p.clave,)) for p in propuestas("1") if p.por == "referencia"]
    acciones.conciliar(actor=tesorero, ordinal="1", pares=pares, reloj=reloj)
    de_luz, del_fondo = (x.pago for x in lineas(una))
    assert de_luz is not None
    assert del_fondo is not None
    with pytest.raises(Conflicto, match="está conciliado"):
        corregir(reloj, de_luz.id)
    parte = LineaPedida(Decimal(40), origen=de_luz.lineas.get().id)
    con: dict[str, Any] = {"actor": INTERVENCION, "cabecera": el_dia(reloj), "reloj": reloj}
    with pytest.raises(FaseIncompatible, match="no es un pago del presupuesto"):
        presupuesto.reintegrar_pago(**con, operacion_id=luz.id)
    vuelve = presupuesto.reintegrar_pago(**con, operacion_id=de_luz.id, lineas=[parte])
    assert [(o.clase, o.importe) for o in vuelve] == [(c, Decimal(-40)) for c in ("R", "P", "ADO")]
    fondo = del_fondo.lineas.get().fondo_id
    assert fondo is not None
    for importe in (30, 170):
        presupuesto.reintegrar_a_justificar(**con, fondo_id=fondo, importe=LineaPedida(Decimal(importe)))
    una.refresh_from_db()
    assert (una.estado, [x.estado for x in lineas(una)]) == ("pagada", ["pagada", "pagada"])
    assert not {f.id for f in prelacion.por_pagar(hoy(reloj))} & {luz.id, orden.id}
    assert saldo(2026, "57101").neto == EN_CAJA - 60
    assert Aplicacion.objects.get(ejercicio=2026, programa="1532", economica="61900").obligado == 0
    assert (comprobar(2026), fallas()) == ([], [])


def test_what_comes_back_in_another_year_is_owed_out_of_the_budget_and_paid_again(reloj: RelojDePrueba) -> None:
    """Its payment stands, as its year says; what came back is of who had to be paid."""
    tesorero = escenario.empleado("fernando", reloj)
    factura_id, papel = uuid4(), documento(Tercero.objects.get(persona_id=persona(0)), "traba", reloj)
    luz = ordenado("920.22100", "100", persona(0), factura_id=factura_id)
    quien_cobra = Tercero.objects.get(persona_id=persona(2))
    cedida = BloqueoPedido("cesion", papel, hoy(reloj), a_favor_de=quien_cobra.id, objeto=f"factura:{factura_id}")
    cedente = Tercero.objects.get(persona_id=persona(0)).id
    confirmada(terceros.poner_bloqueo(actor=tesorero, tercero_id=cedente, pedido=cedida, reloj=reloj), reloj)
    retenido("75.50", persona(1))
    de_fuera = propuesto(reloj, "75.50", persona(1), concepto="IRPF")
    reloj.poner(datetime(2026, 12, 30, 9, tzinfo=UTC))
    una = enviada(reloj, luz, PagoPedido(de_fuera.id))
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=reloj)
    presupuesto.aprobar_presupuesto(
        actor=INTERVENCION, nuevo=presupuesto_de(2027), reglas=REGLAS, fecha=date(2027, 1, 1), texto="2027", reloj=reloj
    )
    vuelven = [(hoy(reloj), "100.00", "", "DEVUELTA"), (hoy(reloj), "75.50", "", "DEVUELTA")]
    cargar(reloj, date(2027, 1, 1), hoy(reloj), "89824.50", vuelven)
    for importe, linea in zip(("100.00", "75.50"), lineas(una), strict=True):
        vuelta = MovimientoBancario.objects.get(importe=Decimal(importe))
        acciones.anotar_devolucion(actor=tesorero, movimiento_id=vuelta.id, linea_id=linea.id, reloj=reloj)
    assert [x.estado for x in lineas(una)] == ["devuelta", "devuelta"]
    [devuelta, del_concepto] = [x.vuelta for x in lineas(una) if x.vuelta is not None]
    assert [(x.clase, x.ejercicio_id, x.tercero_id, x.factura_id) for x in (devuelta, del_concepto)] == [
        ("INP", 2027, persona(0), factura_id),
        ("INP", 2027, persona(1), None),
    ]
    assert (saldo(2027, "559").neto, saldo(2027, "4751").neto) == (Decimal(-100), Decimal("-75.50"))
    assert [m.clase for m in sin_conciliar_del_banco(ordinal("1"))] == ["saldo_inicial"]
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])
    with pytest.raises(FaseIncompatible, match="ya se devolvió"):
        acciones.anotar_devolucion(actor=tesorero, movimiento_id=vuelta.id, linea_id=linea.id, reloj=reloj)
    # Proposed to be paid to who it is of, and once, by a list and to the account that they have now
    de_nuevo = {uno.persona_id: uno for uno in PagoPropuesto.objects.filter(linea__operacion__ejercicio=2027)}
    assert {quien: uno.importe for quien, uno in de_nuevo.items()} == {
        persona(0): Decimal(100),
        persona(1): Decimal("75.50"),
    }
    nuevo = PagoNuevo(Decimal(1), "Luz", linea_id=devuelta.lineas.get().id)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.proponer_pago(actor=tesorero, nuevo=nuevo, reloj=reloj)
    assert "quedan 0,00 € sin proponer" in error.value.problemas[0].mensaje
    otra = firmada(relacion(reloj, *(PagoPedido(uno.id) for uno in de_nuevo.values())), reloj)
    assert [x.iban for x in lineas(otra)] == [DE_QUIEN_COBRA[2], DE_QUIEN_COBRA[1]], "it goes to who acquired it"
    acciones.anotar_pagos(actor=tesorero, relacion_id=otra.id, fecha=hoy(reloj), reloj=reloj)
    assert (saldo(2027, "559").neto, saldo(2027, "4751").neto) == (Decimal(0), Decimal(0))
    assert [una.lineas.get().saldo for una in (devuelta, del_concepto)] == [Decimal(0), Decimal(0)]
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])


def test_once_its_file_is_made_a_list_is_withdrawn_by_two_people_and_by_the_word_of_the_bank(
    reloj: RelojDePrueba,
) -> None:
    tesorero, interventora = escenario.empleado("fernando", reloj), escenario.empleado("teresa", reloj)
    luz, obra = ordenado("920.22100", "100", persona(0)), ordenado("1532.61900", "200", persona(1))
    una, firmada_ = enviada(reloj, luz), firmada(relacion(reloj, obra), reloj)
    con: dict[str, Any] = {"actor": tesorero, "relacion_id": una.id, "reloj": reloj}
    with pytest.raises(FaseIncompatible, match="puede que se haya enviado"):
        acciones.retirar_relacion(**con, motivo="No llegó al banco")
    with pytest.raises(FaseIncompatible, match="Nadie ha pedido"):
        acciones.confirmar_retirada(**con | {"actor": interventora})
    with pytest.raises(FaseIncompatible, match="fichero todavía"):
        acciones.pedir_retirada(**con | {"relacion_id": firmada_.id}, motivo="Se paga mañana", documento_id=None)
    for documento_id in (None, uuid4()):
        with pytest.raises(DatosIncorrectos) as error:
            acciones.pedir_retirada(**con, motivo="corto", documento_id=documento_id)
        assert [p.campo for p in error.value.problemas] == ["motivo", "documento"]
    del_banco = documento(Tercero.objects.get(persona_id=persona(0)), "otro", reloj)
    acciones.pedir_retirada(**con, motivo="El banco no admitió el fichero", documento_id=del_banco)
    una.refresh_from_db()
    assert (una.estado, una.rechazo_id) == ("enviada", del_banco), "until another person says so"
    with pytest.raises(NoPermitido):
        acciones.confirmar_retirada(**con)
    with pytest.raises(NoPermitido, match="otra persona"):
        acciones.confirmar_retirada(**con | {"actor": tesorero.con_permisos(CONFIRMAR)})
    with pytest.raises(IntegrityError), transaction.atomic():
        RelacionDePagos.objects.filter(id=una.id).update(
            estado="retirada", terminada_el=reloj.ahora(), retirada_por=tesorero.id
        )
    acciones.confirmar_retirada(**con | {"actor": interventora})
    una.refresh_from_db()
    assert (una.estado, una.retirada_por) == ("retirada", interventora.id)
    assert relacion(reloj, luz).estado == "borrador"

    # Made and not sent: no word of the bank, but two people too; sent meanwhile, the bank has to say it
    acciones.hacer_fichero(actor=tesorero, relacion_id=firmada_.id, reloj=reloj)
    con["relacion_id"] = firmada_.id
    acciones.pedir_retirada(**con, motivo="Cambia el día de pago", documento_id=None)
    acciones.dar_por_enviada(**con)
    with pytest.raises(FaseIncompatible, match="se envió al banco"):
        acciones.confirmar_retirada(**con | {"actor": interventora})
    acciones.anotar_pagos(**con, fecha=hoy(reloj))
    with pytest.raises(FaseIncompatible, match="ya se pagó"):
        acciones.confirmar_retirada(**con | {"actor": interventora})
    assert (comprobar(2026), fallas()) == ([], [])
