"""What waits in 413 as its pages show it: by supplier, with its invoice and its age, and held against the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from consistorio.canales.escritorio.templatetags.escritorio_cifras import cifra
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import consultas
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

CERO: Final = Decimal(0)


@dato
class Pendiente:
    """A line of 413: what is left of it, its invoice if it is of the register, and how many days old it is: since that came in or, if there is none, since it was noted."""

    linea: LineaOperacion
    pendiente: Decimal
    factura: Factura | None
    dias: int
    se_deshace: bool

    @property
    def quien(self) -> str:
        """The supplier."""
        return _quien(self.linea)


@dato
class DeUnTercero:
    """What waits of a supplier: those of the page, and what all of them add up to."""

    quien: str
    filas: tuple[Pendiente, ...]
    total: Decimal


def lineas(anio: int) -> QuerySet[LineaOperacion]:
    """What waited at the end of what is noted of a year, by supplier, the oldest first."""
    return consultas.devengados(anio).order_by(
        "operacion__tercero__razon_social", "operacion__tercero__nombre", "operacion__tercero__apellido1",
        "operacion__tercero", "operacion__fecha", "id",
    )  # fmt: skip


def por_terceros(
    suyas: Sequence[LineaOperacion], sumas: Mapping[UUID | None, Decimal], *, en: date
) -> list[DeUnTercero]:
    """The lines of a page under their supplier: the same queries whatever their number. `sumas`: of each third party."""
    vistas = _vistas(suyas, en=en)
    return [
        DeUnTercero(filas[0].quien, tuple(filas), sumas[tercero])
        for tercero, grupo in groupby(vistas, key=lambda una: una.linea.operacion.tercero_id)
        if (filas := list(grupo))
    ]


def tabla(anio: int, *, en: date) -> Tabla:
    """All of them for a file."""
    cabeceras = [_("NIF"), _("Nombre"), _("Factura"), _("Registro de facturas"), _("Operación"), _("Fecha")]
    cabeceras += [_("Días"), _("Texto"), _("Cuenta"), _("Aplicación"), _("Cuenta del gasto"), _("Pendiente")]
    filas: list[Sequence[Celda]] = [
        (
            *(_nif(una.linea), una.quien, una.linea.operacion.factura, una.factura.codigo if una.factura else ""),
            *(str(una.linea.operacion), una.linea.operacion.fecha, una.dias, una.linea.operacion.texto),
            una.linea.operacion.contrapartida,
            una.linea.aplicacion.codigo if una.linea.aplicacion is not None else "",
            *(una.linea.cuenta, una.pendiente),
        )
        for una in _vistas(list(lineas(anio)), en=en)
    ]
    return Tabla(_("Pendiente de aplicar %(anio)d") % {"anio": anio}, cabeceras, filas)


def _vistas(suyas: Sequence[LineaOperacion], *, en: date) -> list[Pendiente]:
    facturas = Factura.objects.in_bulk({u.operacion.factura_id for u in suyas if u.operacion.factura_id is not None})
    abiertos = set(Ejercicio.objects.filter(estado=Ejercicio.Estado.ABIERTO).values_list("anio", flat=True))
    vistas = []
    for linea in suyas:
        factura = facturas.get(linea.operacion.factura_id) if linea.operacion.factura_id is not None else None
        desde = en_madrid(factura.entrada_el).date() if factura is not None else linea.operacion.fecha
        se_deshace = linea.operacion.ejercicio_id in abiertos and linea.saldo > 0
        pendiente: Decimal = linea.pendiente  # type: ignore[attr-defined]  # of `devengados`
        vistas.append(Pendiente(linea, pendiente, factura, max((en - desde).days, 0), se_deshace))
    return vistas


def _quien(linea: LineaOperacion) -> str:
    tercero = linea.operacion.tercero
    if tercero is not None:
        return tercero.nombre_completo
    return _("Varios terceros") if linea.operacion.varios else _("Sin tercero")


def _nif(linea: LineaOperacion) -> str:
    return linea.operacion.tercero.nif if linea.operacion.tercero is not None else ""


@dato
class FacturaEscrita:
    """An invoice of the list to be noted, with what was typed of it."""

    factura: Factura
    marcada: bool
    donde: str
    importe: str


def escritas(facturas: Sequence[Factura], enviado: QueryDict | None) -> list[FacturaEscrita]:
    """The rows of the list as they open, or as they were sent."""
    marcadas = set(enviado.getlist("marcada")) if enviado is not None else set[str]()
    filas = []
    for una in facturas:
        clave, todo = str(una.id), cifra(una.obligado)
        donde = enviado.get(f"donde-{clave}", "") if enviado is not None else ""
        importe = enviado.get(f"importe-{clave}", "") if enviado is not None else todo
        filas.append(FacturaEscrita(una, clave in marcadas, donde.strip()[:40], importe.strip()[:20]))
    return filas


def dia(anio: int) -> date:
    """The day that is proposed in a year: today or, once it ended, its last one."""
    return min(hoy(reloj_de_la_casa()), date(anio, 12, 31))
