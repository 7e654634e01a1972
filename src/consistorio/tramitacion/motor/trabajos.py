"""Sweeps of the engine."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.consultas_paralizacion import por_recordar
from consistorio.tramitacion.motor.operaciones.comienzos import por_contar_desde_su_convocatoria
from consistorio.tramitacion.motor.permisos import (
    BARRER,
    CAMBIAR_VERSION,
    RECOGER_FIRMA,
    SEGUIR_PODERES,
    VIGILAR_FICHEROS,
)
from consistorio.tramitacion.motor.versiones import por_pasar


@periodico("motor.barrer_plazos", cron="*/10 * * * *")
def barrer_plazos() -> None:
    """Apply every watched date whose day is over, each in its own transaction: one that fails does not stop the others."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("plazos", BARRER)

    def aplicar(vencimiento_id: UUID) -> None:
        acciones.procesar_vencimiento(actor=actor, vencimiento_id=vencimiento_id, reloj=reloj)

    a_cada_uno(consultas.por_barrer(en=hoy(reloj)), aplicar, que="deadlines")


@periodico("motor.recordar_paralizaciones", cron="45 0 * * *")
def recordar_paralizaciones() -> None:
    """What has stood still for long because of a party, each in its own transaction: its unit looks at it again."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("plazos", BARRER)

    def recordar(expediente_id: UUID) -> None:
        acciones.recordar_paralizacion(actor=actor, expediente_id=expediente_id, reloj=reloj)

    quietos = por_recordar(en=hoy(reloj), cada=int(settings.CONSISTORIO_PARALIZADO_DIAS))
    a_cada_uno(quietos, recordar, que="reminders of standstills")


@trabajo("motor.comunicacion_inicial", cola="comunicaciones")
def comunicacion_inicial(*, tarea_id: str) -> None:
    """Send the initial communication of a case by itself. Nothing to do when somebody already sent it."""
    identificador = UUID(tarea_id)
    if not consultas.esta_abierta(identificador):
        return
    actor = Actor.sistema("comunicaciones", VER, TRAMITAR)
    acciones.enviar_comunicacion_inicial(actor=actor, tarea_id=identificador, reloj=reloj_de_la_casa())


@trabajo("motor.recoger_acto", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_acto(*, acto_id: str) -> None:
    """An act was signed."""
    acciones.recoger_acto_firmado(actor=_firmas(), acto_id=UUID(acto_id), reloj=reloj_de_la_casa())


@trabajo("motor.recoger_acto_devuelto", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_acto_devuelto(*, acto_id: str) -> None:
    """An act was sent back without signature."""
    acciones.recoger_acto_devuelto(actor=_firmas(), acto_id=UUID(acto_id), reloj=reloj_de_la_casa())


@trabajo("motor.recoger_rectificacion", cola="firma", prioridad=Prioridad.PRIMERO)
def recoger_rectificacion(*, rectificacion_id: str) -> None:
    """The correction of an error was signed."""
    acciones.comunicar_rectificacion(actor=_firmas(), rectificacion_id=UUID(rectificacion_id), reloj=reloj_de_la_casa())


def _firmas() -> Actor:
    return Actor.sistema("firmas", RECOGER_FIRMA)


@trabajo("motor.avisar_de_cuarentena", cola="comunicaciones")
def avisar_de_cuarentena(*, huella: str) -> None:
    """Open the task to ask for a correction in every open case that holds an infected file."""
    actor = Actor.sistema("antivirus", VIGILAR_FICHEROS)
    casos = DocumentoExpediente.objects.filter(huella=huella, expediente__estado=Expediente.Estado.ABIERTO)

    def avisar(expediente_id: UUID) -> None:
        acciones.avisar_de_cuarentena(actor=actor, expediente_id=expediente_id, huella=huella, reloj=reloj_de_la_casa())

    a_cada_uno(sorted(set(casos.values_list("expediente_id", flat=True))), avisar, que="warnings of quarantine")


@trabajo("motor.cambiar_version", cola="general")
def cambiar_version(*, cambio_id: str) -> None:
    """Move to another version the cases that somebody asked for, each in its own transaction: one that fails does not stop the others."""
    actor = Actor.sistema("versiones", CAMBIAR_VERSION)

    def pasar(caso_id: UUID) -> None:
        acciones.pasar_de_version(actor=actor, caso_id=caso_id, reloj=reloj_de_la_casa())

    a_cada_uno(por_pasar(UUID(cambio_id)), pasar, que="changes of version")


@trabajo("motor.recontar_convocatoria", cola="general")
def recontar_convocatoria(*, procedimiento: str) -> None:
    """The call of a procedure was written down: the terms that run from it are counted again, each in its own transaction."""
    _recontar(consultas.que_cuentan_desde_convocatoria(procedimiento))


@periodico("motor.barrer_convocatorias", cron="35 0 * * *")
def barrer_convocatorias() -> None:
    """The cases that came in while their call was being written down."""
    _recontar(por_contar_desde_su_convocatoria())


def _recontar(casos: list[UUID]) -> None:
    actor = Actor.sistema("plazos", BARRER)

    def recontar(expediente_id: UUID) -> None:
        acciones.recontar_convocatoria(actor=actor, expediente_id=expediente_id, reloj=reloj_de_la_casa())

    a_cada_uno(casos, recontar, que="calls of subsidies")


@trabajo("motor.volver_a_lo_declarado_imposible", cola="general")
def volver_a_lo_declarado_imposible(*, expediente_id: str, decidido_en: str) -> None:
    """What let something declared go on stands no more."""
    acciones.volver_a_lo_declarado_imposible(
        actor=Actor.sistema("plazos", BARRER),
        expediente_id=UUID(expediente_id),
        decidido_en=UUID(decidido_en),
        reloj=reloj_de_la_casa(),
    )


@trabajo("motor.restablecer_lo_declarado", cola="general")
def restablecer_lo_declarado(*, expediente_id: str, decidido_en: str) -> None:
    """An appeal or a review left without effect the decision that something declared could not go on."""
    acciones.restablecer_lo_declarado(
        actor=Actor.sistema("plazos", BARRER),
        expediente_id=UUID(expediente_id),
        decidido_en=UUID(decidido_en),
        reloj=reloj_de_la_casa(),
    )


@trabajo("motor.seguir_poder", cola="comunicaciones", prioridad=Prioridad.PRIMERO)
def seguir_poder(*, representacion_id: str) -> None:
    """A power ended before its day."""
    _seguir(consultas.partes_con_poder(UUID(representacion_id)))


@periodico("motor.barrer_poderes", cron="25 0 * * *")
def barrer_poderes() -> None:
    """The powers that expired yesterday or before, in the cases that run."""
    _seguir(consultas.partes_con_poder_caducado(en=hoy(reloj_de_la_casa())))


def _seguir(partes: list[UUID]) -> None:
    actor = Actor.sistema("poderes", SEGUIR_PODERES)

    def seguir(interesado_id: UUID) -> None:
        acciones.seguir_fin_de_poder(actor=actor, interesado_id=interesado_id, reloj=reloj_de_la_casa())

    a_cada_uno(partes, seguir, que="ends of powers")
