"""The funds of habilitados: those that a year has, those out of their term, and what one went through (TRLRHL 190; RD 500/1990 arts. 69-76)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from consistorio.economia.presupuesto.models import Fondo, LineaOperacion, SaldoCerrado

_TIENE = Q(entregado__gt=F("pagado") + F("reintegrado") - F("repuesto"))
_SIN_JUSTIFICAR = Q(pagado__gt=F("justificado"))
_POR_REPONER = Q(clase=Fondo.Clase.CAJA_FIJA, justificado__gt=F("repuesto"))


def fondos_de(anio: int) -> QuerySet[Fondo]:
    """Those that were handed over in a year, and those of earlier years of which something is left to be paid, justified or filled again; the newest first."""
    vivos = Q(ejercicio__lt=anio) & (_TIENE | _SIN_JUSTIFICAR | _POR_REPONER)
    return Fondo.objects.filter(Q(ejercicio=anio) | vivos).select_related("habilitado").order_by("-id")


def fondos_fuera_de_plazo(en: date) -> QuerySet[Fondo]:
    """Orders a justificar whose last day to be justified was before that one, and of which something is neither justified nor given back."""
    return Fondo.objects.filter(_TIENE | _SIN_JUSTIFICAR, clase=Fondo.Clase.A_JUSTIFICAR, vence__lt=en)


def cuantos_fondos_fuera_de_plazo(en: date) -> tuple[int, int]:
    """How many are out of their term, and the last year of which there is one (0 when there is none): one query."""
    dicho = fondos_fuera_de_plazo(en).aggregate(cuantos=Count("id"), anio=Max("ejercicio"))
    return dicho["cuantos"], dicho["anio"] or 0


def obligaciones_por_pagar(fondos: Collection[UUID]) -> Mapping[UUID, Decimal]:
    """What of the obligations of each fund is not paid, ordered or not, here or in closed years, in euros; those that owe nothing are left out. Two queries."""
    lineas = LineaOperacion.objects.filter(
        fondo__in=fondos, operacion__clase__in=("ADO", "P"), operacion__signo=1, saldo__gt=0
    )
    suyas = list(lineas.values_list("id", "fondo_id", "saldo"))
    pasadas = en_cerrados(linea for linea, _fondo, _saldo in suyas)
    sumas = dict[UUID, Decimal]()
    for linea, fondo, saldo in suyas:
        queda = pasadas[linea].pendiente if linea in pasadas else saldo
        if fondo is not None and queda:
            sumas[fondo] = sumas.get(fondo, Decimal(0)) + queda
    return sumas


def de_otro_anio(fondo: Fondo, anio: int) -> Decimal:
    """What an order a justificar has and that year did not hand over: it was handed over in another one, or paid from closed ones. What comes back of it is income of that year. In euros."""
    pagos = LineaOperacion.objects.filter(fondo=fondo, operacion__ejercicio=anio, operacion__signo=1)
    suma = pagos.filter(operacion__clase__in=("R", "PR")).aggregate(suma=Sum("saldo"))["suma"]
    return max(Decimal(0), fondo.en_su_poder - (suma or Decimal(0)))


def en_cerrados(lineas: Iterable[UUID]) -> Mapping[UUID, SaldoCerrado]:
    """The balance of closed years that some obligations are now, of those that went over: that of the last year."""
    saldos = SaldoCerrado.objects.filter(linea_origen_id__in=list(lineas), vigente=True).order_by("ejercicio")
    return {uno.linea_origen_id: uno for uno in saldos if uno.linea_origen_id is not None}


def operaciones_del_fondo(fondo_id: UUID) -> QuerySet[LineaOperacion]:
    """The lines of its operations, the newest first, each with its operation and its entry."""
    lineas = LineaOperacion.objects.filter(fondo=fondo_id).select_related("operacion__asiento", "aplicacion")
    return lineas.order_by("-operacion", "orden")
