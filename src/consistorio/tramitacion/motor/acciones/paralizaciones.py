"""The term of what began of office stands still because of a party, and goes on (LPACAP 25.2)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.consultas_paralizacion import paralizado_por, por_recordar
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, paralizaciones
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_paralizacion
from consistorio.tramitacion.motor.permisos import BARRER

MOTIVO_MINIMO = 10


@accion(
    "motor.acto.en_firma",
    "motor.plazo.recalculado",
    permiso=TRAMITAR,
    norma="LPACAP arts. 25.2, 35.1 y 36; LRJSP art. 43",
)
def parar_por_la_parte(
    *, actor: Actor, expediente_id: UUID, persona_id: UUID, motivo: str, reloj: Reloj
) -> ActoTramite:
    """Write that what the town began stands still because of a party, and why. Signed, it is notified to them; the term is not counted from there
    until they file something, or it is noted that nothing stops it any more.

    `persona_id`: a party of today; `motivo`: what they do not do. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed and notified,
    Suspension and Plazo. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (it began with an application, its term is
    over or stands still so already, the party still has time to answer), DatosIncorrectos with every problem.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_paralizacion(expediente)
    motivo, problemas = motivo.strip(), []
    if persona_id not in comunicaciones.destinatarios_de(expediente):
        problemas.append(Problema("persona", _("Elija a una persona que sea interesada en el expediente hoy.")))
    if len(motivo) < MOTIVO_MINIMO:
        problemas.append(Problema("motivo", _("Explique qué no hace y por qué sin eso no se puede seguir.")))
    if problemas:
        raise DatosIncorrectos(_("El acto no está completo."), problemas=problemas)
    datos = {"persona": str(persona_id), "motivo": motivo}
    escrito = _escrito(expediente, motivo)
    return operaciones.dictar(expediente, paralizaciones.CLASE, escrito, datos=datos, actor=actor, reloj=reloj)


@accion("motor.plazo.recalculado", "tarea.cancelada", permiso=TRAMITAR, norma="LPACAP art. 25.2")
def seguir_tras_la_parte(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Expediente:
    """Note that nothing of a party stops the procedure any more: its term goes on from today.

    Who: tramitador. Writes: Suspension, Plazo, Tarea. Emits: motor.plazo.recalculado, tarea.cancelada. Raises NoEncontrado, NoPermitido, FaseIncompatible (it does not stand
    still so).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    if paralizado_por(expediente) is None:
        raise FaseIncompatible(_("El plazo de este expediente no está parado por causa de una persona interesada."))
    paralizaciones.reanudar(expediente, hasta=hoy(reloj), actor=actor, reloj=reloj)
    return expediente


@accion("tarea.creada", permiso=BARRER, norma="LPACAP arts. 25.2 y 71.1")
def recordar_paralizacion(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Tarea | None:
    """Ask the unit to look again at a case that has stood still because of a party for `CONSISTORIO_PARALIZADO_DIAS` days, or as many since it last
    looked: the law gives a standstill no limit, and the procedure is still to be moved of office. None when there is nothing to remind of.

    Who: the sweep. Writes: Tarea. Emits: tarea.creada. Raises NoEncontrado.
    """
    expediente = bloquear(expediente_id)
    quieta = paralizado_por(expediente)
    cada = int(settings.CONSISTORIO_PARALIZADO_DIAS)
    if quieta is None or not por_recordar(en=hoy(reloj), cada=cada, de=expediente.id):
        return None
    return paralizaciones.recordar(expediente, quieta, actor=actor, reloj=reloj)


def _escrito(expediente: Expediente, motivo: str) -> Escrito:
    titulo = _("El plazo para resolver se para hasta que haga lo que falta")
    parrafos = [
        _("Este procedimiento lo inició el Ayuntamiento y no puede seguir por algo que depende de usted. Motivo: %(m)s")
        % {"m": motivo},
        _("Desde el día en que reciba esta notificación no se cuenta el plazo para resolver y notificar."),
        _(
            "Volverá a contarse cuando haga lo que falta: preséntelo en la sede, en su expediente, o en una oficina de registro."
        ),
        _("Si no está de acuerdo, dígalo en el expediente: lo tendremos en cuenta en la resolución (artículo 112.1)."),
        _("Fundamento: artículos 25.2 y 35.1 de la Ley 39/2015."),
    ]
    datos = {
        "titulo": titulo,
        "asunto": expediente.titulo,
        "texto": "\n\n".join(parrafos),
        "expediente": expediente.numero,
    }
    return Escrito("diligencia", datos, titulo, "TD02")
