"""What the staff writes in a case in their own words: a providencia that moves it on, a letter to the parties."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.operaciones import comunicaciones, redactar

MAXIMO_ASUNTO = 150


@accion("motor.acto.en_firma", permiso=TRAMITAR, norma="LPACAP arts. 36 y 71; LRJSP art. 43")
def dictar_providencia(*, actor: Actor, expediente_id: UUID, texto: Sequence[str], reloj: Reloj) -> ActoTramite:
    """Order the next step of the procedure, of office. It joins the case when it is signed and is told to nobody: it decides nothing
    of the merits, and what affects a party has an act of its own.

    `texto`: paragraphs. Who: tramitador. Writes: Documento, ActoTramite, Tarea. Emits: motor.acto.en_firma. Raises NoEncontrado,
    NoPermitido, FaseIncompatible (closed, another one waits for its signature), DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "libre")
    if not any(parrafo.strip() for parrafo in texto):
        raise _incompleto([_sin_texto()])
    escrito = redactar.providencia(expediente, texto)
    return operaciones.dictar(
        expediente, "providencia", escrito, datos={"texto": list(texto)}, actor=actor, reloj=reloj
    )


@accion("motor.acto.en_firma", permiso=TRAMITAR, norma="LPACAP arts. 36, 40.5 y 53.1.a; LRJSP art. 43")
def escribir_a_las_partes(
    *,
    actor: Actor,
    expediente_id: UUID,
    asunto: str,
    texto: Sequence[str],
    destinatarios: Sequence[UUID],
    reloj: Reloj,
) -> ActoTramite:
    """A letter that informs and from which no term runs. Once signed it reaches each addressee by their own channel.

    `texto`: paragraphs, the same for all; `destinatarios`: persons who are parties today. Who: tramitador. Writes: Documento,
    ActoTramite, Tarea. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (closed, another one waits
    for its signature), DatosIncorrectos with every problem.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "libre")
    problemas = []
    if not asunto.strip() or len(asunto) > MAXIMO_ASUNTO:
        problemas.append(
            Problema("asunto", _("Escriba el asunto, en %(n)d caracteres como mucho.") % {"n": MAXIMO_ASUNTO})
        )
    if not any(parrafo.strip() for parrafo in texto):
        problemas.append(_sin_texto())
    if not destinatarios or set(destinatarios) - set(comunicaciones.destinatarios_de(expediente)):
        problemas.append(Problema("destinatarios", _("Elija a personas que sean interesadas en el expediente hoy.")))
    if problemas:
        raise _incompleto(problemas)
    datos: dict[str, Valor] = {"asunto": asunto.strip(), "texto": list(texto)}
    escrito = redactar.carta(expediente, asunto.strip(), texto)
    datos["personas"] = [str(persona) for persona in destinatarios]
    return operaciones.dictar(expediente, "carta", escrito, datos=datos, actor=actor, reloj=reloj)


def _sin_texto() -> Problema:
    return Problema("texto", _("Escriba el texto."))


def _incompleto(problemas: Sequence[Problema]) -> DatosIncorrectos:
    return DatosIncorrectos(_("El escrito no está completo."), problemas=problemas)
