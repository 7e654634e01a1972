"""What was withheld and of whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.tributacion.acceso import retenciones
from consistorio.economia.tributacion.models import Percepcion
from consistorio.economia.tributacion.reglas.retenciones import Percibido
from consistorio.economia.tributacion.semillas import claves
from consistorio.economia.tributacion.tipos import Fila

_FALTA: Final = F("importe") - Coalesce(Sum("percepciones__retencion"), Decimal(0))


def sin_detallar(anio: int, hasta: date | None = None) -> QuerySet[LineaOperacion]:
    """The discounts of income tax of a year whose recipients are not said whole, the oldest first, with `falta` in euros. Those that were taken back are left out."""
    con_falta = _retenidas(anio, hasta).annotate(falta=_FALTA).filter(falta__gt=0)
    return con_falta.select_related("operacion__tercero").order_by("operacion__fecha", "id")


def faltas(anio: int, hasta: date | None = None) -> list[Decimal]:
    """How much of each of them has no recipient, in euros."""
    con_falta = _retenidas(anio, hasta).annotate(falta=_FALTA).filter(falta__gt=0)
    return [Decimal(str(falta)) for falta in con_falta.values_list("falta", flat=True)]


def _retenidas(anio: int, hasta: date | None) -> QuerySet[LineaOperacion]:
    filas = retenciones().filter(operacion__ejercicio=anio)
    return filas.filter(operacion__fecha__lte=hasta) if hasta is not None else filas


def percibidas(desde: date, hasta: date, modelo: str) -> tuple[list[Percibido], list[Fila]]:
    """What was received with a withholding between two days, for a model (111, 115, 190, 180): what was paid, and negative what was taken back."""
    suyas = {c for c, una in claves().items() if modelo in (una.modelo, una.anual)}
    hechas = [p for p in _leidas(Q(fecha__gte=desde, fecha__lte=hasta)) if (p.clave, p.subclave) in suyas]
    dias = Q(linea__operacion__correcciones__fecha__gte=desde, linea__operacion__correcciones__fecha__lte=hasta)
    deshechas = [p for p in _leidas(dias) if (p.clave, p.subclave) in suyas]
    percibidos, filas = list[Percibido](), list[Fila]()
    for signo, lista in ((1, hechas), (-1, deshechas)):
        for una in lista:
            clave = f"{una.id}{'' if signo > 0 else '-'}"
            percibidos.append(_percibido(una, clave, signo))
            filas.append(_fila(una, clave, signo))
    return percibidos, filas


def _leidas(de: Q) -> QuerySet[Percepcion]:
    return Percepcion.objects.filter(de).select_related("persona", "linea__operacion").order_by("fecha", "id")


def _percibido(una: Percepcion, clave: str, signo: int) -> Percibido:
    de_que = claves()[una.clave, una.subclave]
    return Percibido(
        clave,
        str(una.persona_id),
        una.clave,
        una.subclave,
        de_que.grupo,
        una.en_especie,
        signo * una.base,
        signo * una.retencion,
    )


def _fila(una: Percepcion, clave: str, signo: int) -> Fila:
    de_que = claves()[una.clave, una.subclave]
    operacion = una.linea.operacion
    return Fila(
        clave,
        operacion.id,
        str(operacion),
        una.fecha,
        una.persona.nif,
        una.persona.nombre_completo,
        f"{una.clave}.{una.subclave} {de_que.nombre}" if una.subclave else f"{una.clave} {de_que.nombre}",
        signo * una.base,
        signo * una.retencion,
    )


def quien_percibe(persona_id: UUID) -> bool:
    """Whether something that somebody collected was ever declared."""
    return Percepcion.objects.filter(persona=persona_id).exists()
