"""Save a step of a draft."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.formularios import acceso, reglas
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import guardar_respuestas
from consistorio.tramitacion.formularios.permisos import SOLICITAR
from consistorio.tramitacion.formularios.valores import Datos, como_datos


@dato
class PasoGuardado:
    """What happened: the draft, what is still wrong with the step, and the step that follows ("" after the last)."""

    borrador: Borrador
    problemas: tuple[Problema, ...]
    siguiente: str


@accion("formularios.borrador.guardado", permiso=SOLICITAR, norma="LPACAP art. 66.5")
def guardar_paso(*, actor: Actor, borrador_id: UUID, paso: str, datos: Datos, reloj: Reloj) -> PasoGuardado:
    """Save the answers of a step, good or not: what was typed is never lost. The problems come back, nothing is refused.

    Who: the holder of the draft. Writes: Borrador (its expiry starts again). Emits: formularios.borrador.guardado.
    Raises NoEncontrado (draft or step), Conflicto (already filed).
    """
    borrador = acceso.solicitud_en_borrador(actor, borrador_id, bloquear=True)
    esquema = borrador.esquema
    if esquema.paso(paso) is None:
        raise NoEncontrado(_("Este formulario no tiene ese paso."))
    respuestas = {**como_datos(borrador.datos), **reglas.normalizar(esquema, datos, paso=paso)}
    guardar_respuestas(borrador, respuestas, paso=paso, actor=actor, reloj=reloj)
    siguiente = reglas.siguiente_paso(esquema, respuestas, paso)
    return PasoGuardado(
        borrador=borrador,
        problemas=reglas.validar(esquema, respuestas, hoy=hoy(reloj), paso=paso),
        siguiente=siguiente.codigo if siguiente else "",
    )
