"""What is committed of later years, and what its budget does not bear when its year comes (TRLRHL 174.6; RD 500/1990 art. 88)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet

from consistorio.economia.presupuesto import limites_plurianuales
from consistorio.economia.presupuesto.models import LineaFutura
from consistorio.economia.presupuesto.operaciones.plurianuales import anualidades_de
from consistorio.economia.presupuesto.tipos import LineaDeFuturo
from consistorio.nucleo.dato import dato


@dato
class FilaPlurianual:
    """A later year of an application, in euros: what is live of each phase."""

    anio: int
    aplicacion: str
    retenido: Decimal
    autorizado: Decimal
    dispuesto: Decimal


_FASE = {"RC": "retenido", "A": "autorizado", "D": "dispuesto", "AD": "dispuesto"}


def plurianuales(*, desde: int) -> Sequence[FilaPlurianual]:
    """The register by year and application, of the years after `desde`."""
    sumas: defaultdict[tuple[int, str], dict[str, Decimal]] = defaultdict(
        lambda: dict.fromkeys(("retenido", "autorizado", "dispuesto"), Decimal("0.00"))
    )
    for linea in sin_traer().filter(anio__gt=desde):
        sumas[linea.anio, linea.codigo][_FASE[linea.operacion.clase]] += linea.saldo
    return [FilaPlurianual(anio, codigo, **sumas[anio, codigo]) for anio, codigo in sorted(sumas)]


@dato
class Anualidad:
    """A later year of an application under a case of TRLRHL 174.2, in euros: what is live of each phase, how much its bolsa may have committed of that year (None:
    without a limit) and what is left of it."""

    anio: int
    codigo: str
    supuesto: str
    anticipada: bool
    retenido: Decimal
    autorizado: Decimal
    dispuesto: Decimal
    limite: Decimal | None
    queda: Decimal | None


def anualidades(ejercicio: int) -> Sequence[Anualidad]:
    """What is live of the years after `ejercicio`, by year, application and case, each with its limit as it is reckoned in that budget: no query for each."""
    sumas: defaultdict[tuple[int, str, str, bool], dict[str, Decimal]] = defaultdict(
        lambda: dict.fromkeys(("retenido", "autorizado", "dispuesto"), Decimal("0.00"))
    )
    for linea in sin_traer().filter(anio__gt=ejercicio):
        clave = (linea.anio, linea.codigo, linea.operacion.supuesto, linea.operacion.anticipada)
        sumas[clave][_FASE[linea.operacion.clase]] += linea.saldo
    claves = sorted(sumas)
    casos = {uno.codigo: uno for uno in limites_plurianuales.supuestos()}
    suyas = anualidades_de(ejercicio, [LineaDeFuturo(Decimal(0), anio, codigo) for anio, codigo, _s, _a in claves])
    filas = []
    for clave, una in zip(claves, suyas, strict=True):
        anio, codigo, supuesto, anticipada = clave
        tope = limites_plurianuales.maximo(casos[supuesto], una, ejercicio=ejercicio, anticipada=anticipada)
        queda = tope - una.comprometido if tope is not None else None
        filas.append(
            Anualidad(anio, codigo, casos[supuesto].denominacion, anticipada, **sumas[clave], limite=tope, queda=queda)
        )
    return filas


def sin_traer(anio: int | None = None) -> QuerySet[LineaFutura]:
    """The lines of the register that are not in the budget of their year, the oldest first; those of one year alone."""
    lineas = LineaFutura.objects.select_related("operacion").filter(saldo__gt=0)
    return (lineas if anio is None else lineas.filter(anio=anio)).order_by("anio", "id")
