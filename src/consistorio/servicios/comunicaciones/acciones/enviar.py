"""Send a communication: a new one, the answer to one that came, or the correction of one that was sent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import con_sus_antecesoras, unidades_vigentes
from consistorio.servicios.comunicaciones import operaciones
from consistorio.servicios.comunicaciones.acceso import comunicacion_para
from consistorio.servicios.comunicaciones.comprobaciones import exigir
from consistorio.servicios.comunicaciones.models import Comunicacion, Destino
from consistorio.servicios.comunicaciones.operaciones import Envio
from consistorio.servicios.comunicaciones.permisos import COMUNICAR
from consistorio.servicios.comunicaciones.tipos import Mensaje
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor.models import Tarea

NORMA = "LRJSP art. 3.2; LPACAP art. 70.4"


@accion("comunicacion.enviada", "comunicacion.del_expediente", permiso=COMUNICAR, norma=NORMA)
def enviar(
    *,
    actor: Actor,
    clave: UUID,
    mensaje: Mensaje,
    destinos: Sequence[UUID],
    expediente_id: UUID | None,
    tarea_id: UUID | None,
    reloj: Reloj,
) -> Comunicacion:
    """Write to one or several units in the name of one's own, about a case or about nothing of the kind.

    `clave`: of the sheet, which is sent once however often it comes. `tarea_id`: the request for a report of that case that it goes with.
    Who: staff of the unit, who may see the case; each addressee must see it too. Writes: Comunicacion, Destino, AdjuntoComunicacion. Emits:
    comunicacion.enviada, comunicacion.del_expediente. Raises NoEncontrado, NoPermitido, DatosIncorrectos, Conflicto.
    """
    expediente = expediente_para(actor, expediente_id, VER) if expediente_id is not None else None
    enviada = operaciones.ya_enviada(clave, actor=actor)
    if enviada is not None:
        return enviada
    del_caso = Tarea.objects.select_related("unidad").filter(expediente=expediente)
    tarea = del_caso.filter(id=tarea_id).first() if tarea_id is not None else None
    envio = Envio(mensaje, tuple(dict.fromkeys(destinos)), expediente_id, tarea_id)
    adjuntos = exigir(envio, actor=actor, expediente=expediente, en=hoy(reloj), tarea=tarea)
    return operaciones.enviar(envio, adjuntos, clave=clave, actor=actor, reloj=reloj)


@accion(
    *("comunicacion.enviada", "comunicacion.del_expediente", "comunicacion.acusada"), permiso=COMUNICAR, norma=NORMA
)
def contestar(*, actor: Actor, clave: UUID, comunicacion_id: UUID, mensaje: Mensaje, reloj: Reloj) -> Comunicacion:
    """Answer a communication that one's unit got, to the unit that sent it. Whoever answers has it: it is acknowledged too.

    Who: staff of a unit that got it. Writes: as `enviar`, and Destino. Emits: comunicacion.enviada, comunicacion.del_expediente,
    comunicacion.acusada. Raises NoEncontrado, NoPermitido (their unit did not get it), DatosIncorrectos, Conflicto (the unit that sent it
    is no more).
    """
    original = comunicacion_para(actor, comunicacion_id, motivo="contestar", bloquear=True)
    enviada = operaciones.ya_enviada(clave, actor=actor)
    if enviada is not None:
        return enviada
    suyas = destinos_propios(original, [mensaje.unidad_id] if mensaje.unidad_id in actor.unidades else [])
    if not suyas:
        raise NoPermitido(
            _("Contesta una comunicación la unidad que la recibió, y la suya no está entre ellas."),
            que_hacer=_("Si quiere decir algo a quien la envió, escríbale una comunicación nueva."),
        )
    envio = Envio(mensaje, (original.unidad_id,), original.expediente_id, responde_a=original.id)
    respuesta = _enviar_sobre(original, envio, clave=clave, actor=actor, reloj=reloj)
    for destino in suyas:
        if destino.acusada_el is None:
            operaciones.acusar(destino, actor=actor, reloj=reloj)
    return respuesta


@accion("comunicacion.enviada", "comunicacion.del_expediente", permiso=COMUNICAR, norma=NORMA)
def corregir(*, actor: Actor, clave: UUID, comunicacion_id: UUID, mensaje: Mensaje, reloj: Reloj) -> Comunicacion:
    """Correct a communication with another, which names it and goes to the same units. What was sent stays as it was.

    Who: staff of the unit that sent it. Writes and emits: as `enviar`. Raises NoEncontrado, NoPermitido (it is of another unit),
    DatosIncorrectos, Conflicto (it was corrected already, or a unit that got it is no more).
    """
    original = comunicacion_para(actor, comunicacion_id, motivo="corregir", bloquear=True)
    enviada = operaciones.ya_enviada(clave, actor=actor)
    if enviada is not None:
        return enviada
    if original.unidad_id not in actor.unidades or mensaje.unidad_id not in actor.unidades:
        raise NoPermitido(_("Corrige una comunicación la unidad que la envió."))
    if original.unidad_id not in con_sus_antecesoras([mensaje.unidad_id]):
        raise NoPermitido(_("Corrija la comunicación en nombre de la unidad que la envió."))
    corregida = Comunicacion.objects.filter(corrige=original).first()
    if corregida is not None:
        raise Conflicto(
            _("Esta comunicación ya la corrigió la %(n)s.") % {"n": corregida.numero},
            que_hacer=_("Si hay otro error, corrija esa."),
        )
    destinos = Destino.objects.filter(comunicacion=original).order_by("id").values_list("unidad_id", flat=True)
    envio = Envio(mensaje, tuple(destinos), original.expediente_id, corrige=original.id)
    return _enviar_sobre(original, envio, clave=clave, actor=actor, reloj=reloj)


def _enviar_sobre(original: Comunicacion, envio: Envio, *, clave: UUID, actor: Actor, reloj: Reloj) -> Comunicacion:
    """Send what goes where another one says. Raises Conflicto when one of those units is no more."""
    dia = hoy(reloj)
    if not set(envio.destinos) <= {unidad.id for unidad in unidades_vigentes(en=dia)}:
        raise Conflicto(
            _("Una de las unidades a las que iría ya no existe."),
            que_hacer=_("Escriba una comunicación nueva a la unidad que la sustituye, y nombre en ella la %(n)s.")
            % {"n": original.numero},
        )
    adjuntos = exigir(envio, actor=actor, expediente=original.expediente, en=dia)
    return operaciones.enviar(envio, adjuntos, clave=clave, actor=actor, reloj=reloj)


def destinos_propios(comunicacion: Comunicacion, unidades: Sequence[UUID]) -> list[Destino]:
    """The units to which it went of those, or of the ones that they succeed."""
    suyas = con_sus_antecesoras(unidades)
    filas = Destino.objects.filter(comunicacion=comunicacion, unidad_id__in=suyas)
    return list(filas.select_related("comunicacion", "unidad").order_by("id"))
