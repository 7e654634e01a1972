"""From what is ordered to the money that left: turns, lists, three signatures with real keys, the file of the bank, and the payment in the budget."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.firma.acciones import devolver_paso
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.cierre.acciones import traspasar_pendientes
from consistorio.economia.cierre.permisos import CERRAR
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import LineaOperacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones, prelacion
from consistorio.economia.tesoreria.acceso import fichero_para, relacion_para
from consistorio.economia.tesoreria.acciones.ordinales import OrdinalPedido
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.reglas import Grupo
from consistorio.economia.tesoreria.tests.escenario import (
    BANCO,
    DE_QUIEN_COBRA,
    TODO,
    cerrado,
    con_cuenta,
    confirmada,
    documento,
    lineas,
    ordenado,
    persona,
    relacion,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_que_firma")]
FIRMAN = ("isabel", "teresa", "fernando")


def firmada(una: RelacionDePagos, reloj: RelojDePrueba) -> RelacionDePagos:
    """Sent to be signed, and signed by the three of them with their keys."""
    enviada = acciones.enviar_a_firma(actor=escenario.empleado("fernando", reloj), relacion_id=una.id, reloj=reloj)
    for usuario in FIRMAN:
        una.refresh_from_db()
        assert una.estado == "en_firma"
        firmar_paso(usuario, enviada.documento_id, reloj)
    reloj.avanzar(minutes=5)  # jobs live in the town's time, which runs
    una.refresh_from_db()
    assert una.estado == "firmada"
    return una


def firmar_paso(usuario: str, documento_id: UUID | None, reloj: RelojDePrueba) -> None:
    assert documento_id is not None
    paso = PasoFirma.objects.filter(circuito__documento_id=documento_id, estado="pendiente").order_by("numero")[0]
    resultado = firmar(
        actor=escenario.empleado(usuario, reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual(usuario),
        reloj=reloj,
    )
    assert resultado.fallidos == ()
    manos.correr()


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> list[str]:
    return [p.campo for p in error.value.problemas]


def test_a_list_goes_from_its_orders_to_the_bank_and_to_the_books(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    luz = ordenado("920.22100", "1210.05", persona(0))
    obra = ordenado("1532.61900", "10000", persona(1), dia=date(2026, 8, 10))
    ordenado("920.22000", "20", persona(2), dia=date(2026, 7, 1))
    una = relacion(
        reloj, PagoPedido(luz.id, (Descuento("IRPF", Decimal("150.00")),)), obra, motivo="Vencen antes los plazos de la obra", dias=2
    )  # fmt: skip
    assert (una.importe, una.liquido, una.numero) == (Decimal("11210.05"), Decimal("11060.05"), 1)
    assert [linea.referencia for linea in lineas(una)] == [f"P-2026-{o.numero:06d}" for o in (luz, obra)]
    with pytest.raises(DatosIncorrectos, match="no se ha preparado") as error:
        relacion(reloj, luz)
    assert "otra relación" in error.value.problemas[0].mensaje
    for hacer in (acciones.hacer_fichero, acciones.dar_por_enviada):
        with pytest.raises(FaseIncompatible):
            hacer(actor=tesorero, relacion_id=una.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)

    firmada(una, reloj)
    assert una.documento_id is not None
    texto = texto_del_documento(una.documento_id)
    assert all(
        dicho in texto for dicho in ("11.210,05 €", "ES6621000418401234567891", "IRPF 150,00 €", "fuera del orden")
    )
    _con_su_fichero(una, tesorero, reloj)
    acciones.dar_por_enviada(actor=tesorero, relacion_id=una.id, reloj=reloj)
    reloj.avanzar(days=2)
    with pytest.raises(DatosIncorrectos):
        acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=date(2026, 9, 30), reloj=reloj)
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), lineas=[lineas(una)[0].id], reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "enviada"
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    una.refresh_from_db()
    assert una.estado == "pagada"
    assert [(x.estado, x.viva, x.pago is not None and x.pago.importe) for x in lineas(una)] == [
        ("pagada", False, Decimal("1210.05")),
        ("pagada", False, Decimal("10000.00")),
    ]
    assert not LineaOperacion.objects.filter(operacion__in=[luz, obra], saldo__gt=0).exists()
    assert saldo(2026, "57101").neto == Decimal("78939.95")
    assert saldo(2026, "4751").neto == Decimal("-150.00")
    assert saldo(2026, "557").neto == 0
    with pytest.raises(FaseIncompatible):
        acciones.retirar_relacion(actor=tesorero, relacion_id=una.id, motivo="Ya no hace falta", reloj=reloj)
    assert (comprobar(2026), fallas()) == ([], [])


def _con_su_fichero(una: RelacionDePagos, tesorero: Actor, reloj: RelojDePrueba) -> None:
    """Made once, it is always that one."""
    with pytest.raises(FaseIncompatible, match="todavía"):
        fichero_para(tesorero, una.id, motivo="Bajarlo")
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    fichero = fichero_para(tesorero, una.id, motivo="Bajarlo")
    datos = almacen.leer(fichero.sha256)
    assert b"<EndToEndId>" + lineas(una)[0].referencia.encode() in datos
    assert b"<CtrlSum>11060.05</CtrlSum>" in datos
    assert b'<InstdAmt Ccy="EUR">1060.05</InstdAmt>' in datos
    reloj.avanzar(hours=1)
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    assert almacen.leer(fichero_para(tesorero, una.id, motivo="Otra vez").sha256) == datos
    hecho = Evento.objects.get(cadena="tesoreria:2026", tipo="tesoreria.relacion.fichero")
    assert hecho.datos["sha256"] == fichero.sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        RelacionDePagos.objects.filter(id=una.id).update(fichero=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        LineaDePago.objects.filter(relacion=una).update(iban=BANCO)


def test_whose_turn_it_is(reloj: RelojDePrueba) -> None:
    antigua, luz = (
        ordenado("920.22000", "300", persona(1), dia=date(2026, 7, 1)),
        ordenado("920.22100", "100", persona(0)),
    )
    de_varios = ordenado("920.12000", "5000", None, varios=True)
    filas = prelacion.por_pagar(hoy(reloj))
    assert [f.id for f in filas] == [cerrado().id, de_varios.id, antigua.id, luz.id]
    assert [f.se_puede for f in filas] == [False, False, True, True], "nobody is said to collect the first two"
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, luz, motivo="")
    assert problemas(error) == ["motivo_orden"]
    assert "2 pagos" in error.value.problemas[0].mensaje, "the staff is paid by its own page, and goes before"
    assert f"P-2026-{de_varios.numero:06d}" in error.value.problemas[0].mensaje
    fuera = relacion(reloj, luz, motivo="Cortan hoy el suministro")
    assert fuera.motivo_orden
    assert relacion(reloj, antigua).motivo_orden
    acciones.retirar_relacion(
        actor=escenario.empleado("fernando", reloj), relacion_id=fuera.id, motivo="El banco ya la cargó", reloj=reloj
    )

    deuda = ordenado("011.91300", "6000", persona(2))
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, luz, motivo="Cortan hoy el suministro")
    assert problemas(error) == ["pagos"]
    assert "prioridad absoluta" in error.value.problemas[0].mensaje
    assert relacion(reloj, luz, deuda).estado == "borrador"

    agua = ordenado("920.22100", "50", persona(0), dia=date(2026, 8, 20))
    acciones.anotar_plan(
        actor=escenario.empleado("fernando", reloj),
        desde=date(2026, 9, 1),
        grupos=[Grupo("Suministros", ("221",))],
        documento_id=None,
        reloj=reloj,
    )
    vieja = ordenado("920.22000", "20", persona(1), dia=date(2026, 6, 1))
    ahora = {f.id: f.categoria for f in prelacion.por_pagar(hoy(reloj)) if f.se_puede}
    assert list(ahora) == [agua.id, vieja.id]
    assert ahora[agua.id] == "Suministros"
    with pytest.raises(Conflicto):
        acciones.anotar_plan(
            actor=TODO, desde=date(2026, 9, 1), grupos=[], documento_id=None, reloj=reloj
        )  # fmt: skip
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_plan(
            actor=TODO, desde=date(2026, 9, 2), grupos=[Grupo("", ("9",))], documento_id=uuid4(), reloj=reloj
        )  # fmt: skip
    assert problemas(error) == ["grupos.0", "grupos.0", "documento"]
    SaldoCerrado.objects.filter(id=cerrado().id).update(vigente=False)
    assert cerrado().id not in {f.id for f in prelacion.por_pagar(hoy(reloj))}, "its year was opened again"


def test_what_the_bank_pays_after_new_year_pays_closed_years(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    interventora = TODO.con_permisos(CERRAR)
    luz, obra = ordenado("920.22100", "1210.05", persona(0)), ordenado("1532.61900", "10000", persona(1))
    reloj.poner(datetime(2026, 12, 30, 9, tzinfo=UTC))
    una = firmada(relacion(reloj, luz), reloj)
    acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    acciones.dar_por_enviada(actor=tesorero, relacion_id=una.id, reloj=reloj)
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))

    # What its list is about to pay goes over too, but no other list takes it
    traspasar_pendientes(actor=interventora, anio=2026, reloj=reloj)
    filas = {f.texto.split(". Factura de ")[1]: f for f in prelacion.por_pagar(hoy(reloj)) if "2026" in f.texto}
    assert {c: f.en_relacion for c, f in filas.items()} == {"920.22100": True, "1532.61900": False}
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    una.refresh_from_db()
    [pagada] = lineas(una)
    assert una.estado == "pagada"
    assert pagada.pago is not None
    assert (pagada.pago.ejercicio_id, pagada.pago.clase, pagada.pago.importe) == (2027, "PC", Decimal("1210.05"))
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])
    relacion(reloj, PagoPedido(filas["1532.61900"].id))
    with pytest.raises(Conflicto, match="sin pagar todavía: 2027/1"):
        presupuesto.corregir_pago(
            actor=interventora,
            operacion_id=obra.id,
            cabecera=Cabecera(date(2026, 12, 31), "No tocaba", tercero_id=persona(1)),
            lineas=[],
            reloj=reloj,
        )
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])


def test_what_the_bank_pays_after_new_year_goes_over_by_itself(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    luz = ordenado("920.22100", "1210.05", persona(0))
    ordenado("1532.61900", "10000", persona(1))
    reloj.poner(datetime(2026, 12, 30, 9, tzinfo=UTC))
    una = firmada(relacion(reloj, luz), reloj)
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    assert [s.codigo for s in SaldoCerrado.objects.filter(ejercicio=2027)] == ["920.22100"], "and nothing else"
    assert (comprobar(2026), comprobar(2027), fallas()) == ([], [], [])


def test_a_balance_of_closed_years_in_a_list_is_paid_with_it_after_new_year(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    interventora = TODO.con_permisos(CERRAR)
    ordenado("920.22100", "1210.05", persona(0))
    ordenado("1532.61900", "10000", persona(1))
    reloj.poner(datetime(2027, 1, 4, 9, tzinfo=UTC))
    traspasar_pendientes(actor=interventora, anio=2026, reloj=reloj)
    luz, obra = (SaldoCerrado.objects.get(ejercicio=2027, codigo=uno) for uno in ("920.22100", "1532.61900"))
    reloj.poner(datetime(2027, 12, 30, 9, tzinfo=UTC))
    una, otra = (firmada(relacion(reloj, suyo), reloj) for suyo in (luz, obra))
    reloj.poner(datetime(2028, 1, 4, 9, tzinfo=UTC))
    acciones.anotar_pagos(actor=tesorero, relacion_id=una.id, fecha=hoy(reloj), reloj=reloj)
    de_luz = SaldoCerrado.objects.get(ejercicio=2028)
    assert (de_luz.anterior_id, de_luz.pendiente) == (luz.id, Decimal(0)), "it went over by itself, and nothing else"

    traspasar_pendientes(actor=interventora, anio=2027, reloj=reloj)
    de_obra = SaldoCerrado.objects.get(ejercicio=2028, anterior=obra)
    assert {f.id: f.en_relacion for f in prelacion.por_pagar(hoy(reloj))}[de_obra.id] is True
    with pytest.raises(DatosIncorrectos, match="otra relación"):
        relacion(reloj, de_obra)
    a_mano = [LineaPedida(Decimal(1), cerrado=de_obra.id)]
    with pytest.raises(Conflicto, match="relación de pagos sin terminar: 2027/2"):
        presupuesto.pagar_cerrados(
            actor=interventora,
            cabecera=Cabecera(hoy(reloj), "A mano", varios=True),
            lineas=a_mano,
            ordinal="57101",
            reloj=reloj,
        )
    acciones.anotar_pagos(actor=tesorero, relacion_id=otra.id, fecha=hoy(reloj), reloj=reloj)
    for relacion_pagada, importe in ((una, "1210.05"), (otra, "10000")):
        [linea] = lineas(relacion_pagada)
        assert linea.pago is not None
        assert (linea.pago.ejercicio_id, linea.pago.clase, linea.pago.importe) == (2028, "PC", Decimal(importe))
    assert [comprobar(anio) for anio in (2026, 2027, 2028)] == [[], [], []]
    assert fallas() == []


def test_what_cannot_be_paid_is_refused_with_all_its_reasons(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    sin_nadie, de_varios = (
        ordenado("920.22100", "10", None, varios=True),
        ordenado("920.22000", "20", None, varios=True),
    )
    bien = ordenado("165.22100", "30", persona(0))
    bloqueado = ordenado("165.22100", "40", persona(1))
    tercero = Tercero.objects.get(persona_id=persona(1))
    orden = documento(tercero, "traba", reloj)
    terceros.poner_bloqueo(
        actor=tesorero,
        tercero_id=tercero.id,
        pedido=BloqueoPedido("embargo", orden, hoy(reloj) - timedelta(days=1)),
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.preparar_relacion(
            actor=tesorero,
            ordinal="2",
            fecha=hoy(reloj) - timedelta(days=1),
            pagos=[
                PagoPedido(sin_nadie.id),
                PagoPedido(de_varios.id),
                PagoPedido(bloqueado.id, (Descuento("NADA", Decimal("40.01")),)),
                PagoPedido(cerrado().id),
                PagoPedido(uuid4()),
                PagoPedido(bien.id),
                PagoPedido(bien.id),
            ],
            motivo_orden="",
            reloj=reloj,
        )
    assert problemas(error) == [
        "ordinal", "fecha", "pagos.0", "pagos.1", "pagos.2", "pagos.2", "pagos.3", "pagos.4", "descuentos", "pagos",
    ]  # fmt: skip
    with pytest.raises(NoEncontrado):
        acciones.preparar_relacion(
            actor=tesorero, ordinal="77", fecha=hoy(reloj), pagos=[PagoPedido(bien.id)], reloj=reloj
        )  # fmt: skip
    for quien in ("teresa", "isabel"):
        with pytest.raises(NoPermitido):
            acciones.preparar_relacion(
                actor=escenario.empleado(quien, reloj), ordinal="1", fecha=hoy(reloj), pagos=[PagoPedido(bien.id)], reloj=reloj
            )  # fmt: skip
    with CaptureQueriesContext(connection) as hechas:
        una = relacion(reloj, bien)
    assert any("contabilidad_ejercicio" in uno["sql"] and " FOR " in uno["sql"] for uno in hechas), "its year waits"
    assert relacion_para(escenario.empleado("teresa", reloj), una.id, motivo="Ver").estado == "borrador"


def test_what_was_right_in_the_list_may_not_be_when_its_file_is_made(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    bloqueado = ordenado("165.22100", "40", persona(1))
    tercero = Tercero.objects.get(persona_id=persona(1))
    orden = documento(tercero, "traba", reloj)
    otra = relacion(reloj, bloqueado)
    with pytest.raises(NoEncontrado):
        relacion_para(escenario.empleado("marta", reloj), otra.id, motivo="Curiosear")
    embargo = terceros.poner_bloqueo(
        actor=tesorero,
        tercero_id=tercero.id,
        pedido=BloqueoPedido(
            "embargo", orden, hoy(reloj), a_favor_de=Tercero.objects.get(persona_id=persona(2)).id, tope="15,00"
        ),
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.enviar_a_firma(actor=tesorero, relacion_id=otra.id, reloj=reloj)
    assert "15,00 € embargados" in error.value.problemas[0].mensaje
    nueva, otra_suya = (ordenado("920.22100", cuanto, persona(1)) for cuanto in ("60", "20"))
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, PagoPedido(nueva.id, (Descuento("EMBARGOS", Decimal("14.99")),)))
    assert "15,00 € embargados" in error.value.problemas[0].mensaje
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, PagoPedido(nueva.id, (Descuento("IRPF", Decimal("20.00")),)))
    assert "el concepto de los embargos" in error.value.problemas[0].mensaje, "what is kept for the Treasury is not it"
    antes = transaction.savepoint()
    con_factura = ordenado("920.22100", "40", persona(1), factura_id=uuid4())
    suyo = SaldoCerrado.objects.create(
        ejercicio_id=2026,
        clase="obligacion",
        anio=2025,
        cuenta="4010",
        tercero_id=persona(1),
        linea_origen_id=con_factura.lineas.get().id,
        inicial=Decimal(40),
    )
    with pytest.raises(DatosIncorrectos) as error:
        relacion(reloj, suyo)
    assert "15,00 € embargados" in error.value.problemas[0].mensaje
    de_cerrados = relacion(reloj, PagoPedido(suyo.id, (Descuento("EMBARGOS", Decimal("15.00")),)))
    assert de_cerrados.liquido == Decimal("25.00"), "of an earlier year, too"
    la_vispera = hoy(reloj) - timedelta(days=1)
    pedido = BloqueoPedido(
        "cesion", orden, la_vispera, a_favor_de=embargo.a_favor_de_id, objeto=f"factura:{con_factura.factura_id}"
    )
    confirmada(terceros.poner_bloqueo(actor=tesorero, tercero_id=tercero.id, pedido=pedido, reloj=reloj), reloj)
    (fila,) = prelacion.por_pagar(hoy(reloj), solo=[suyo.id])
    assert (fila.impedimentos, fila.embargado, fila.iban, fila.persona_id) == (
        (),
        Decimal(0),
        DE_QUIEN_COBRA[2],
        persona(1),
    ), "it was assigned before its year was closed and before it was seized: who acquired it is paid"
    transaction.savepoint_rollback(antes)
    juntas = relacion(reloj, PagoPedido(nueva.id, (Descuento("EMBARGOS", Decimal("15.00")),)), otra_suya)
    assert juntas.liquido == Decimal("65.00"), "what is seized is asked for once"
    fin = documento(embargo.tercero, "traba", reloj)
    terceros.levantar_bloqueo(actor=tesorero, bloqueo_id=embargo.id, documento_id=fin, reloj=reloj)
    firmada(otra, reloj)
    terceros.poner_bloqueo(
        actor=tesorero, tercero_id=tercero.id, pedido=BloqueoPedido("concurso", orden, hoy(reloj)), reloj=reloj
    )
    with pytest.raises(DatosIncorrectos, match="ya no se puede pagar") as error:
        acciones.hacer_fichero(actor=tesorero, relacion_id=otra.id, reloj=reloj)
    assert "Concurso" in error.value.problemas[0].mensaje
    with pytest.raises(DatosIncorrectos):
        acciones.retirar_relacion(actor=tesorero, relacion_id=otra.id, motivo="corto", reloj=reloj)
    acciones.retirar_relacion(actor=tesorero, relacion_id=otra.id, motivo="Entró en concurso", reloj=reloj)
    assert [(x.estado, x.viva) for x in lineas(otra)] == [("retirada", False)]
    assert fallas() == []
    assert [f.en_relacion for f in prelacion.por_pagar(hoy(reloj)) if f.id == bloqueado.id] == [False]


def test_a_list_that_came_back_is_sent_again_and_a_changed_account_stops_it(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    una = relacion(reloj, ordenado("920.22100", "75", persona(0)))
    acciones.enviar_a_firma(actor=tesorero, relacion_id=una.id, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.enviar_a_firma(actor=tesorero, relacion_id=una.id, reloj=reloj)
    una.refresh_from_db()
    firmar_paso("isabel", una.documento_id, reloj)
    paso = PasoFirma.objects.get(circuito__documento=una.documento, numero=2)
    devolver_paso(
        actor=escenario.empleado("teresa", reloj), paso_id=paso.id, motivo="Falta la conformidad", reloj=reloj
    )
    manos.correr()
    una.refresh_from_db()
    assert una.estado == "devuelta"
    reloj.avanzar(hours=2)
    firmada(una, reloj)
    cambiada = con_cuenta("B99999997", "ES7620770024003102575766", reloj)
    assert cambiada.estado
    with pytest.raises(DatosIncorrectos) as error:
        acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)
    assert "cambiado de cuenta" in error.value.problemas[0].mensaje
    reloj.avanzar(days=1)
    with pytest.raises(DatosIncorrectos, match="no se ha hecho"):
        acciones.hacer_fichero(actor=tesorero, relacion_id=una.id, reloj=reloj)


def test_ordinals_are_opened_over_their_account_and_closed_when_they_are_empty(reloj: RelojDePrueba) -> None:
    mal = OrdinalPedido("x", " ", "operativa", "5700", date(2026, 9, 1), "ES00", "NO")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.abrir_ordinal(actor=TODO, pedido=mal, reloj=reloj)
    assert problemas(error) == ["iban", "bic", "codigo", "nombre", "cuenta"]
    sin_cuenta = OrdinalPedido("5", "Otra", "caja", "57077", date(2026, 9, 1), BANCO)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.abrir_ordinal(actor=TODO, pedido=sin_cuenta, reloj=reloj)
    assert problemas(error) == ["iban", "cuenta"]
    assert "pida a Intervención" in error.value.problemas[1].mensaje
    with pytest.raises(Conflicto):
        acciones.abrir_ordinal(
            actor=TODO, pedido=OrdinalPedido("5", "Otra", "formalizacion", "557", date(2026, 9, 1)), reloj=reloj
        )  # fmt: skip
    with pytest.raises(DatosIncorrectos) as error:
        acciones.cerrar_ordinal(actor=TODO, codigo="1", hasta=date(2025, 9, 1), reloj=reloj)
    assert problemas(error) == ["hasta", "codigo"]
    acciones.cerrar_ordinal(actor=TODO, codigo="3", hasta=hoy(reloj), reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.cerrar_ordinal(actor=TODO, codigo="3", hasta=hoy(reloj), reloj=reloj)
    assert fallas() == []
