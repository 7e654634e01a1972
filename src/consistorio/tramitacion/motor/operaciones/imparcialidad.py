"""Who must keep away from a case: raised, answered and decided (LRJSP 23-24; LPACAP 22.2.c, 74)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.plataforma.organizacion.mando import superior_de
from consistorio.tramitacion.expedientes.apartados import apartamiento_de, apartar, reponer, sustituir
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso, retirar_acceso
from consistorio.tramitacion.motor.eventos_imparcialidad import (
    AbstencionComunicada,
    ImparcialidadResuelta,
    RecusacionContestada,
    RecusacionTramitada,
)
from consistorio.tramitacion.motor.models import CuestionImparcialidad
from consistorio.tramitacion.motor.operaciones.plazos import levantar, suspender
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, asignar, cancelar, crear
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD
from consistorio.tramitacion.motor.reglas import CAUSA_RECUSACION, contar
from consistorio.tramitacion.motor.valores_legales import valor

CONTESTAR = "recusacion_contestar"
DECISION = "imparcialidad"
SIN_CURSO = "recusacion_sin_curso"
SECRETARIA = "secretaria"
SUSTITUCION = "sustitucion"


@dato
class Decisor:
    """Who decides whether somebody must keep away: their superior or, when nobody is above them, the Pleno, of whose agreement the
    Secretaría leaves record."""

    firmante: Firmante
    por_el_pleno: bool


def quien_decide(expediente: Expediente, empleado_id: UUID, *, en: date) -> Decisor:
    """Who decides about somebody in a case; who is set apart from it themselves does not. Raises DatosIncorrectos (nobody can)."""
    apartados = tuple(
        Apartamiento.objects.filter(expediente=expediente, hasta=None).values_list("empleado_id", flat=True)
    )
    superior = superior_de(empleado_id, permiso=DECIDIR_IMPARCIALIDAD, en=en, salvo=apartados)
    if superior is not None:
        return Decisor(superior, por_el_pleno=False)
    secretaria = titular_de(puesto_de_organo(SECRETARIA), en=en)
    if secretaria.empleado.id in (empleado_id, *apartados):
        raise DatosIncorrectos(
            _("Hoy nadie puede decidir si esa persona debe dejar de intervenir."),
            que_hacer=_("Designe antes una suplencia de la Secretaría, o de quien dirige su unidad."),
        )
    return Decisor(secretaria, por_el_pleno=True)


def promovida(expediente: Expediente, *, referencia: UUID, desde: date, actor: Actor, reloj: Reloj) -> None:
    """A party challenged somebody: the term stands still from that day until it is decided (LPACAP 22.2.c).

    `referencia`: their paper. Writes: Suspension, Plazo. Emits: motor.plazo.recalculado.
    """
    suspender(expediente, causa=CAUSA_RECUSACION, referencia=referencia, desde=desde, actor=actor, reloj=reloj)


def abstenerse(
    expediente: Expediente,
    *,
    empleado_id: UUID,
    causas: Sequence[str],
    hechos: str,
    documento_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> CuestionImparcialidad:
    """Somebody signed that they must abstain: they do nothing in the case until their superior decides (LRJSP 23.1).

    Writes: CuestionImparcialidad, Apartamiento, Tarea. Emits: motor.abstencion.comunicada. Raises Conflicto, DatosIncorrectos.
    """
    cuestion = _plantear(
        CuestionImparcialidad(
            expediente=expediente,
            clase=CuestionImparcialidad.Clase.ABSTENCION,
            empleado_id=empleado_id,
            causas=list(causas),
            hechos=hechos,
            documento_id=documento_id,
            planteada_el=reloj.ahora(),
        ),
        expediente,
        vence=None,
        actor=actor,
        reloj=reloj,
    )
    hecho = AbstencionComunicada(expediente.id, cuestion.id, empleado_id, documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return cuestion


def recusar(
    expediente: Expediente,
    *,
    empleado_id: UUID,
    causas: Sequence[str],
    hechos: str,
    documento_id: UUID,
    referencia: UUID,
    actor: Actor,
    reloj: Reloj,
) -> CuestionImparcialidad:
    """Somebody is challenged: they do nothing in the case until it is decided, but to answer it the next day (LRJSP 24.3).

    Writes: CuestionImparcialidad, Apartamiento, Tarea. Emits: motor.recusacion.tramitada. Raises Conflicto, DatosIncorrectos.
    """
    exigir_transaccion()
    dia = hoy(reloj)
    hasta = _dias_despues(valor("recusacion.dias_contestar", en=dia), dia)
    cuestion = _plantear(
        CuestionImparcialidad(
            expediente=expediente,
            clase=CuestionImparcialidad.Clase.RECUSACION,
            empleado_id=empleado_id,
            causas=list(causas),
            hechos=hechos,
            documento_id=documento_id,
            referencia=referencia,
            planteada_el=reloj.ahora(),
            contestar_hasta=hasta,
        ),
        expediente,
        vence=_dias_despues(valor("recusacion.dias_resolver", en=dia), hasta),
        actor=actor,
        reloj=reloj,
    )
    contestar = crear(
        expediente,
        TareaNueva(
            codigo=CONTESTAR,
            tipo="recusacion",
            nombre=_("Decir si hay causa de recusación"),
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            vence=hasta,
            datos={"cuestion": str(cuestion.id)},
        ),
        actor=actor,
        reloj=reloj,
    )
    contestar.expediente = expediente
    asignar(contestar, empleado_id=empleado_id, motivo="recusacion", actor=actor, reloj=reloj)
    hecho = RecusacionTramitada(expediente.id, cuestion.id, empleado_id, referencia, hasta)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return cuestion


def contestada(
    cuestion: CuestionImparcialidad,
    expediente: Expediente,
    *,
    reconoce: bool,
    documento_id: UUID,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The challenged person answered: their superior has three days more (LRJSP 24.3-4).

    Writes: CuestionImparcialidad, Tarea. Emits: motor.recusacion.contestada.
    """
    exigir_transaccion()
    cuestion.reconoce, cuestion.contestada_el = reconoce, reloj.ahora()
    cuestion.save(update_fields=["reconoce", "contestada_el"])
    dia = hoy(reloj)
    expediente.tareas.filter(id=cuestion.tarea_id, cerrada_el=None).update(
        vence=_dias_despues(valor("recusacion.dias_resolver", en=dia), dia)
    )
    hecho = RecusacionContestada(expediente.id, cuestion.id, documento_id, reconoce)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def resolver(
    cuestion: CuestionImparcialidad,
    expediente: Expediente,
    *,
    estimada: bool,
    sustituto_id: UUID | None,
    acuerdo: str,
    documento_id: UUID,
    decidida_por: UUID,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """It is decided: the person is replaced in the case, with the work of theirs that waits in it, or may intervene again; what they did
    stays (23.4). The term goes on.

    Writes: CuestionImparcialidad, Apartamiento, Tarea, Suspension, Plazo. Emits: motor.imparcialidad.resuelta,
    expediente.persona.sustituida or expediente.persona.repuesta, tarea.asignada, tarea.cancelada, motor.plazo.recalculado.
    """
    exigir_transaccion()
    cuestion.estimada, cuestion.acuerdo = estimada, acuerdo[:200]
    cuestion.resolucion_id, cuestion.resuelta_el = documento_id, reloj.ahora()
    cuestion.save(update_fields=["estimada", "acuerdo", "resolucion", "resuelta_el"])
    hecho = ImparcialidadResuelta(expediente.id, cuestion.id, documento_id, estimada)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    for tarea in expediente.tareas.select_for_update().filter(codigo=CONTESTAR, cerrada_el=None):
        if tarea.datos.get("cuestion") == str(cuestion.id):
            tarea.expediente = expediente
            cancelar(tarea, actor=actor, reloj=reloj)
    apartamiento = apartamiento_de(expediente.id, cuestion.empleado_id)
    if apartamiento is not None and estimada and sustituto_id is not None:
        norma = _norma(cuestion, hoy(reloj))
        sustituir(apartamiento, expediente, sustituto_id=sustituto_id, norma=norma, actor=actor, reloj=reloj)
        _pasar_las_tareas(expediente, cuestion.empleado_id, sustituto_id, actor=actor, reloj=reloj)
        dar_acceso(  # who decided may have to name another
            expediente.id,
            referencia=apartamiento.id,
            causa=DECISION,
            momento=reloj.ahora(),
            empleado_id=decidida_por,
        )
    elif apartamiento is not None:
        reponer(apartamiento, expediente, actor=actor, reloj=reloj)
    if cuestion.referencia is not None:
        levantar(expediente, referencia=cuestion.referencia, hasta=hoy(reloj), actor=actor, reloj=reloj)


def cambiar_sustituto(
    apartamiento: Apartamiento, expediente: Expediente, *, sustituto_id: UUID, actor: Actor, reloj: Reloj
) -> None:
    """Another person stands in for who keeps away from the case, with the work of the one before that waits in it (LRJSP 13.1).

    Writes: Apartamiento, PermisoExpediente, Tarea. Emits: expediente.persona.sustituida, tarea.asignada.
    """
    exigir_transaccion()
    anterior = apartamiento.sustituto_id
    norma = _("por sustitución decidida el %(d)s, artículo 13.1 de la Ley 40/2015") % {"d": fecha_larga(hoy(reloj))}
    retirar_acceso(referencia=apartamiento.id, momento=reloj.ahora(), empleado_id=anterior)
    sustituir(apartamiento, expediente, sustituto_id=sustituto_id, norma=norma, actor=actor, reloj=reloj)
    if anterior is not None:
        _pasar_las_tareas(expediente, anterior, sustituto_id, actor=actor, reloj=reloj)


def _plantear(
    cuestion: CuestionImparcialidad, expediente: Expediente, *, vence: date | None, actor: Actor, reloj: Reloj
) -> CuestionImparcialidad:
    """The person is set apart, and a task of deciding waits for their superior."""
    exigir_transaccion()
    decisor = quien_decide(expediente, cuestion.empleado_id, en=hoy(reloj))
    apartar(expediente, empleado_id=cuestion.empleado_id, referencia=cuestion.id, actor=actor, reloj=reloj)
    abstencion = cuestion.clase == CuestionImparcialidad.Clase.ABSTENCION
    tarea = crear(
        expediente,
        TareaNueva(
            codigo=cuestion.clase,
            tipo=cuestion.clase,
            nombre=_("Decidir sobre una abstención") if abstencion else _("Decidir sobre una recusación"),
            fase=expediente.fase,
            unidad_id=decisor.firmante.puesto.unidad_id,
            vence=vence,
            datos={"cuestion": str(cuestion.id), "pleno": decisor.por_el_pleno},
        ),
        actor=actor,
        reloj=reloj,
    )
    tarea.expediente = expediente
    asignar(tarea, empleado_id=decisor.firmante.empleado.id, motivo="superior", actor=actor, reloj=reloj)
    cuestion.tarea = tarea
    cuestion.save(force_insert=True)
    return cuestion


def _pasar_las_tareas(
    expediente: Expediente, empleado_id: UUID, sustituto_id: UUID, *, actor: Actor, reloj: Reloj
) -> None:
    suyas = expediente.tareas.select_for_update(of=("self",)).filter(asignada_a_id=empleado_id, cerrada_el=None)
    for tarea in suyas.select_related("unidad").order_by("id"):
        tarea.expediente = expediente
        asignar(tarea, empleado_id=sustituto_id, motivo=SUSTITUCION, actor=actor, reloj=reloj)


def _norma(cuestion: CuestionImparcialidad, dia: date) -> str:
    fecha = {"d": fecha_larga(dia)}
    if cuestion.clase == CuestionImparcialidad.Clase.ABSTENCION:
        return _("por abstención aceptada el %(d)s, artículo 13.1 de la Ley 40/2015") % fecha
    return _("por recusación estimada el %(d)s, artículo 13.1 de la Ley 40/2015") % fecha


def _dias_despues(dias: int, desde: date) -> date:
    return contar(desde, Duracion(dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=desde)).vence
