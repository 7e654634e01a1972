"""What stops a payment, or sends part of it to another, as the ficha of the third party says (TRLRHL 187; LGT 71-73 and 169)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
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
    debidos = []
    for n, trazo in enumerate(trazos):
        origen, tercero_id, factura_id = trazo.origen, None, None
        if origen is not None:
            if origen.operacion.tercero_id is None and origen.origen_id is not None:
                origen = lote.lineas.get(origen.origen_id, origen)
            tercero_id, factura_id = origen.operacion.tercero_id, origen.operacion.factura_id
        if trazo.cerrado is not None:
            tercero_id = trazo.cerrado.tercero_id
        if tercero_id or cabecera.tercero_id:
            debidos.append(Debido(n, UUID(str(tercero_id or cabecera.tercero_id)), trazo.importe, factura_id))
    return debidos


def descontado_por_embargo(descuentos: Iterable[Descuento]) -> Decimal:
    """What of some discounts is kept for who seized it, in euros: those of EMBARGOS, or of another concept whose code begins so."""
    return sum((d.importe for d in descuentos if d.concepto.startswith(DE_EMBARGO)), CERO)


def problemas_de(debidos: Iterable[Debido], *, reloj: Reloj, descontado: Decimal | None = None) -> list[Problema]:
    """Why those payments may not go out today, whatever day they are noted with. `descontado`: what is kept of them for who seized it, in euros, which must
    reach it; zero where nothing can be kept; None while they are only ordered."""
    problemas, embargado = list[Problema](), CERO
    por_quien: defaultdict[tuple[UUID, UUID | None], list[Debido]] = defaultdict(list)
    for debido in debidos:
        por_quien[debido.tercero_id, debido.factura_id].append(debido)
    for (tercero_id, factura_id), suyos in por_quien.items():
        objeto = f"factura:{factura_id}" if factura_id is not None else ""
        bloqueos = bloqueos_de(tercero_id, en=hoy(reloj), objeto=objeto)
        if not bloqueos:
            continue
        bloqueos = por_retener(bloqueos, retenido=_retenido(tercero_id, bloqueos))
        total = sum((uno.importe for uno in suyos), CERO)
        reparto = reparto_de(bloqueos, centimos=int(total * 100))
        clases = {uno.id: uno for uno in bloqueos}
        desvian = {p.traba_id: Decimal(p.centimos) / 100 for p in reparto.partes if p.traba_id is not None}
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


def por_retener(bloqueos: Sequence[Bloqueo], *, retenido: Decimal) -> list[Bloqueo]:
    """The blocks with what is left of the limit of each seizure, the oldest filled first with what was kept already; those that are filled do not stop anything any more."""
    vivos, queda = list[Bloqueo](), retenido
    for uno in bloqueos:
        if uno.clase == Bloqueo.Clase.EMBARGO and uno.tope is not None and queda:
            usado = min(queda, uno.tope)
            queda -= usado
            if usado == uno.tope:
                continue
            uno.tope -= usado  # of this reading alone: it is not saved
        elif uno.clase == Bloqueo.Clase.EMBARGO and uno.tope is None:
            queda = CERO  # without a limit it takes whatever was kept since
        vivos.append(uno)
    return vivos


def _retenido(tercero_id: UUID, bloqueos: Sequence[Bloqueo]) -> Decimal:
    """What payments to somebody alone kept under concepts of seizure since the oldest of those in force, in euros."""
    embargos = [uno.desde for uno in bloqueos if uno.clase == Bloqueo.Clase.EMBARGO]
    if not embargos:
        return CERO
    pagadas = LineaOperacion.objects.filter(
        aplicacion__isnull=False,
        operacion__libro=Operacion.Libro.GASTO,
        operacion__signo=1,
        operacion__fecha__gte=min(embargos),
    )
    suyas = pagadas.filter(Q(operacion__tercero=tercero_id) | Q(origen__operacion__tercero=tercero_id))
    de_otros = pagadas.exclude(Q(operacion__tercero=tercero_id) | Q(origen__operacion__tercero=tercero_id))
    descontadas = LineaOperacion.objects.filter(
        operacion__in=suyas.values("operacion"), no_presupuestario__codigo__startswith=DE_EMBARGO
    ).exclude(operacion__in=de_otros.values("operacion"))
    descontadas = descontadas.exclude(operacion__correcciones__signo=-1)  # one with discounts is corrected whole
    return descontadas.aggregate(s=Sum("importe"))["s"] or CERO


def problemas_sin_descuentos(debidos: Iterable[Debido], *, reloj: Reloj) -> list[Problema]:
    """The same, of what is paid whole or not at all: closed years, refunds and what is of no budget."""
    return [
        Problema("lineas", _("Lo que se paga está embargado. La Tesorería lo resuelve en la ficha del tercero."))
        if uno.campo == "descuentos"
        else uno
        for uno in problemas_de(debidos, reloj=reloj, descontado=CERO)
    ]
