"""The sede watches itself: its beats, the days on which there are too few, and what a person decides of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import IntegrityError, connection, connections, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido
from consistorio.nucleo.reloj import MADRID, RelojFijo
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.incidencias import acciones, consultas, latidos, trabajos
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, CaidaDetectada, Incidencia, Latido
from consistorio.servicios.incidencias.permisos import GESTIONAR, VIGILAR
from consistorio.servicios.incidencias.tests.test_incidencias import requerido
from consistorio.servicios.incidencias.vigilancia import Tramo, minutos_de, tramos_caidos
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.motor.terminos import cuantos_corren, terminos_que_corren
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, personal

__all__ = ["pueblo", "reloj"]
pytestmark = pytest.mark.django_db
SISTEMA = Actor.sistema("vigilancia", VIGILAR)
DIA = date(2026, 10, 8)
MINUTO = timedelta(minutes=1)


def a_las(hora: int, minuto: int = 0, dia: date = DIA) -> datetime:
    return datetime(dia.year, dia.month, dia.day, hora, minuto, tzinfo=MADRID)


def minutos(desde: datetime, hasta: datetime) -> Iterator[datetime]:
    while desde < hasta:
        yield desde
        desde += MINUTO


def latir_entre(desde: datetime, hasta: datetime, *, bien: bool = True, origen: str = "web") -> None:
    Latido.objects.bulk_create(
        [Latido(origen=origen, minuto=minuto, bien=bien) for minuto in minutos(desde, hasta)], ignore_conflicts=True
    )


def un_dia_con_hueco(reloj: RelojMovil, desde: datetime, hasta: datetime) -> None:
    """It worked all the day but then."""
    latir_entre(a_las(0), desde)
    latir_entre(hasta, a_las(23, 59))
    reloj.momento = a_las(23, 59)


def vigilar(reloj: RelojMovil) -> CaidaDetectada | None:
    return acciones.vigilar(actor=SISTEMA, dia=DIA, reloj=reloj)


@pytest.mark.parametrize(
    ("huecos", "hallados"),
    [
        ([], []),
        ([(a_las(9), a_las(9, 2))], []),  # a late beat
        ([(a_las(9), a_las(10, 10))], [Tramo(a_las(9), a_las(10, 10))]),
        ([(a_las(0), a_las(0, 30))], [Tramo(a_las(0), a_las(0, 30))]),
        ([(a_las(11), a_las(12))], [Tramo(a_las(11), a_las(12))]),
        (
            [(a_las(3), a_las(3, 20)), (a_las(8), a_las(8, 50))],
            [Tramo(a_las(3), a_las(3, 20)), Tramo(a_las(8), a_las(8, 50))],
        ),
    ],
)
def test_gaps_between_beats(huecos: list[tuple[datetime, datetime]], hallados: list[Tramo]) -> None:
    desde, hasta = a_las(0), a_las(12)
    buenos = [m for m in minutos(desde, hasta) if not any(a <= m < b for a, b in huecos)]
    tramos = tramos_caidos(buenos, desde=desde, hasta=hasta)
    assert tramos == hallados
    assert minutos_de(tramos) == sum(int((b - a) / MINUTO) for a, b in huecos if b - a > 2 * MINUTO)


def test_an_hour_without_pages_is_proposed_and_nothing_else_follows(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    un_dia_con_hueco(reloj, a_las(9), a_las(10, 5))
    latir_entre(a_las(0), a_las(23, 59), origen="trabajador")  # that the queue went on changes nothing for who files
    caida = vigilar(reloj)
    assert caida is not None
    assert (caida.desde, caida.hasta, caida.minutos) == (a_las(9), a_las(10, 5), 65)
    assert consultas.caidas_por_decidir() == [caida]
    assert vigilar(reloj) is None  # once
    assert not Incidencia.objects.exists()
    assert Requerimiento.objects.get(id=pedido.id).vence == pedido.vence


def test_less_than_the_threshold_is_nothing_and_the_threshold_is_the_towns(reloj: RelojMovil) -> None:
    un_dia_con_hueco(reloj, a_las(9), a_las(9, 59))
    assert vigilar(reloj) is None
    with override_settings(CONSISTORIO_CAIDA_MINUTOS=59):
        assert vigilar(reloj) is not None


def test_pages_that_fail_are_no_service(reloj: RelojMovil) -> None:
    un_dia_con_hueco(reloj, a_las(9), a_las(10))
    latir_entre(a_las(9), a_las(10), bien=False)
    caida = vigilar(reloj)
    assert caida is not None
    assert caida.minutos == 60


def test_what_goes_on_grows_until_it_is_decided(reloj: RelojMovil) -> None:
    latir_entre(a_las(0), a_las(9))
    reloj.momento = a_las(10, 30)
    caida = vigilar(reloj)
    assert caida is not None
    assert (caida.minutos, caida.hasta) == (90, a_las(10, 30))
    reloj.momento = a_las(11)
    mas_larga = vigilar(reloj)
    assert mas_larga is not None
    assert (mas_larga.id, mas_larga.minutos) == (caida.id, 120)
    acciones.descartar_caida(
        actor=personal("administracion-sistemas", reloj), caida_id=caida.id, motivo="Prueba", reloj=reloj
    )
    reloj.momento = a_las(12)
    assert vigilar(reloj) is None
    assert [e.tipo for e in eventos_de(caida.cadena)] == [
        "incidencia.caida.detectada",
        "incidencia.caida.detectada",
        "incidencia.caida.decidida",
    ]


def test_a_fall_around_midnight_is_measured_whole_and_given_to_both_days(reloj: RelojMovil) -> None:
    otro = DIA + timedelta(days=1)
    latir_entre(a_las(0), a_las(23, 25))
    latir_entre(a_las(0, 35, otro), a_las(12, 0, otro))
    reloj.momento = a_las(12, 0, otro)
    halladas = [acciones.vigilar(actor=SISTEMA, dia=dia, reloj=reloj) for dia in (DIA, otro)]
    assert [(c.desde, c.hasta, c.minutos) for c in halladas if c is not None] == [
        (a_las(23, 25), a_las(0, 0, otro), 35),
        (a_las(0, 0, otro), a_las(0, 35, otro), 35),
    ]
    assert [acciones.vigilar(actor=SISTEMA, dia=dia, reloj=reloj) for dia in (DIA, otro)] == [None, None]


def test_half_an_hour_around_midnight_is_nothing(reloj: RelojMovil) -> None:
    otro = DIA + timedelta(days=1)
    latir_entre(a_las(0), a_las(23, 45))
    latir_entre(a_las(0, 15, otro), a_las(12, 0, otro))
    reloj.momento = a_las(12, 0, otro)
    assert [acciones.vigilar(actor=SISTEMA, dia=dia, reloj=reloj) for dia in (DIA, otro)] == [None, None]


def test_a_fall_of_many_days_is_found_in_each_of_them(reloj: RelojMovil) -> None:
    vuelve = DIA + timedelta(days=5)
    latir_entre(a_las(0), a_las(9))
    latir_entre(a_las(11, 0, vuelve), a_las(11, 10, vuelve))
    reloj.momento = a_las(11, 10, vuelve)
    dias = consultas.dias_por_vigilar(reloj=reloj)
    assert (dias[0], dias[-1], len(dias)) == (DIA, vuelve, 6)
    halladas = [acciones.vigilar(actor=SISTEMA, dia=dia, reloj=reloj) for dia in dias]
    assert [c.minutos for c in halladas if c is not None] == [15 * 60, *[24 * 60] * 4, 11 * 60]


def test_nothing_is_looked_for_further_back_than_a_month(reloj: RelojMovil) -> None:
    vuelve = DIA + timedelta(days=60)
    latir_entre(a_las(0), a_las(9))
    latir_entre(a_las(11, 0, vuelve), a_las(11, 10, vuelve))
    reloj.momento = a_las(11, 10, vuelve)
    dias = consultas.dias_por_vigilar(reloj=reloj)
    assert (dias[0], len(dias)) == (vuelve - timedelta(days=31), 32)
    reloj.momento = a_las(23, 0, vuelve + timedelta(days=90))  # it was never watched before its first beat
    assert consultas.dias_por_vigilar(reloj=reloj)[0] == (reloj.momento - timedelta(days=31)).date()


def test_the_sweep_finds_what_fell_days_ago(reloj: RelojMovil) -> None:
    ahora = datetime.now(UTC).replace(second=0, microsecond=0)
    latir_entre(ahora - timedelta(days=4, minutes=5), ahora - timedelta(days=4))
    latir_entre(ahora - 5 * MINUTO, ahora)
    trabajos.vigilar()
    assert CaidaDetectada.objects.count() == 5
    assert sum(c.minutos for c in CaidaDetectada.objects.all()) == 4 * 24 * 60 - 5


def test_before_it_was_watched_nothing_is_known(reloj: RelojMovil) -> None:
    reloj.momento = a_las(20)
    assert vigilar(reloj) is None  # no beat ever
    latir_entre(a_las(18), a_las(20))  # the program was put in service at six
    assert vigilar(reloj) is None


def test_who_decides_makes_an_incident_of_it_or_says_why_not(reloj: RelojMovil) -> None:
    un_dia_con_hueco(reloj, a_las(9), a_las(11))
    caida = vigilar(reloj)
    assert caida is not None
    andres = personal("administracion-sistemas", reloj)
    with pytest.raises(NoPermitido):
        acciones.descartar_caida(actor=personal("licencias-1", reloj), caida_id=caida.id, motivo="No", reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.descartar_caida(actor=andres, caida_id=caida.id, motivo=" ", reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.anotar_caida(actor=andres, caida_id=caida.id, titulo="", descripcion="", reloj=reloj)
    incidencia = acciones.anotar_caida(
        actor=andres, caida_id=caida.id, titulo="La sede no funcionó", descripcion="No se podía presentar.", reloj=reloj
    )
    assert (incidencia.estado, incidencia.desde, incidencia.hasta) == ("borrador", a_las(9), a_las(11))
    assert not AmpliacionDePlazos.objects.exists()
    with pytest.raises(Conflicto):
        acciones.anotar_caida(actor=andres, caida_id=caida.id, titulo="x", descripcion="x", reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.descartar_caida(actor=andres, caida_id=caida.id, motivo="x", reloj=reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaidaDetectada.objects.filter(id=caida.id).update(estado="descartada")
    assert GESTIONAR in andres.permisos


def test_the_terms_that_an_extension_would_move_are_listed(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    assert pedido.vence is not None
    ultimo, siguiente = pedido.vence, pedido.vence + timedelta(days=1)
    (termino,) = terminos_que_corren(desde=ultimo, antes_de=siguiente)
    assert (termino.numero, termino.nombre, termino.vence) == (expediente.numero, "Requerimiento", ultimo)
    assert cuantos_corren(desde=ultimo, antes_de=siguiente) == 1
    assert terminos_que_corren(desde=siguiente, antes_de=siguiente + timedelta(days=9)) == []
    with CaptureQueriesContext(connection) as preguntas:
        terminos_que_corren(desde=ultimo, antes_de=siguiente)
    assert len(preguntas) == 5


class _Rota(WSGIHandler):
    """An application whose pages fail."""

    def get_response(self, request: object) -> HttpResponse:
        return HttpResponse(status=503)


class _Muerta(WSGIHandler):
    def get_response(self, request: object) -> HttpResponse:
        raise RuntimeError


def test_the_web_beats_after_answering_itself_a_page(reloj: RelojMovil, monkeypatch: pytest.MonkeyPatch) -> None:
    # The connection of this test is everybody's
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(HttpResponse, "close", lambda _respuesta: None)
    ahora = datetime(2026, 10, 8, 9, 30, 41, tzinfo=UTC)
    casos: list[tuple[WSGIHandler, bool]] = [(_Rota(), False), (_Muerta(), False), (get_wsgi_application(), True)]
    for numero, (aplicacion, bien) in enumerate(casos):
        latidos.latido_de_la_web(aplicacion, reloj=RelojFijo(ahora + numero * MINUTO))
        latido = Latido.objects.get(minuto=ahora.replace(second=0) + numero * MINUTO)
        assert (latido.origen, latido.bien) == ("web", bien)
    # Another process that answers makes the minute good; one that does not, does not spoil it
    latidos.latir("web", bien=True, reloj=RelojFijo(ahora))
    latidos.latir("web", bien=False, reloj=RelojFijo(ahora))
    assert Latido.objects.get(minuto=ahora.replace(second=0)).bien is True
