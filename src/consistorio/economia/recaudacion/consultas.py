"""Reads of the collection files."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.recaudacion.models import CobroLeido, FicheroDeCobros
from consistorio.nucleo.errores import DatosIncorrectos, Problema

_CIFRAS: Final = 9


def ficheros() -> QuerySet[FicheroDeCobros]:
    """Those that were taken, the newest first."""
    return FicheroDeCobros.objects.order_by("-id")


def por_aplicar() -> QuerySet[CobroLeido]:
    """What waits in 554, the oldest first."""
    con_saldo = CobroLeido.objects.filter(pendiente__saldo__gt=0)
    return con_saldo.select_related("fichero", "pendiente").order_by("fecha", "id")


def pendiente_de(anio: int, dicho: str) -> LineaOperacion:
    """The line that waits to be applied (554, 559) of the one receipt with that reference, or of the one operation of no budget with that number. Raises
    DatosIncorrectos (none, or several)."""
    suya = Q(id__in=CobroLeido.objects.filter(referencia=dicho).values("pendiente"))
    cual = dicho.rpartition("/")[2].rpartition(" ")[2]
    if cual.isdecimal() and len(cual) <= _CIFRAS:
        suya |= Q(operacion__numero=int(cual))
    halladas = LineaOperacion.objects.filter(
        suya,
        operacion__ejercicio=anio,
        operacion__libro=Operacion.Libro.NO_PRESUPUESTARIO,
        no_presupuestario__naturaleza="cobros",
        saldo__gt=0,
    )[:2]
    if len(halladas) == 1:
        return halladas[0]
    mensaje = _("Ningún cobro pendiente de aplicar tiene ese número, o no queda nada de él.")
    if halladas:
        mensaje = _("Ese número es de varios cobros: escriba la referencia del recibo, o vaya a «Cobros por aplicar».")
    raise DatosIncorrectos(mensaje, problemas=[Problema("pendiente", mensaje)])
