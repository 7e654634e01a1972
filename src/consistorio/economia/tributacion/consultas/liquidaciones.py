"""What of the VAT is settled with the tax office, and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.consultas import saldo
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.tributacion.models import ApunteIva, Prorrata
from consistorio.economia.tributacion.reglas import periodos
from consistorio.economia.tributacion.reglas.iva import CERO
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.calendario.textos import MESES


def vivas() -> QuerySet[Operacion]:
    """The settlements that nobody undid, the newest first: each is of the last day of its period."""
    hechas = Operacion.objects.filter(clase="IVL", signo=1).exclude(corregida())
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


def por_liquidar_antes(periodo: str, desde: date) -> list[str]:
    """The periods before one, of its kind and of a year that is not closed, with VAT that is not settled, in words (`trimestre 1 de 2026`), the oldest first."""
    sin_liquidar = {"fecha__gt": liquidado_hasta(desde), "fecha__lt": desde}
    filas = [
        (uno.fecha, uno.devengado, uno.deducible)
        for uno in ApunteIva.objects.filter(**sin_liquidar).only("fecha", "libro", "regimen", "cuota", "deducible")
    ]
    regularizadas = Prorrata.objects.filter(
        **{f"regularizada{c.removeprefix('fecha')}": d for c, d in sin_liquidar.items()}
    )
    filas += [(una.regularizada, CERO, una.regularizacion or CERO) for una in regularizadas if una.regularizada]
    sumas: dict[tuple[int, str], tuple[Decimal, Decimal]] = {}
    for dia, devengado, deducible in filas:
        cual = dia.year, periodos.del_dia(dia, mensual=periodo in periodos.MESES)
        antes = sumas.get(cual, (CERO, CERO))
        sumas[cual] = antes[0] + devengado, antes[1] + deducible
    cerrados = set(Ejercicio.objects.filter(estado=Ejercicio.Estado.CERRADO).values_list("anio", flat=True))
    return [
        _("%(p)s de %(anio)d") % {"p": nombre_del_periodo(cual).lower(), "anio": anio}
        for (anio, cual), suyas in sorted(sumas.items())
        if any(suyas) and anio not in cerrados
    ]


def problemas_de_saltarse(periodo: str, desde: date) -> list[Problema]:
    """Why a period is not settled nor presented yet: an earlier one is not settled. What a closed year left unsettled goes with the first that is."""
    antes = por_liquidar_antes(periodo, desde)
    if not antes:
        return []
    mensaje = _("Hay IVA sin liquidar de periodos anteriores: %(cuales)s. Liquídelos antes, en orden.")
    return [Problema("periodo", mensaje % {"cuales": ", ".join(antes)})]


def a_compensar(anio: int, desde: date, hasta: date) -> Decimal:
    """What of earlier periods is to be made up for in one, in euros: what 4700 has at its end, when it was not given back meanwhile, but for what its own
    settlement notes there."""
    de_ella = _en_liquidaciones("IVA_A_DEVOLVER", desde, hasta, "472") - _en_liquidaciones(
        "IVA_A_DEVOLVER", desde, hasta, "477"
    )
    return max(CERO, saldo(anio, "4700", hasta=hasta).neto - de_ella)


def resultado_liquidado(desde: date, hasta: date) -> Decimal:
    """What the settlement of a period came to, in euros: due, or to be made up for when negative."""
    debido = _en_liquidaciones("IVA_A_INGRESAR", desde, hasta, "47")
    return debido - _en_liquidaciones("IVA_A_DEVOLVER", desde, hasta, "472")


def _en_liquidaciones(concepto: str, desde: date, hasta: date, cuenta: str) -> Decimal:
    lineas = LineaOperacion.objects.filter(
        operacion__clase="IVL",
        operacion__fecha__gte=desde,
        operacion__fecha__lte=hasta,
        no_presupuestario=concepto,
        cuenta__startswith=cuenta,
    )
    return lineas.aggregate(s=Sum("importe"))["s"] or CERO


def nombre_del_periodo(periodo: str) -> str:
    """«Trimestre 1», «Enero», «Año»."""
    if periodo == periodos.ANUAL:
        return _("Año")
    if periodo in periodos.TRIMESTRES:
        return _("Trimestre %(n)s") % {"n": periodo[0]}
    return _(MESES[int(periodo) - 1]).capitalize()
