"""Keeping how a list is looked at: its filters by a name, and with which a list opens."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.busquedas.consultas import vistas_para
from consistorio.servicios.busquedas.eventos import SeEligioPrimera, SeGuardoVista, VistaBorrada, VistaRenombrada
from consistorio.servicios.busquedas.models import MAXIMO_NOMBRE, MAXIMO_TEXTO, VistaGuardada, VistaPrimera
from consistorio.servicios.busquedas.permisos import RETIRAR_BUSQUEDAS
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.seguimiento import cadena_de

MAXIMO_DE_VISTAS = 30  # of one list
MAXIMO_DE_FILTROS = 12


@accion("vista.guardada", permiso=VER, norma="LPACAP arts. 20.1 y 71.1; RGPD art. 5.1.c")
def guardar_vista(
    *, actor: Actor, lista: str, nombre: str, filtros: Mapping[str, str], unidad_id: UUID | None = None, reloj: Reloj
) -> VistaGuardada:
    """Keep the filters of a list by a name; the view of that list that had it before gives way. `unidad_id`: a unit of theirs whose people may use it too.

    Who: staff who may look for cases. Writes: VistaGuardada. Emits: vista.guardada. Raises NoPermitido, DatosIncorrectos (every problem), Conflicto (they keep as
    many as one may).
    """
    _exigir_personal(actor)
    nombre = " ".join(nombre.split())
    puestos = {campo: valor.strip() for campo, valor in filtros.items() if valor.strip()}
    problemas = _problemas_del_nombre(nombre)
    if not puestos or len(puestos) > MAXIMO_DE_FILTROS:
        problemas.append(Problema("filtros", _("Ponga antes algún filtro en la lista.")))
    if any(len(valor) > MAXIMO_TEXTO for valor in puestos.values()):
        problemas.append(Problema("filtros", _("Un filtro es demasiado largo: acórtelo en la lista.")))
    if unidad_id is not None and unidad_id not in actor.unidades:
        problemas.append(Problema("unidad", _("Elija una de sus unidades.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha guardado la vista."), problemas=problemas)
    suyas = VistaGuardada.objects.filter(empleado_id=actor.id, lista=lista)
    if suyas.exclude(nombre=nombre).count() >= MAXIMO_DE_VISTAS:
        raise Conflicto(
            _("Ya guarda %(n)d vistas de esta lista, que es lo más que se puede.") % {"n": MAXIMO_DE_VISTAS},
            que_hacer=_("Borre alguna desde «Organizar vistas»."),
        )
    vista, _nueva = VistaGuardada.objects.update_or_create(
        empleado_id=actor.id,
        lista=lista,
        nombre=nombre,
        defaults={"filtros": puestos, "unidad_id": unidad_id, "guardada_el": reloj.ahora()},
    )
    anotar(cadena_de(actor), SeGuardoVista(vista.id, actor.id, lista, unidad_id), actor=actor, reloj=reloj)
    return vista


@accion("vista.renombrada", permiso=VER, norma="LPACAP art. 71.1; RGPD art. 5.1.d")
def renombrar_vista(*, actor: Actor, vista_id: UUID, nombre: str, reloj: Reloj) -> VistaGuardada:
    """Call a view otherwise.

    Who: whoever keeps it, and nobody else. Writes: VistaGuardada. Emits: vista.renombrada. Raises NoEncontrado, DatosIncorrectos (also: another of that list has
    that name).
    """
    suya = _propia(actor, vista_id)
    nombre = " ".join(nombre.split())
    problemas = _problemas_del_nombre(nombre)
    otras = VistaGuardada.objects.filter(empleado_id=actor.id, lista=suya.lista, nombre=nombre).exclude(id=suya.id)
    if otras.exists():
        problemas.append(Problema("nombre", _("Otra de sus vistas de esta lista se llama así. Escriba otro nombre.")))
    if problemas:
        raise DatosIncorrectos(_("No se ha cambiado el nombre."), problemas=problemas)
    suya.nombre = nombre
    suya.save(update_fields=["nombre"])
    anotar(cadena_de(actor), VistaRenombrada(suya.id, actor.id), actor=actor, reloj=reloj)
    return suya


@accion("vista.primera", permiso=VER, norma="LPACAP art. 71.1")
def elegir_primera(*, actor: Actor, lista: str, vista_id: UUID | None, reloj: Reloj) -> None:
    """Say with which view, own or of a unit of theirs, a list opens for them; None: with no filter.

    Who: staff who may look for cases, for themselves. Writes: VistaPrimera. Emits: vista.primera. Raises NoPermitido, NoEncontrado.
    """
    _exigir_personal(actor)
    if vista_id is None:
        VistaPrimera.objects.filter(empleado_id=actor.id, lista=lista).delete()
    else:
        if not vistas_para(actor).filter(id=vista_id, lista=lista).exists():
            raise NoEncontrado(_("No encontramos esa vista."))
        VistaPrimera.objects.update_or_create(empleado_id=actor.id, lista=lista, defaults={"vista_id": vista_id})
    anotar(cadena_de(actor), SeEligioPrimera(actor.id, lista, vista_id), actor=actor, reloj=reloj)


@accion("vista.borrada", permiso=VER, norma="RGPD art. 5.1.e")
def borrar_vista(*, actor: Actor, vista_id: UUID, reloj: Reloj) -> None:
    """Delete a view, also for the unit that used it and for whom it opened first.

    Who: whoever keeps it, and nobody else. Writes: VistaGuardada, VistaPrimera (deletes them). Emits: vista.borrada. Raises NoEncontrado.
    """
    _borrar(_propia(actor, vista_id), actor=actor, reloj=reloj)


@accion("vista.borrada", permiso=RETIRAR_BUSQUEDAS, norma="RGPD art. 5.1.e")
def retirar_vista(*, actor: Actor, vista_id: UUID, reloj: Reloj) -> None:
    """Delete one of who does not work here any more. Who: the sweep. Writes and emits: as `borrar_vista`. Again, nothing happens."""
    de_otro = VistaGuardada.objects.filter(id=vista_id).first()
    if de_otro is not None:
        _borrar(de_otro, actor=actor, reloj=reloj)


@accion("vista.primera", permiso=RETIRAR_BUSQUEDAS, norma="RGPD art. 5.1.e")
def retirar_primera(*, actor: Actor, primera_id: UUID, reloj: Reloj) -> None:
    """Forget with which view a list opened for who does not work here any more. Who: the sweep. Writes: VistaPrimera. Emits: vista.primera. Again, nothing happens."""
    suya = VistaPrimera.objects.select_for_update().filter(id=primera_id).first()
    if suya is not None:
        hecho = SeEligioPrimera(suya.empleado_id, suya.lista, None)
        suya.delete()
        anotar(f"empleado:{hecho.empleado_id}", hecho, actor=actor, reloj=reloj)


def _borrar(vista: VistaGuardada, *, actor: Actor, reloj: Reloj) -> None:
    hecho = VistaBorrada(vista.id, vista.empleado_id)
    vista.delete()
    anotar(f"empleado:{hecho.empleado_id}", hecho, actor=actor, reloj=reloj)


def _exigir_personal(actor: Actor) -> None:
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Las vistas las guarda el personal."))


def _propia(actor: Actor, vista_id: UUID) -> VistaGuardada:
    suya = VistaGuardada.objects.select_for_update().filter(id=vista_id, empleado_id=actor.id).first()
    if suya is None:
        raise NoEncontrado(_("No encontramos esa vista entre las que usted guarda."))
    return suya


def _problemas_del_nombre(nombre: str) -> list[Problema]:
    if not nombre:
        return [Problema("nombre", _("Escriba un nombre para encontrarla después."))]
    return [Problema("nombre", _("Escriba un nombre más corto."))] if len(nombre) > MAXIMO_NOMBRE else []
