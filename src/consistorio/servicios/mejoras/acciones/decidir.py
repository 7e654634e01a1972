"""The area accepts or rejects what it was asked, and says which draft carries it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.servicios.estadistica.medidas import medida_de_procedimiento
from consistorio.servicios.mejoras import consultas, operaciones
from consistorio.servicios.mejoras.acceso import peticion_para
from consistorio.servicios.mejoras.eventos import MejoraDecidida
from consistorio.servicios.mejoras.models import PeticionDeArea
from consistorio.servicios.mejoras.permisos import RESPONDER
from consistorio.tramitacion.catalogo.acceso import exigir_area

NORMA = "LRJSP arts. 3.1 y 5"
MESES_DE_ANTES = 12
DECIDIR = ["estado", "motivo", "decidida_por", "decidida_el", "por_ver"]
ANTES = ["antes_desde", "antes_hasta", "antes_casos", "antes_dias", "antes_tareas"]


@accion("mejora.decidida", permiso=RESPONDER, norma=NORMA)
def aceptar(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> PeticionDeArea:
    """Accept a request, and keep how the procedure goes today: what was decided in the last twelve months.

    Who: with `catalogo.disenar`, of the unit that answers for the area. Writes: PeticionDeArea. Emits: mejora.decidida.
    Raises NoEncontrado, NoPermitido (of another area), Conflicto (decided already).
    """
    peticion = _abierta(actor, peticion_id, reloj)
    hasta = hoy(reloj)
    desde = _hace_un_anio(hasta)
    medida = medida_de_procedimiento(peticion.procedimiento_id, desde=desde, hasta=hasta)
    peticion.antes_desde, peticion.antes_hasta = desde, hasta
    peticion.antes_casos, peticion.antes_dias, peticion.antes_tareas = medida.casos, medida.dias, medida.tareas
    return _decidir(peticion, PeticionDeArea.Estado.ACEPTADA, "", actor=actor, reloj=reloj)


@accion("mejora.decidida", permiso=RESPONDER, norma=NORMA)
def rechazar(*, actor: Actor, peticion_id: UUID, motivo: str, reloj: Reloj) -> PeticionDeArea:
    """Reject a request, with the reason. Who, writes and emits: as `aceptar`. Raises the same, and DatosIncorrectos (no reason)."""
    peticion = _abierta(actor, peticion_id, reloj)
    if not motivo.strip() or len(motivo.strip()) > 2000:
        mensaje = _("Explique por qué se rechaza, en 2000 caracteres como mucho.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return _decidir(peticion, PeticionDeArea.Estado.RECHAZADA, motivo.strip(), actor=actor, reloj=reloj)


@accion("mejora.enlazada", permiso=RESPONDER, norma=NORMA)
def enlazar_borrador(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> PeticionDeArea:
    """Say that what is being prepared of the procedure carries the change: published, the request is done.

    Who: as `aceptar`. Writes: PeticionDeArea. Emits: mejora.enlazada. Raises NoEncontrado, NoPermitido, Conflicto (not accepted, or nothing is
    being prepared).
    """
    peticion = peticion_para(actor, peticion_id, bloquear=True)
    exigir_area(actor, peticion.area, reloj=reloj)
    if peticion.estado != PeticionDeArea.Estado.ACEPTADA:
        raise Conflicto(_("Solo una petición aceptada se enlaza con lo que se está preparando."))
    borrador = consultas.borrador_abierto(peticion)
    if borrador is None:
        raise Conflicto(
            _("No se está preparando ninguna versión de este procedimiento."),
            que_hacer=_("Empiece una en «Procedimientos», y vuelva aquí."),
        )
    if peticion.borrador_id != borrador.id:
        operaciones.enlazar(peticion, borrador_id=borrador.id, version_id=None, actor=actor, reloj=reloj)
    return peticion


@accion("mejora.enlazada", "mejora.hecha", permiso=RESPONDER, norma=NORMA)
def dar_por_hecha(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> PeticionDeArea:
    """Say that the version in force, published since the request was accepted, carries the change: a change of the model of the area, or a file, brought it.

    Who: as `aceptar`. Writes: PeticionDeArea. Emits: mejora.enlazada, mejora.hecha. Raises NoEncontrado, NoPermitido, Conflicto (not accepted, or no
    version was published since).
    """
    peticion = peticion_para(actor, peticion_id, bloquear=True)
    exigir_area(actor, peticion.area, reloj=reloj)
    if peticion.estado != PeticionDeArea.Estado.ACEPTADA:
        raise Conflicto(_("Solo una petición aceptada se da por hecha."))
    version = consultas.publicada_despues(peticion)
    if version is None:
        raise Conflicto(_("No se ha publicado ninguna versión de este procedimiento desde que se aceptó la petición."))
    operaciones.enlazar(peticion, borrador_id=None, version_id=version.id, actor=actor, reloj=reloj)
    operaciones.version_publicada(version.id, actor=actor, reloj=reloj)
    peticion.refresh_from_db()
    return peticion


def _abierta(actor: Actor, peticion_id: UUID, reloj: Reloj) -> PeticionDeArea:
    peticion = peticion_para(actor, peticion_id, bloquear=True)
    exigir_area(actor, peticion.area, reloj=reloj)
    if peticion.estado != PeticionDeArea.Estado.ABIERTA:
        raise Conflicto(_("Esta petición ya se decidió."))
    return peticion


def _decidir(peticion: PeticionDeArea, estado: str, motivo: str, *, actor: Actor, reloj: Reloj) -> PeticionDeArea:
    peticion.estado, peticion.motivo = estado, motivo
    peticion.decidida_por_id, peticion.decidida_el = actor.id, reloj.ahora()
    peticion.por_ver = actor.id != peticion.pedida_por_id
    peticion.save(update_fields=[*DECIDIR, *ANTES])
    anotar(peticion.cadena, MejoraDecidida(peticion.id, estado), actor=actor, reloj=reloj, filas=[peticion])
    return peticion


def _hace_un_anio(dia: date) -> date:
    return sumar_meses(dia, -MESES_DE_ANTES)
