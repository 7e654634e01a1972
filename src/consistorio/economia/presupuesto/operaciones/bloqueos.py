"""What stops a payment, or sends part of it to another, as the ficha of the third party says (TRLRHL 187; LGT 71-73 and 169)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.operaciones.escritura import Trazo
from consistorio.economia.presupuesto.operaciones.lote import Lote
from consistorio.economia.presupuesto.operaciones.pendientes import de_quien_es
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, Descuento
from consistorio.economia.terceros.consultas import bloqueos_de, reparto_de
from consistorio.economia.terceros.models import Bloqueo
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
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
    """To whom each line is paid and of which invoice: as it was committed (an order of several says it in what it orders), or who this operation says."""
    debidos, trazos = [], list(trazos)
    de_antes = facturas_de_cerrados([trazo.cerrado for trazo in trazos if trazo.cerrado is not None])
    for n, trazo in enumerate(trazos):
        origen, tercero_id, factura_id = trazo.origen, None, None
        if origen is not None:
            anterior = lote.lineas.get(origen.origen_id, origen) if origen.origen_id is not None else origen
            tercero_id = origen.operacion.tercero_id or anterior.operacion.tercero_id
            factura_id = origen.operacion.factura_id or anterior.operacion.factura_id
            if factura_id is None and origen.operacion.clase == "INP":  # the bank sent it back
                factura_id = facturas_de_lineas([origen]).get(origen.id)
        if origen is not None and trazo.no_presupuestario is not None and de_quien_es(origen) is None:
            # it is owed to another than who was paid, when it was kept, or than who brought it
            trajo = tercero_id if origen.operacion.libro == Operacion.Libro.NO_PRESUPUESTARIO else None
            tercero_id, factura_id = cabecera.tercero_id or trajo, None
        if trazo.cerrado is not None:
            tercero_id, factura_id = trazo.cerrado.tercero_id, de_antes.get(trazo.cerrado.id)
        if tercero_id or cabecera.tercero_id:
            debidos.append(Debido(n, UUID(str(tercero_id or cabecera.tercero_id)), trazo.importe, factura_id))
    return debidos


def facturas_de_lineas(lineas: Iterable[LineaOperacion]) -> dict[UUID, UUID]:
    """The invoice of each line of a payment, or of what the bank sent back of it: of its operation, or of the first that it follows with one, in this year or before."""
    halladas, suyas = dict[UUID, UUID](), {una.id: una for una in lineas}
    while suyas:
        antes = dict[UUID, UUID]()
        for cual, una in suyas.items():
            anterior = una.origen_id or (una.cerrado.linea_origen_id if una.cerrado is not None else None)
            if una.operacion.factura_id is not None:
                halladas[cual] = una.operacion.factura_id
            elif anterior is not None:
                antes[cual] = anterior
        leidas = LineaOperacion.objects.select_related("operacion", "cerrado").in_bulk(set(antes.values()))
        suyas = {cual: leidas[anterior] for cual, anterior in antes.items()}
    return halladas


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
    debidos: Iterable[Debido],
    *,
    reloj: Reloj,
    descontado: Decimal | None = None,
    pagado_el: date | None = None,
    pagado_a: UUID | None = None,
) -> list[Problema]:
    """Why those payments may not go out today, whatever day they are noted with. `descontado`: what is kept of them for who seized it, in euros, which must
    reach it, and be of one of them alone; zero where nothing can be kept; None while they are only ordered. `pagado_el`: the day on which the bank says that it paid them, which is then what counts; `pagado_a`: who
    gets the money (a Persona), when it is not who it is owed to but who acquired the credit, all of it."""
    problemas, embargado = list[Problema](), dict[UUID, Decimal]()
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
        if not bloqueos and pagado_a is None:
            continue
        total = sum((uno.importe for uno in suyos), CERO)
        ya = {uno: cuanto + desviado[uno] for uno, cuanto in retenido_por(bloqueos, tercero_id).items()}
        reparto = reparto_de(bloqueos, centimos=int(total * 100), retenido=ya)
        clases = {uno.id: uno for uno in bloqueos}
        desvian = {p.traba_id: Decimal(p.centimos) / 100 for p in reparto.partes if p.traba_id is not None}
        for uno, cuanto in desvian.items():
            desviado[uno] += cuanto
        cedido = [uno for uno in desvian if clases[uno].clase == Bloqueo.Clase.CESION]
        a_otro = [uno for uno in desvian if clases[uno].clase != Bloqueo.Clase.EMBARGO]
        bien = [uno for uno in cedido if descontado is None or _es_de(clases[uno], pagado_a)]
        donde = f"lineas.{suyos[0].linea}"
        for parado in [*reparto.parado_por, *(uno for uno in a_otro if uno not in bien)]:
            mensaje = _("El pago a este tercero está parado: %(por)s. Lo levanta la Tesorería en su ficha.")
            if clases[parado].por_confirmar:
                mensaje = _(
                    "El pago a este tercero está parado: %(por)s. Tiene que confirmarla otra persona, en su ficha."
                )
            if parado in cedido:
                mensaje = _(
                    "El pago a este tercero está parado: %(por)s. Páguelo en una relación de pagos: va a quien lo adquirió."
                )
            problemas.append(Problema(donde, mensaje % {"por": clases[parado].get_clase_display().lower()}))
        if pagado_a is not None and sum((desvian[uno] for uno in bien), CERO) != total:
            mensaje = _("Quien cobra no ha adquirido todo lo que se paga: pague por separado lo cedido.")
            problemas.append(Problema(donde, mensaje))
        suyo = sum((cuanto for uno, cuanto in desvian.items() if uno not in a_otro), CERO)
        if suyo:
            embargado[tercero_id] = embargado.get(tercero_id, CERO) + suyo
    total = sum(embargado.values(), CERO)
    if descontado is not None and len(embargado) > 1:
        mensaje = _("Se paga a varios terceros embargados: haga un pago para cada uno, y conste qué se retuvo a quién.")
        problemas.append(Problema("descuentos", mensaje))
    elif descontado is not None and total > descontado:
        mensaje = _("Hay %(cuanto)s embargados: descuéntelos del pago, en el concepto EMBARGOS.")
        problemas.append(Problema("descuentos", mensaje % {"cuanto": Importe(total)}))
    return problemas


def _es_de(cesion: Bloqueo, persona_id: UUID | None) -> bool:
    return cesion.a_favor_de is not None and cesion.a_favor_de.persona_id == persona_id


@dato
class _Retenido:
    """What a payment kept for seizures of a third party and was not corrected, in euros; `por_factura`: what it paid of each invoice."""

    dia: date
    importe: Decimal
    por_factura: dict[UUID, Decimal]

    def para(self, bloqueo: Bloqueo) -> Decimal:
        """How much of it a seizure may take: of one tied to an invoice, no more than was paid of it."""
        if bloqueo.desde > self.dia:
            return CERO
        if not bloqueo.objeto:
            return self.importe
        suyo = {f"factura:{una}": cuanto for una, cuanto in self.por_factura.items()}.get(bloqueo.objeto, CERO)
        return min(self.importe, suyo)


def retenido_por(bloqueos: Iterable[Bloqueo], tercero_id: UUID) -> dict[UUID, Decimal]:
    """What earlier payments to a third party kept for each of its seizures that has a limit, in euros: the first that counts is filled first. Of a payment to
    several, what was kept is of the only one of them who was seized that day."""
    con_tope = [b for b in bloqueos if b.clase == Bloqueo.Clase.EMBARGO and b.tope is not None]
    if not con_tope:
        return {}
    ya = {bloqueo.id: CERO for bloqueo in con_tope}
    for retenido in _retenidos_a(tercero_id):
        sobra = retenido.importe
        for bloqueo in sorted(con_tope, key=lambda uno: (uno.desde, uno.id)):
            tope = bloqueo.tope or CERO
            parte = min(sobra, retenido.para(bloqueo), tope - ya[bloqueo.id])
            ya[bloqueo.id] += parte
            sobra -= parte
    return ya


def _retenidos_a(tercero_id: UUID) -> list[_Retenido]:
    """What each payment to a third party kept for seizures, the oldest first."""
    suyas = Q(lineas__cerrado__tercero=tercero_id, clase="PC")
    suyas |= Q(lineas__origen__operacion__tercero=tercero_id) | Q(lineas__origen__origen__operacion__tercero=tercero_id)
    pagos = Operacion.objects.filter(suyas, libro__in=(Operacion.Libro.GASTO, Operacion.Libro.CERRADOS), signo=1)
    descuentos = LineaOperacion.objects.filter(
        operacion__in=pagos.values("id"), no_presupuestario__codigo__startswith=DE_EMBARGO
    )
    guardado, suyos = defaultdict[UUID, Decimal](lambda: CERO), dict[UUID, Operacion]()
    for una in descuentos.select_related("operacion").order_by("operacion__fecha", "id"):
        guardado[una.operacion_id] += una.importe
        suyos[una.operacion_id] = una.operacion
    negativas = LineaOperacion.objects.filter(operacion__signo=-1, origen__in=descuentos.values("id"))
    for pago_id, importe in negativas.values_list("origen__operacion_id", "importe"):
        guardado[pago_id] += importe
    de_quien = _pagado_a(guardado)
    otros = {uno for suyo in de_quien.values() for uno in suyo if uno not in (None, tercero_id)}
    embargados = _embargados([uno for uno in otros if uno is not None])
    retenidos = []
    for pago_id, importe in guardado.items():
        a_quien = de_quien[pago_id]
        ajenos = [
            uno
            for uno, suyo in a_quien.items()
            if uno != tercero_id and (uno is None or embargados(uno, suyos[pago_id], suyo))
        ]
        if tercero_id in a_quien and not ajenos:
            por_factura = {una: cuanto for una, cuanto in a_quien[tercero_id].items() if una is not None}
            retenidos.append(_Retenido(suyos[pago_id].fecha, importe, por_factura))
    return retenidos


def _pagado_a(pagos: Iterable[UUID]) -> defaultdict[UUID, dict[UUID | None, dict[UUID | None, Decimal]]]:
    """How much each payment pays to each third party of each invoice, in euros; None: of nobody, or of no invoice, that is said."""
    lineas = LineaOperacion.objects.filter(operacion__in=list(pagos), no_presupuestario=None).select_related(
        "cerrado", "origen__operacion", "origen__origen__operacion"
    )
    de_antes = facturas_de_cerrados([una.cerrado for una in lineas if una.cerrado is not None])
    pagado: defaultdict[UUID, dict[UUID | None, dict[UUID | None, Decimal]]] = defaultdict(dict)
    for linea in lineas:
        quien, factura = None, None
        if linea.cerrado is not None:
            quien, factura = linea.cerrado.tercero_id, de_antes.get(linea.cerrado.id)
        elif linea.origen is not None:
            fases = [linea.origen, linea.origen.origen or linea.origen]
            quien = next((f.operacion.tercero_id for f in fases if f.operacion.tercero_id), None)
            factura = next((f.operacion.factura_id for f in fases if f.operacion.factura_id), None)
        suyo = pagado[linea.operacion_id].setdefault(quien, {})
        suyo[factura] = suyo.get(factura, CERO) + linea.importe
    return pagado


def _embargados(terceros: Collection[UUID]) -> Callable[[UUID, Operacion, Collection[UUID | None]], bool]:
    """Whether a seizure reached what a payment paid to one of some third parties, of some invoices, when it was noted."""
    embargos = defaultdict[UUID, list[Bloqueo]](list)
    for uno in Bloqueo.objects.select_related("tercero").filter(
        clase=Bloqueo.Clase.EMBARGO, tercero__persona_id__in=terceros
    ):
        embargos[uno.tercero.persona_id].append(uno)

    def lo_estaba(tercero_id: UUID, pago: Operacion, facturas: Collection[UUID | None]) -> bool:
        dia = pago.fecha
        objetos = {""} | {f"factura:{una}" for una in facturas if una is not None}
        return any(
            uno.objeto in objetos
            and uno.puesto_el <= pago.anotada_el
            and uno.desde <= dia
            and (uno.hasta is None or uno.hasta >= dia)
            and (uno.levantado_el is None or en_madrid(uno.levantado_el).date() > dia)
            for uno in embargos[tercero_id]
        )

    return lo_estaba


def problemas_sin_descuentos(
    debidos: Iterable[Debido], *, reloj: Reloj, pagado_el: date | None = None, pagado_a: UUID | None = None
) -> list[Problema]:
    """The same, of what is paid whole or not at all: refunds and what is of no budget."""
    return [
        Problema("lineas", _("Lo que se paga está embargado. La Tesorería lo resuelve en la ficha del tercero."))
        if uno.campo == "descuentos"
        else uno
        for uno in problemas_de(debidos, reloj=reloj, descontado=CERO, pagado_el=pagado_el, pagado_a=pagado_a)
    ]
