"""The state of a year, changed inside somebody's open transaction: who closes it says why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.accion import exigir_transaccion


def volver_a_abrir(anio: int) -> None:
    """Entries may be dated again in a year that was closed. Writes: Ejercicio."""
    exigir_transaccion()
    Ejercicio.objects.filter(anio=anio).update(estado=Ejercicio.Estado.ABIERTO)


def preparar(anio: int) -> Ejercicio:
    """A year that entries may be dated in, opened now if nobody did before. Writes: Ejercicio. Raises Conflicto (it is closed)."""
    exigir_transaccion()
    ejercicio, _nuevo = Ejercicio.objects.get_or_create(anio=anio)
    if ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(_("El ejercicio %(anio)d ya se cerró.") % {"anio": anio})
    return ejercicio
