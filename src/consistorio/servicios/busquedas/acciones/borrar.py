"""Keeping a search no more."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.busquedas.eventos import BusquedaBorrada
from consistorio.servicios.busquedas.models import BusquedaGuardada
from consistorio.servicios.busquedas.permisos import RETIRAR_BUSQUEDAS
from consistorio.tramitacion.expedientes.permisos import VER


@accion("busqueda.borrada", permiso=VER, norma="RGPD art. 5.1.e")
def borrar(*, actor: Actor, busqueda_id: UUID, reloj: Reloj) -> None:
    """Delete a search, also for the unit that used it.

    Who: whoever keeps it, and nobody else. Writes: BusquedaGuardada (deletes it). Emits: busqueda.borrada. Raises NoEncontrado.
    """
    suya = BusquedaGuardada.objects.filter(id=busqueda_id, empleado_id=actor.id).first()
    if suya is None:
        raise NoEncontrado(_("No encontramos esa búsqueda entre las que usted guarda."))
    _borrar(suya, actor=actor, reloj=reloj)


@accion("busqueda.borrada", permiso=RETIRAR_BUSQUEDAS, norma="RGPD art. 5.1.e")
def retirar(*, actor: Actor, busqueda_id: UUID, reloj: Reloj) -> None:
    """Delete one of who does not work here any more. Who: the sweep. Writes and emits: as `borrar`. Again, nothing happens."""
    de_otro = BusquedaGuardada.objects.filter(id=busqueda_id).first()
    if de_otro is not None:
        _borrar(de_otro, actor=actor, reloj=reloj)


def _borrar(busqueda: BusquedaGuardada, *, actor: Actor, reloj: Reloj) -> None:
    hecho = BusquedaBorrada(busqueda.id, busqueda.empleado_id)
    busqueda.delete()
    anotar(f"empleado:{hecho.empleado_id}", hecho, actor=actor, reloj=reloj)
