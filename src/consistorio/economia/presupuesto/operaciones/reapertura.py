"""What a year brought from the one before goes when that one is opened again."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.models.otros import CONTADORES_DE_CERRADO
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.accion import exigir_transaccion


def devolver_cerrados(anio: int) -> int:
    """The balances of closed years with which a year was opened stand no more; how many. Writes: SaldoCerrado.

    Raises Conflicto (something was paid, collected or corrected of them).
    """
    exigir_transaccion()
    saldos = SaldoCerrado.objects.select_for_update().filter(ejercicio=anio, vigente=True)
    ids = list(saldos.values_list("id", flat=True))
    movidos = Q()
    for contador in CONTADORES_DE_CERRADO:
        movidos |= ~Q(**{contador: 0})
    if SaldoCerrado.objects.filter(movidos, id__in=ids).exists():
        raise Conflicto(
            _("En %(anio)d ya se ha pagado, cobrado o corregido algo de ejercicios cerrados.") % {"anio": anio},
            que_hacer=_("Corrija antes esas operaciones."),
        )
    return SaldoCerrado.objects.filter(id__in=ids).update(vigente=False)
