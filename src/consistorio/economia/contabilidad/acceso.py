"""The narrow doors: who may see the accounts, and the rows that acts lock."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.contabilidad.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.accion import exigir_permiso


def asiento_para(actor: Actor, asiento_id: UUID) -> Asiento:
    """An entry, for who sees the accounts. Raises NoPermitido, NoEncontrado."""
    exigir_permiso(actor, VER, para="contabilidad.asiento")
    return asiento(asiento_id)


def asiento(asiento_id: UUID) -> Asiento:
    """An entry. Raises NoEncontrado."""
    hallado = Asiento.objects.filter(id=asiento_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese asiento."))
    return hallado


def ejercicio_bloqueado(anio: int) -> Ejercicio:
    """A year, locked, and with it its journal. Raises NoEncontrado."""
    ejercicio = Ejercicio.objects.select_for_update(no_key=True).filter(anio=anio).first()
    if ejercicio is None:
        raise NoEncontrado(
            _("El ejercicio %(anio)d no existe.") % {"anio": anio},
            que_hacer=_("Ábralo antes de trabajar en él."),
        )
    return ejercicio


def tomar_diario(anio: int) -> None:
    """Hold the journal of a year, if there is one, until the transaction ends. Who is going to write in it takes it before any other row of the year's
    accounts: one operation may then follow another in a transaction, and nobody waits in a circle."""
    Ejercicio.objects.select_for_update(no_key=True).filter(anio=anio).first()


def ejercicio_abierto(anio: int) -> Ejercicio:
    """The same, while it is open. Raises NoEncontrado, Conflicto."""
    ejercicio = ejercicio_bloqueado(anio)
    if ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(_("El ejercicio %(anio)d está cerrado.") % {"anio": anio})
    return ejercicio
