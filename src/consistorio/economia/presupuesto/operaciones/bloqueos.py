"""What stops a payment, or sends part of it to another, as the ficha of the third party says (TRLRHL 187; LGT 71-73 and 169)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.escritura import Trazo
from consistorio.economia.presupuesto.operaciones.lote import Lote
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, Descuento
from consistorio.economia.terceros.consultas import bloqueos_de, reparto_de
from consistorio.economia.terceros.models import Bloqueo
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe

DE_EMBARGO: Final = "EMBARGO"


@dato
class Debido:
    """What is paid to somebody in a line: its place, to whom (a Persona), how many euros, of which invoice."""

    linea: int
    tercero_id: UUID
    importe: Decimal
    factura_id: UUID | None = None


def debidos_de(trazos: Iterable[Trazo], lote: Lote, cabecera: Cabecera) -> list[Debido]:
    """To whom each line is paid: who it was committed with (an order of several says it in what it orders), or who this operation says."""
    debidos, trazos = [], list(trazos)
    de_antes = facturas_de_cerrados([trazo.cerrado for trazo in trazos if trazo.cerrado is not None])
    for n, trazo in enumerate(trazos):
        origen, tercero_id, factura_id = trazo.origen, None, None
        if origen is not None:
            if origen.operacion.tercero_id is None and origen.origen_id is not None:
                origen = lote.lineas.get(origen.origen_id, origen)
            tercero_id, factura_id = origen.operacion.tercero_id, origen.operacion.factura_id
        if trazo.cerrado is not None:
            tercero_id, factura_id = trazo.cerrado.tercero_id, de_antes.get(trazo.cerrado.id)
        if tercero_id or cabecera.tercero_id:
            debidos.append(Debido(n, UUID(str(tercero_id or cabecera.tercero_id)), trazo.importe, factura_id))
    return debidos


def facturas_de_cerrados(saldos: Collection[SaldoCerrado]) -> dict[UUID, UUID]:
    """The invoice that the obligation of each balance of closed years was of: what is tied to it reaches it in any year."""
    lineas = {saldo.linea_origen_id: saldo.id for saldo in saldos if saldo.linea_origen_id is not None}
    suyas = LineaOperacion.objects.filter(id__in=lineas).values_list(
        "id", "operacion__factura_id", "origen__operacion__factura_id"
    )
    if not lineas:
        return {}
    return {lineas[linea]: cual for linea, suya, de_antes in suyas if (cual := suya or de_antes) is not None}


def descontado_por_embargo(descuentos: Iterable[Descuento]) -> Decimal:
    """What of some discounts is kept for who seized it, in euros: those of EMBARGOS, or of another concept whose code begins so."""
    return sum((d.importe for d in descuentos if d.concepto.startswith(DE_EMBARGO)), CERO)


def problemas_de(
    debidos: Iterable[Debido], *, reloj: Reloj, descontado: Decimal | None = None, pagado_el: date | None = None
) -> list[Problema]:
    """Why those payments may not go out today, whatever day they are noted with. `descontado`: what is kept of them for who seized it, in euros, which must
    reach it; zero where nothing can be kept; None while they are only ordered. `pagado_el`: the day on which the bank says that it paid them, which is then what counts."""
    problemas, embargado = list[Problema](), CERO
    dia = pagado_el or hoy(reloj)
    por_quien: defaultdict[tuple[UUID, UUID | None], list[Debido]] = defaultdict(list)
    for debido in debidos:
        por_quien[debido.tercero_id, debido.factura_id].append(debido)
    desviado: defaultdict[UUID, Decimal] = defaultdict(
        lambda: CERO
    )  # for each block, of the groups before: a limit is of all
    for (tercero_id, factura_id), suyos in por_quien.items():
        objeto = f"factura:{factura_id}" if factura_id is not None else ""
        bloqueos = bloqueos_de(tercero_id, en=dia, objeto=objeto)
        if not bloqueos:
            continue
        total = sum((uno.importe for uno in suyos), CERO)
        ya = {uno: cuanto + desviado[uno] for uno, cuanto in retenido_por(bloqueos, tercero_id).items()}
        reparto = reparto_de(bloqueos, centimos=int(total * 100), retenido=ya)
        clases = {uno.id: uno for uno in bloqueos}
        desvian = {p.traba_id: Decimal(p.centimos) / 100 for p in reparto.partes if p.traba_id is not None}
        for uno, cuanto in desvian.items():
            desviado[uno] += cuanto
        a_otro = [uno for uno in desvian if clases[uno].clase != Bloqueo.Clase.EMBARGO]
        for parado in [*reparto.parado_por, *a_otro]:
            mensaje = _("El pago a este tercero está parado: %(por)s. Lo levanta la Tesorería en su ficha.")
            dicho = mensaje % {"por": clases[parado].get_clase_display().lower()}
            problemas.append(Problema(f"lineas.{suyos[0].linea}", dicho))
        embargado += sum((cuanto for uno, cuanto in desvian.items() if uno not in a_otro), CERO)
    if descontado is not None and embargado > descontado:
        mensaje = _("Hay %(cuanto)s embargados: descuéntelos del pago, en el concepto EMBARGOS.")
        problemas.append(Problema("descuentos", mensaje % {"cuanto": Importe(embargado)}))
    return problemas


def retenido_por(bloqueos: Iterable[Bloqueo], tercero_id: UUID) -> dict[UUID, Decimal]:
    """What earlier payments to a third party kept for each of its seizures that has a limit, in euros: the first that counts is filled first. What was kept in a payment to
    several is of nobody in particular, and is not counted."""
    con_tope = [b for b in bloqueos if b.clase == Bloqueo.Clase.EMBARGO and b.tope is not None]
    if not con_tope:
        return {}
    ya = {bloqueo.id: CERO for bloqueo in con_tope}
    for linea, queda in _descuentos_de(tercero_id):
        objetos = {"", f"factura:{linea.operacion.factura_id}"}
        sobra = queda
        for bloqueo in sorted(con_tope, key=lambda uno: (uno.desde, uno.id)):
            if bloqueo.desde > linea.operacion.fecha or bloqueo.objeto not in objetos or bloqueo.tope is None:
                continue
            parte = min(sobra, bloqueo.tope - ya[bloqueo.id])
            ya[bloqueo.id] += parte
            sobra -= parte
    return ya


def _descuentos_de(tercero_id: UUID) -> list[tuple[LineaOperacion, Decimal]]:
    """What was kept for seizures of payments whose lines are all owed to a third party, the oldest first, less what was corrected of it."""
    suyas = Q(lineas__cerrado__tercero=tercero_id, clase="PC")
    suyas |= Q(lineas__origen__operacion__tercero=tercero_id) | Q(lineas__origen__origen__operacion__tercero=tercero_id)
    libros = (Operacion.Libro.GASTO, Operacion.Libro.CERRADOS)
    pagos = Operacion.objects.filter(suyas, libro__in=libros, signo=1).values("id")
    por_pago: defaultdict[UUID, set[UUID | None]] = defaultdict(set)
    quienes = LineaOperacion.objects.filter(operacion__in=pagos, no_presupuestario=None).values_list(
        "operacion_id", "cerrado__tercero_id", "origen__operacion__tercero_id", "origen__origen__operacion__tercero_id"
    )
    for pago_id, *suyos in quienes:
        por_pago[pago_id].add(next((uno for uno in suyos if uno is not None), None))
    de_uno = [pago_id for pago_id, terceros in por_pago.items() if terceros == {tercero_id}]
    lineas = list(
        LineaOperacion.objects.filter(operacion__in=de_uno, no_presupuestario__codigo__startswith=DE_EMBARGO)
        .select_related("operacion")
        .order_by("operacion__fecha", "id")
    )
    corregido: defaultdict[UUID | None, Decimal] = defaultdict(lambda: CERO)
    negativas = LineaOperacion.objects.filter(operacion__signo=-1, origen__in=lineas)
    for origen_id, importe in negativas.values_list("origen_id", "importe"):
        corregido[origen_id] += importe
    return [(linea, linea.importe + corregido[linea.id]) for linea in lineas]


def problemas_sin_descuentos(
    debidos: Iterable[Debido], *, reloj: Reloj, pagado_el: date | None = None
) -> list[Problema]:
    """The same, of what is paid whole or not at all: refunds and what is of no budget."""
    return [
        Problema("lineas", _("Lo que se paga está embargado. La Tesorería lo resuelve en la ficha del tercero."))
        if uno.campo == "descuentos"
        else uno
        for uno in problemas_de(debidos, reloj=reloj, descontado=CERO, pagado_el=pagado_el)
    ]
