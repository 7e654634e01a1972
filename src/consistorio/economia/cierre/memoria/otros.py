"""Tables of the notes that come from other rooms: what is of no budget, taxes, contracts and what is kept in deposit. In euros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.cierre.memoria.mayor import CERO, Mayor
from consistorio.economia.depositos.consultas import movimiento_de_valores
from consistorio.economia.depositos.models import ValorEnDeposito
from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion
from consistorio.economia.tributacion.models import ApunteIva, Declaracion
from consistorio.tramitacion.catalogo.regimenes import NATURALES
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos, texto_de

Filas = list[list[str]]
_GRUPOS: Final = {
    "deudores": ConceptoNoPresupuestario.Naturaleza.DEUDOR,
    "acreedores": ConceptoNoPresupuestario.Naturaleza.ACREEDOR,
    "cobros_sin_aplicar": ConceptoNoPresupuestario.Naturaleza.COBROS,
    "pagos_sin_aplicar": ConceptoNoPresupuestario.Naturaleza.PAGOS,
}
_SE_COBRAN: Final = ("deudores", "pagos_sin_aplicar")
_COMPROMETEN: Final = sorted(tramo for tramo in TRAMOS if "D" in tramo)


def de_otros(anio: int, mayor: Mayor) -> dict[str, Filas]:
    """Every table of them, those without rows left out."""
    tablas = {
        **_no_presupuestarios(mayor),
        "libros_de_iva": _libros(anio),
        "declaraciones": _declaraciones(anio),
        "contratos": _contratos(anio),
        "valores": _valores(anio),
    }
    return {clave: filas for clave, filas in tablas.items() if filas}


def _no_presupuestarios(mayor: Mayor) -> dict[str, Filas]:
    """Each account of each group, with the concepts that share it: at the beginning, what went up, what went down, and at the end."""
    de_cuenta: defaultdict[str, list[str]] = defaultdict(list)
    naturalezas: defaultdict[str, set[str]] = defaultdict(set)
    for uno in ConceptoNoPresupuestario.objects.order_by("codigo"):
        de_cuenta[uno.cuenta].append(uno.denominacion)
        naturalezas[uno.cuenta].add(uno.naturaleza)
    tablas: dict[str, Filas] = {f"no_presupuestario_{grupo}": [] for grupo in _GRUPOS}
    for cuenta, nombres in sorted(de_cuenta.items()):
        inicial, (debe, haber) = mayor.inicial([cuenta]), mayor.lados([cuenta])
        final = inicial + debe - haber
        grupo = _grupo_de(naturalezas[cuenta], se_cobra=final > 0)
        cifras = (inicial, debe, haber, final) if grupo in _SE_COBRAN else (-inicial, haber, debe, -final)
        if any(cifras):
            tablas[f"no_presupuestario_{grupo}"].append([f"{cuenta} {'; '.join(nombres)}", *map(str, cifras)])
    return tablas


def _grupo_de(naturalezas: Collection[str], *, se_cobra: bool) -> str:
    """The only table of an account: of those of its concepts, the one that its balance asks for."""
    suyos = [grupo for grupo, naturaleza in _GRUPOS.items() if naturaleza in naturalezas]
    return next((grupo for grupo in suyos if (grupo in _SE_COBRAN) == se_cobra), suyos[0])


def _libros(anio: int) -> Filas:
    """By activity and book of VAT: base, tax and what is deducted."""
    filas = ApunteIva.objects.filter(fecha__year=anio, sector__isnull=False)
    grupos = filas.values("sector__nombre", "libro").order_by("sector__nombre", "libro")
    nombres = dict(ApunteIva.Libro.choices)
    return [
        [f"{uno['sector__nombre']} · {nombres[uno['libro']]}", *(str(uno[c]) for c in ("bases", "cuotas", "deducido"))]
        for uno in grupos.annotate(bases=Sum("base"), cuotas=Sum("cuota"), deducido=Sum("deducible"))
    ]


def _declaraciones(anio: int) -> Filas:
    """Models with a result that were presented in the year, whichever the period, and what of it was paid in it: whatever day it is closed, it says the same."""
    suyas = Declaracion.objects.filter(presentada__year=anio, resultado__isnull=False).select_related("pago")
    return [
        [
            f"{una.modelo} · {una.anio} {una.periodo}",
            str(una.resultado),
            str(una.resultado if una.pago is not None and una.pago.fecha.year <= anio else CERO),
        ]
        for una in suyas.order_by("modelo", "anio", "periodo", "presentada")
    ]


def _valores(anio: int) -> Filas:
    """Each class of value in deposit: at the beginning, received, given back, charged, and at the end."""
    nombres = dict(ValorEnDeposito.Clase.choices)
    return [[str(nombres[clase]), *map(str, cifras)] for clase, *cifras in movimiento_de_valores(anio)]


def _contratos(anio: int) -> Filas:
    """What the contracts of the house committed in the year, by procedure and kind: how many cases and how much. A case of contracts counts its terms in natural days (LCSP DA 12)."""
    lineas = LineaOperacion.objects.filter(
        operacion__ejercicio=anio, operacion__clase__in=_COMPROMETEN, operacion__expediente_id__isnull=False
    )
    de_caso: dict[UUID, Decimal] = dict(
        lineas.values_list("operacion__expediente_id").annotate(total=Sum("importe")).order_by()
    )
    cuantos: defaultdict[str, int] = defaultdict(int)
    cuanto: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    casos = Expediente.objects.filter(id__in=de_caso).select_related("version__procedimiento")
    for caso in casos.only("datos", "version__definicion", "version__procedimiento__nombre"):
        if caso.version.definicion.get("legal", {}).get("plazo", {}).get("regimen") != NATURALES:
            continue
        clase = texto_de(como_datos(caso.datos).get("clase_contrato")) or _("sin clase")
        rotulo = f"{caso.version.procedimiento.nombre} · {clase}"
        cuantos[rotulo] += 1
        cuanto[rotulo] += de_caso[caso.id]
    return [[rotulo, str(cuantos[rotulo]), str(cuanto[rotulo])] for rotulo in sorted(cuantos)]
