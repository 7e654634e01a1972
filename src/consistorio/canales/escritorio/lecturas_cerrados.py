"""What is left of closed years as its pages show it: by year, by third party, and one balance with what was done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import a_cerrados, clases
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.nucleo.dato import dato

CERO: Final = Decimal(0)
OBLIGACION, DERECHO = SaldoCerrado.Clase.OBLIGACION, SaldoCerrado.Clase.DERECHO
# What is noted of each by hand; what is paid has its own page
ACTOS: Final = {OBLIGACION: ("PRO", "RO"), DERECHO: ("CC", "AC", "IC", "PRD", "RS", "RB", "APC")}
_SUMAS: Final = ("inicial", "rectificado", "anulado", "cancelado", "prescrito", "realizado")


@dato
class Cifras:
    """What came from before and what became of it, in euros. `bajas`: annulled, cancelled and prescribed."""

    inicial: Decimal
    rectificado: Decimal
    bajas: Decimal
    realizado: Decimal

    @property
    def pendiente(self) -> Decimal:
        """What is left to pay or to collect."""
        return self.inicial + self.rectificado - self.bajas - self.realizado


def saldos(anio: int, clase: str, *, de: int | None = None, tercero: UUID | None = None) -> QuerySet[SaldoCerrado]:
    """Those that stand in a year, those with something left first by their year; of a year of origin and of a third party if they are said."""
    filas = SaldoCerrado.objects.filter(ejercicio=anio, clase=clase, vigente=True)
    filas = filas.filter(anio=de) if de is not None else filas
    filas = filas.filter(tercero=tercero) if tercero is not None else filas
    return filas.select_related("tercero").order_by("anio", "codigo", "id")


def con_algo(filas: QuerySet[SaldoCerrado]) -> QuerySet[SaldoCerrado]:
    """Those of which something is left."""
    bajas = F("anulado") + F("cancelado") + F("prescrito")
    return filas.filter(inicial__gt=bajas + F("realizado") - F("rectificado"))


def por_anios(anio: int, clase: str) -> list[tuple[int, Cifras]]:
    """What they add up to by the year of which they are, the oldest first: one query."""
    grupos = saldos(anio, clase).order_by("anio").values_list("anio").annotate(*map(Sum, _SUMAS))
    return [(int(de), _cifras(dict(zip(_SUMAS, sumas, strict=True)))) for de, *sumas in grupos]


def suma(cifras: Iterable[Cifras]) -> Cifras:
    """What they add up to."""
    lista = list(cifras)
    return Cifras(
        sum((una.inicial for una in lista), CERO),
        sum((una.rectificado for una in lista), CERO),
        sum((una.bajas for una in lista), CERO),
        sum((una.realizado for una in lista), CERO),
    )


def cifras_de(uno: SaldoCerrado) -> Cifras:
    """Of one."""
    return Cifras(uno.inicial, uno.rectificado, uno.anulado + uno.cancelado + uno.prescrito, uno.realizado)


def totales(filas: QuerySet[SaldoCerrado]) -> Cifras:
    """What some add up to: one query."""
    return _cifras({clave: valor or CERO for clave, valor in filas.aggregate(**{u: Sum(u) for u in _SUMAS}).items()})


def _cifras(sumas: dict[str, Decimal]) -> Cifras:
    bajas = sumas["anulado"] + sumas["cancelado"] + sumas["prescrito"]
    return Cifras(sumas["inicial"], sumas["rectificado"], bajas, sumas["realizado"])


def operaciones_de(saldo: SaldoCerrado) -> list[LineaOperacion]:
    """What was noted of a balance, the newest first."""
    suyas = LineaOperacion.objects.filter(cerrado=saldo).select_related("operacion__asiento")
    return list(suyas.order_by("-id"))


def origen_de(saldo: SaldoCerrado) -> LineaOperacion | None:
    """The line of its year that it comes from, if its year is in these accounts."""
    if saldo.linea_origen_id is None:
        return None
    lineas = LineaOperacion.objects.select_related("operacion", "origen__operacion")
    return lineas.filter(id=saldo.linea_origen_id).first()


def obligacion_de(origen: LineaOperacion) -> Operacion:
    """The obligation of the line that a balance is left of: what was ordered comes from the one that it follows."""
    antes = origen.origen
    return antes.operacion if origen.operacion.clase == "P" and antes is not None else origen.operacion


def obligaciones_de(origen: LineaOperacion | None) -> list[UUID]:
    """The obligations that a balance is of."""
    return [obligacion_de(origen).id] if origen is not None else []


def expediente_de(origen: LineaOperacion | None) -> UUID | None:
    """The case of what a balance comes from."""
    if origen is None:
        return None
    anterior = origen.origen
    return origen.operacion.expediente_id or (anterior.operacion.expediente_id if anterior is not None else None)


def actos_de(saldo: SaldoCerrado) -> list[tuple[str, str]]:
    """What may be noted of it by hand: each class with its name. Only a right that is rectified upwards may have nothing left."""
    suyos = ACTOS[SaldoCerrado.Clase(saldo.clase)]
    return [(clase, clases.nombre(clase)) for clase in suyos if saldo.pendiente or clase == "RS"]


def por_traspasar(anio: int, clase: str, *, en: date) -> tuple[int, Decimal]:
    """How many balances of the year before, which has ended and is not closed yet, are not here, and what they add up to in euros."""
    antes = Ejercicio.objects.filter(anio=anio - 1, estado=Ejercicio.Estado.ABIERTO)
    if en.year < anio or not antes.exists():
        return 0, CERO
    return a_cerrados.sin_pasar(anio - 1, clase)


def tabla(anio: int, clase: str) -> Tabla:
    """All of them for a file."""
    cabeceras = [_("Año"), _("Económica"), _("Cuenta"), _("NIF"), _("Nombre"), _("Inicial"), _("Rectificado")]
    cabeceras += [_("Anulado"), _("Cancelado"), _("Prescrito")]
    cabeceras += [_("Pagado") if clase == OBLIGACION else _("Cobrado"), _("Pendiente")]
    filas: list[Sequence[Celda]] = [
        (
            *(uno.anio, uno.codigo, uno.cuenta, uno.tercero.nif if uno.tercero else "", str(uno.tercero or "")),
            *(uno.inicial, uno.rectificado, uno.anulado, uno.cancelado, uno.prescrito, uno.realizado, uno.pendiente),
        )
        for uno in saldos(anio, clase)
    ]
    return Tabla(_("Ejercicios cerrados"), cabeceras, filas)
