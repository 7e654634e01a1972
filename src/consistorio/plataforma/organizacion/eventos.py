"""Facts of the organisation."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

# Whatever changes who works where, and what they may do, is noted here: while its head is the same, so is all that (`consultas.actor_de`)
CADENA = "sistema"


@evento("organizacion.unidad.creada", _("Unidad creada"))
@dato
class UnidadCreada:
    """A unit exists from a day."""

    unidad_id: UUID
    dir3: str
    padre_id: UUID | None
    desde: date


@evento("organizacion.unidad.cerrada", _("Unidad suprimida"))
@dato
class UnidadCerrada:
    """A unit has a last day."""

    unidad_id: UUID
    hasta: date


@evento("organizacion.puesto.creado", _("Puesto creado"))
@dato
class PuestoCreado:
    """A post exists in a unit."""

    puesto_id: UUID
    unidad_id: UUID
    codigo: str


@evento("organizacion.rol.definido", _("Permisos de un rol definidos"))
@dato
class RolDefinido:
    """What a role may do, as it is from now on."""

    rol_id: UUID
    codigo: str
    permisos: tuple[str, ...]


@evento("organizacion.puesto.roles_asignados", _("Roles de un puesto asignados"))
@dato
class RolesAsignados:
    """The roles of a post from now on."""

    puesto_id: UUID
    roles: tuple[str, ...]


@evento("organizacion.empleado.dado_de_alta", _("Empleado dado de alta"))
@dato
class EmpleadoDadoDeAlta:
    """A person works in the town hall from a day."""

    empleado_id: UUID
    persona_id: UUID
    desde: date


@evento("organizacion.puesto.ocupado", _("Puesto ocupado"))
@dato
class PuestoOcupado:
    """Somebody holds a post."""

    ocupacion_id: UUID
    puesto_id: UUID
    empleado_id: UUID
    desde: date
    hasta: date | None


@evento("organizacion.puesto.cesado", _("Cese en un puesto"))
@dato
class PuestoCesado:
    """An occupation has a last day."""

    ocupacion_id: UUID
    hasta: date


@evento("organizacion.suplencia.designada", _("Suplencia designada"))
@dato
class SuplenciaDesignada:
    """Somebody stands in for the holder of a post."""

    suplencia_id: UUID
    puesto_id: UUID
    suplente_id: UUID
    desde: date
    hasta: date
    forma: str = "suplencia"


@evento("organizacion.suplencia.terminada", _("Suplencia terminada"))
@dato
class SuplenciaTerminada:
    """A substitution ended before its day."""

    suplencia_id: UUID
    hasta: date


@evento("organizacion.delegacion.conferida", _("Delegación conferida"))
@dato
class DelegacionConferida:
    """An organ delegates in a post."""

    delegacion_id: UUID
    organo: str
    puesto_id: UUID
    desde: date


@evento("organizacion.delegacion.revocada", _("Delegación revocada"))
@dato
class DelegacionRevocada:
    """A delegation has a last day."""

    delegacion_id: UUID
    hasta: date


@evento("organizacion.ausencia.anotada", _("Ausencia anotada"))
@dato
class AusenciaAnotada:
    """An employee is away some days."""

    ausencia_id: UUID
    empleado_id: UUID
    desde: date
    hasta: date


@evento("organizacion.ausencia.anulada", _("Ausencia anulada"))
@dato
class AusenciaAnulada:
    """An absence did not happen."""

    ausencia_id: UUID


@evento("organizacion.importacion.ensayada", _("Carga de la organización ensayada"))
@dato
class CargaEnsayada:
    """A file with this SHA-256 was tried and undone."""

    huella: str


@evento("organizacion.importada", _("Organización cargada desde un fichero"))
@dato
class OrganizacionImportada:
    """Units, posts, roles and people came from a file with this SHA-256."""

    huella: str
    unidades: int
    puestos: int
    empleados: int
