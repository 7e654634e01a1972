"""The operations of the accounts as their pages show them: what each is, what it follows, what may come next and who may correct it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.documentos.consultas import visibles_para
from consistorio.documental.documentos.models import Documento
from consistorio.economia.contabilidad.permisos import VER
from consistorio.economia.documentacion.aprobaciones import Aprobacion, aprobaciones_de
from consistorio.economia.presupuesto import acciones, clases, gasto_de_antes
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import GastoDeAntes, LineaOperacion, Operacion
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO, PAGAR
from consistorio.economia.terceros.consultas import de_persona
from consistorio.economia.tributacion.consultas import va_con_su_iva
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.intervencion.permisos import FISCALIZAR

# What is entered at the desk, in the order in which it is offered
RETENCIONES: Final = ("RC", "RCT", "RCN", "ND")
GASTOS: Final = ("A", "AD", "ADO", "D", "DO", "O")
ORDENES: Final = ("P",)
INGRESOS: Final = ("DR", "DRI", "I", "AN", "APL", "DRA", "INS", "ESP", "DEV", "PDEV")
# What a payment may follow: what was ordered (R), and obligations that nobody ordered (PR)
POR_PAGAR: Final = (*sorted(clases.sigue_a("R")), *sorted(clases.sigue_a("PR")))
Corrector = Callable[..., Operacion]


@dato
class LineaVista:
    """A line with where it goes and what it comes from. `donde`: code of its application, concept, balance or concept of no budget; `nombre`: what
    that is called, if the code does not say it."""

    linea: LineaOperacion
    donde: str
    nombre: str
    aplicacion_id: UUID | None
    concepto_id: UUID | None
    origen: Operacion | None
    siguientes: tuple[Operacion, ...]
    es_descuento: bool = False  # kept of a payment


@dato
class DocumentoVisto:
    """What justifies an operation, as far as somebody may know: `id` if they may open it, `csv` and `titulo` if they keep the accounts too; nothing, that there is one."""

    id: UUID | None = None
    titulo: str = ""
    csv: str = ""


def documento_de(documento_id: UUID | None, actor: Actor) -> DocumentoVisto | None:
    """The document that justifies an operation. Whoever has its code may read it, so that it is shown to who may open it and to who keeps the accounts."""
    return documentos_vistos([documento_id], actor).get(documento_id) if documento_id is not None else None


def documentos_vistos(ids: Collection[UUID], actor: Actor) -> dict[UUID, DocumentoVisto]:
    """The same of several, by their identifier."""
    documentos = list(Documento.objects.filter(id__in=ids)) if ids else []
    suyos = set(visibles_para(actor).filter(id__in=ids).values_list("id", flat=True)) if documentos else set()
    lleva = actor.puede(VER)
    return {
        uno.id: DocumentoVisto(uno.id if uno.id in suyos else None, uno.titulo, uno.csv)
        if uno.id in suyos or lleva
        else DocumentoVisto()
        for uno in documentos
    }


@dato
class AprobacionVista:
    """Who saw to an operation or approved it, and its document as far as this person may know of it."""

    aprobacion: Aprobacion
    documento: DocumentoVisto | None


def aprobaciones_vistas(operacion: Operacion, actor: Actor) -> list[AprobacionVista]:
    """Those of an operation that somebody may see whole: the same queries whatever their number, but for its parts."""
    todas = aprobaciones_de(operacion)
    vistos = documentos_vistos({una.documento_id for una in todas if una.documento_id is not None}, actor)
    return [AprobacionVista(una, vistos.get(una.documento_id) if una.documento_id else None) for una in todas]


@dato
class DeAntesVisto:
    """Why an obligation is of an expense of an earlier year, and its proof."""

    texto: str
    articulo: str
    documento: DocumentoVisto | None
    compromiso: Operacion | None


def de_antes(operacion: Operacion, actor: Actor) -> DeAntesVisto | None:
    """Why its expense is of an earlier year; None when it is of its own, or nobody said so."""
    suyo = GastoDeAntes.objects.select_related("compromiso").filter(operacion=operacion).first()
    causa = gasto_de_antes.todas().get(suyo.causa) if suyo is not None else None
    if suyo is None or causa is None:
        return None
    return DeAntesVisto(causa.texto, causa.articulo, documento_de(suyo.documento_id, actor), suyo.compromiso)


def lista(anio: int, *, libro: str, clase: str, antes_de: UUID | None) -> QuerySet[Operacion]:
    """The operations of a year, of a book and of a class if they are said, the newest first."""
    filas = Operacion.objects.filter(ejercicio=anio)
    filas = filas.filter(libro=libro) if libro else filas
    filas = filas.filter(clase=clase) if clase else filas
    filas = filas.filter(id__lt=antes_de) if antes_de else filas
    return filas.order_by("-id")


def lineas_de(operacion: Operacion) -> list[LineaVista]:
    """Its lines, in order: the same queries whatever their number."""
    filas = list(
        operacion.lineas.select_related(
            "aplicacion", "concepto", "cerrado", "no_presupuestario", "fondo", "origen__operacion"
        ).order_by("orden")
    )
    siguientes: dict[UUID, dict[UUID, Operacion]] = {}
    for otra in LineaOperacion.objects.filter(origen__in=[fila.id for fila in filas]).select_related("operacion"):
        if otra.origen_id is not None:
            siguientes.setdefault(otra.origen_id, {})[otra.operacion_id] = otra.operacion
    nombres = denominaciones(uno for fila in filas for uno in (fila.aplicacion, fila.concepto) if uno is not None)
    return [
        LineaVista(
            fila,
            str(fila.aplicacion or fila.concepto or fila.cerrado or fila.no_presupuestario or fila.fondo or ""),
            fila.no_presupuestario.denominacion
            if fila.no_presupuestario is not None
            else nombres.get(fila.aplicacion_id or fila.concepto_id or fila.id, ""),
            fila.aplicacion_id,
            fila.concepto_id,
            fila.origen.operacion if fila.origen is not None else None,
            tuple(siguientes.get(fila.id, {}).values()),
            fila.no_presupuestario_id is not None and operacion.libro != Operacion.Libro.NO_PRESUPUESTARIO,
        )
        for fila in filas
    ]


def lo_que_sigue(operacion: Operacion, actor: Actor) -> list[str]:
    """The classes that may be entered after it, by who may."""
    if operacion.signo < 0 or not operacion.lineas.filter(saldo__gt=0).exists():
        return []
    suyas: tuple[str, ...] = (*RETENCIONES, *GASTOS) if actor.puede(GASTO) else ()
    suyas += ORDENES if actor.puede(PAGAR) else ()
    suyas += ingresos_de(actor) if actor.puede(INGRESO) else ()
    siguen = [clase for clase in suyas if operacion.clase in clases.sigue_a(clase)]
    return [clase for clase in siguen if clase != "AN" or not va_con_su_iva(operacion.id)]


def ingresos_de(actor: Actor) -> tuple[str, ...]:
    """The classes of income that somebody who notes income may: a refund is agreed by who fiscalises it, and paid by who pays."""
    de_otros = ({"DEV"} if not actor.puede(FISCALIZAR) else set()) | ({"PDEV"} if not actor.puede(PAGAR) else set())
    return tuple(clase for clase in INGRESOS if clase not in de_otros)


def se_paga(operacion: Operacion) -> str:
    """The class of operation that pays what is left of it: R of what was ordered, PR of an obligation; "" when nothing may be paid."""
    if operacion.signo < 0 or operacion.libro != Operacion.Libro.GASTO or operacion.clase not in POR_PAGAR:
        return ""
    if not operacion.lineas.filter(saldo__gt=0).exists():
        return ""
    return "R" if operacion.clase in clases.sigue_a("R") else "PR"


def corrector(operacion: Operacion) -> tuple[str, Corrector]:
    """Which permission corrects an operation, and with which use case."""
    clase, libro = operacion.clase, operacion.libro
    paga = clases.es_de_fases(clase) and ("P" in clase or "R" in clase)
    if paga or clase in ("PC", "FC", "FP", "FX"):
        return PAGAR, acciones.corregir_pago
    if libro in (Operacion.Libro.GASTO, Operacion.Libro.FONDOS):
        return GASTO, acciones.corregir_gasto
    if libro == Operacion.Libro.NO_PRESUPUESTARIO:
        return NO_PRESUPUESTARIO, acciones.corregir_no_presupuestario
    return INGRESO, acciones.corregir_ingreso


def se_corrige(operacion: Operacion, actor: Actor) -> bool:
    """Whether this person may note its negative, and something of it is left. An invoice with VAT is taken back with it, and a settlement from its model."""
    if operacion.signo < 0 or operacion.clase in (*clases.SIN_NEGATIVO, *clases.DE_IVA) or va_con_su_iva(operacion.id):
        return False
    permiso, _accion = corrector(operacion)
    suyos = {
        PAGAR: actor.puede(PAGAR),
        GASTO: actor.puede(GASTO),
        NO_PRESUPUESTARIO: actor.puede(NO_PRESUPUESTARIO),
        INGRESO: actor.puede(INGRESO),
    }
    return suyos[permiso] and operacion.lineas.filter(saldo__gt=0).exists()


def se_reintegra(operacion: Operacion) -> bool:
    """Whether it is a payment of the budget, which who got the money may give back in its year."""
    return operacion.libro == Operacion.Libro.GASTO and clases.es_de_fases(operacion.clase) and "R" in operacion.clase


def tercero_de(operacion: Operacion) -> tuple[Persona | None, UUID | None]:
    """Who it is with, and their ficha if there is one."""
    if operacion.tercero_id is None:
        return None, None
    ficha = de_persona(operacion.tercero_id)
    return operacion.tercero, ficha.id if ficha is not None else None


def sumas(lineas: Iterable[LineaVista]) -> list[tuple[str, Decimal]]:
    """What they add up to, in euros: expense and income apart, when an operation has both; and of what keeps something back, how much and what leaves."""
    todas = list(lineas)
    retenidas = [una for una in todas if una.es_descuento]
    if retenidas:
        importe = sum((una.linea.importe for una in todas if not una.es_descuento), Decimal(0))
        retenido = sum((una.linea.importe for una in retenidas), Decimal(0))
        return [(_("Total"), importe), (_("Descuentos"), retenido), (_("Líquido"), importe - retenido)]
    lados = ((_("Total de gastos"), False), (_("Total de ingresos"), True))
    partes = [(dicho, [una for una in todas if (una.concepto_id is not None) is ingreso]) for dicho, ingreso in lados]
    if not all(suyas for _dicho, suyas in partes):
        partes = [(_("Total"), todas)]
    return [(dicho, sum((una.linea.importe for una in suyas), Decimal(0))) for dicho, suyas in partes]
