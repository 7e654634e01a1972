"""Sweeps of drafts."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import salidas
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.tipos import Prioridad
from consistorio.plataforma.cola.trabajos import periodico, trabajo
from consistorio.tramitacion.formularios import acciones, consultas
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.permisos import CADUCAR, RECORDAR
from consistorio.tramitacion.formularios.recordatorios import CADUCA, correo_de_recordatorio


@periodico("formularios.caducar_borradores", cron="20 3 * * *")
def caducar_borradores() -> None:
    """Delete the drafts that expired, each in its own transaction."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("borradores", CADUCAR)

    def caducar(borrador_id: UUID) -> None:
        acciones.caducar(actor=actor, borrador_id=borrador_id, reloj=reloj)

    a_cada_uno([b.id for b in consultas.caducados(en=reloj.ahora())], caducar, que="expiries of drafts")


@periodico("formularios.recordar_borradores", cron="40 * * * *")
def recordar_borradores() -> None:
    """Remind of the drafts that nobody touched for a day, and of those that are about to be deleted."""
    reloj = reloj_de_la_casa()
    actor = Actor.sistema("recordatorios", RECORDAR)

    def recordar(borrador_id: UUID) -> None:
        acciones.recordar(actor=actor, borrador_id=borrador_id, reloj=reloj)

    a_cada_uno([b.id for b in consultas.por_recordar(en=reloj.ahora())], recordar, que="reminders of drafts")


@trabajo("formularios.recordar_por_correo", cola="correo", prioridad=Prioridad.EN_BLOQUE)
def recordar_por_correo(*, borrador_id: str, motivo: str) -> None:
    """Send the mail of a reminder, once, unless the draft was filed, deleted or saved again meanwhile."""
    borrador = Borrador.objects.select_related("titular").filter(id=borrador_id, estado=Borrador.Estado.VIVO).first()
    if borrador is None:
        return
    recordado = borrador.aviso_caducidad_el if motivo == CADUCA else borrador.recordado_el
    destino = consultas.correo_para(borrador)
    if not destino or recordado is None:
        return
    asunto, cuerpo = correo_de_recordatorio(
        motivo, entidad=str(settings.CONSISTORIO_ENTIDAD["nombre"]), sede=settings.CONSISTORIO_SEDE_URL
    )
    nombre = f"{borrador.id}:{motivo}:{recordado.timestamp():.0f}"  # saved again, it is remembered again
    salidas.enviar_una_vez(f"borrador:{nombre}", destino=destino, asunto=asunto, cuerpo=cuerpo, referencia=nombre)
