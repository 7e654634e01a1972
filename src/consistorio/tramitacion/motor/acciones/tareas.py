"""Share out the work and do it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import (
    Conflicto,
    DatosIncorrectos,
    FaseIncompatible,
    NoEncontrado,
    NoPermitido,
    Problema,
)
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.organizacion.consultas import empleados_de_unidad, esta_ausente, unidades_con_personal
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_que_lleva
from consistorio.tramitacion.expedientes.apartados import apartamiento_de
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acceso, operaciones
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea
from consistorio.tramitacion.motor.permisos import ASIGNAR
from consistorio.tramitacion.motor.registro_tipos import NO_HACE_FALTA, tipo_de

MOTIVO_AUSENCIA, MOTIVO_DELEGADA = "ausencia", "delegada"


@accion("tarea.asignada", "tarea.adelantada", permiso=TRAMITAR, norma="LPACAP arts. 20 y 71.2")
def asignar(*, actor: Actor, tarea_id: UUID, empleado_id: UUID | None, reloj: Reloj, motivo_orden: str = "") -> Tarea:
    """Give a task to somebody of its unit, take it oneself, or put it back in the unit's tray (None).

    Who: anyone of the unit takes what is free, and what is of whom they substitute today; giving it to another, or taking it from them, needs
    `expediente.asignar` in that unit.
    `motivo_orden`: why, when who takes it leaves free another alike of an older case (LPACAP 71.2); who is given one is asked when they do it.
    Writes: Tarea, PermisoExpediente, MotivoDeTarea. Emits: tarea.asignada, tarea.adelantada.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (not of the unit, or away; no reason), Conflicto (closed; a colleague
    has it).
    """
    tarea, _expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    de_su_unidad = tarea.unidad_id in actor.unidades
    suya = tarea.asignada_a_id in (None, actor.id) or (de_su_unidad and tarea.asignada_a_id in actor.suple_a)
    reparte = actor.puede(ASIGNAR) and de_su_unidad
    if not suya and not reparte and de_su_unidad and empleado_id == actor.id and tarea.asignada_a is not None:
        raise Conflicto(
            _("Esta tarea ya la tiene %(q)s.") % {"q": tarea.asignada_a.nombre},
            que_hacer=_(
                "Vuelva a su mesa y elija otra. Si la necesita, pídasela, o hable con quien reparte el trabajo."
            ),
        )
    if not (suya and empleado_id in (None, actor.id)) and not reparte:
        raise NoPermitido(_("Solo quien reparte el trabajo de la unidad puede asignar tareas a otra persona."))
    if empleado_id is not None:
        _exigir_disponible(tarea, actor, empleado_id, hoy(reloj))
    if empleado_id == actor.id:
        operaciones.respetar_turno(tarea, motivo=motivo_orden, entre_libres=True, actor=actor, reloj=reloj)
    operaciones.asignar(
        tarea,
        empleado_id=empleado_id,
        motivo="reparto" if empleado_id is not None else "devuelta",
        actor=actor,
        reloj=reloj,
    )
    return tarea


@accion("tarea.asignada", permiso=TRAMITAR, norma="LPACAP arts. 20.1 y 71.1")
def delegar_tarea(*, actor: Actor, tarea_id: UUID, empleado_id: UUID, motivo: str, reloj: Reloj) -> Tarea:
    """Hand what one has in hand over to a colleague of the unit, saying why. It passes on work, not the power to decide (LRJSP 9).

    Who: whoever has the task, or substitutes them. Writes: Tarea, PermisoExpediente, MotivoDeTarea. Emits: tarea.asignada.
    Raises NoEncontrado, NoPermitido (it is not theirs), DatosIncorrectos (every reason at once), Conflicto (closed).
    """
    tarea, _expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    if tarea.asignada_a_id != actor.id and tarea.asignada_a_id not in actor.suple_a:
        raise NoPermitido(
            _("Solo puede delegar las tareas que tiene usted."),
            que_hacer=_("Tómela antes, o pida a quien reparte el trabajo que la asigne."),
        )
    problemas = _problemas_de_quien_la_hace(tarea, actor, empleado_id, hoy(reloj))
    if empleado_id == tarea.asignada_a_id:
        problemas.append(Problema("empleado", _("Elija a otra persona: esa ya la tiene.")))
    if not motivo.strip():
        problemas.append(Problema("motivo", _("Escriba por qué la delega.")))
    if problemas:
        raise DatosIncorrectos(_("La tarea no se ha delegado."), problemas=problemas)
    dado = operaciones.guardar_motivo(
        tarea, MotivoDeTarea.Clase.DELEGACION, motivo, campo="motivo", actor=actor, reloj=reloj
    )
    operaciones.asignar(tarea, empleado_id=empleado_id, motivo=MOTIVO_DELEGADA, escrito=dado, actor=actor, reloj=reloj)
    return tarea


def _exigir_disponible(tarea: Tarea, actor: Actor, empleado_id: UUID, dia: date) -> None:
    problemas = _problemas_de_quien_la_hace(tarea, actor, empleado_id, dia)
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)


def _problemas_de_quien_la_hace(tarea: Tarea, actor: Actor, empleado_id: UUID, dia: date) -> list[Problema]:
    """Why somebody cannot do a task that day. Who works in the unit today is of it, also of those that it succeeds; the rest, by their posts."""
    es_suya = empleado_id == actor.id and tarea.unidad_id in actor.unidades
    if not es_suya and empleado_id not in {uno.id for uno in empleados_de_unidad(tarea.unidad_id, en=dia)}:
        return [Problema("empleado", _("Esa persona no trabaja en %(u)s.") % {"u": tarea.unidad.nombre})]
    if esta_ausente(empleado_id, en=dia):
        return [Problema("empleado", _("Esa persona está ausente hoy. Elija a otra."))]
    if apartamiento_de(tarea.expediente_id, empleado_id) is not None:
        return [Problema("empleado", _("Esa persona no puede intervenir en este expediente. Elija a otra."))]
    return []


@accion("tarea.asignada", permiso=ASIGNAR, norma="LRJSP art. 13; LPACAP art. 20")
def reasignar_por_ausencia(
    *, actor: Actor, ausente_id: UUID, reloj: Reloj, empleado_id: UUID | None = None, limite: int = 200
) -> int:
    """Give the open tasks of somebody who is away to another of the unit, or back to the unit. Returns how many.

    Only those of units of the actor; those of a case where that other may not intervene go to the unit. Who: with `expediente.asignar`. Writes: Tarea. Emits: tarea.asignada, one a task.
    Raises NoEncontrado, DatosIncorrectos (who receives is away or of another unit).
    """
    if not Empleado.objects.filter(id=ausente_id).exists():
        raise NoEncontrado(_("No encontramos a esa persona."))
    tareas = Tarea.objects.filter(asignada_a_id=ausente_id, cerrada_el=None, unidad_id__in=actor.unidades)
    hechas = 0
    # Always cases first and in one order, as everywhere
    for expediente_id, tarea_id in tareas.order_by("expediente_id", "id").values_list("expediente_id", "id")[:limite]:
        expediente = bloquear(expediente_id)
        tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=tarea_id)
        tarea.expediente = expediente
        if not tarea.abierta or tarea.asignada_a_id != ausente_id:
            continue
        quien = empleado_id
        if quien is not None and apartamiento_de(expediente_id, quien) is not None:
            quien = None  # they may not intervene in this case: the unit shares it out
        if quien is not None:
            _exigir_disponible(tarea, actor, quien, hoy(reloj))
        operaciones.asignar(tarea, empleado_id=quien, motivo=MOTIVO_AUSENCIA, actor=actor, reloj=reloj)
        hechas += 1
    return hechas


@accion("tarea.completada", "tarea.adelantada", permiso=TRAMITAR, norma="LPACAP art. 71")
def completar_tarea(
    *, actor: Actor, tarea_id: UUID, resultado: Mapping[str, Valor], reloj: Reloj, motivo_orden: str = ""
) -> Tarea:
    """Close a task that is done by saying so: the review (admitting), a submission seen, a free task.

    Kinds with an act of their own (reports, decisions, notifications) are closed by that act. Who: the task's unit.
    `motivo_orden`: why, when another alike of an older case had its turn (LPACAP 71.2).
    Writes: Tarea and those that follow, MotivoDeTarea. Emits: tarea.completada, tarea.adelantada.
    Raises NoEncontrado, NoPermitido, Conflicto, FaseIncompatible (with the reasons), DatosIncorrectos (out of its turn, and no reason).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    tipo = tipo_de(tarea.tipo)
    if tarea.tipo == "revision":
        resultado = {"codigo": "admitida"}
        _descartar_propuesta_de_desistimiento(expediente.id, actor=actor, reloj=reloj)
    elif not tipo.completable_a_mano:
        raise Conflicto(_("Esta tarea se cierra al hacer su trámite, no marcándola como hecha."))
    elif _se_puede_dejar(tarea, actor):
        raise FaseIncompatible(
            _("«%(t)s» está por hacer.") % {"t": tarea.nombre},
            que_hacer=_("Si en este expediente no hace falta, anótelo y diga por qué."),
        )
    operaciones.respetar_turno(tarea, motivo=motivo_orden, actor=actor, reloj=reloj)
    operaciones.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    return tarea


@accion("tarea.completada", "tarea.adelantada", permiso=TRAMITAR, norma="LPACAP arts. 35 y 71")
def dejar_sin_hacer(*, actor: Actor, tarea_id: UUID, motivo: str, reloj: Reloj, motivo_orden: str = "") -> Tarea:
    """Note that a case does not need a step that its procedure foresees and nobody has begun, saying why.

    Only where the task offers it: what the law demands, and what has begun, is not left out. Who: the task's unit.
    Writes: Tarea and those that follow, MotivoDeTarea. Emits: tarea.completada, tarea.adelantada.
    Raises NoEncontrado, NoPermitido, FaseIncompatible, Conflicto, DatosIncorrectos (no reason; out of its turn, and no reason).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    if not _se_puede_dejar(tarea, actor):
        raise FaseIncompatible(_("Este trámite no se puede dejar sin hacer en este expediente."))
    operaciones.respetar_turno(tarea, motivo=motivo_orden, actor=actor, reloj=reloj)
    dado = operaciones.guardar_motivo(
        tarea, MotivoDeTarea.Clase.SOBRA, motivo, campo="motivo", actor=actor, reloj=reloj
    )
    resultado: dict[str, Valor] = {"codigo": Tarea.INNECESARIA}
    operaciones.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente, escrito=dado)
    return tarea


def _se_puede_dejar(tarea: Tarea, actor: Actor) -> bool:
    return tarea.abierta and any(una.codigo == NO_HACE_FALTA for una in tipo_de(tarea.tipo).acciones(tarea, actor))


def _descartar_propuesta_de_desistimiento(expediente_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    expediente = bloquear(expediente_id)
    for terminacion in expediente.terminaciones.filter(clase="desistido", estado="propuesta", cerrada_el=None):
        operaciones.cambiar_terminacion(terminacion, "descartada", actor=actor, reloj=reloj)


@accion("tarea.creada", permiso=TRAMITAR, norma="LPACAP art. 71")
def crear_tarea_libre(
    *,
    actor: Actor,
    expediente_id: UUID,
    nombre: str,
    reloj: Reloj,
    unidad_id: UUID | None = None,
    vence: date | None = None,
) -> Tarea:
    """Ask the own unit or another for something in a case; that unit sees it while the task is open.

    Who: who carries the case. Writes: Tarea. Emits: tarea.creada. Raises NoEncontrado, NoPermitido, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    operaciones.exigir(expediente, "libre")
    problemas = []
    if not nombre.strip():
        problemas.append(Problema("nombre", _("Escriba qué hay que hacer.")))
    if unidad_id is not None and unidad_id not in unidades_con_personal(en=hoy(reloj), permiso=TRAMITAR):
        problemas.append(Problema("unidad", _("En esa unidad nadie puede hacer tareas hoy. Elija otra.")))
    if vence is not None and vence < hoy(reloj):
        problemas.append(Problema("vence", _("Ese día ya pasó. Escriba hoy u otro posterior.")))
    if problemas:
        raise DatosIncorrectos(_("La tarea no se ha pedido."), problemas=problemas)
    return operaciones.crear(
        expediente,
        operaciones.TareaNueva(
            codigo="libre",
            tipo="libre",
            nombre=nombre.strip()[:200],
            fase=expediente.fase,
            unidad_id=unidad_id or expediente.unidad_id,
            vence=vence,
        ),
        actor=actor,
        reloj=reloj,
    )
