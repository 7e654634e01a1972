"""What went over to the closed years of the next one goes back to its own year, unless something was done with it where it is."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.models.otros import CONTADORES_DE_CERRADO
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.accion import exigir_transaccion


def recuperar(anio: int, *, lineas: Collection[UUID], cerrados: Collection[UUID]) -> list[SaldoCerrado]:
    """Of what an operation of a year changes (its lines, its balances of closed years), what had gone over to the next one comes back; the caller tells it in a fact. Writes:
    SaldoCerrado. Raises Conflicto (something was done with it there)."""
    de_aqui = Q(linea_origen_id__in=lineas) | Q(anterior__in=cerrados)
    suyos = SaldoCerrado.objects.select_for_update(of=("self",)).filter(de_aqui, ejercicio=anio + 1, vigente=True)
    pasados = list(suyos.order_by("id"))
    if movidos := _movidos(pasados):
        cual = next(uno for uno in pasados if uno.id in movidos)
        raise Conflicto(
            _("Lo que quedaba de %(codigo)s en %(anio)d pasó a %(otro)d, y allí se ha hecho algo con ello.")
            % {"codigo": cual.codigo or cual.cuenta, "anio": anio, "otro": anio + 1},
            que_hacer=_("Corríjalo en los ejercicios cerrados de %(otro)d.") % {"otro": anio + 1},
        )
    return _sin_vigor(pasados)


def devolver_cerrados(anio: int) -> int:
    """The year before is opened again: of what went over, only that with which something was done stays here. How many came back. Writes: SaldoCerrado."""
    exigir_transaccion()
    pasados = list(SaldoCerrado.objects.select_for_update().filter(ejercicio=anio, vigente=True).order_by("id"))
    movidos = _movidos(pasados)
    return len(_sin_vigor([uno for uno in pasados if uno.id not in movidos]))


def _movidos(pasados: Collection[SaldoCerrado]) -> set[UUID]:
    return {uno.id for uno in pasados if any(getattr(uno, cual) for cual in CONTADORES_DE_CERRADO)}


def _sin_vigor(pasados: list[SaldoCerrado]) -> list[SaldoCerrado]:
    for uno in pasados:
        uno.vigente = False
    SaldoCerrado.objects.bulk_update(pasados, ["vigente"])
    return pasados
