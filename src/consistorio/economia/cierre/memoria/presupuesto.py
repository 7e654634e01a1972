"""Tables of the notes that come from the books of the budget, of closed years, of projects and of commitments. In euros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.db.models import F, Sum

from consistorio.economia.cierre.ejecucion import pendiente, sumas_de_cerrados
from consistorio.economia.cierre.memoria.mayor import CERO
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    LineaModificacion,
    LineaOperacion,
    SaldoCerrado,
)
from consistorio.economia.proyectos.consultas import fichas
from consistorio.economia.proyectos.models import Proyecto
from consistorio.economia.recaudacion.models import CompromisoCumplido, CompromisoDeIngreso

Filas = list[list[str]]
_TRANSFERENCIAS: Final = ("4", "7")
_MEDIO_AMBIENTE: Final = "17"  # of the programme: policy of expense


def del_presupuesto(anio: int) -> dict[str, Filas]:
    """Every table of them, those without rows left out."""
    aplicaciones = list(Aplicacion.objects.filter(ejercicio=anio).order_by("programa", "economica"))
    conceptos = list(ConceptoIngreso.objects.filter(ejercicio=anio).order_by("economica"))
    tablas = {
        "transferencias_concedidas": [
            _fila(una.codigo, una.obligado, una.pagado)
            for una in aplicaciones
            if una.economica.startswith(_TRANSFERENCIAS)
        ],
        "transferencias_recibidas": [
            _fila(_del_concepto(uno), uno.derechos_netos, uno.recaudacion_neta)
            for uno in conceptos
            if uno.economica.startswith(_TRANSFERENCIAS)
        ],
        "medio_ambiente": [
            _fila(una.codigo, una.definitivos, una.obligado, una.pagado)
            for una in aplicaciones
            if una.programa.startswith(_MEDIO_AMBIENTE)
        ],
        "gestion_ingresos": [
            _fila(
                _del_concepto(uno),
                *(uno.reconocido, uno.derechos_anulados, uno.cancelado),
                *(uno.derechos_netos, uno.recaudacion_neta, uno.pendiente),
            )
            for uno in conceptos
        ],
        "modificaciones": _modificaciones(anio),
        "cerrados_obligaciones": _cerrados(anio, SaldoCerrado.Clase.OBLIGACION, ("rectificado", "prescrito", "realizado")),
        "cerrados_derechos": _cerrados(
            anio, SaldoCerrado.Clase.DERECHO, ("rectificado", "anulado", "cancelado", "prescrito", "realizado")
        ),
        "compromisos": _compromisos(anio),
        "proyectos": _proyectos(anio),
    }  # fmt: skip
    con_cifras = {clave: [fila for fila in filas if any(map(Decimal, fila[1:]))] for clave, filas in tablas.items()}
    return {clave: filas for clave, filas in con_cifras.items() if filas}


def _fila(rotulo: str, *cifras: Decimal) -> list[str]:
    return [rotulo, *map(str, cifras)]


def _del_concepto(uno: ConceptoIngreso) -> str:
    return f"{uno.economica} {uno.denominacion}".strip()


def _modificaciones(anio: int) -> Filas:
    """By application and kind of file: what went up and what went down."""
    lineas = LineaModificacion.objects.filter(
        modificacion__ejercicio=anio, modificacion__estado="contabilizada", aplicacion__isnull=False
    )
    sumas: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for linea in lineas.select_related("modificacion", "aplicacion"):
        assert linea.aplicacion is not None  # noqa: S101  # the filter above
        suya = sumas[linea.aplicacion.codigo, linea.modificacion.get_tipo_display()]
        suya[linea.sentido] = suya.get(linea.sentido, CERO) + linea.importe
    return [
        _fila(f"{codigo} · {tipo}", suya.get("alta", CERO), suya.get("baja", CERO))
        for (codigo, tipo), suya in sorted(sumas.items())
    ]


def _cerrados(anio: int, clase: str, contadores: Sequence[str]) -> Filas:
    """By year of origin: what it was, what it went through, and what is left."""
    return [
        _fila(str(origen), suma["inicial"], *(suma[contador] for contador in contadores), pendiente(suma))
        for (cual, origen), suma in sumas_de_cerrados(anio).items()
        if cual == clase
    ]


def _compromisos(anio: int) -> Filas:
    """By year and concept, of the year and of the later ones: what is committed, what of it became a right that stands, and what is left: all as it was on the last day of
    the year, whatever was noted afterwards."""
    desde = CompromisoDeIngreso.objects.filter(anio__gte=anio, fecha__year__lte=anio)
    comprometido = {
        (uno["anio"], uno["economica"]): uno["total"]
        for uno in desde.values("anio", "economica").annotate(total=Sum(F("importe") - F("anulado")))
    }
    unidos = CompromisoCumplido.objects.filter(compromiso__in=desde, linea__operacion__ejercicio__lte=anio)
    bajas = LineaOperacion.objects.filter(
        origen__in=unidos.values("linea"), operacion__clase="AN", operacion__ejercicio__lte=anio
    )
    quitado = dict(bajas.values_list("origen").annotate(total=Sum("importe")))
    cumplido: defaultdict[tuple[int, str], Decimal] = defaultdict(lambda: CERO)
    for linea_id, cual, economica, importe in unidos.values_list(
        "linea", "compromiso__anio", "compromiso__economica", "linea__importe"
    ):
        cumplido[cual, economica] += importe - quitado.get(linea_id, CERO)
    return [
        _fila(f"{cual} · {economica}", total, cumplido[cual, economica], total - cumplido[cual, economica])
        for (cual, economica), total in sorted(comprometido.items())
    ]


def _proyectos(anio: int) -> Filas:
    """Each project that runs in the year: all that it will cost, what it was charged in the year and in all, and what is left."""
    suyos = list(Proyecto.objects.filter(desde__lte=anio, hasta__gte=anio).order_by("codigo"))
    return [
        _fila(
            f"{ficha.proyecto.codigo} {ficha.proyecto.nombre}",
            ficha.proyecto.gasto_total,
            ficha.obligaciones,
            ficha.acumuladas,
            ficha.proyecto.gasto_total - ficha.acumuladas,
        )
        for ficha in fichas(suyos, anio)
    ]
