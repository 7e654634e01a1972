"""The acts of an abstention or a challenge: each signed by who says it or decides it (LRJSP 23-24)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad, Tarea
from consistorio.tramitacion.motor.operaciones import imparcialidad
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, a_todos, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import INFORMA, INICIA_PLAZO, Comunicacion
from consistorio.tramitacion.motor.operaciones.flujo import exigir
from consistorio.tramitacion.motor.operaciones.plazos import levantar


class ActoAbstencion(ClaseActo):
    """Somebody says that they must abstain, and why (23.1). It is about a person of the staff: the parties read the decision."""

    codigo = "abstencion"
    nombre = gettext_lazy("Abstención")
    accion = "abstenerse"
    origen = "abstencion"
    visible = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """They are set apart, and their superior has to decide."""
        exigir(expediente, "libre")
        imparcialidad.abstenerse(
            expediente,
            empleado_id=acto.dictado_por,
            causas=acto.datos["causas"],
            hechos=acto.datos["hechos"],
            documento_id=acto.documento_id,
            actor=actor,
            reloj=reloj,
        )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)


class ActoContestacion(ClaseActo):
    """The challenged person says whether the cause is there (24.3)."""

    codigo = "recusacion_contestada"
    nombre = gettext_lazy("Contestación a una recusación")
    accion = "contestar_recusacion"
    origen = "recusacion"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Their superior has three days."""
        cuestion = _pendiente(acto, expediente)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="contestada")
        imparcialidad.contestada(
            cuestion,
            expediente,
            reconoce=acto.datos["reconoce"],
            documento_id=acto.documento_id,
            actor=actor,
            reloj=reloj,
        )


class ActoDecision(ClaseActo):
    """Their superior decides (23.1, 24.3, 24.4): no appeal of its own (24.5)."""

    codigo = "imparcialidad"
    nombre = gettext_lazy("Decisión sobre una abstención o recusación")
    accion = "decidir_imparcialidad"
    origen = "imparcialidad"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The person is replaced in the case, or may intervene again; the parties are told."""
        cuestion = _pendiente(acto, expediente)
        sustituto = acto.datos["sustituto"]
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="estimada" if sustituto else "desestimada")
        imparcialidad.resolver(
            cuestion,
            expediente,
            estimada=acto.datos["estima"],
            sustituto_id=UUID(sustituto) if sustituto else None,
            acuerdo=acto.datos["acuerdo"],
            documento_id=acto.documento_id,
            decidida_por=acto.dictado_por,
            actor=actor,
            reloj=reloj,
        )
        recusada = cuestion.clase == CuestionImparcialidad.Clase.RECUSACION
        asunto = _("Decisión sobre su recusación") if recusada else _("Cambia quien interviene en su expediente")
        if recusada or cuestion.estimada:
            comunicacion = Comunicacion(
                acto.documento_id, asunto, f"imparcialidad:{cuestion.id}", INICIA_PLAZO if recusada else INFORMA
            )
            a_todos(expediente, comunicacion, actor=actor, reloj=reloj)


class ActoSustitucion(ClaseActo):
    """Another person stands in for who keeps away from the case (13.1): signed by who decides whether they do."""

    codigo = "sustitucion"
    nombre = gettext_lazy("Cambio de quien sustituye a una persona")
    accion = "cambiar_sustituto"
    origen = "imparcialidad"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The work of the one before passes to them, and the parties are told. Not when who kept away has come back meanwhile."""
        suyo = Apartamiento.objects.filter(id=acto.datos["apartamiento"], hasta=None, provisional=False)
        apartamiento = suyo.select_for_update(of=("self",)).first()
        if apartamiento is None:
            raise FaseIncompatible(_("La persona a la que se sustituía vuelve a intervenir en este expediente."))
        sustituto = UUID(acto.datos["sustituto"])
        imparcialidad.cambiar_sustituto(apartamiento, expediente, sustituto_id=sustituto, actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
        comunicacion = Comunicacion(
            acto.documento_id, _("Cambia quien interviene en su expediente"), f"sustitucion:{acto.id}", INFORMA
        )
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)


class ActoSinCurso(ClaseActo):
    """A challenge is passed on to nobody, and why (24.1, 24.2): signed by who handles the case."""

    codigo = imparcialidad.SIN_CURSO
    nombre = gettext_lazy("Decisión de no dar curso a una recusación")
    accion = "no_dar_curso_a_recusacion"
    origen = "recusacion"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The paper is closed, the term goes on and the parties are told. Not when who kept away has come back meanwhile."""
        cierra = str(acto.datos["apartamiento"])
        if cierra and not Apartamiento.objects.filter(id=cierra, hasta=None, provisional=False).exists():
            raise FaseIncompatible(
                _("La persona recusada vuelve a intervenir en este expediente: dé curso al escrito.")
            )
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj, codigo="sin_curso")
        aportacion = UUID(str(tarea.datos["aportacion"]))
        levantar(expediente, referencia=aportacion, hasta=hoy(reloj), actor=actor, reloj=reloj)
        comunicacion = Comunicacion(acto.documento_id, _("No damos curso a una recusación"), f"sin_curso:{acto.id}")
        a_todos(expediente, comunicacion, actor=actor, reloj=reloj)


def _pendiente(acto: ActoTramite, expediente: Expediente) -> CuestionImparcialidad:
    cuestion = CuestionImparcialidad.objects.select_for_update(of=("self",)).get(
        id=UUID(acto.datos["cuestion"]), expediente=expediente
    )
    if cuestion.resuelta_el is not None:
        raise FaseIncompatible(_("Ya se ha decidido sobre esta abstención o recusación."))
    return cuestion
