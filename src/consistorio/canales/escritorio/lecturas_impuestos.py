"""The taxes of the town as their pages show them: the state of each period, and the figures of a model as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.tributacion import consultas
from consistorio.economia.tributacion.consultas.liquidaciones import nombre_del_periodo
from consistorio.economia.tributacion.models import ApunteIva, Declaracion
from consistorio.economia.tributacion.reglas import periodos
from consistorio.economia.tributacion.tipos import Calculo, Fila
from consistorio.nucleo.dato import dato


@dato
class PeriodoVisto:
    """A period of a model: how it is, and where it is seen."""

    periodo: str
    nombre: str
    url: str
    estado: str
    color: str


@dato
class ModeloVisto:
    """A model and its periods."""

    modelo: str
    nombre: str
    periodos: tuple[PeriodoVisto, ...]


def nombre_de(modelo: str) -> str:
    """What a model is about."""
    nombres = {
        "111": _("Retenciones del trabajo, profesionales y premios"),
        "115": _("Retenciones de alquileres"),
        "303": _("IVA"),
        "180": _("Resumen anual de retenciones de alquileres"),
        "190": _("Resumen anual de retenciones"),
        "347": _("Operaciones con terceros"),
    }
    return nombres.get(modelo, modelo)


def modelos(anio: int, hoy: date) -> list[ModeloVisto]:
    """Every model of a year, with the state of its periods."""
    hechas = {(una.modelo, una.periodo): una for una in consultas.presentadas(anio)}
    mensual = consultas.es_mensual(anio)
    con_algo = consultas.dias_con_algo(anio)
    return [
        ModeloVisto(
            modelo,
            nombre_de(modelo),
            tuple(
                _visto(anio, modelo, periodo, hechas.get((modelo, periodo)), hoy, con_algo.get(modelo))
                for periodo in periodos.periodos_de(modelo, mensual=mensual)
            ),
        )
        for modelo in periodos.MODELOS
    ]


def _visto(
    anio: int, modelo: str, periodo: str, hecha: Declaracion | None, hoy: date, dias: frozenset[date] | None
) -> PeriodoVisto:
    """`dias`: those that have something of the model; None when it is not known."""
    tramo = periodos.dias(anio, periodo)
    con_algo = dias is None or tramo is None or any(tramo[0] <= d <= tramo[1] for d in dias)
    estado, color = estado_de(anio, periodo, hecha, hoy, con_algo=con_algo)
    url = reverse("escritorio:modelo", args=[anio, modelo, periodo])
    return PeriodoVisto(periodo, nombre_del_periodo(periodo), url, estado, color)


def estado_de(
    anio: int, periodo: str, hecha: Declaracion | None, hoy: date, *, con_algo: bool = True
) -> tuple[str, str]:
    """How a period is, in words and in colour. `con_algo`: whether any operation is known to be of it."""
    if hecha is not None and hecha.pago_id is not None:
        return _("Pagado"), "green"
    if hecha is not None and hecha.resultado is not None and hecha.resultado > 0:
        return _("Presentado, sin pagar"), "yellow"
    if hecha is not None:
        return _("Presentado"), "green"
    if not con_algo:
        return _("Sin operaciones"), "grey"
    tramo = periodos.dias(anio, periodo)
    if tramo is not None and tramo[1] < hoy:
        return _("Por presentar"), "red"
    return _("Abierto"), "blue"


def de_la_casilla(calculo: Calculo, numero: str) -> list[Fila]:
    """What makes a figure, or everything when none is said."""
    suya = next((una for una in calculo.casillas if una.numero == numero), None) if numero else None
    if suya is None:
        return list(calculo.filas)
    de_ella = set(suya.filas)
    return [fila for fila in calculo.filas if fila.clave in de_ella]


def tabla_de(calculo: Calculo) -> Tabla:
    """The figures and what makes them, as a file."""
    filas: list[Sequence[Celda]] = [
        (_("Casilla %(n)s") % {"n": c.numero}, c.nombre, "", "", "", "", c.valor) for c in calculo.casillas
    ]
    filas += [(_("Detalle"), f.que, f.nif, f.nombre, f.operacion, f.base, f.cuota) for f in calculo.filas]
    cabeceras = (
        _("Qué"),
        _("Concepto"),
        _("NIF"),
        _("Nombre"),
        _("Operación"),
        _("Base"),
        _("Importe"),
    )
    return Tabla(f"{calculo.modelo} {calculo.anio} {calculo.periodo}", cabeceras, filas)


def tabla_del_libro(libro: str, desde: date, hasta: date) -> Tabla:
    """A register book of VAT as a file (RIVA 63 and 64)."""
    filas: list[Sequence[Celda]] = [
        (
            uno.numero,
            uno.fecha,
            uno.expedida,
            uno.factura,
            uno.persona.nif,
            uno.persona.nombre_completo,
            uno.sector_id or "",
            uno.base,
            uno.tipo,
            uno.cuota,
            uno.deducible,
            str(uno.operacion),
        )
        for uno in consultas.libro(libro, desde, hasta)
    ]
    cabeceras = (
        _("Número"),
        _("Fecha"),
        _("Expedición"),
        _("Factura"),
        _("NIF"),
        _("Nombre"),
        _("Actividad"),
        _("Base"),
        _("Tipo"),
        _("Cuota"),
        _("Deducible"),
        _("Operación"),
    )
    return Tabla(str(ApunteIva.Libro(libro).label), cabeceras, filas)
