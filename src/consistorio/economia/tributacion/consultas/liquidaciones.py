"""What of the VAT is settled with the tax office, and until when."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from consistorio.economia.presupuesto.models import Operacion


def vivas() -> QuerySet[Operacion]:
    """The settlements that nobody undid, the newest first: each is of the last day of its period, and of all that was not settled before."""
    hechas = Operacion.objects.filter(clase="IVL", signo=1).exclude(correcciones__signo=-1)
    return hechas.order_by("-fecha", "-numero")


def liquidado_hasta(antes_de: date = date.max) -> date:
    """The last day that is settled, before another one; `date.min` when none is."""
    ultima = vivas().filter(fecha__lt=antes_de).first()
    return date.min if ultima is None else ultima.fecha
