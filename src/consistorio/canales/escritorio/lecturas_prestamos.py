"""The loans as their pages show them, and the schedule that is typed or pasted of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.rejilla import DiaCorto, euros_escritos
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.presupuesto import consultas
from consistorio.economia.presupuesto.models import CuotaPrestamo, MovimientoPrestamo, Prestamo
from consistorio.economia.presupuesto.operaciones.prestamos import por_reclasificar
from consistorio.economia.presupuesto.tipos import CuotaNueva
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CERO: Final = Decimal(0)
MAXIMO_DE_CUOTAS: Final = 600  # fifty years, month by month


@dato
class Reclasificacion:
    """What of a loan has to change its term when a year ends, in euros: below zero when it comes back to the long one."""

    prestamo: Prestamo
    importe: Decimal


def por_termino(anio: int) -> list[Reclasificacion]:
    """The loans whose debt changes its term when a year ends."""
    vivos = [Reclasificacion(uno, por_reclasificar(uno, anio)) for uno in Prestamo.objects.order_by("pk") if uno.vivo]
    return [una for una in vivos if una.importe]


def cuotas_de(prestamo: Prestamo) -> list[CuotaPrestamo]:
    """Its instalments in order, with the operation that recognised each."""
    return list(prestamo.cuotas.select_related("operacion").order_by("numero"))


def movimientos_de(prestamo: Prestamo) -> list[MovimientoPrestamo]:
    """What changed in it, the newest first."""
    return list(prestamo.movimientos.select_related("operacion", "asiento").order_by("-fecha", "-id"))


def tabla_de_deuda(anio: int) -> Tabla:
    """The state of the debt of a year, for a file."""
    cabeceras = [_("Préstamo"), _("Nombre"), _("Formalizado"), _("Principal"), _("Inicial"), _("Dispuesto")]
    cabeceras += [_("Amortizado"), _("Intereses"), _("Final"), _("A corto plazo"), _("A largo plazo")]
    filas: list[list[Celda]] = [
        [
            *(una.codigo, una.denominacion, una.formalizado, una.principal, una.inicial, una.dispuesto),
            *(una.amortizado, una.intereses, una.final, una.a_corto, una.a_largo),
        ]
        for una in consultas.deuda(anio)
    ]
    return Tabla(_("Deuda de %(anio)d") % {"anio": anio}, cabeceras, filas)


def tabla_de_cuotas(prestamo: Prestamo) -> Tabla:
    """Its schedule, for a file."""
    cabeceras = [_("Cuota"), _("Vence"), _("Amortización"), _("Intereses"), _("Total"), _("Obligación")]
    filas: list[list[Celda]] = [
        [una.numero, una.vence, una.amortizacion, una.intereses, una.total, str(una.operacion or "")]
        for una in cuotas_de(prestamo)
    ]
    return Tabla(_("Cuotas de %(cual)s") % {"cual": prestamo.codigo}, cabeceras, filas)


def leer_cuotas(texto: str) -> list[CuotaNueva]:
    """A schedule: a line for each instalment with its day, what it pays back and its interest, apart by `;` or as a spreadsheet copies them. Raises DatosIncorrectos with
    everything that is not understood, by line."""
    lineas = [linea for linea in texto.splitlines() if linea.strip()]
    cuotas, problemas = list[CuotaNueva](), list[Problema]()
    if len(lineas) > MAXIMO_DE_CUOTAS:
        problemas.append(Problema("cuotas", _("Caben %(n)d cuotas como mucho.") % {"n": MAXIMO_DE_CUOTAS}))
    for n, linea in enumerate(lineas[:MAXIMO_DE_CUOTAS], 1):
        mensaje, cuota = _cuota([celda.strip() for celda in linea.replace("\t", ";").split(";")])
        if cuota is None:
            problemas.append(Problema("cuotas", _("Línea %(n)d: %(que)s") % {"n": n, "que": mensaje}))
        else:
            cuotas.append(cuota)
    if problemas:
        raise DatosIncorrectos(_("El cuadro de cuotas no se entiende."), problemas=problemas)
    return cuotas


def _cuota(celdas: Sequence[str]) -> tuple[str, CuotaNueva | None]:
    if len(celdas) not in (2, 3):
        return _("escriba el día, lo que amortiza y los intereses, con punto y coma."), None
    vence = _dia(celdas[0])
    amortiza, mal_amortiza = euros_escritos(celdas[1])
    intereses, mal_intereses = euros_escritos(celdas[2]) if len(celdas) == 3 and celdas[2] else (CERO, "")
    dichos = [] if vence is not None else [_("«%(d)s» no es un día, por ejemplo 3/11/2026.") % {"d": celdas[0][:20]}]
    dichos += [uno for uno in (mal_amortiza, mal_intereses) if uno]
    if dichos or vence is None:
        return " ".join(dichos), None
    return "", CuotaNueva(vence, amortiza, intereses)


def _dia(celda: str) -> date | None:
    try:
        vence: date | None = DiaCorto("").clean(celda)
    except ValidationError:
        return None
    return vence
