"""The narrow doors to a case. Every passage is noted in the access log, and every refusal too."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes.apartados import PARA_MIRAR, apartamiento_de, exigir_que_interviene
from consistorio.tramitacion.expedientes.busqueda import personas_visibles
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente
from consistorio.tramitacion.expedientes.permisos import VER_TODOS
from consistorio.tramitacion.expedientes.visibilidad import FIRMA, visibles_para

# Why somebody of another unit sees a case without carrying it (`PermisoExpediente.causa`)
LECTURA = "lectura:revision"
DE_AYUDA = ("tarea:informe", "tarea:libre", "tarea:pago", "tarea:fiscalizacion", "imparcialidad", LECTURA)


def expediente_para(actor: Actor, expediente_id: UUID, permiso: str, *, bloquear: bool = False) -> Expediente:
    """The case, for an actor who may see it and holds `permiso`. `bloquear` locks its row until the transaction ends.

    Who abstained or was challenged only looks (LRJSP 23-24).

    Raises NoEncontrado (it does not exist or may not be known), NoPermitido (it may be seen, not this; set apart from it).
    """
    consulta = visibles_para(actor).select_related("version__procedimiento", "unidad").filter(id=expediente_id)
    expediente = _con_cerrojo(consulta) if bloquear else consulta.first()
    if expediente is None:
        registrar_acceso(
            actor,
            que="expediente",
            objeto_id=expediente_id,
            motivo=permiso,
            expediente_id=expediente_id,
            permitido=False,
        )
        raise NoEncontrado(
            _("No encontramos ese expediente."),
            que_hacer=_("Compruebe el número. Si es de otra unidad, pídale que le dé acceso."),
        )
    permitido = actor.puede(permiso)
    registrar_acceso(
        actor,
        que="expediente",
        objeto_id=expediente_id,
        motivo=permiso,
        expediente_id=expediente_id,
        permitido=permitido,
    )
    if not permitido:
        raise NoPermitido(_("Puede ver este expediente, pero no hacer esto en él."))
    if permiso not in PARA_MIRAR:
        exigir_que_interviene(expediente_id, actor)
    return expediente


def expediente_que_lleva(actor: Actor, expediente_id: UUID, permiso: str) -> Expediente:
    """The case, its row locked, for who carries it: the acts that move the procedure, or change who is in it, are of its unit.

    Raises NoEncontrado, NoPermitido (also who only helps with it: see `lo_lleva`).
    """
    expediente = expediente_para(actor, expediente_id, permiso, bloquear=True)
    if not lo_lleva(actor, expediente):
        raise NoPermitido(
            _("Este expediente lo lleva %(u)s: usted solo hace en él lo que le ha pedido.")
            % {"u": expediente.unidad.nombre},
            que_hacer=_("Si hace falta otra cosa, pídala a esa unidad."),
        )
    return expediente


def lo_lleva(actor: Actor, expediente: Expediente, *, interviene: bool = False) -> bool:
    """Whether the case is of one of the actor's units, they answer for those of all (Secretaría), or a task of theirs is more than
    help asked of another unit: a report, an errand, a signature. Who was set apart from it carries nothing. System processes do what they
    are allowed to do. `interviene`: it is known already that they were not set apart.
    """
    if actor.clase is ClaseActor.SISTEMA:
        return True
    if not interviene and actor.clase is ClaseActor.EMPLEADO and apartamiento_de(expediente.id, actor.id) is not None:
        return False
    if expediente.unidad_id in actor.unidades or actor.puede(VER_TODOS):
        return True
    suyos = Q(unidad_id__in=actor.unidades) | Q(empleado_id=actor.id)
    permisos = PermisoExpediente.objects.filter(suyos, expediente=expediente, hasta=None)
    return permisos.exclude(causa__in=DE_AYUDA).exclude(causa__startswith=FIRMA).exists()


def parte_para(actor: Actor, persona_id: UUID, *, motivo: str) -> Persona:
    """Somebody who is a party today in a case that the actor may see. Raises NoEncontrado, the same for who is not there and who may not be known."""
    hallada = personas_visibles(actor).filter(id=persona_id).first()
    registrar_acceso(actor, que="persona", objeto_id=persona_id, motivo=motivo, permitido=hallada is not None)
    if hallada is None:
        raise NoEncontrado(_("No encontramos a esa persona en los expedientes que puede ver."))
    return hallada


def bloquear(expediente_id: UUID) -> Expediente:
    """The case with its row locked, for operations of jobs and subscriptions that already stand behind a door.

    Raises NoEncontrado.
    """
    suyo = Expediente.objects.select_related("version__procedimiento", "unidad").filter(id=expediente_id)
    expediente = _con_cerrojo(suyo)
    if expediente is None:
        raise NoEncontrado(_("No encontramos ese expediente."))
    return expediente


def bloquear_juntos(actor: Actor, *ids: UUID) -> None:
    """Lock the cases among these that the actor may see, the newest first, before passing the door of each: two who relate the same ones, each
    from its side, wait for each other in turn. The newest first is how who reviews what an older case decided comes to it."""
    a_la_vista = list(visibles_para(actor).filter(id__in=ids).values_list("id", flat=True))
    filas = Expediente.objects.filter(id__in=a_la_vista).select_for_update(of=("self",)).order_by("-id")
    list(filas.values_list("id"))


def _con_cerrojo(consulta: QuerySet[Expediente]) -> Expediente | None:
    """The case of that query, its row locked. It is asked again when there is none: who waited while the case passed to another unit has
    the new row beside the old unit, which is nothing."""
    filas = consulta.select_for_update(of=("self",))
    return filas.first() or filas.first()
