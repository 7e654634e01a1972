"""Sending a resolution to be signed: with it, it gets its number."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.resoluciones import consultas, libro, operaciones, posteriores
from consistorio.servicios.resoluciones.eventos import ResolucionElevada
from consistorio.servicios.resoluciones.firmantes import fijar_firmantes
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import ELEVAR
from consistorio.servicios.resoluciones.tareas import tarea_abierta
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.posibles import esperas_del_expediente

ELEVABLES = (Resolucion.Estado.PROPUESTA, Resolucion.Estado.DEVUELTA)


@accion(
    "resolucion.elevada",
    "resolucion.numerada",
    "resolucion.libro.abierto",
    "tarea.adelantada",
    permiso=ELEVAR,
    norma="LPACAP arts. 71.2 y 88; ROF arts. 200 y 202; LRJSP arts. 9 y 13",
)
def elevar_a_firma(
    *, actor: Actor, expediente_id: UUID, reloj: Reloj, motivo_orden: str = "", dictamen: str = ""
) -> Resolucion:
    """Number a proposed resolution in the book of the year and send it to its signatories; a job renders it after commit.

    Who: staff with `resolucion.elevar` on the case. Signs who holds the organ today, with the words of the delegation or of the
    substitution; the secretario gives public faith. A returned one goes again with the number that it has.
    `motivo_orden`: why, when another alike of an older case had its turn (LPACAP 71.2). `dictamen`: where an advisory body was
    against the proposal and something else is decided, whether it is followed (`de_acuerdo`) or departed from (`oido`).
    Writes Resolucion, MotivoDeTarea, Libro (its number LAST). Emits ResolucionNumerada (chain of the book), ResolucionElevada, TareaAdelantada.
    Raises NoEncontrado (also: nobody holds the organ), FaseIncompatible (nothing proposed; papers of the parties unread, a hearing,
    request or report awaited), DatosIncorrectos (also: the sense no longer fits: 24.3.a, 84), Conflicto (book closed).
    """
    expediente = expediente_que_lleva(actor, expediente_id, ELEVAR)
    resolucion, tarea = lista_para_decidir(
        expediente, motivo_orden=motivo_orden, dictamen=dictamen, actor=actor, reloj=reloj
    )
    if resolucion.en_sesion and resolucion.numero is None:
        raise FaseIncompatible(
            _("Esto no se decide por decreto: lo decide %(o)s en sesión.") % {"o": resolucion.organo_texto},
            que_hacer=_("Llévelo a su sesión desde la tarea de la resolución."),
        )
    resolucion.tarea_id = tarea.id
    fijar_firmantes(resolucion, reloj)
    resolucion.estado = Resolucion.Estado.EN_FIRMA
    motor.poner_en_espera(tarea, actor=actor, reloj=reloj)
    if resolucion.numero is None:
        _numerar(resolucion, actor=actor, reloj=reloj)
    else:
        resolucion.vuelta += 1
    resolucion.elevada_por = actor.id
    resolucion.save()
    numero, anio = resolucion.numero, resolucion.libro.anio if resolucion.libro else 0
    anotar(
        expediente.cadena,
        ResolucionElevada(resolucion.id, expediente.id, numero or 0, anio, resolucion.vuelta),
        actor=actor,
        reloj=reloj,
        filas=[resolucion],
    )
    encolar("resoluciones.documentar", resolucion_id=resolucion.id)
    return resolucion


def lista_para_decidir(
    expediente: Expediente, *, motivo_orden: str, dictamen: str, actor: Actor, reloj: Reloj
) -> tuple[Resolucion, Tarea]:
    """The proposed resolution of a case, locked, and its task to resolve, if nothing is awaited and the sense is one that the law leaves:
    what a decree and an agreement in session ask alike.

    Writes MotivoDeTarea. Emits TareaAdelantada. Raises FaseIncompatible, DatosIncorrectos.
    """
    vigente = consultas.vigente_de(expediente.id)
    tarea = tarea_abierta(expediente, "resolucion")
    if vigente is None or vigente.estado not in ELEVABLES or tarea is None:
        raise FaseIncompatible(
            _("Este expediente no tiene una propuesta lista para la firma."),
            que_hacer=_("Haga la propuesta de resolución, o espere a que termine la firma en curso."),
        )
    esperas = esperas_del_expediente(tarea)
    if esperas:
        raise FaseIncompatible(
            _("Hay escritos o trámites sin atender: la resolución no se puede numerar todavía."),
            que_hacer=" ".join(esperas),
            problemas=[Problema("", espera) for espera in esperas],
        )
    motor.respetar_turno(tarea, motivo=motivo_orden, actor=actor, reloj=reloj)
    resolucion = operaciones.bloqueada(vigente.id)
    resolucion.advertencias = list(operaciones.comprobar(resolucion, expediente, en=hoy(reloj)))
    if resolucion.editable:  # what was agreed in session is certified as it was
        problemas = posteriores.problemas(resolucion, expediente, dictamen=dictamen)
        if problemas:
            raise DatosIncorrectos(_("La resolución no se puede dictar así."), problemas=problemas)
        posteriores.fijar(resolucion, expediente, dictamen=dictamen)
    return resolucion, tarea


def _numerar(resolucion: Resolucion, *, actor: Actor, reloj: Reloj) -> None:
    del_anio = libro.abierto(hoy(reloj).year, actor=actor, reloj=reloj)
    tomado = libro.tomar_numero(
        del_anio, resolucion_id=resolucion.id, expediente_id=resolucion.expediente_id, actor=actor, reloj=reloj
    )
    resolucion.libro = del_anio
    resolucion.numero = tomado.numero
    resolucion.elevada_el = tomado.momento
