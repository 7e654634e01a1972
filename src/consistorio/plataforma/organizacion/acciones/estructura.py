"""Units, posts and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion import operaciones
from consistorio.plataforma.organizacion.eventos import CADENA, UnidadCerrada
from consistorio.plataforma.organizacion.models import Puesto, Rol, Unidad

ADMINISTRAR = "organizacion.administrar"


@accion("organizacion.unidad.creada", permiso=ADMINISTRAR, norma="LRJSP art. 5.3")
def crear_unidad(*, actor: Actor, dir3: str, nombre: str, padre_id: UUID | None, desde: date, reloj: Reloj) -> Unidad:
    """A new unit. Who: administrators of the organisation. Raises DatosIncorrectos, NoEncontrado, Conflicto."""
    if not nombre.strip():
        mensaje = _("Escriba el nombre de la unidad.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("nombre", mensaje)])
    padre = _unidad(padre_id) if padre_id is not None else None
    return operaciones.crear_unidad(
        dir3=dir3, nombre=nombre.strip(), padre=padre, desde=desde, actor=actor, reloj=reloj
    )


@accion("organizacion.unidad.creada", "organizacion.unidad.cerrada", permiso=ADMINISTRAR, norma="LRJSP art. 5.3")
def reorganizar_unidad(
    *, actor: Actor, unidad_id: UUID, dir3: str, nombre: str, padre_id: UUID | None, desde: date, reloj: Reloj
) -> Unidad:
    """Close a unit the day before `desde` and open its successor, which may keep the code. Posts move to the successor.

    Raises NoEncontrado, Conflicto (other units in force hang from it).
    """
    anterior = _unidad(unidad_id)
    padre = _unidad(padre_id) if padre_id is not None else None
    _cerrar(anterior, desde - timedelta(days=1), actor=actor, reloj=reloj)
    nueva = operaciones.crear_unidad(
        dir3=dir3, nombre=nombre, padre=padre, desde=desde, sucede_a=anterior, actor=actor, reloj=reloj
    )
    Puesto.objects.filter(unidad=anterior, activo=True).update(unidad=nueva)
    return nueva


@accion("organizacion.unidad.cerrada", permiso=ADMINISTRAR, norma="LRJSP art. 5.3")
def cerrar_unidad(*, actor: Actor, unidad_id: UUID, hasta: date, reloj: Reloj) -> Unidad:
    """Give a unit its last day. Raises NoEncontrado, Conflicto (active posts, or units in force below it)."""
    unidad = _unidad(unidad_id)
    if unidad.puestos.filter(activo=True).exists():
        mensaje = _("La unidad todavía tiene puestos: páselos antes a otra unidad.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return _cerrar(unidad, hasta, actor=actor, reloj=reloj)


@accion("organizacion.rol.definido", permiso=ADMINISTRAR, norma="RD 311/2022 anexo II op.acc.4")
def definir_rol(*, actor: Actor, codigo: str, nombre: str, permisos: Sequence[str], reloj: Reloj) -> Rol:
    """Make a role or change what it may do, for everybody who holds it, at once. Raises DatosIncorrectos."""
    return operaciones.definir_rol(codigo=codigo, nombre=nombre, permisos=permisos, actor=actor, reloj=reloj)


@accion("organizacion.puesto.creado", "organizacion.puesto.roles_asignados", permiso=ADMINISTRAR, norma="EBEP art. 74")
def crear_puesto(
    *,
    actor: Actor,
    unidad_id: UUID,
    codigo: str,
    nombre: str,
    organo: str = "",
    roles: Sequence[str] = (),
    reloj: Reloj,
) -> Puesto:
    """A new post with roles (by code). Raises NoEncontrado, Conflicto."""
    return operaciones.crear_puesto(
        unidad=_unidad(unidad_id),
        codigo=codigo,
        nombre=nombre,
        organo=organo,
        roles=_roles(roles),
        actor=actor,
        reloj=reloj,
    )


@accion("organizacion.puesto.roles_asignados", permiso=ADMINISTRAR, norma="RD 311/2022 anexo II op.acc.4")
def asignar_roles(*, actor: Actor, puesto_id: UUID, roles: Sequence[str], reloj: Reloj) -> Puesto:
    """Set the roles of a post, by code. Raises NoEncontrado."""
    puesto = Puesto.objects.select_for_update().filter(id=puesto_id).first()
    if puesto is None:
        raise NoEncontrado(_("No encontramos ese puesto."))
    return operaciones.asignar_roles(puesto, _roles(roles), actor=actor, reloj=reloj)


def _unidad(unidad_id: UUID) -> Unidad:
    unidad = Unidad.objects.select_for_update(of=("self",)).filter(id=unidad_id).first()
    if unidad is None:
        raise NoEncontrado(_("No encontramos esa unidad."))
    return unidad


def _roles(codigos: Sequence[str]) -> list[Rol]:
    roles = list(Rol.objects.filter(codigo__in=codigos))
    faltan = set(codigos) - {rol.codigo for rol in roles}
    if faltan:
        raise NoEncontrado(_("No hay ningún rol «%(rol)s».") % {"rol": ", ".join(sorted(faltan))})
    return roles


def _cerrar(unidad: Unidad, hasta: date, *, actor: Actor, reloj: Reloj) -> Unidad:
    with operaciones.sin_chocar(
        _("No se puede cerrar «%(unidad)s» ese día.") % {"unidad": unidad.nombre},
        _("Compruebe que no dependen de ella otras unidades y que la fecha no es anterior a su creación."),
    ):
        unidad.hasta = hasta
        unidad.save(update_fields=["hasta"])
    anotar(CADENA, UnidadCerrada(unidad.id, hasta), actor=actor, reloj=reloj)
    return unidad
