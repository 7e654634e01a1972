"""Facts of the ledger: those of a year in the chain of its journal, those of the chart in one of their own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.eventos import evento

LIBRO = "contabilidad"
CADENA_DEL_PLAN = "libro:contabilidad:plan"


def cadena_del_ejercicio(anio: int) -> str:
    """The chain of the facts of a year of the accounts."""
    return cadena_de_libro(LIBRO, anio)


@evento("contabilidad.plan.implantado", _("Se implantó el plan de cuentas"))
@dato
class PlanImplantado:
    """Accounts, rules and equivalences that were added. `huella`: SHA-256 of the seeds."""

    cuentas: int
    reglas: int
    equivalencias: int
    huella: str


@evento("contabilidad.ejercicio.abierto", _("Se abrió un ejercicio de la contabilidad"))
@dato
class EjercicioAbierto:
    """Entries may be dated in it."""

    anio: int


@evento("contabilidad.fechas.bloqueadas", _("Se bloquearon fechas de la contabilidad"))
@dato
class FechasBloqueadas:
    """Nothing is dated on or before those days; none when there is no lock."""

    anio: int
    bloqueo_id: UUID
    presupuesto_hasta: date | None
    tesoreria_hasta: date | None


@evento("contabilidad.fechas.reabiertas", _("Se volvieron a permitir fechas de la contabilidad"))
@dato
class FechasReabiertas:
    """A lock went back, for a reason that its row keeps."""

    anio: int
    bloqueo_id: UUID
    presupuesto_hasta: date | None
    tesoreria_hasta: date | None


@evento("contabilidad.cuenta.abierta", _("Se desglosó una cuenta del plan"))
@dato
class CuentaAbierta:
    """The town opened an account under one of the chart."""

    codigo: str


@evento("contabilidad.asiento.anotado", _("Se anotó un asiento directo"))
@dato
class AsientoAnotado:
    """Somebody of Intervención noted an entry that is of no operation. `ajuste`: of which kind."""

    asiento_id: UUID
    anio: int
    numero: int
    ajuste: str


@evento("contabilidad.asiento.corregido", _("Se corrigió un asiento directo"))
@dato
class AsientoCorregido:
    """The same entry with the sign changed. `origen_id`: the one that it corrects."""

    asiento_id: UUID
    anio: int
    numero: int
    origen_id: UUID


@evento("contabilidad.regla.revisada", _("Se revisó una regla de asiento"))
@dato
class ReglaRevisada:
    """Intervención confirmed a rule, or wrote another that takes its place from `desde` (`sustituye`)."""

    codigo: str
    desde: date
    sustituye: bool


@evento("contabilidad.equivalencia.revisada", _("Se revisó una equivalencia del presupuesto con el plan"))
@dato
class EquivalenciaRevisada:
    """Intervención confirmed to which account an economic code goes, or changed it from `desde`."""

    clase: str
    prefijo: str
    cuenta: str
    desde: date
