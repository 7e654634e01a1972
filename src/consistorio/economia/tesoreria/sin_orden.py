"""What is paid with no order of payment: refunds of income that were agreed, and what of no budget was proposed to be paid.

Neither is debt, nor expense of a chapter, so no group of the plan reaches them: they have the turn of the rest, by the day on which they were agreed or proposed, and that of what comes
from earlier years when it was in one (TRLRHL 187 says the obligations contracted in them, of the budget or not). Who pays them before what is older says why, as with any other payment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import ConceptoNoPresupuestario, LineaOperacion, Operacion
from consistorio.economia.presupuesto.operaciones.bloqueos import facturas_de_lineas
from consistorio.economia.presupuesto.operaciones.pendientes import debido
from consistorio.economia.tesoreria.consultas import propuestos_pendientes
from consistorio.economia.tesoreria.models import PagoPropuesto
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.identidad.models import Persona

DEVOLUCION, PROPUESTO = "devolucion", "propuesto"
SIN_ORDEN: Final = (DEVOLUCION, PROPUESTO)
ACUERDO: Final = "DEV"


@dato
class SinOrden:
    """A refund (`id`: of the operation that agreed it) or something of no budget (`id`: of its proposal). `debido`: of each invoice, and "" of none; `de_antes`: of an earlier
    year; `impedimentos`: why what is owed does not bear it, in words. In euros."""

    id: UUID
    clase: str
    persona: Persona | None
    varios: bool
    texto: str
    referencia: str
    importe: Decimal
    desde: date
    de_antes: bool
    debido: Mapping[str, Decimal]
    impedimentos: tuple[str, ...] = ()
    lineas: tuple[tuple[UUID, Decimal], ...] = ()


def sin_orden(en: date, solo: Collection[UUID] | None, *, juntos: bool = False) -> list[SinOrden]:
    """All of it on a day. `solo`: only those; `juntos`: paid together, each after what was asked before."""
    return [*_devoluciones(en, solo), *_propuestos(en, solo, juntos=juntos)]


def _devoluciones(en: date, solo: Collection[UUID] | None) -> list[SinOrden]:
    """What was agreed that year or before, and is not paid."""
    lineas = LineaOperacion.objects.select_related("operacion__tercero", "origen__operacion__tercero").filter(
        operacion__ejercicio__lte=en.year,
        operacion__clase=ACUERDO,
        operacion__signo=1,
        operacion__fecha__lte=en,
        saldo__gt=0,
    )
    if solo is not None:
        lineas = lineas.filter(operacion_id__in=solo)
    por_operacion: defaultdict[Operacion, list[LineaOperacion]] = defaultdict(list)
    for linea in lineas.order_by("operacion_id", "orden"):
        por_operacion[linea.operacion].append(linea)
    return [_devolucion(acuerdo, suyas, en) for acuerdo, suyas in por_operacion.items()]


def _devolucion(acuerdo: Operacion, lineas: Sequence[LineaOperacion], en: date) -> SinOrden:
    """To who the agreement says, or who had paid what is given back."""
    pagaron = {linea.origen.operacion.tercero for linea in lineas if linea.origen is not None} - {None}
    persona = acuerdo.tercero or (next(iter(pagaron)) if len(pagaron) == 1 else None)
    importe = sum((linea.saldo for linea in lineas), CERO)
    return SinOrden(
        acuerdo.id,
        DEVOLUCION,
        persona,
        acuerdo.varios or (acuerdo.tercero is None and len(pagaron) > 1),
        _("Devolución de ingreso. %(texto)s") % {"texto": acuerdo.texto},
        f"D-{acuerdo.ejercicio_id}-{acuerdo.numero:06d}",
        importe,
        acuerdo.fecha,
        acuerdo.ejercicio_id < en.year,
        {_de_factura(acuerdo): importe},
        lineas=tuple((linea.id, linea.saldo) for linea in lineas),
    )


def _de_factura(operacion: Operacion) -> str:
    return f"factura:{operacion.factura_id}" if operacion.factura_id else ""


def _propuestos(en: date, solo: Collection[UUID] | None, *, juntos: bool) -> list[SinOrden]:
    pagos = propuestos_pendientes().filter(fecha__lte=en)
    if solo is not None:
        pagos = pagos.filter(id__in=solo)
    suyos = list(
        pagos.select_related("concepto", "persona", "linea__operacion", "linea__cerrado").order_by("fecha", "id")
    )
    facturas = facturas_de_lineas([pago.linea for pago in suyos if pago.linea is not None])
    soporta = _Debido(en.year, juntos=juntos)
    return [
        SinOrden(
            pago.id,
            PROPUESTO,
            pago.persona,
            False,
            f"{pago.concepto_id}. {pago.texto}",
            pago.referencia,
            pago.importe,
            pago.fecha,
            pago.fecha.year < en.year,
            {f"factura:{facturas[pago.linea_id]}" if pago.linea_id in facturas else "": pago.importe},
            soporta.impedimentos(pago),
            lineas=((pago.linea_id, pago.importe),) if pago.linea_id is not None else (),
        )
        for pago in suyos
    ]


class _Debido:
    """What is owed in each account or line, held against what is going to be paid of it. `juntos`: each after what was asked before."""

    def __init__(self, anio: int, *, juntos: bool) -> None:
        self.anio, self.juntos = anio, juntos
        self.hay: dict[str, Decimal] = {}
        self.pedido: defaultdict[object, Decimal] = defaultdict(lambda: CERO)

    def impedimentos(self, pago: PagoPropuesto) -> tuple[str, ...]:
        """Why it cannot be paid any more, in words."""
        dichos = []
        concepto, que_hacer = pago.concepto, _("Quite la propuesta, y proponga lo que se deba.")
        if pago.linea is not None and self._pasa(pago.linea_id, pago.importe, pago.linea.saldo):
            mensaje = _("De la operación %(cual)s quedan %(hay)s.")
            dicho = mensaje % {"cual": pago.linea.operacion, "hay": Importe(pago.linea.saldo)}
            dichos.append(f"{dicho} {que_hacer}")
        if concepto.naturaleza == ConceptoNoPresupuestario.Naturaleza.ACREEDOR:
            if concepto.cuenta not in self.hay:
                self.hay[concepto.cuenta] = debido(concepto.cuenta, self.anio)
            hay = self.hay[concepto.cuenta]
            if self._pasa(concepto.cuenta, pago.importe, hay):
                dicho = _("En el concepto %(cual)s se deben %(hay)s.") % {"cual": concepto.codigo, "hay": Importe(hay)}
                dichos.append(f"{dicho} {que_hacer}")
        if pago.linea is None and not concepto.en_uso:
            mensaje = _("El concepto %(cual)s ya no se usa.") % {"cual": concepto.codigo}
            dichos.append(f"{mensaje} {que_hacer}")
        return tuple(dichos)

    def _pasa(self, de_que: object, importe: Decimal, hay: Decimal) -> bool:
        antes = self.pedido[de_que] if self.juntos else CERO
        self.pedido[de_que] += importe
        return antes + importe > hay


def queda_de(linea: LineaOperacion) -> Decimal:
    """What of a line nobody proposed yet to pay, in euros."""
    propuesto = propuestos_pendientes().filter(linea=linea).aggregate(suma=Sum("importe"))["suma"]
    return max(linea.saldo - (propuesto or CERO), CERO)


def por_proponer(anio: int) -> list[tuple[ConceptoNoPresupuestario, Decimal]]:
    """The concepts in which something is owed in a year, with how much of it nobody proposed yet to pay, in euros."""
    propuesto = defaultdict[str, Decimal](lambda: CERO)
    for pago in propuestos_pendientes().select_related("concepto"):
        propuesto[pago.concepto.cuenta] += pago.importe
    acreedores = ConceptoNoPresupuestario.objects.filter(
        naturaleza=ConceptoNoPresupuestario.Naturaleza.ACREEDOR, en_uso=True
    )
    debidos = [(uno, debido(uno.cuenta, anio)) for uno in acreedores.order_by("codigo")]
    return [(uno, max(hay - propuesto[uno.cuenta], CERO)) for uno, hay in debidos if hay > 0]
