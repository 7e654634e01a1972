"""What an activity buys from who charges no VAT, and accrues itself: inversión del sujeto pasivo and what comes from the Union (LIVA 13, 84.1.2 and 85)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones import correccion, gasto, ingresos, otras
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion.models import ApunteIva
from consistorio.economia.tributacion.tipos import LineaSoportada
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj

FORMALIZACION = "557"
Regimen = ApunteIva.Regimen


@dato
class Autorrepercutido:
    """What an invoice without VAT noted of it: what is accrued, what is deducted and what is expense, if anything is."""

    devengo: Operacion
    deduccion: Operacion | None
    gasto: Operacion | None


def problemas_de(linea: LineaSoportada) -> list[str]:
    """What is wrong with the regime of a rate, in words."""
    if not linea.regimen:
        return []
    if linea.regimen not in Regimen.values:
        return [_("Diga si es inversión del sujeto pasivo o una adquisición intracomunitaria.")]
    mal = []
    if not linea.sector:
        mal.append(_("El IVA lo declara quien compra solo en lo que compra una actividad sujeta: diga cuál."))
    if not linea.tipo:
        mal.append(_("Diga a qué tipo se declara: la factura no trae el IVA."))
    return mal


def anotar(
    cabecera: Cabecera,
    lineas: Sequence[tuple[LineaSoportada, Decimal, Decimal]],
    *,
    actor: Actor,
    reloj: Reloj,
) -> Autorrepercutido:
    """Note the tax of some rates (each with its tax and what of it is deducted, in euros): accrued to 477; deducted to 472, and the rest an expense of their
    applications. All of it is paid in formalización (557, which stays at zero): nobody is owed it but the tax office, in the settlement.

    Writes: Operacion. Emits and raises as `otras.anotar_iva` and `gasto.gastar` (no credit for what is not deducted).
    """
    sin_nadie = replace(cabecera, tercero_id=None, varios=False, factura="", factura_id=None)
    cuotas = [LineaPedida(cuota, codigo="IVA_DEUDORES") for _una, cuota, _menos in lineas]
    devengo = otras.anotar_iva("IVR", sin_nadie, cuotas, contrapartida="4770", actor=actor, reloj=reloj)
    deducidas = [LineaPedida(menos, codigo="IVA_SOPORTADO") for _una, _cuota, menos in lineas if menos]
    deduccion = None
    if deducidas:
        deduccion = otras.anotar_iva("IVS", sin_nadie, deducidas, contrapartida="4720", actor=actor, reloj=reloj)
        otras.anotar_no_presupuestario(
            "PNP", sin_nadie, tras(deduccion), ordinal=FORMALIZACION, actor=actor, reloj=reloj
        )
    por_gastar = [
        LineaPedida(cuota - menos, codigo=_aplicacion(una), cuenta=una.cuenta)
        for una, cuota, menos in lineas
        if cuota > menos
    ]
    gastado = None
    if por_gastar:
        varios = replace(sin_nadie, varios=True)
        gastado = gasto.gastar("ADO", varios, por_gastar, actor=actor, reloj=reloj)
        gasto.pagar("PR", varios, tras(gastado), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    otras.anotar_no_presupuestario("INP", sin_nadie, tras(devengo), ordinal=FORMALIZACION, actor=actor, reloj=reloj)
    return Autorrepercutido(devengo, deduccion, gastado)


def con_lo_que_las_paga(primeras: Iterable[UUID]) -> list[UUID]:
    """Some operations that are paid in formalización, after what pays each, the last first: the order in which they are taken back."""
    de_antes = sorted(set(primeras), reverse=True)
    despues = Operacion.objects.filter(lineas__origen__operacion__in=de_antes, signo=1).exclude(corregida())
    return [*despues.distinct().order_by("-id").values_list("id", flat=True), *de_antes]


def deshacer(primeras: Iterable[UUID], cabecera: Cabecera, *, actor: Actor, reloj: Reloj) -> dict[UUID, Operacion]:
    """Take back some operations and what pays them, each with its negative, and a right by annulling it; which corrects which. Writes, emits and raises as
    `correccion.corregir` and `ingresos.dar_de_baja`."""
    todas = con_lo_que_las_paga(primeras)
    derechos = {una.id: una for una in Operacion.objects.filter(id__in=todas, clase="DR")}
    return {
        una: ingresos.dar_de_baja("AN", cabecera, tras(derechos[una]), actor=actor, reloj=reloj)
        if una in derechos
        else correccion.corregir(una, cabecera, (), actor=actor, reloj=reloj)
        for una in todas
    }


def tras(operacion: Operacion) -> list[LineaPedida]:
    """What follows all of an operation."""
    return [LineaPedida(una.importe, origen=una.id) for una in operacion.lineas.order_by("orden")]


def _aplicacion(linea: LineaSoportada) -> str:
    """That of a rate: the one that it says, or that of what it follows."""
    if linea.origen is None:
        return linea.codigo
    suya = LineaOperacion.objects.select_related("aplicacion").filter(id=linea.origen).first()
    return suya.aplicacion.codigo if suya is not None and suya.aplicacion is not None else linea.codigo
