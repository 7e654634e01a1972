"""What the cases have set aside in the budget. Implements the port `credito`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from consistorio.economia.gasto.reglas import total
from consistorio.economia.presupuesto.models import LineaFutura, LineaOperacion, Presupuesto
from consistorio.plataforma.puertos.credito import CreditoDeUnCaso


def lleva_cuentas(anio: int) -> bool:
    """Whether the budget of a year is kept here, and not in another program."""
    return Presupuesto.objects.filter(pk=anio).exists()


class CreditoEnElPresupuesto:
    """Counted from the operations of the year: what is left of the retentions, and what was authorised."""

    def de_un_caso(self, expediente_id: UUID, *, en: date) -> CreditoDeUnCaso | None:
        """Three queries. None where the budget of that year is not loaded."""
        if not lleva_cuentas(en.year):
            return None
        lineas = LineaOperacion.objects.filter(
            operacion__expediente_id=expediente_id, operacion__ejercicio_id=en.year, aplicacion__isnull=False
        )
        cuentan = [
            (linea, importe)
            for linea in lineas.select_related("operacion", "aplicacion").order_by("operacion_id", "orden")
            if (importe := _cuanto(linea))
        ]
        return CreditoDeUnCaso(
            max(total(importe for _linea, importe in cuentan), Decimal("0.00")),
            tuple(dict.fromkeys(str(linea.aplicacion) for linea, _importe in cuentan)),
            tuple(dict.fromkeys(str(linea.operacion) for linea, _importe in cuentan if linea.operacion.signo > 0)),
            _de_otros_anios(expediente_id, en.year),
        )


def _de_otros_anios(expediente_id: UUID, anio: int) -> tuple[tuple[int, Decimal], ...]:
    """What is left retained, authorised or committed for a case of the years that come after one."""
    suyas = LineaFutura.objects.filter(operacion__expediente_id=expediente_id, anio__gt=anio, saldo__gt=0)
    return tuple(suyas.values_list("anio").annotate(queda=Sum("saldo")).order_by("anio"))


def _cuanto(linea: LineaOperacion) -> Decimal:
    """What a line says that is set aside: the rest of a retention; of what authorises, all of it, and what was given back taken off."""
    clase = linea.operacion.clase
    if clase == "RC":
        return linea.saldo
    return linea.importe if clase.startswith("A") and linea.operacion.libro == "gasto" else Decimal(0)
