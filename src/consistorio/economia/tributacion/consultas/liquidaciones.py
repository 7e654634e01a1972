"""What of the VAT is settled with the tax office, and until when."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.errores import Problema


def vivas() -> QuerySet[Operacion]:
    """The settlements that nobody undid, the newest first: each is of the last day of its period, and of all that was not settled before."""
    hechas = Operacion.objects.filter(clase="IVL", signo=1).exclude(correcciones__signo=-1)
    return hechas.order_by("-fecha", "-numero")


def liquidado_hasta(antes_de: date = date.max) -> date:
    """The last day that is settled, before another one; `date.min` when none is."""
    ultima = vivas().filter(fecha__lt=antes_de).first()
    return date.min if ultima is None else ultima.fecha


def problemas_de_liquidado(dia: date) -> list[Problema]:
    """Why VAT may not be noted on a day: it is settled. Ask with the journal of the year taken (`contabilidad.acceso.tomar_diario`)."""
    hasta = liquidado_hasta()
    if dia > hasta:
        return []
    mensaje = _("El IVA está liquidado hasta el %(dia)s: ponga una fecha posterior, o deshaga antes la liquidación.")
    return [Problema("fecha", mensaje % {"dia": f"{hasta:%d/%m/%Y}"})]
