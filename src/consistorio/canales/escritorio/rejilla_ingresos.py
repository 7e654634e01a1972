"""What is typed in the grid of income: concepts with what was foreseen and recognised of each, and rights that are followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.canales.escritorio.rejilla import FILAS, FilaEscrita, FilaVista, con_mas
from consistorio.economia.presupuesto.consultas import denominadas
from consistorio.economia.presupuesto.models import ConceptoIngreso, LineaOperacion
from consistorio.nucleo.tipos import Importe


def vistas(anio: int, filas: Sequence[FilaEscrita], errores: Mapping[int, str]) -> list[FilaVista]:
    """The rows with what is known of each: `disponible` is what was foreseen, `quedaria` what is recognised, both of its concept."""
    ids = [fila.origen for fila in filas if fila.origen is not None]
    origenes = {linea.id: linea for linea in _lineas(ids)} if ids else {}
    codigos = {fila.codigo for fila in filas if fila.origen is None and fila.codigo}
    conceptos = {c.economica: c for c in ConceptoIngreso.objects.filter(ejercicio=anio, economica__in=codigos)}
    nombres = denominadas(anio, "ingreso", sorted(codigos | {_codigo(linea) for linea in origenes.values()}))
    return [_vista(fila, origenes, conceptos, nombres, errores) for fila in filas]


def traidas(filas: Sequence[FilaEscrita], lineas: Sequence[LineaOperacion]) -> list[FilaEscrita]:
    """The rows that were typed, and those of an operation for what is left of each. Those that are there are not brought again."""
    escritas = [fila for fila in filas if not fila.vacia]
    ya = {fila.origen for fila in escritas}
    nuevas = [
        FilaEscrita(0, _codigo(linea), str(Importe(linea.saldo)).removesuffix(" €"), linea.id)
        for linea in lineas
        if linea.saldo > 0 and linea.id not in ya and linea.concepto is not None
    ]
    todas = [FilaEscrita(n, f.codigo, f.importe, f.origen) for n, f in enumerate([*escritas, *nuevas])]
    return con_mas(todas, max(1, FILAS - len(todas)))


def _lineas(ids: Sequence[UUID]) -> Sequence[LineaOperacion]:
    return list(LineaOperacion.objects.filter(id__in=ids).select_related("operacion", "concepto"))


def _codigo(linea: LineaOperacion) -> str:
    return linea.concepto.economica if linea.concepto is not None else ""


def _vista(
    fila: FilaEscrita,
    origenes: Mapping[UUID, LineaOperacion],
    conceptos: Mapping[str, ConceptoIngreso],
    nombres: Mapping[str, str],
    errores: Mapping[int, str],
) -> FilaVista:
    origen = origenes.get(fila.origen) if fila.origen is not None else None
    concepto = origen.concepto if origen is not None else conceptos.get(fila.codigo)
    nombre, sigue = "", ""
    if concepto is not None:
        nombre = concepto.denominacion or nombres.get(concepto.economica, "") or concepto.economica
    elif fila.codigo:
        nombre = nombres.get(fila.codigo, "") or _("No está en el presupuesto: se creará sin previsión")
    if origen is not None:
        sigue = _("%(cual)s, quedan %(saldo)s") % {"cual": origen.operacion, "saldo": Importe(origen.saldo)}
    return FilaVista(
        fila,
        nombre,
        sigue,
        "",
        concepto.definitivas if concepto is not None else None,
        concepto.derechos_netos if concepto is not None else None,
        errores.get(fila.n, ""),
    )
