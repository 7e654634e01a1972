"""What an appeal or a review holds still is not asked for, and the days to pay that were left are left again (LPACAP 108, 117)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.servicios.tributos import consultas, reglas
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor.consultas_ejecucion import suspensiones_de
from consistorio.tramitacion.motor.models import EjecucionSuspendida, Tarea
from consistorio.tramitacion.motor.operaciones.ejecucion import alzar_si_sigue_en_pie
from consistorio.tramitacion.motor.reglas_ejecucion import Tramo, inicio_del_suspenso, sigue_quieto
from consistorio.tramitacion.tests.firmas import firmado, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"


def dia(numero: int) -> date:
    """A day of June 2026, or of July from the 31st on."""
    return date(2026, 6, 1) + timedelta(days=numero - 1)


def tramo(desde: int, hasta: int | None) -> Tramo:
    return Tramo(dia(desde), None if hasta is None else dia(hasta))


@pytest.mark.parametrize(
    ("tramos", "hasta", "inicio", "sigue"),
    [
        ([], 10, None, False),
        ([(1, 10)], 10, 1, False),
        ([(1, 10)], 12, None, False),
        ([(1, 10), (5, None)], 10, 1, True),  # another one holds it
        ([(1, 10), (5, 20)], 20, 1, False),
        ([(1, 10), (10, 20)], 20, 1, False),
        ([(1, 9), (10, 20)], 20, 10, False),
        ([(1, 15), (2, 3), (14, 20)], 20, 1, False),
        ([(1, 20), (5, 10)], 10, 5, True),
        ([(1, 10), (15, None)], 10, 1, False),  # it stands still again, but later
    ],
)
def test_the_days_that_stood_still_without_a_break(
    tramos: list[tuple[int, int | None]], hasta: int, inicio: int | None, sigue: bool
) -> None:
    vistos = [tramo(*uno) for uno in tramos]
    assert inicio_del_suspenso(vistos, hasta=dia(hasta)) == (None if inicio is None else dia(inicio))
    assert sigue_quieto(vistos, hasta=dia(hasta)) is sigue


@pytest.mark.parametrize(
    ("vence", "notificada", "queda"),
    [
        (5, None, 5),  # it had ended before: it is not given more
        (19, None, 29),  # 10 stood still to 20, and 9 days were left
        (10, None, 22),  # the last day: the 20th of June is a Saturday
        (19, 3, 29),
        (26, 15, 31),  # notified while it stood still: its 11 days begin when it goes on
    ],
)
def test_the_days_that_were_left_are_left_again(
    reloj: RelojDePrueba, vence: int, notificada: int | None, queda: int
) -> None:
    llega = reglas.fin_tras_el_suspenso(
        dia(vence),
        desde=dia(10),
        hasta=dia(20),
        notificada=None if notificada is None else dia(notificada),
        calendario=calendario(reloj),
    )
    assert llega == dia(queda)


def calendario(reloj: RelojDePrueba) -> Calendario:
    return calendario_de_la_sede(en=hoy(reloj))


@pytest.mark.parametrize(
    ("paga", "vence", "tramos", "tarde"),
    [
        (5, None, [], False),
        (5, 5, [], False),
        (6, 5, [], True),
        (6, 5, [(4, None)], False),
        (6, 5, [(6, None)], True),  # its term had ended when it stopped
        (12, 5, [(4, 10)], True),
    ],
)
def test_what_is_paid_while_it_stands_still_is_not_late(
    paga: int, vence: int | None, tramos: list[tuple[int, int | None]], tarde: bool
) -> None:
    vistos = [tramo(*uno) for uno in tramos]
    assert reglas.fuera_de_plazo(dia(paga), None if vence is None else dia(vence), vistos) is tarde


@pytest.fixture
def pendiente(reloj: RelojDePrueba) -> Liquidacion:
    """A debt that nobody has paid, with twenty days left."""
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    liquidacion = terraza.autoliquidada(terraza.caso(reloj), reloj)
    Liquidacion.objects.filter(id=liquidacion.id).update(vence=hoy(reloj) + timedelta(days=20))
    return Liquidacion.objects.select_related("expediente").get(id=liquidacion.id)


def recurso(pendiente: Liquidacion, reloj: RelojDePrueba) -> Expediente:
    """The case of an appeal against what the debt comes from."""
    otro = terraza.caso(reloj, unidad="LA0009986")
    Relacion.objects.create(expediente=otro, otro=pendiente.expediente, clase="recurso", creada_el=reloj.ahora())
    return otro


def suspendido(caso: Expediente, reloj: RelojDePrueba) -> EjecucionSuspendida:
    acto = resoluciones.suspender_ejecucion(
        actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="Cerraría el bar.", reloj=reloj
    )
    assert "117" in texto_de(acto)
    firmado(acto, reloj)
    return EjecucionSuspendida.objects.get(expediente=caso)


def decidir(caso: Expediente, sentido: str, reloj: RelojDePrueba) -> None:
    """Its decision is signed, and counts as notified today."""
    Tarea.objects.create(
        expediente=caso,
        codigo="resolucion",
        tipo="resolucion",
        nombre="Resolver",
        fase="finalizacion",
        unidad=caso.unidad,
        procedimiento=caso.version.procedimiento,
        incoada_el=reloj.ahora(),
        creada_el=reloj.ahora(),
        estado="hecha",
        cerrada_el=reloj.ahora(),
        resultado={"codigo": sentido, "sentido": sentido},
    )
    with transaction.atomic():
        alzar_si_sigue_en_pie(bloquear(caso.id), dia=hoy(reloj), actor=SISTEMA, reloj=reloj)


def pedida(pendiente: Liquidacion) -> bool:
    ana = escenario.ciudadana(ANA)
    se_pide = pendiente.id in [una.id for una in consultas.por_pagar(ana, limite=9)]
    assert (consultas.por_pagar_de(pendiente.expediente, ana) is not None) is se_pide
    return se_pide


def test_nothing_is_asked_for_while_it_is_appealed_and_its_term_goes_on_when_it_stands(
    pendiente: Liquidacion, reloj: RelojDePrueba
) -> None:
    fernando, caso = escenario.empleado("fernando", reloj), recurso(pendiente, reloj)
    assert pedida(pendiente)
    quieta = suspendido(caso, reloj)
    assert not pedida(pendiente)
    assert [una.id for una in suspensiones_de(pendiente.expediente)] == [quieta.id]
    assert Notificacion.objects.filter(referencia=f"suspension_acto:{quieta.id}").exists()
    with pytest.raises(FaseIncompatible, match="ya está suspendida"):
        resoluciones.suspender_ejecucion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="Otra vez.", reloj=reloj
        )
    reloj.avanzar(days=40)
    (deuda,) = consultas.de_expediente(pendiente.expediente)
    assert vars(deuda)["en_suspenso"]
    assert not consultas.vencidas(fernando, en=hoy(reloj)).exists()
    decidir(caso, "deniega", reloj)
    manos.correr()
    manos.correr()
    quieta.refresh_from_db()
    assert (quieta.fin, quieta.hasta) == ("decidida", hoy(reloj))
    antes, pendiente = pendiente.vence, Liquidacion.objects.select_related("expediente").get(id=pendiente.id)
    assert antes is not None
    assert pendiente.vence == calendario(reloj).habil_desde(hoy(reloj) + timedelta(days=20))
    assert pedida(pendiente)
    assert Evento.objects.filter(tipo="tributos.liquidacion.reanudada").count() == 1
    reunidos = Evento.objects.filter(tipo="motor.ejecucion.reanudada").values_list("cadena", flat=True)
    assert set(reunidos) == {caso.cadena, pendiente.expediente.cadena}


def test_what_was_granted_is_not_asked_for_until_the_appeal_is_carried_out_and_closed(
    pendiente: Liquidacion, reloj: RelojDePrueba
) -> None:
    caso = recurso(pendiente, reloj)
    suspendido(caso, reloj)
    decidir(caso, "estima", reloj)
    assert not pedida(pendiente)
    with transaction.atomic():
        expedientes.cerrar(bloquear(caso.id), resultado="estimada", actor=SISTEMA, reloj=reloj)
    assert EjecucionSuspendida.objects.get().fin == "cerrado"
    assert pedida(pendiente)  # nobody annulled it


def test_only_what_is_appealed_or_reviewed_is_held_still(pendiente: Liquidacion, reloj: RelojDePrueba) -> None:
    caso = terraza.caso(reloj, unidad="LA0009986")
    Relacion.objects.create(expediente=caso, otro=pendiente.expediente, clase="relacionado", creada_el=reloj.ahora())
    with pytest.raises(FaseIncompatible, match="no recurre ni revisa"):
        resoluciones.suspender_ejecucion(
            actor=escenario.empleado("marta", reloj), expediente_id=caso.id, motivo="Cerraría.", reloj=reloj
        )
