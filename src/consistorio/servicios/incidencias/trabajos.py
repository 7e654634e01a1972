"""Background jobs of the incidents."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema, en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.servicios.incidencias import acciones, consultas
from consistorio.servicios.incidencias.latidos import latir
from consistorio.servicios.incidencias.models import Latido
from consistorio.servicios.incidencias.permisos import APLICAR, VIGILAR
from consistorio.tramitacion.motor.consultas import con_terminos_que_corren


def _actor() -> Actor:
    return Actor.sistema("incidencias", APLICAR)


@trabajo("incidencias.recoger_firma", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_firma(*, ampliacion_id: str) -> None:
    """A decision was signed."""
    acciones.recoger_firma(actor=_actor(), ampliacion_id=UUID(ampliacion_id), reloj=reloj_de_la_casa())


@trabajo("incidencias.recoger_devolucion", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_devolucion(*, ampliacion_id: str) -> None:
    """A decision came back unsigned."""
    acciones.recoger_devolucion(actor=_actor(), ampliacion_id=UUID(ampliacion_id), reloj=reloj_de_la_casa())


@trabajo("incidencias.aplicar", cola="general", prioridad=Prioridad.PRIMERO)
def aplicar(*, ampliacion_id: str) -> None:
    """Take a signed decision to every case with a term that it extends, each in its own transaction: one that fails does not stop the
    others, and then it is not given as applied. The terms moved are counted at the end."""
    identificador, actor = UUID(ampliacion_id), _actor()
    ampliacion = consultas.firmada(identificador)
    if ampliacion is None or ampliacion.firmada_el is None:
        return
    firmada = en_madrid(ampliacion.firmada_el).date()

    def llevar(expediente_id: UUID) -> None:
        acciones.aplicar_a_expediente(
            actor=actor, ampliacion_id=identificador, expediente_id=expediente_id, reloj=reloj_de_la_casa()
        )

    a_cada_uno(con_terminos_que_corren(desde=firmada, antes_de=ampliacion.hasta), llevar, que="extensions of terms")
    acciones.dar_por_aplicada(
        actor=actor,
        ampliacion_id=identificador,
        terminos=consultas.terminos_movidos(ampliacion),
        reloj=reloj_de_la_casa(),
    )


@periodico("incidencias.latir", cron="* * * * *")
def latir_en_segundo_plano() -> None:
    """The queue is worked on."""
    latir(Latido.Origen.TRABAJADOR, bien=True, reloj=RelojSistema())


@periodico("incidencias.vigilar", cron="4-59/15 * * * *")
def vigilar() -> None:
    """Whether the sede was down for longer than the town allows, on each day that may still be found so: then it is proposed as an incident."""
    actor, reloj = Actor.sistema("vigilancia", VIGILAR), RelojSistema()
    for dia in consultas.dias_por_vigilar(reloj=reloj):
        acciones.vigilar(actor=actor, dia=dia, reloj=reloj)
