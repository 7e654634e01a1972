"""The treasury as its pages and its files show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.canales.escritorio.lecturas_cerrados import obligacion_de
from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.documental.firma.consultas import circuito_de
from consistorio.documental.firma.consultas import pasos_de as pasos_de_firma
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.facturas.consultas import con_relojes
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion, SaldoCerrado
from consistorio.economia.tesoreria import consultas, prelacion
from consistorio.economia.tesoreria.consultas import Existencias
from consistorio.economia.tesoreria.models import Arqueo, LineaDePago, Ordinal, PagoPropuesto, RelacionDePagos
from consistorio.economia.tesoreria.prelacion import PorPagar
from consistorio.economia.tesoreria.reconocido import reconocido
from consistorio.economia.tesoreria.turnos import de_deuda
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.tramitacion.expedientes.models import Expediente

CERO: Final = Decimal(0)
QUE_SE_NOMBRAN: Final = 10  # of what is left behind
MAXIMO_DE_FILAS: Final = 60_000  # of a file: a spreadsheet opens it without effort


def total_de_existencias(filas: Iterable[Existencias]) -> tuple[Decimal, Decimal]:
    """What there is in all the accounts, in euros: in the books, and in the banks that say so."""
    lista = list(filas)
    return sum((una.contable for una in lista), CERO), sum((una.banco or CERO for una in lista), CERO)


def tabla_de_movimientos(ordinal: Ordinal, desde: date | None, hasta: date | None) -> Tabla:
    """For a file. Raises DatosIncorrectos (too many rows)."""
    cabeceras = [_("Fecha"), _("Valor"), _("Importe"), _("Texto"), _("Referencias"), _("Conciliado")]
    movimientos = list(consultas.movimientos_para_ver(ordinal, desde=desde, hasta=hasta)[: MAXIMO_DE_FILAS + 1])
    if len(movimientos) > MAXIMO_DE_FILAS:
        raise DatosIncorrectos(
            _("Son más de %(n)d filas: no caben en un fichero.") % {"n": MAXIMO_DE_FILAS},
            que_hacer=_("Ponga dos fechas más cercanas y vuelva a descargarlo."),
        )
    filas: list[list[Celda]] = [
        [
            m.fecha,
            m.valor,
            m.importe,
            m.texto,
            " ".join(map(str, m.referencias)),
            _("Sí") if getattr(m, "conciliado", False) else _("No"),
        ]
        for m in movimientos
    ]
    return Tabla(_("Movimientos de %(cual)s") % {"cual": ordinal.codigo}, cabeceras, filas)


@dato
class FilaPorPagar:
    """Something to be paid, or to be ordered, with the day on which its term ends, if it is of an invoice or of a loan, the days that are left until then,
    and the invoice and case that it leads to."""

    pago: PorPagar
    vence: date | None = None
    factura: Factura | None = None
    expediente: Expediente | None = None
    quedan: int = 0

    @property
    def cerrado(self) -> bool:
        """Whether it is of an earlier year: it has a page of its own."""
        return self.pago.clase == prelacion.CERRADO


@dato
class FiltroPorPagar:
    """What of it is looked at. `vence`: until that day; `turno`: a category; `texto`: in the name, the reference or the text; `se_puede`: nothing stops it; `aplicacion`: how it begins."""

    vence: date | None = None
    turno: int | None = None
    texto: str = ""
    se_puede: bool = False
    aplicacion: str = ""

    def deja(self, fila: FilaPorPagar) -> bool:
        """Whether a row is seen."""
        pago = fila.pago
        dicho = f"{pago.nombre} {pago.referencia} {pago.texto}".casefold()
        return (
            (self.vence is None or (fila.vence is not None and fila.vence <= self.vence))
            and (self.turno is None or pago.turno.categoria == self.turno)
            and self.texto.casefold() in dicho
            and (pago.se_marca or not self.se_puede)
            and (not self.aplicacion or any(una.startswith(self.aplicacion) for una in pago.aplicaciones))
        )


@dato
class Adelanto:
    """What is left behind: the first of it, how much they add up to, whether there is more, and whether some of it is debt or is not ordered."""

    pagos: tuple[PorPagar, ...]
    suma: Decimal
    mas: bool
    deuda: bool
    sin_ordenar: bool

    @classmethod
    def de(cls, saltados: Sequence[PorPagar]) -> Adelanto | None:
        """Of the first that are left behind, one more than those that are named; None when there are none."""
        if not saltados:
            return None
        dichos = tuple(saltados[:QUE_SE_NOMBRAN])
        importe = sum((p.importe for p in dichos), CERO)
        sin_ordenar = any(p.clase == prelacion.RECONOCIDA for p in dichos)
        return cls(dichos, importe, len(saltados) > len(dichos), bool(de_deuda(saltados)), sin_ordenar)


def por_pagar(actor: Actor, en: date) -> list[FilaPorPagar]:
    """What is to be paid on a day, by its turn, with the cases that this person may see; the same queries whatever their number."""
    return _con_lo_suyo(actor, prelacion.por_pagar(en), en)


def por_ordenar(actor: Actor, en: date, *, solo: Collection[UUID] | None = None) -> list[FilaPorPagar]:
    """The same, of what is recognised and nobody has ordered. `solo`: of those alone."""
    return _con_lo_suyo(actor, reconocido(en, solo=solo), en)


def _con_lo_suyo(actor: Actor, pagos: Sequence[PorPagar], en: date) -> list[FilaPorPagar]:
    suyas = [p.operacion_id for p in pagos if p.operacion_id is not None]
    de_cada = {o.id: o for o in Operacion.objects.filter(id__in=suyas)}
    obligaciones = {uno: uno for uno in suyas}  # of an order, that which it follows
    de_factura: dict[UUID, UUID] = {}
    antes = LineaOperacion.objects.filter(operacion_id__in=suyas, origen__isnull=False)
    columnas = ("operacion_id", "operacion__clase", "origen__operacion_id", "origen__operacion__factura_id")
    for cual, clase, origen, factura in antes.values_list(*columnas):
        if "O" not in clase:
            obligaciones[cual] = origen
            de_factura |= {cual: factura} if factura is not None else {}
    de_factura |= {o.id: o.factura_id for o in de_cada.values() if o.factura_id is not None}
    de_antes = _de_antes(pagos)
    de_factura |= {uno: o.factura_id for uno, o in de_antes.items() if o.factura_id is not None}
    propuestos = PagoPropuesto.objects.filter(id__in=[p.propuesto_id for p in pagos if p.propuesto_id is not None])
    de_vuelta = propuestos.values_list("id", "linea__operacion__factura_id")
    de_factura |= {propuesto: factura for propuesto, factura in de_vuelta if factura is not None}
    enlazadas = Factura.objects.filter(operacion_o_id__in=set(obligaciones.values()), como_rectificativa=None)
    por_obligacion = dict(enlazadas.order_by("contabilizada_el").values_list("operacion_o_id", "id"))
    de_factura = {
        cual: por_obligacion[suya] for cual, suya in obligaciones.items() if suya in por_obligacion
    } | de_factura
    facturas = con_relojes(Factura.objects.filter(id__in=set(de_factura.values())), en=en)
    relojes = {una.factura.id: una for una in facturas}
    suyas_y_antes = de_cada | de_antes
    casos = casos_de(actor, [o.expediente_id for o in suyas_y_antes.values()])
    de_caso = {uno: casos[o.expediente_id] for uno, o in suyas_y_antes.items() if o.expediente_id in casos}
    filas = []
    for pago in pagos:
        una = relojes.get(de_factura[pago.id]) if pago.id in de_factura else None
        vence = una.relojes.vence_pago if una is not None else pago.pendiente.vence
        factura, quedan = una.factura if una is not None else None, (vence - en).days if vence is not None else 0
        filas.append(FilaPorPagar(pago, vence, factura, de_caso.get(pago.id), quedan))
    return filas


def _de_antes(pagos: Iterable[PorPagar]) -> dict[UUID, Operacion]:
    """Of the obligations of earlier years that are to be paid, the operation that recognised each, if its year is in these accounts."""
    suyos = SaldoCerrado.objects.filter(id__in=[p.id for p in pagos if p.clase == prelacion.CERRADO])
    de_linea = {linea: saldo for saldo, linea in suyos.values_list("id", "linea_origen_id") if linea is not None}
    lineas = LineaOperacion.objects.select_related("operacion", "origen__operacion").filter(id__in=de_linea)
    return {de_linea[una.id]: obligacion_de(una) for una in lineas}


def turnos(filas: Iterable[FilaPorPagar]) -> list[tuple[int, str]]:
    """The categories that there are, in their order."""
    return sorted({(fila.pago.turno.categoria, fila.pago.categoria) for fila in filas})


def suma(filas: Iterable[FilaPorPagar]) -> Decimal:
    """What they add up to, in euros."""
    return sum((fila.pago.importe for fila in filas), CERO)


def tabla_por_pagar(filas: Sequence[FilaPorPagar]) -> Tabla:
    """For a file."""
    cabeceras = [_("Turno"), _("Desde"), _("Referencia"), _("Tercero"), _("Concepto"), _("Importe"), _("Vence")]
    cabeceras += [_("Embargado"), _("IBAN"), _("En una relación"), _("Qué lo impide")]
    datos: list[list[Celda]] = [
        [
            *(f.pago.categoria, f.pago.turno.desde, f.pago.referencia, f.pago.nombre, f.pago.texto, f.pago.importe),
            *(f.vence, f.pago.embargado, f.pago.iban, _("Sí") if f.pago.en_relacion else _("No")),
            " ".join(f.pago.impedimentos),
        ]
        for f in filas
    ]
    return Tabla(_("Por pagar"), cabeceras, datos)


def tabla_por_ordenar(filas: Sequence[FilaPorPagar]) -> Tabla:
    """For a file."""
    cabeceras = [_("Turno"), _("Desde"), _("Operación"), _("Tercero"), _("Concepto"), _("Factura"), _("Importe")]
    cabeceras += [_("Aplicación"), _("Vence"), _("Por qué no se ordena")]
    datos: list[list[Celda]] = [
        [
            *(f.pago.categoria, f.pago.turno.desde, f.pago.referencia, f.pago.nombre, f.pago.texto),
            *(f.factura.codigo if f.factura is not None else "", f.pago.importe, ", ".join(f.pago.aplicaciones)),
            *(f.vence, " ".join(f.pago.no_se_ordena)),
        ]
        for f in filas
    ]
    return Tabla(_("Por ordenar"), cabeceras, datos)


@dato
class FirmaVista:
    """A signature of a document: of which post, whose, when, and why it came back if it did."""

    puesto: str
    quien: str
    cuando: datetime | None
    estado: str
    porque: str


def firmas_de(documento_id: UUID | None) -> list[FirmaVista]:
    """The signatures that a document has or waits for, in their order."""
    circuito = circuito_de(documento_id) if documento_id is not None else None
    if circuito is None:
        return []
    return [
        FirmaVista(
            paso.cargo_texto or paso.puesto.nombre,
            paso.firmante.nombre if paso.firmante is not None else "",
            paso.terminado_el,
            paso.get_estado_display(),
            paso.motivo if paso.estado == PasoFirma.Estado.DEVUELTO else "",
        )
        for paso in pasos_de_firma(circuito)
    ]


def descuentos_de(linea: LineaDePago) -> list[tuple[str, Decimal]]:
    """What is kept of a payment: the concept, and how much in euros."""
    return [(str(d["concepto"]), Decimal(str(d["importe"]))) for d in linea.descuentos]


def pasos_de(relacion: RelacionDePagos) -> list[tuple[str, datetime]]:
    """What has been done with a list, and when."""
    hechos = (
        (_("Preparada"), relacion.preparada_el),
        (_("Firmada"), relacion.firmada_el),
        (_("Fichero de transferencias hecho"), relacion.fichero_el),
        (_("Enviada al banco"), relacion.enviada_el),
        (_("Se pidió que se retirase"), relacion.retirada_pedida_el),
        (_("Terminada"), relacion.terminada_el),
    )
    return [(texto, cuando) for texto, cuando in hechos if cuando is not None]


# What may be done with a list: its door, its words, and whether it is sent at once
ACTOS_DE_RELACION: Final[Mapping[str, tuple[str | Promise, bool]]] = {
    "enviar_relacion_a_firma": (gettext_lazy("Enviarla a firmar"), True),
    "hacer_fichero_de_pagos": (gettext_lazy("Hacer el fichero de transferencias"), True),
    "transferencias": (gettext_lazy("Descargar el fichero para el banco"), False),
    "dar_relacion_por_enviada": (gettext_lazy("Dar por enviada al banco"), True),
    "anotar_pagos_de_relacion": (gettext_lazy("Anotar pagos a mano"), False),
    "retirar_relacion": (gettext_lazy("Retirarla"), False),
    "pedir_retirada": (gettext_lazy("Pedir que se retire"), False),
}


def actos_de_relacion(relacion: RelacionDePagos, lineas: Sequence[LineaDePago]) -> list[tuple[str, str, bool]]:
    """What who pays may do with a list now: the door of each, its words, and whether it is sent at once."""
    estado, con_fichero = relacion.estado, relacion.fichero_id is not None
    e = RelacionDePagos.Estado
    sin_pagar = estado not in (e.PAGADA, e.RETIRADA) and all(
        linea.estado == LineaDePago.Estado.PENDIENTE for linea in lineas
    )
    caben = {
        "enviar_relacion_a_firma": estado in (e.BORRADOR, e.DEVUELTA),
        "hacer_fichero_de_pagos": estado == e.FIRMADA and not con_fichero and bool(relacion.liquido),
        "transferencias": con_fichero,
        "dar_relacion_por_enviada": estado == e.FIRMADA and con_fichero,
        "anotar_pagos_de_relacion": estado in (e.FIRMADA, e.ENVIADA),
        "retirar_relacion": sin_pagar and not con_fichero,
        "pedir_retirada": sin_pagar and con_fichero,
    }
    return [(puerta, str(texto), al_vuelo) for puerta, (texto, al_vuelo) in ACTOS_DE_RELACION.items() if caben[puerta]]


def tabla_de_relaciones(relaciones: Iterable[RelacionDePagos]) -> Tabla:
    """For a file."""
    cabeceras = [_("Relación"), _("Fecha"), _("Ordinal"), _("Estado"), _("Importe"), _("Líquido")]
    filas: list[list[Celda]] = [
        [str(r), r.fecha, str(r.ordinal), r.get_estado_display(), r.importe, r.liquido] for r in relaciones
    ]
    return Tabla(_("Relaciones de pagos"), cabeceras, filas)


def tabla_de_relacion(relacion: RelacionDePagos, lineas: Iterable[LineaDePago]) -> Tabla:
    """For a file."""
    cabeceras = [_("Referencia"), _("Tercero"), _("IBAN"), _("Concepto"), _("Importe"), _("Descuentos"), _("Líquido")]
    filas: list[list[Celda]] = [
        [
            *(una.referencia, una.nombre, una.iban, una.concepto, una.importe, una.importe - una.liquido, una.liquido),
            una.get_estado_display(),
        ]
        for una in lineas
    ]
    return Tabla(_("Relación %(cual)s") % {"cual": str(relacion).replace("/", "-")}, [*cabeceras, _("Estado")], filas)


def arqueos(tras: Arqueo | None) -> QuerySet[Arqueo]:
    """The acts of arqueo, the newest first, after one of them, each with what there was."""
    filas = Arqueo.objects.annotate(existencias=Sum("lineas__existencias")).order_by("-hasta", "-id")
    if tras is None:
        return filas
    return filas.filter(Q(hasta__lt=tras.hasta) | Q(hasta=tras.hasta, id__lt=tras.id))


def suma_de(importes: Iterable[Decimal]) -> Decimal:
    """What they add up to, in euros."""
    return sum(importes, CERO)


def tabla_de_arqueo(arqueo: Arqueo) -> Tabla:
    """For a file."""
    cabeceras = [_("Ordinal"), _("Nombre"), _("Anterior"), _("Cobros"), _("Pagos"), _("Existencias"), _("Banco")]
    cabeceras += [
        _("Cobros sin contabilizar"),
        _("Pagos sin contabilizar"),
        _("Cobros sin banco"),
        _("Pagos sin banco"),
    ]
    filas: list[list[Celda]] = [
        [
            *(una.ordinal.codigo, una.ordinal.nombre, una.anterior, una.cobros, una.pagos, una.existencias, una.banco),
            *(una.cobros_sin_contabilizar, una.pagos_sin_contabilizar, una.cobros_sin_banco, una.pagos_sin_banco),
        ]
        for una in arqueo.lineas.select_related("ordinal").order_by("ordinal_id")
    ]
    return Tabla(_("Arqueo"), cabeceras, filas)
