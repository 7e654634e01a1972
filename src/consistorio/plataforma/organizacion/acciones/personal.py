"""Employees, the posts that they hold, and their absences."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion import operaciones
from consistorio.plataforma.organizacion.acciones.estructura import ADMINISTRAR
from consistorio.plataforma.organizacion.eventos import CADENA, AusenciaAnotada, AusenciaAnulada, PuestoCesado
from consistorio.plataforma.organizacion.models import Ausencia, Empleado, Ocupacion, Puesto


@accion("organizacion.puesto.ocupado", permiso=ADMINISTRAR, norma="EBEP arts. 62 y 78; ROF art. 41.2")
def ocupar(
    *,
    actor: Actor,
    empleado_id: UUID,
    puesto_id: UUID,
    desde: date,
    hasta: date | None = None,
    norma: str = "",
    reloj: Reloj,
) -> Ocupacion:
    """Somebody holds a post from a day. Raises NoEncontrado, Conflicto (somebody already does)."""
    return operaciones.ocupar(
        empleado=_empleado(empleado_id),
        puesto=puesto_de(puesto_id),
        desde=desde,
        hasta=hasta,
        norma=norma,
        actor=actor,
        reloj=reloj,
    )


@accion("organizacion.puesto.cesado", permiso=ADMINISTRAR, norma="EBEP art. 63")
def cesar(*, actor: Actor, ocupacion_id: UUID, hasta: date, reloj: Reloj) -> Ocupacion:
    """Give an occupation its last day. Raises NoEncontrado, DatosIncorrectos (before it began)."""
    ocupacion = Ocupacion.objects.select_for_update(of=("self",)).filter(id=ocupacion_id).first()
    if ocupacion is None:
        raise NoEncontrado(_("No encontramos esa ocupación."))
    if hasta < ocupacion.desde:
        mensaje = _("El cese no puede ser anterior al nombramiento.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("hasta", mensaje)])
    ocupacion.hasta = hasta
    ocupacion.save(update_fields=["hasta"])
    anotar(CADENA, PuestoCesado(ocupacion.id, hasta), actor=actor, reloj=reloj)
    return ocupacion


@accion("organizacion.ausencia.anotada", permiso="personal.cuenta", norma="LRJSP art. 13; EBEP arts. 48-50")
def anotar_ausencia(
    *, actor: Actor, empleado_id: UUID, desde: date, hasta: date, motivo: str, reloj: Reloj
) -> Ausencia:
    """Say that one will be away, or that another is. Who: oneself, or administrators of the organisation.

    Raises NoEncontrado (also for others without permission), DatosIncorrectos, Conflicto (overlap).
    """
    if empleado_id != actor.id and not actor.puede(ADMINISTRAR):
        raise NoEncontrado(_("No encontramos a esa persona."))
    problemas = []
    if hasta < desde:
        problemas.append(Problema("hasta", _("La fecha final debe ser igual o posterior a la inicial.")))
    if motivo not in Ausencia.Motivo.values:
        problemas.append(Problema("motivo", _("Elija el motivo de la ausencia.")))
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la ausencia."), problemas=problemas)
    with operaciones.sin_chocar(_("Ya hay una ausencia anotada en esas fechas.")):
        ausencia = Ausencia.objects.create(empleado=_empleado(empleado_id), desde=desde, hasta=hasta, motivo=motivo)
    hecho = AusenciaAnotada(ausencia.id, empleado_id, desde, hasta)
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return ausencia


@accion("organizacion.ausencia.anulada", permiso="personal.cuenta", norma="EBEP arts. 48-50")
def anular_ausencia(*, actor: Actor, ausencia_id: UUID, reloj: Reloj) -> Ausencia:
    """Take back an absence. Who: oneself, or administrators. Raises NoEncontrado, Conflicto (already taken back)."""
    ausencia = Ausencia.objects.select_for_update(of=("self",)).filter(id=ausencia_id).first()
    if ausencia is None or (ausencia.empleado_id != actor.id and not actor.puede(ADMINISTRAR)):
        raise NoEncontrado(_("No encontramos esa ausencia."))
    if ausencia.anulada:
        raise Conflicto(_("Esa ausencia ya estaba anulada."))
    ausencia.anulada = True
    ausencia.save(update_fields=["anulada"])
    anotar(CADENA, AusenciaAnulada(ausencia.id), actor=actor, reloj=reloj)
    return ausencia


def puesto_de(puesto_id: UUID) -> Puesto:
    """An active post by id. Raises NoEncontrado."""
    puesto = Puesto.objects.filter(id=puesto_id, activo=True).first()
    if puesto is None:
        raise NoEncontrado(_("No encontramos ese puesto."))
    return puesto


def _empleado(empleado_id: UUID) -> Empleado:
    empleado = Empleado.objects.select_related("persona").filter(id=empleado_id).first()
    if empleado is None:
        raise NoEncontrado(_("No encontramos a esa persona."))
    return empleado
