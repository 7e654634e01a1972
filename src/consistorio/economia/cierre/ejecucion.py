"""Totals of a year as its statements need them: by chapter, of cash, and with what it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db.models import QuerySet, Sum

from consistorio.economia.cierre.reglas.indicadores import Cerrados, Ejecucion
from consistorio.economia.cierre.reglas.liquidacion import DE_LOS_DOS_MODOS, DEL_REMANENTE, RECONOCEN
from consistorio.economia.contabilidad.models import Apunte, Asiento, Cuenta
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.consultas.no_presupuestarios import SOLO_DETALLAN
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    ConceptoNoPresupuestario,
    LineaOperacion,
    Operacion,
    SaldoCerrado,
)

CERO = Decimal(0)
_CONTADORES = ("inicial", "rectificado", "anulado", "cancelado", "prescrito", "realizado")
_DE_OTROS_ENTES = ("414", "45")
_SIN_PRESUPUESTO = (Operacion.Libro.NO_PRESUPUESTARIO, Operacion.Libro.FONDOS)
_MUEVEN_DINERO = ("R014", "R019", "I005", "I014")


class Caja(TypedDict):
    """What `efectivo.flujos` takes from the books of the budget."""

    cobros: dict[str, Decimal]
    pagos: dict[str, Decimal]
    otros_entes: Decimal
    no_presupuestarios: Decimal


def por_capitulos(anio: int) -> Ejecucion:
    """Both budgets of a year, by chapter, in euros."""
    gastos = list(Aplicacion.objects.filter(ejercicio=anio))
    ingresos = list(ConceptoIngreso.objects.filter(ejercicio=anio))
    return Ejecucion(
        creditos=_sumar((a.economica, a.definitivos) for a in gastos),
        obligaciones=_sumar((a.economica, a.obligado) for a in gastos),
        pagos=_sumar((a.economica, a.pagado) for a in gastos),
        previsiones=_sumar((c.economica, c.definitivas) for c in ingresos),
        derechos=_sumar((c.economica, c.derechos_netos) for c in ingresos),
        recaudacion=_sumar((c.economica, c.recaudacion_neta) for c in ingresos),
    )


def saldos_de_apertura(anio: int) -> dict[str, Decimal]:
    """Debit less credit of each account in the opening entries of the year, before the result of the last one goes to those of earlier years."""
    apuntes = Apunte.objects.filter(ejercicio=anio, asiento__clase=Asiento.Clase.APERTURA)
    return {cuenta: saldo for cuenta, saldo in _netos({"debe": apuntes, "haber": apuntes}).items() if saldo}


def de_caja(anio: int, ejecutado: Ejecucion) -> Caja:
    """What was collected and paid in a year, of its budget (`ejecutado`: `por_capitulos`), of closed ones and of no budget, in euros."""
    lineas = LineaOperacion.objects.filter(operacion__ejercicio=anio)
    cobrado = lineas.filter(operacion__clase="CC").values_list("cerrado__codigo", "importe")
    pagado = lineas.filter(operacion__clase="PC").values_list("cerrado__codigo", "importe")
    cobros = _sumar(
        [*ejecutado.recaudacion.items(), *((_economica(codigo, "3"), importe) for codigo, importe in cobrado)]
    )
    pagos = _sumar([*ejecutado.pagos.items(), *((_economica(codigo, "2"), importe) for codigo, importe in pagado)])
    otros_entes, resto = CERO, CERO
    for cuenta, importe in _no_presupuestario(anio):
        if cuenta.startswith(_DE_OTROS_ENTES):
            otros_entes += importe
        else:
            resto += importe
    return Caja(cobros=cobros, pagos=pagos, otros_entes=otros_entes, no_presupuestarios=resto)


def sumas_de_cerrados(anio: int) -> dict[tuple[str, int], dict[str, Decimal]]:
    """By class and year of origin, what closed years left and what it went through in the year: each counter of `SaldoCerrado`, in euros. One query."""
    suyos = SaldoCerrado.objects.filter(ejercicio=anio, vigente=True).order_by("clase", "anio")
    grupos = suyos.values_list("clase", "anio").annotate(*(Sum(contador) for contador in _CONTADORES))
    return {(fila[0], fila[1]): dict(zip(_CONTADORES, fila[2:], strict=True)) for fila in grupos}


def pendiente(suma: Mapping[str, Decimal]) -> Decimal:
    """What is left of those counters, in euros."""
    return _total(suma) - suma["realizado"]


def por_presupuesto(hasta: date) -> dict[str, Decimal]:
    """Of the accounts that may be moved with the budget or without it, what the budget put there in all the years of the books until a day, debit less credit, in euros: the rows that
    its rules of recognition wrote. What the first opening brought is not among them: nobody says how it was noted."""
    cuentas = [
        codigo for codigo in Cuenta.objects.values_list("codigo", flat=True) if codigo.startswith(DE_LOS_DOS_MODOS)
    ]
    filas = Apunte.objects.filter(fecha__lte=hasta, regla__in=RECONOCEN)
    return _netos({lado: filas.filter(**{f"{lado}__in": cuentas}) for lado in ("debe", "haber")})


def directos(anio: int) -> Decimal:
    """What the entries of a year that are of no operation (noted by hand, or the rest of a load) add to the remnant, in euros. Of those of opening and closing, nothing."""
    suyos = Apunte.objects.filter(ejercicio=anio, asiento__clase=Asiento.Clase.OPERACION).exclude(
        asiento__operacion_id__in=Operacion.objects.filter(ejercicio=anio).values("id")
    )
    netos = _netos({"debe": suyos, "haber": suyos})
    return sum((neto for cuenta, neto in netos.items() if cuenta.startswith(DEL_REMANENTE)), CERO)


def fuera_del_remanente(anio: int) -> Decimal:
    """What operations of a year add to the remnant because their other account is none of its own, in euros: those of no budget and of funds, and what was
    collected or paid through an account of the treasury that it does not take (5740, 5750). What payments keep is always under accounts of its own."""
    de_libros = Operacion.objects.filter(ejercicio=anio, libro__in=_SIN_PRESUPUESTO).values("id")
    suyos = Apunte.objects.filter(ejercicio=anio, asiento__operacion_id__in=de_libros)
    pasan = sum(
        (n for cuenta, n in _netos({"debe": suyos, "haber": suyos}).items() if cuenta.startswith(DEL_REMANENTE)), CERO
    )
    movidos = Apunte.objects.filter(ejercicio=anio, regla__in=_MUEVEN_DINERO)
    de_otras = sum(
        (
            n
            for cuenta, n in _netos({"debe": movidos, "haber": movidos}).items()
            if cuenta.startswith("57") and not cuenta.startswith(DEL_REMANENTE)
        ),
        CERO,
    )
    return pasan - de_otras


def conceptos_fuera_del_remanente(anio: int) -> list[ConceptoNoPresupuestario]:
    """The concepts of no budget that a year used and whose account is none of the remnant's, by their code."""
    usados = LineaOperacion.objects.filter(operacion__ejercicio=anio, no_presupuestario__isnull=False)
    conceptos = ConceptoNoPresupuestario.objects.filter(codigo__in=usados.values("no_presupuestario"))
    return [uno for uno in conceptos.order_by("codigo") if not uno.cuenta.startswith(DEL_REMANENTE)]


def cambios_de_cerrados(anio: int) -> Decimal:
    """What a year changed of what earlier ones left, as it changes the remnant, in euros: rights with their sign, obligations with the other one."""
    return sum(
        (
            (_total(suma) - suma["inicial"]) * (1 if clase == SaldoCerrado.Clase.DERECHO else -1)
            for (clase, _origen), suma in sumas_de_cerrados(anio).items()
        ),
        CERO,
    )


def _netos(por_lado: Mapping[str, QuerySet[Apunte]]) -> dict[str, Decimal]:
    netos: dict[str, Decimal] = {}
    for lado, filas in por_lado.items():
        for cuenta, importe in filas.order_by().values_list(f"{lado}_id").annotate(total=Sum("importe")):
            netos[cuenta] = netos.get(cuenta, CERO) + (importe if lado == "debe" else -importe)
    return netos


def de_cerrados(anio: int) -> tuple[Cerrados, Cerrados]:
    """What earlier years left to be paid and to be collected, and what of it was."""
    sumas = sumas_de_cerrados(anio)

    def de(clase: str) -> Cerrados:
        suyas = [suma for (cual, _origen), suma in sumas.items() if cual == clase]
        return Cerrados(sum(map(_total, suyas), CERO), sum((suma["realizado"] for suma in suyas), CERO))

    return de(SaldoCerrado.Clase.OBLIGACION), de(SaldoCerrado.Clase.DERECHO)


def _total(suma: Mapping[str, Decimal]) -> Decimal:
    return suma["inicial"] + suma["rectificado"] - suma["anulado"] - suma["cancelado"] - suma["prescrito"]


def _no_presupuestario(anio: int) -> Iterable[tuple[str, Decimal]]:
    """What came in (positive) and went out by concepts of no budget, with what payments kept; not what waits to be applied."""
    lineas = (
        LineaOperacion.objects.filter(
            operacion__ejercicio=anio, no_presupuestario__naturaleza__in=("acreedor", "deudor")
        )
        .exclude(operacion__clase__in=clases.DE_IVA)
        .exclude(SOLO_DETALLAN)
    )
    for cuenta, clase, importe in lineas.values_list("no_presupuestario__cuenta", "operacion__clase", "importe"):
        yield cuenta, -importe if clase == "PNP" else importe


def _economica(codigo: str, si_no: str) -> str:
    return codigo.rpartition(".")[2] or si_no  # a closed balance that nobody classified


def _sumar(pares: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """By chapter, without those of zero."""
    sumas: dict[str, Decimal] = {}
    for economica, importe in pares:
        sumas[economica[0]] = sumas.get(economica[0], CERO) + importe
    return {capitulo: suma for capitulo, suma in sorted(sumas.items()) if suma}
