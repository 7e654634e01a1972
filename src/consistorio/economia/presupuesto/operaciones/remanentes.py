"""The remnants that a year leaves to the next one, once it is closed or, with affected financing, once it ended, and how modifications take from them (TRLRHL 182; RD 500/1990 arts. 47-48 and 98-100)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.models import (
    LineaModificacion,
    ModificacionCredito,
    Presupuesto,
    RemanenteCredito,
    RemanenteQueFinancia,
)
from consistorio.economia.presupuesto.reglas import en_centimos, faltan
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, Problema
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

FINANCIAN: Final = ("87000", "87010")
INCORPORACION: Final = ModificacionCredito.Tipo.INCORPORACION
_FIJADOS: Final = "comprometido", "autorizado", "retenido", "no_disponible", "disponible", "obligatorio", "voluntario"


@dato
class Pedido:
    """A line of a modification as remnants see it. `sentido`: alta, baja or financiacion; `codigo`: application or concept."""

    sentido: str
    codigo: str
    importe: Decimal
    comprometido: bool = False


def anotar_remanentes(
    anio: int,
    creditos: Sequence[RemanenteCredito],
    financian: Mapping[str, Decimal],
    *,
    provisional: bool = False,
) -> list[RemanenteCredito | RemanenteQueFinancia]:
    """Write what a year leaves, in the caller's transaction, whose fact vouches for the rows that are given back: when it is closed or, those with affected financing, before (`provisional`). What
    was said of them before is no longer in force, and what was incorporated of it is of what is said now. `financian`: concept -> euros.

    Writes: RemanenteCredito, RemanenteQueFinancia.
    """
    exigir_transaccion()
    for uno in creditos:
        for campo in _FIJADOS:
            setattr(uno, campo, en_centimos(getattr(uno, campo)))
        uno.provisional = provisional
    dichos = RemanenteCredito.objects.select_for_update().filter(ejercicio=anio, vigente=True)
    antes = {uno.codigo: uno for uno in dichos.order_by("pk")}
    usados = {codigo: uno for codigo, uno in antes.items() if uno.incorporado}
    dichos_ahora = {uno.codigo for uno in creditos}
    quedan = [
        *creditos,
        *(
            RemanenteCredito(ejercicio_id=anio, codigo=codigo, provisional=provisional)
            for codigo in usados
            if codigo not in dichos_ahora
        ),
    ]
    for uno in quedan:
        if (usado := usados.get(uno.codigo)) is not None:
            uno.incorporado, uno.incorporado_comprometido = usado.incorporado, usado.incorporado_comprometido
            de_mas = uno.incorporado - uno.obligatorio - uno.voluntario
            uno.sobrante = max(CERO, de_mas, uno.incorporado_comprometido - uno.comprometido)
    dichos.update(vigente=False, incorporado=CERO, incorporado_comprometido=CERO)
    suyas = _financian(anio, financian, provisional=provisional)
    return [*RemanenteCredito.objects.bulk_create(quedan), *suyas]


def _financian(anio: int, financian: Mapping[str, Decimal], *, provisional: bool) -> list[RemanenteQueFinancia]:
    """What finances them, with what was used of it."""
    dichos = RemanenteQueFinancia.objects.select_for_update().filter(ejercicio=anio, vigente=True)
    usados = dict(dichos.order_by("pk").values_list("concepto", "usado"))
    dichos.update(vigente=False, usado=CERO)
    filas = []
    for concepto, importe in financian.items():
        usado, hay = usados.get(concepto, CERO), en_centimos(importe)
        fila = RemanenteQueFinancia(ejercicio_id=anio, concepto=concepto, importe=hay, usado=usado)
        fila.provisional, fila.sobrante = provisional, max(CERO, usado - hay)
        filas.append(fila)
    return RemanenteQueFinancia.objects.bulk_create(filas)


def devolver_remanentes(anio: int) -> None:
    """What a year left goes when it is opened again. Writes: RemanenteCredito, RemanenteQueFinancia. Raises Conflicto (the next year has used some of it)."""
    exigir_transaccion()
    creditos = RemanenteCredito.objects.filter(ejercicio=anio, vigente=True)
    financian = RemanenteQueFinancia.objects.filter(ejercicio=anio, vigente=True)
    if creditos.filter(incorporado__gt=0).exists() or financian.filter(usado__gt=0).exists():
        raise Conflicto(
            _("En %(anio)d ya se han usado remanentes de %(antes)d.") % {"anio": anio + 1, "antes": anio},
            que_hacer=_("Anote lo que falte en el ejercicio siguiente."),
        )
    creditos.update(vigente=False)
    financian.update(vigente=False)


def problemas_de(anio: int, tipo: str, pedidos: Sequence[Pedido], *, usa: bool = False) -> list[Problema]:
    """Every line of a modification that goes beyond the remnants of the year before. `usa`: it is being booked, so they are locked and taken.

    Nothing is held against a year whose budget is not in these accounts, nor against one that was closed before remnants were kept. Writes, when it uses them and nothing is wrong: RemanenteCredito, RemanenteQueFinancia.
    """
    piden = [
        p
        for p in pedidos
        if (p.sentido == "financiacion" and p.codigo in FINANCIAN) or (p.sentido == "alta" and tipo == INCORPORACION)
    ]
    if not piden or not Presupuesto.objects.filter(pk=anio - 1).exists():
        return []
    creditos = RemanenteCredito.objects.filter(ejercicio=anio - 1, vigente=True)
    financian = RemanenteQueFinancia.objects.filter(ejercicio=anio - 1, vigente=True)
    if usa:
        creditos, financian = creditos.select_for_update(), financian.select_for_update()
    de_credito = {uno.codigo: uno for uno in creditos.order_by("pk")}
    de_financiar = {uno.concepto: uno for uno in financian.order_by("pk")}
    if not de_financiar and Ejercicio.objects.filter(pk=anio - 1, estado=Ejercicio.Estado.CERRADO).exists():
        return []  # it was closed before remnants were kept
    if not de_financiar:
        mensaje = _(
            "Los remanentes de %(a)d se saben al liquidarlo: ciérrelo antes o, si su financiación es afectada, anticípelos en su página de remanentes."
        )
        return [Problema("lineas", mensaje % {"a": anio - 1})]
    problemas = list[Problema]()
    for n, pedido in enumerate(pedidos):
        if pedido not in piden:
            continue
        mensajes = (
            _de_financiacion(pedido, de_financiar)
            if pedido.sentido == "financiacion"
            else _de_credito(pedido, de_credito)
        )
        problemas += [Problema(f"lineas.{n}", mensaje) for mensaje in mensajes]
    if usa and not problemas:
        RemanenteCredito.objects.bulk_update(de_credito.values(), ["incorporado", "incorporado_comprometido"])
        RemanenteQueFinancia.objects.bulk_update(de_financiar.values(), ["usado"])
    return problemas


def _de_financiacion(pedido: Pedido, hay: Mapping[str, RemanenteQueFinancia]) -> list[str]:
    suyo = hay.get(pedido.codigo)
    queda = suyo.importe - suyo.usado if suyo is not None else CERO
    if suyo is None or pedido.importe > queda:
        donde = _("del remanente %(c)s del año anterior quedan %(q)s.") % {"c": pedido.codigo, "q": Importe(queda)}
        return [faltan(pedido.importe - queda, donde)]
    suyo.usado += pedido.importe
    return []


def _de_credito(pedido: Pedido, hay: Mapping[str, RemanenteCredito]) -> list[str]:
    suyo = hay.get(pedido.codigo)
    queda = suyo.incorporable if suyo is not None else CERO
    if suyo is None or not (suyo.obligatorio or suyo.voluntario):
        return [_("%(c)s no tiene remanente que se pueda incorporar (RD 500/1990 art. 47).") % {"c": pedido.codigo}]
    mensajes = []
    if pedido.importe > queda:
        donde = _("del remanente incorporable de %(c)s quedan %(q)s.") % {"c": pedido.codigo, "q": Importe(queda)}
        mensajes.append(faltan(pedido.importe - queda, donde))
    comprometido = suyo.comprometido - suyo.incorporado_comprometido
    if pedido.comprometido and pedido.importe > comprometido:
        donde = _("de lo comprometido de %(c)s quedan %(q)s por incorporar.")
        datos = {"c": pedido.codigo, "q": Importe(comprometido)}
        mensajes.append(faltan(pedido.importe - comprometido, donde % datos))
    if not mensajes:
        suyo.incorporado += pedido.importe
        suyo.incorporado_comprometido += pedido.importe if pedido.comprometido else CERO
    return mensajes


def dado_de_baja_en(anio: int) -> dict[str, Decimal]:
    """What was annulled (baja por anulación) of each application of a year since something was incorporated to it, by its code, in euros: what was annulled before gave up nothing of that."""
    de_cada = LineaModificacion.objects.filter(
        Q(sentido="alta", modificacion__tipo=INCORPORACION)
        | Q(sentido="baja", modificacion__tipo=ModificacionCredito.Tipo.BAJA),
        aplicacion__isnull=False,
        modificacion__ejercicio=anio,
        modificacion__operaciones__clase="MC",
    )
    sumas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    incorporadas = set[str]()
    for linea in de_cada.select_related("aplicacion").order_by("modificacion__operaciones__numero", "orden"):
        codigo = linea.aplicacion.codigo if linea.aplicacion is not None else ""
        if linea.sentido == "alta":
            incorporadas.add(codigo)
        elif codigo in incorporadas:
            sumas[codigo] += linea.importe
    return sumas


def usados_en(anio: int) -> tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]:
    """What the modifications booked in a year took of the remnants of the one before: by application, of it what was committed, and by concept."""
    incorporado: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    comprometido: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    usado: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    lineas = LineaModificacion.objects.filter(
        Q(sentido="alta", modificacion__tipo=INCORPORACION) | Q(sentido="financiacion"),
        modificacion__ejercicio=anio,
        modificacion__estado=ModificacionCredito.Estado.CONTABILIZADA,
    ).select_related("aplicacion", "concepto")
    for linea in lineas:
        if linea.concepto is not None:
            usado[linea.concepto.economica] += linea.importe
        elif linea.aplicacion is not None:
            incorporado[linea.aplicacion.codigo] += linea.importe
            comprometido[linea.aplicacion.codigo] += linea.importe if linea.comprometido else CERO
    return incorporado, comprometido, usado
