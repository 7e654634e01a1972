"""The list that is gone through before a year is closed: what each room of the accounts has left undone, by point. None of these stops the closing: each says what to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, DecimalField, F, Min, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.economia.cierre.tipos import Reparo
from consistorio.economia.facturas.devengos import por_devengar
from consistorio.economia.inventario.consultas import por_amortizar
from consistorio.economia.presupuesto.consultas import prescripciones
from consistorio.economia.presupuesto.models import Aplicacion, CuotaPrestamo, Nomina, Operacion
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.tesoreria.consultas import existencias, sin_conciliar_de_libros
from consistorio.economia.tesoreria.models import Ordinal, RelacionDePagos
from consistorio.economia.tributacion.consultas import sin_detallar
from consistorio.economia.tributacion.consultas.liquidaciones import liquidado_hasta
from consistorio.economia.tributacion.models import ApunteIva, Prorrata
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe

CERO: Final = Decimal(0)
# As who imports a payroll writes them
_MESES: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
# Every point, in the order in which it is gone through, and what it is called
PUNTOS: Final[Mapping[str, str]] = {
    "fechas": gettext_noop("Fechas y años anteriores"),
    "tramites": gettext_noop("Modificaciones y operaciones previas por terminar"),
    "control": gettext_noop("Obligaciones sin su intervención"),
    "facturas": gettext_noop("Facturas del año sin obligación (413)"),
    "devoluciones": gettext_noop("Devoluciones acordadas y sin pagar (418)"),
    "habilitados": gettext_noop("Fondos de habilitados"),
    "sin_aplicar": gettext_noop("Cobros y pagos por aplicar (554, 555, 559)"),
    "banco": gettext_noop("Conciliación con el banco"),
    "relaciones": gettext_noop("Relaciones de pagos sin terminar"),
    "nominas": gettext_noop("Nóminas de los doce meses"),
    "impuestos": gettext_noop("IVA y retenciones"),
    "amortizacion": gettext_noop("Amortización del inmovilizado"),
    "provisiones": gettext_noop("Provisiones (14 y 58)"),
    "periodificacion": gettext_noop("Periodificaciones e intereses devengados"),
    "prestamos": gettext_noop("Préstamos reclasificados a corto plazo"),
    "dudosos": gettext_noop("Derechos de dudoso cobro (490)"),
    "prescripcion": gettext_noop("Prescripción en ejercicios cerrados"),
    "afectada": gettext_noop("Financiación afectada y remanentes"),
    "posteriores": gettext_noop("Gastos de otros ejercicios"),
    "libros": gettext_noop("Cuadre de los libros"),
}


@dato
class Situacion:
    """What a point may look at: the year, its last day, and balances of the ledger when it was opened and now."""

    anio: int
    apertura: Mapping[str, Decimal]
    saldos: Mapping[str, Decimal]

    @property
    def ultimo(self) -> date:
        """The last day of the year."""
        return date(self.anio, 12, 31)

    def saldo(self, *prefijos: str) -> Decimal:
        """Debit less credit of the accounts that begin so, now."""
        return _suma(self.saldos, prefijos)

    def al_abrir(self, *prefijos: str) -> Decimal:
        """The same when the year was opened."""
        return _suma(self.apertura, prefijos)


@dato
class Punto:
    """A point of the list with what it found. `codigo`: of `PUNTOS`."""

    codigo: str
    nombre: str
    reparos: tuple[Reparo, ...]

    @property
    def estado(self) -> str:
        """bien, avisa or impide."""
        if not self.reparos:
            return "bien"
        return "impide" if any(reparo.impide for reparo in self.reparos) else "avisa"


def por_puntos(reparos: tuple[Reparo, ...]) -> list[Punto]:
    """The whole list, also the points with nothing to say."""
    return [
        Punto(codigo, _(nombre), tuple(r for r in reparos if r.punto == codigo)) for codigo, nombre in PUNTOS.items()
    ]


def repasar(anio: int, *, apertura: Mapping[str, Decimal], saldos: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """What every point finds."""
    situacion = Situacion(anio, apertura, saldos)
    for punto, mirar in _MIRADAS.items():
        for texto in mirar(situacion):
            yield Reparo(texto, impide=False, punto=punto)


def _control(en: Situacion) -> Iterator[str]:
    """Its obligations, less those that were corrected whole, noted with no control on record: before it was kept, or behind the program (RD 424/2017 art. 18)."""
    suyas = Operacion.objects.filter(ejercicio=en.anio, libro=Operacion.Libro.GASTO, clase__contains="O", control=None)
    netas = suyas.annotate(corregido=Coalesce(Sum("correcciones__importe"), CERO, output_field=DecimalField()))
    faltan = netas.filter(signo=1, importe__gt=-F("corregido"))
    dicho = faltan.aggregate(n=Count("pk"), suma=Sum("importe"))
    if dicho["n"]:
        mensaje = _(
            "Obligaciones de las que no consta la intervención con que se contabilizaron: %(n)d, de %(importe)s."
        )
        yield mensaje % {"n": dicho["n"], "importe": Importe(dicho["suma"])}


def _facturas(en: Situacion) -> Iterator[str]:
    """An invoice that came in by the end of the year is an obligation of it, or at least devengada (413), also when it is recognised in the next one before this is closed."""
    faltan = por_devengar(en.anio)
    if faltan:
        mensaje = _("Facturas registradas y sin obligación de este año ni anotar en la 413: %(n)d, de %(importe)s.")
        importe = sum((uno.total or CERO for uno in faltan), CERO)
        yield mensaje % {"n": len(faltan), "importe": Importe(importe)}


def _devoluciones(en: Situacion) -> Iterator[str]:
    if acordado := -en.saldo("418"):
        yield _("Quedan devoluciones acordadas y sin pagar (418): %(importe)s.") % {"importe": Importe(acordado)}


def _banco(en: Situacion) -> Iterator[str]:
    for uno in existencias(en=en.ultimo):
        if uno.ordinal.clase not in (Ordinal.Clase.OPERATIVA, Ordinal.Clase.RESTRINGIDA):
            continue
        if uno.hasta is None or uno.hasta < en.ultimo:
            yield _("%(ordinal)s: no está cargado el extracto del banco hasta el 31/12.") % {"ordinal": uno.ordinal}
            continue
        if uno.por_conciliar:
            mensaje = _("%(ordinal)s: movimientos del banco por conciliar: %(n)d.")
            yield mensaje % {"ordinal": uno.ordinal, "n": uno.por_conciliar}
        en_libros = sin_conciliar_de_libros(uno.ordinal, hasta=en.ultimo)
        if sueltos := sum(1 for apunte in en_libros if not apunte.apertura):
            mensaje = _("%(ordinal)s: cobros y pagos de los libros que el banco no tiene: %(n)d.")
            yield mensaje % {"ordinal": uno.ordinal, "n": sueltos}


def _relaciones(en: Situacion) -> Iterator[str]:
    terminadas = (RelacionDePagos.Estado.PAGADA, RelacionDePagos.Estado.RETIRADA)
    suyas = RelacionDePagos.objects.filter(ejercicio=en.anio).exclude(estado__in=terminadas)
    for una in suyas.order_by("numero"):
        mensaje = _("La relación de pagos %(n)d está sin terminar: %(estado)s.")
        yield mensaje % {"n": una.numero, "estado": str(una.get_estado_display()).lower()}


def _nominas(en: Situacion) -> Iterator[str]:
    """Each month has its own: an extra one is of none."""
    suyas = Nomina.objects.filter(ejercicio=en.anio, anulada=False).values_list("texto", "operacion__fecha")
    meses = {mes_de(texto, dia) for texto, dia in suyas}
    faltan = sorted(set(range(1, 13)) - meses)
    if not suyas:
        personal = Aplicacion.objects.filter(ejercicio=en.anio, economica__startswith="1", obligado__gt=0)
        if personal.exists():
            yield _("No hay ninguna nómina importada y sí gastos de personal: compruebe que están los doce meses.")
    elif faltan:
        yield _("Faltan las nóminas de estos meses: %(meses)s.") % {"meses": ", ".join(map(str, faltan))}


def mes_de(texto: str, dia: date) -> int:
    """The month of a payroll: the one that its text names or, if it names none, that of its day. 0 of an extra one."""
    dicho = texto.lower()
    if "extra" in dicho:
        return 0
    return next((n for n, mes in enumerate(_MESES, start=1) if mes in dicho), dia.month)


def _impuestos(en: Situacion) -> Iterator[str]:
    hasta = liquidado_hasta(date(en.anio + 1, 1, 1))
    sin_liquidar = ApunteIva.objects.filter(fecha__gt=hasta, fecha__lte=en.ultimo, sector__isnull=False)
    if (primero := sin_liquidar.aggregate(dia=Min("fecha"))["dia"]) is not None:
        yield _("Hay IVA sin liquidar desde el %(dia)s.") % {"dia": f"{primero:%d/%m/%Y}"}
    for una in Prorrata.objects.filter(anio=en.anio, definitiva=None).select_related("sector").order_by("sector"):
        yield _("La prorrata de %(actividad)s no está regularizada.") % {"actividad": una.sector.nombre}
    if faltan := sin_detallar(en.anio).count():
        yield _("Retenciones sin decir de quién son (modelo 190): %(n)d.") % {"n": faltan}


def _amortizacion(en: Situacion) -> Iterator[str]:
    if faltan := por_amortizar(en.anio):
        mensaje = _("Bienes por amortizar: %(n)d. La dotación es de %(importe)s.")
        yield mensaje % {"n": len(faltan), "importe": Importe(sum((cuota for _bien, cuota in faltan), CERO))}


def _provisiones(en: Situacion) -> Iterator[str]:
    habia = -en.al_abrir("14", "58")
    if habia and habia == -en.saldo("14", "58"):
        mensaje = _("Las provisiones son las del año anterior (%(importe)s): revise si hacen falta y de cuánto.")
        yield mensaje % {"importe": Importe(habia)}


def _periodificacion(en: Situacion) -> Iterator[str]:
    for cuenta in ("480", "485", "567", "568"):
        habia = en.al_abrir(cuenta)
        if habia and habia == en.saldo(cuenta):
            mensaje = _("La cuenta %(cuenta)s sigue como al abrir el año (%(importe)s): impute lo que es de este.")
            yield mensaje % {"cuenta": cuenta, "importe": Importe(abs(habia))}
    vencen = CuotaPrestamo.objects.filter(
        operacion=None, intereses__gt=0, vence__year=en.anio + 1, prestamo__formalizado__lte=en.ultimo
    )
    if not en.saldo("527", "528") and vencen.exists():
        yield _("Hay intereses que vencen el año que viene y no se ha devengado lo que es de este (527).")


def _prescripcion(en: Situacion) -> Iterator[str]:
    for clase, mensaje in (
        ("derecho", _("Derechos de ejercicios cerrados que pueden haber prescrito: %(n)d, de %(importe)s.")),
        ("obligacion", _("Obligaciones de ejercicios cerrados que pueden haber prescrito: %(n)d, de %(importe)s.")),
    ):
        if viejos := prescripciones(en.anio, clase, en=en.ultimo):
            importe = sum((uno.pendiente for uno in viejos), CERO)
            yield mensaje % {"n": len(viejos), "importe": Importe(importe)}


def _afectada(en: Situacion) -> Iterator[str]:
    vivos = Proyecto.objects.filter(desde__lte=en.anio, hasta__gte=en.anio, aplicaciones=None)
    for uno in vivos.order_by("codigo"):
        mensaje = _("El proyecto %(codigo)s no tiene aplicaciones: no se le cuenta ningún gasto.")
        yield mensaje % {"codigo": uno.codigo}


_MIRADAS: Final[Mapping[str, Callable[[Situacion], Iterator[str]]]] = {
    "control": _control,
    "facturas": _facturas,
    "devoluciones": _devoluciones,
    "banco": _banco,
    "relaciones": _relaciones,
    "nominas": _nominas,
    "impuestos": _impuestos,
    "amortizacion": _amortizacion,
    "provisiones": _provisiones,
    "periodificacion": _periodificacion,
    "prescripcion": _prescripcion,
    "afectada": _afectada,
}


def _suma(saldos: Mapping[str, Decimal], prefijos: tuple[str, ...]) -> Decimal:
    return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijos)), CERO)
