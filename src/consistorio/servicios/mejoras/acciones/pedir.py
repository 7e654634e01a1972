"""Asking for a change in a procedure, and talking about it."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.mejoras import consultas
from consistorio.servicios.mejoras.acceso import peticion_para
from consistorio.servicios.mejoras.eventos import MejoraComentada, MejoraPedida, MejoraVista
from consistorio.servicios.mejoras.models import MensajeDePeticion, PeticionDeArea
from consistorio.servicios.mejoras.permisos import PEDIR
from consistorio.tramitacion.catalogo.consultas import vigente

NORMA = "LRJSP arts. 3.1 y 5"
LARGO = 4000


@accion("mejora.pedida", permiso=PEDIR, norma=NORMA)
def pedir(
    *, actor: Actor, procedimiento: str, unidad_id: UUID, problema: str, mejora: str, reloj: Reloj
) -> PeticionDeArea:
    """Ask the area of a published procedure, by its code, for a change: what goes wrong and what would improve.

    Who: any member of staff, for a unit of theirs. Writes: PeticionDeArea. Emits: mejora.pedida. Raises NoEncontrado (not published),
    NoPermitido (another unit), DatosIncorrectos.
    """
    version = vigente(procedimiento)
    if unidad_id not in {unidad.id for unidad in consultas.unidades_de(actor)}:
        raise NoPermitido(_("Pida el cambio en nombre de una unidad en la que trabaje."))
    problemas = [
        *_de_texto("problema", problema, _("Explique qué problema hay.")),
        *_de_texto("mejora", mejora, _("Explique qué mejoraría.")),
    ]
    if problemas:
        raise DatosIncorrectos(_("La petición no se ha enviado."), problemas=problemas)
    peticion = PeticionDeArea.objects.create(
        procedimiento=version.procedimiento,
        area=version.tipada.area,
        unidad_id=unidad_id,
        pedida_por_id=actor.id,
        pedida_el=reloj.ahora(),
        problema=problema.strip(),
        mejora=mejora.strip(),
    )
    huella = hashlib.sha256(f"{peticion.problema}\n{peticion.mejora}".encode()).hexdigest()
    hecho = MejoraPedida(peticion.id, version.procedimiento_id, unidad_id, huella)
    anotar(peticion.cadena, hecho, actor=actor, reloj=reloj, filas=[peticion])
    return peticion


@accion("mejora.comentada", permiso=PEDIR, norma=NORMA)
def comentar(*, actor: Actor, peticion_id: UUID, texto: str, reloj: Reloj) -> MensajeDePeticion:
    """Say something about a request; when who asked did not say it, it waits for them to see it.

    Who: the unit that asked, and who answers for the area. Writes: MensajeDePeticion, PeticionDeArea. Emits: mejora.comentada.
    Raises NoEncontrado, DatosIncorrectos, Conflicto (too many).
    """
    peticion = peticion_para(actor, peticion_id, bloquear=True)
    if problemas := _de_texto("texto", texto, _("Escriba el mensaje.")):
        raise DatosIncorrectos(_("El mensaje no se ha enviado."), problemas=problemas)
    if peticion.mensajes.count() >= consultas.MAXIMO_DE_MENSAJES:
        raise Conflicto(_("Esta petición ya tiene demasiados mensajes."), que_hacer=_("Haga otra petición."))
    mensaje = MensajeDePeticion.objects.create(
        peticion=peticion, autor_id=actor.id, texto=texto.strip(), escrito_el=reloj.ahora()
    )
    if actor.id != peticion.pedida_por_id:
        PeticionDeArea.objects.filter(id=peticion.id).update(por_ver=True)
    hecho = MejoraComentada(peticion.id, mensaje.id)
    anotar(peticion.cadena, hecho, actor=actor, reloj=reloj, filas=[mensaje])
    return mensaje


@accion("mejora.vista", permiso=PEDIR, norma=NORMA)
def dar_por_vista(*, actor: Actor, peticion_id: UUID, reloj: Reloj) -> None:
    """Who asked has seen what is new. Writes: PeticionDeArea. Emits: mejora.vista. Raises NoEncontrado, NoPermitido (somebody else asked)."""
    peticion = peticion_para(actor, peticion_id, bloquear=True)
    if peticion.pedida_por_id != actor.id:
        raise NoPermitido(_("Solo quien hizo la petición dice que ha visto lo nuevo."))
    if peticion.por_ver:
        PeticionDeArea.objects.filter(id=peticion.id).update(por_ver=False)
        anotar(peticion.cadena, MejoraVista(peticion.id), actor=actor, reloj=reloj)


def _de_texto(campo: str, texto: str, falta: str) -> list[Problema]:
    if not texto.strip():
        return [Problema(campo, falta)]
    if len(texto.strip()) > LARGO:
        return [Problema(campo, _("Pasa de %(n)d caracteres.") % {"n": LARGO})]
    return []
