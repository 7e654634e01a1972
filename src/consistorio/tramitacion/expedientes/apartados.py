"""Who may not intervene in a case, from when they abstain or are challenged until it is decided, and for good if it is upheld (LRJSP 23-24).

The caller holds the case's row lock.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.eventos import PersonaApartada, PersonaRepuesta, PersonaSustituida
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.expedientes.operaciones import dar_acceso, retirar_acceso
from consistorio.tramitacion.expedientes.permisos import VER

# Being set apart takes away the acts, not the look: the case goes on being of their unit
PARA_MIRAR = frozenset({VER})


def apartamiento_de(expediente_id: UUID, empleado_id: UUID) -> Apartamiento | None:
    """By what somebody may not intervene in a case today, if so."""
    return Apartamiento.objects.filter(expediente_id=expediente_id, empleado_id=empleado_id, hasta=None).first()


def apartamientos_en(expediente_id: UUID) -> list[Apartamiento]:
    """By what each one may not intervene in a case today, in the order in which they were set apart."""
    filas = Apartamiento.objects.filter(expediente_id=expediente_id, hasta=None).select_related("empleado__persona")
    return list(filas.order_by("id"))


def casos_sin_intervenir(empleado_id: UUID) -> frozenset[UUID]:
    """The cases in which somebody may not intervene today: few of all that they see."""
    suyos = Apartamiento.objects.filter(empleado_id=empleado_id, hasta=None)
    return frozenset(suyos.values_list("expediente_id", flat=True))


def por_que_no_interviene(expediente_id: UUID, actor: Actor) -> str:
    """Why the actor may not intervene in a case, in words; "" when they may."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return ""
    return por_que_no(apartamiento_de(expediente_id, actor.id))


def por_que_no(apartamiento: Apartamiento | None) -> str:
    """The same of who is set apart by that, if by anything."""
    if apartamiento is None:
        return ""
    if apartamiento.provisional:
        return _("Usted no puede intervenir en este expediente mientras se decide sobre su abstención o recusación.")
    return _("Usted no interviene en este expediente: %(n)s.") % {"n": apartamiento.norma}


def exigir_que_interviene(expediente_id: UUID, actor: Actor) -> None:
    """Assert that the actor was not set apart from a case. Raises NoPermitido."""
    porque = por_que_no_interviene(expediente_id, actor)
    if porque:
        raise NoPermitido(porque, que_hacer=_("Puede leerlo (artículos 23 y 24 de la Ley 40/2015)."))


def apartar(expediente: Expediente, *, empleado_id: UUID, referencia: UUID, actor: Actor, reloj: Reloj) -> Apartamiento:
    """Somebody abstains or is challenged: they do nothing in the case until it is decided. `referencia`: the question about them.

    Writes: Apartamiento. Emits: expediente.persona.apartada. Raises Conflicto (they are apart already).
    """
    exigir_transaccion()
    if apartamiento_de(expediente.id, empleado_id) is not None:
        raise Conflicto(_("Esa persona ya no puede intervenir en este expediente: se abstuvo o la recusaron antes."))
    apartamiento = Apartamiento.objects.create(
        expediente=expediente, empleado_id=empleado_id, referencia=referencia, desde=reloj.ahora()
    )
    hecho = PersonaApartada(expediente.id, apartamiento.id, empleado_id, referencia)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return apartamiento


def sustituir(
    apartamiento: Apartamiento, expediente: Expediente, *, sustituto_id: UUID, norma: str, actor: Actor, reloj: Reloj
) -> None:
    """Its cause is taken as good: they are apart for good, and somebody stands in for them, who carries the case while it lasts.

    `norma`: by which decision, as it is written under what the substitute signs. Writes: Apartamiento, PermisoExpediente. Emits:
    expediente.persona.sustituida.
    """
    exigir_transaccion()
    apartamiento.provisional, apartamiento.sustituto_id, apartamiento.norma = False, sustituto_id, norma[:200]
    apartamiento.save(update_fields=["provisional", "sustituto", "norma"])
    dar_acceso(
        expediente.id,
        referencia=apartamiento.id,
        causa="sustitucion",
        momento=reloj.ahora(),
        empleado_id=sustituto_id,
    )
    hecho = PersonaSustituida(expediente.id, apartamiento.id, apartamiento.empleado_id, sustituto_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)


def reponer(apartamiento: Apartamiento, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """It was not upheld, or there is nothing left to decide: they may intervene again. Writes: Apartamiento, PermisoExpediente. Emits:
    expediente.persona.repuesta."""
    exigir_transaccion()
    apartamiento.hasta = reloj.ahora()
    apartamiento.save(update_fields=["hasta"])
    retirar_acceso(referencia=apartamiento.id, momento=apartamiento.hasta)
    hecho = PersonaRepuesta(expediente.id, apartamiento.id, apartamiento.empleado_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
