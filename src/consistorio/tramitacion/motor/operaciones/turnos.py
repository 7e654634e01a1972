"""Doing something out of its turn: allowed with a reason in writing, which stays on record (LPACAP 71.2)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.motor.despacho import anterior_a, tiene_motivo
from consistorio.tramitacion.motor.eventos import TareaAdelantada
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea

MAXIMO = 600


def respetar_turno(tarea: Tarea, *, motivo: str, actor: Actor, reloj: Reloj, entre_libres: bool = False) -> None:
    """Assert that no task alike has its turn before, as far as this person could do it; else keep the reason why it is done all the same.

    It is asked for once a task. Nothing happens when it is its turn: a reason given then is not kept. `entre_libres`: see
    `despacho.anterior_a`. Writes: MotivoDeTarea. Emits: tarea.adelantada. Raises DatosIncorrectos (field `motivo_orden`).
    """
    exigir_transaccion()
    anterior = anterior_a(tarea, actor, entre_libres=entre_libres)
    if anterior is None or tiene_motivo(tarea):
        return
    if not motivo.strip():
        raise DatosIncorrectos(
            _("El expediente %(n)s entró antes y espera lo mismo.") % {"n": anterior.expediente.numero},
            problemas=[
                Problema(
                    "motivo_orden",
                    _("El expediente %(n)s entró antes: diga por qué se hace este primero, o haga aquel.")
                    % {"n": anterior.expediente.numero},
                )
            ],
        )
    dado = guardar_motivo(
        tarea, MotivoDeTarea.Clase.ADELANTO, motivo, campo="motivo_orden", anterior=anterior, actor=actor, reloj=reloj
    )
    hecho = TareaAdelantada(tarea.expediente_id, tarea.id, dado.id, anterior.expediente_id)
    anotar(tarea.expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[dado])


def guardar_motivo(
    tarea: Tarea,
    clase: str,
    texto: str,
    *,
    campo: str,
    actor: Actor,
    reloj: Reloj,
    anterior: Tarea | None = None,
) -> MotivoDeTarea:
    """Keep a reason; the caller notes the fact that vouches for it. Writes: MotivoDeTarea. Raises DatosIncorrectos (empty, too long)."""
    exigir_transaccion()
    texto = texto.strip()
    if not 0 < len(texto) <= MAXIMO:
        mensaje = _("Escriba el motivo, de %(n)d letras como mucho.") % {"n": MAXIMO}
        raise DatosIncorrectos(mensaje, problemas=[Problema(campo, mensaje)])
    return MotivoDeTarea.objects.create(
        tarea=tarea, clase=clase, texto=texto, anterior=anterior, dado_por=actor.id, dado_el=reloj.ahora()
    )
