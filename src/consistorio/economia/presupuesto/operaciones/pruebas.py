"""The proofs of what finances a modification of credits, looked at when its file is written and again when it goes to the accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import operaciones_de_credito, pruebas
from consistorio.economia.presupuesto.eventos import ExigenciaFijada
from consistorio.economia.presupuesto.limites import Movimiento
from consistorio.economia.presupuesto.models import (
    ConceptoIngreso,
    ExigenciaDePrueba,
    LineaModificacion,
    LineaOperacion,
    ModificacionCredito,
    Operacion,
    Presupuesto,
    RemanenteCredito,
)
from consistorio.economia.presupuesto.operaciones.a_la_vez import de_uno_solo
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.pruebas import Acreditado, Exigencia
from consistorio.economia.presupuesto.tipos import CERO, LineaDeModificacion
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

INCORPORACION: Final = ModificacionCredito.Tipo.INCORPORACION
COMPROMISO: Final = LineaModificacion.Prueba.COMPROMISO
CON_DERECHO: Final = ("DR", "DRI", "DRA")
_LO_QUITAN: Final = ("AN", "APL", "INS", "ESP")


def exigencias() -> list[Exigencia]:
    """Those that come with the program and those of the town."""
    suyas = ExigenciaDePrueba.objects.order_by("tipo", "concepto", "desde")
    return [
        *pruebas.de_partida(),
        *(_del_ayuntamiento(una) for una in suyas),
    ]


def conceptos_que_cambian(nueva: ExigenciaDePrueba) -> list[str]:
    """How the concepts begin of which the program asked something else, until one of the town was said; "" for all."""
    otras = pruebas.que_sustituye(_del_ayuntamiento(nueva), pruebas.de_partida())
    return sorted({max(una.concepto, nueva.concepto, key=len) for una in otras if una.exige != nueva.exige})


def _del_ayuntamiento(una: ExigenciaDePrueba) -> Exigencia:
    return Exigencia(una.tipo, una.concepto, una.exige, una.fundamento, "ayuntamiento", una.desde)


def _ultima_contabilizada(nueva: ExigenciaDePrueba) -> date | None:
    """The last day on which a modification that one would reach went to the accounts."""
    suyas = Operacion.objects.filter(
        clase="MC",
        modificacion__tipo=nueva.tipo,
        modificacion__lineas__sentido=LineaModificacion.Sentido.FINANCIACION,
        modificacion__lineas__concepto__economica__startswith=nueva.concepto,
    )
    ultima: date | None = suyas.aggregate(ultima=Max("fecha"))["ultima"]
    return ultima


def problemas_de(anio: int, tipo: str, lineas: Sequence[LineaDeModificacion], en: date) -> list[Problema]:
    """Every line of financing that lacks its proof, on a day; every concept of an ampliación whose rights are not above what is foreseen (TRLRHL 178); and, of what has
    to be new or greater income, every concept of which no more was collected than is foreseen (RD 500/1990 arts. 36.1.b and 48.2.b)."""
    if tipo not in pruebas.TIPOS:
        return []
    filas, problemas = exigencias(), list[Problema]()
    juntas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    recaudadas: defaultdict[str, Decimal] = defaultdict(lambda: CERO)
    articulos, comprometido = dict[str, str](), CERO
    pedido: defaultdict[UUID | None, Decimal] = defaultdict(lambda: CERO)
    for n, linea in enumerate(lineas):
        if linea.sentido != "financiacion" or linea.codigo.startswith(pruebas.REMANENTE):
            continue
        exigencia = pruebas.exigencia_de(tipo, linea.codigo, filas, en=en)
        if exigencia is None:
            continue
        if exigencia.exige == pruebas.RECAUDADO and tipo == INCORPORACION and linea.prueba == COMPROMISO:
            exigencia, comprometido = pruebas.de_afectado(), comprometido + linea.importe
        if exigencia.exige == pruebas.RECAUDADO:
            recaudadas[linea.codigo] += linea.importe
            articulos[linea.codigo] = exigencia.articulo
        if exigencia.exige != pruebas.NADA:
            juntas[linea.codigo] += linea.importe
        if linea.prueba_id is not None and linea.prueba_id not in pedido:
            pedido[linea.prueba_id] = usado(linea.prueba_id)
        pedido[linea.prueba_id] += linea.importe
        prueba = acreditado(linea.prueba, linea.prueba_id)
        pide = pedido[linea.prueba_id]
        mensaje = pruebas.mensaje_de(exigencia, linea.codigo, anio, pide, linea.prueba, prueba)
        if not mensaje and linea.prueba_id is not None and exigencia.exige != pruebas.NADA:
            mensaje = _dos_veces(linea.codigo, linea.prueba_id, pedido)
        if mensaje:
            problemas.append(Problema(f"lineas.{n}", mensaje))
    if tipo == "ampliacion" and not problemas:
        problemas += _sobre_lo_previsto(anio, juntas)
    return problemas + _sobre_lo_recaudado(anio, recaudadas, articulos) + _de_afectados(anio, lineas, comprometido)


def _dos_veces(codigo: str, prueba_id: UUID, pedido: Mapping[UUID | None, Decimal]) -> str:
    """Why a commitment and the rights that fulfil it do not prove so much together, "" when they do."""
    juntos = pruebas.juntos(prueba_id)
    if juntos is None:
        return ""
    suma = sum((pedido[cual] if cual in pedido else usado(cual) for cual in juntos.ids), CERO)
    if suma <= juntos.vale:
        return ""
    mensaje = _("Lo que acredita %(c)s es el mismo dinero que su compromiso, que vale %(v)s: faltan %(f)s.")
    return mensaje % {"c": codigo, "v": Importe(juntos.vale), "f": Importe(suma - juntos.vale)}


def _sobre_lo_previsto(anio: int, pedidos: dict[str, Decimal]) -> list[Problema]:
    conceptos = {c.economica: c for c in ConceptoIngreso.objects.filter(ejercicio=anio, economica__in=pedidos)}
    problemas = []
    for codigo, pide in pedidos.items():
        concepto = conceptos.get(codigo)
        sobra = concepto.derechos_netos - concepto.definitivas if concepto is not None else CERO
        if pide > sobra:
            mensaje = _(
                "Los derechos de %(c)s superan lo previsto en %(s)s: no llegan para ampliar %(p)s (TRLRHL 178)."
            )
            datos = {"c": codigo, "s": Importe(max(sobra, CERO)), "p": Importe(pide)}
            problemas.append(Problema("lineas", mensaje % datos))
    return problemas


def _sobre_lo_recaudado(anio: int, pedidos: Mapping[str, Decimal], articulos: Mapping[str, str]) -> list[Problema]:
    conceptos = {c.economica: c for c in ConceptoIngreso.objects.filter(ejercicio=anio, economica__in=pedidos)}
    problemas = []
    for codigo, pide in pedidos.items():
        concepto = conceptos.get(codigo)
        cobrado = concepto.recaudacion_neta if concepto is not None else CERO
        previsto = concepto.definitivas if concepto is not None else CERO
        if pide > (sobra := max(cobrado - previsto, CERO)):
            mensaje = _(
                "De %(c)s se han cobrado %(r)s y estaban previstos %(p)s: financia hasta %(s)s, y no %(i)s (%(a)s). Espere a cobrarlo, o financie con bajas o con el remanente."
            )
            datos = {"c": codigo, "r": Importe(cobrado), "p": Importe(previsto), "s": Importe(sobra)}
            datos |= {"i": Importe(pide), "a": articulos[codigo]}
            problemas.append(Problema("lineas", mensaje % datos))
    return problemas


def _de_afectados(anio: int, lineas: Sequence[LineaDeModificacion], comprometido: Decimal) -> list[Problema]:
    """Commitments finance no more than the remnants with affected financing that are incorporated; nothing is known of those of a year that is not in these accounts."""
    if not comprometido or not Presupuesto.objects.filter(pk=anio - 1).exists():
        return []
    afectados = {
        uno.codigo for uno in RemanenteCredito.objects.filter(ejercicio=anio - 1, vigente=True, obligatorio__gt=0)
    }
    altas = sum(
        (una.importe for una in lineas if una.sentido == "alta" and str(leer_clave(una.codigo)) in afectados), CERO
    )
    if comprometido <= altas:
        return []
    mensaje = _(
        "Un compromiso solo financia remanentes con financiación afectada, que aquí son %(a)s: sobran %(s)s (%(art)s)."
    )
    datos = {"a": Importe(altas), "s": Importe(comprometido - altas), "art": pruebas.de_afectado().articulo}
    return [Problema("lineas", mensaje % datos)]


def problemas_de_credito(
    anio: int, tipo: str, movimientos: Sequence[Movimiento], excepcional: Excepcional | None, en: date
) -> list[Problema]:
    """Why the loans that finance a modification may not (RD 500/1990 arts. 36.2-3)."""
    if excepcional is None and not operaciones_de_credito.prestado(movimientos):
        return []
    de_credito, corrientes = Q(), Q()
    for capitulo in operaciones_de_credito.CONCEPTOS:
        de_credito |= Q(concepto__economica__startswith=capitulo)
    for capitulo in operaciones_de_credito.CORRIENTES:
        corrientes |= Q(economica__startswith=capitulo)
    ya = LineaModificacion.objects.filter(
        de_credito,
        modificacion__ejercicio=anio,
        modificacion__estado=ModificacionCredito.Estado.CONTABILIZADA,
        modificacion__carga_financiera__isnull=False,
    )
    iniciales = ConceptoIngreso.objects.filter(corrientes, ejercicio=anio).aggregate(suma=Sum("iniciales"))["suma"]
    return operaciones_de_credito.problemas_de(
        tipo, movimientos, excepcional, corrientes=iniciales or CERO, ya=_suma(ya), en=en
    )


def usado(prueba_id: UUID) -> Decimal:
    """What the modifications in the accounts took of a commitment or a right, in euros."""
    filas = LineaModificacion.objects.filter(
        prueba_id=prueba_id, modificacion__estado=ModificacionCredito.Estado.CONTABILIZADA
    )
    return _suma(filas)


def acreditado(clase: str, cual: UUID | None) -> Acreditado | None:
    """What a commitment or the line of a right proves, None when there is none."""
    if cual is None:
        return None
    if clase == LineaModificacion.Prueba.COMPROMISO:
        return pruebas.compromiso(cual)
    linea = (
        LineaOperacion.objects.select_related("operacion", "concepto")
        .filter(id=cual, operacion__clase__in=CON_DERECHO, operacion__signo=1)
        .first()
    )
    if linea is None or linea.concepto is None:
        return None
    quitado = _neto(Q(origen=linea, operacion__clase__in=_LO_QUITAN))
    devuelto = _neto(
        Q(origen__origen=linea, operacion__clase="PDEV") | Q(origen__origen__origen=linea, operacion__clase="PDEV")
    )
    cobrado = linea.importe if linea.operacion.clase == "DRI" else _neto(Q(origen=linea, operacion__clase="I"))
    return Acreditado(
        linea.operacion.ejercicio_id, linea.concepto.economica, linea.importe - quitado - devuelto, cobrado - devuelto
    )


def _neto(cuales: Q) -> Decimal:
    """Of some lines, without what corrected them."""
    lineas = LineaOperacion.objects.filter(cuales, operacion__signo=1)
    return _suma(lineas) + _suma(LineaOperacion.objects.filter(origen__in=lineas, operacion__signo=-1))


def _suma(filas: QuerySet[LineaModificacion] | QuerySet[LineaOperacion]) -> Decimal:
    return filas.aggregate(suma=Sum("importe"))["suma"] or CERO


def fijar_exigencia(nueva: ExigenciaDePrueba, *, actor: Actor, reloj: Reloj) -> ExigenciaDePrueba:
    """Say what the town asks of a concept since a day, with why and the document of its bases. Writes: ExigenciaDePrueba. Emits: presupuesto.exigencia.

    Raises DatosIncorrectos with every problem (less than what the law says itself, a day before modifications that it would change), Conflicto (somebody else said it meanwhile).
    """
    exigir_transaccion()
    nueva.concepto, nueva.fundamento = nueva.concepto.strip(), nueva.fundamento.strip()
    problemas = list[Problema]()
    if nueva.tipo not in pruebas.TIPOS:
        problemas.append(
            Problema("tipo", _("Una transferencia o una baja no se financian con ingresos: no exigen ninguna prueba."))
        )
    if nueva.concepto and not nueva.concepto.isdecimal():
        problemas.append(Problema("concepto", _("Escriba las primeras cifras del concepto, o nada para todos.")))
    if nueva.exige not in ExigenciaDePrueba.Exige.values:
        problemas.append(Problema("exige", _("Elija qué se exige.")))
    if not nueva.fundamento:
        problemas.append(Problema("fundamento", _("Diga en qué artículo de las bases o de la norma se apoya.")))
    if nueva.documento_id is None:
        problemas.append(Problema("documento", _("Elija el documento de las bases que lo dice.")))
    if motivo := pruebas.por_que_no_cabe(_del_ayuntamiento(nueva), pruebas.de_partida()):
        problemas.append(Problema("exige", motivo))
    repetida = ExigenciaDePrueba.objects.filter(tipo=nueva.tipo, concepto=nueva.concepto, desde=nueva.desde)
    if repetida.exists():
        problemas.append(Problema("desde", _("Ese día ya se fijó otra para ese concepto.")))
    if (ultima := _ultima_contabilizada(nueva)) is not None and nueva.desde <= ultima:
        mensaje = _("Hasta el %(d)s hay modificaciones contabilizadas con lo que se exigía: diga un día posterior.")
        problemas.append(Problema("desde", mensaje % {"d": f"{ultima:%d/%m/%Y}"}))
    if problemas:
        raise DatosIncorrectos(_("No se ha cambiado lo que se exige."), problemas=problemas)
    with de_uno_solo(_("Otra persona ha cambiado mientras tanto lo que se exige.")):
        nueva.save(force_insert=True)
    hecho = ExigenciaFijada(
        nueva.id, nueva.tipo, nueva.concepto, nueva.exige, nueva.desde, documento_id=nueva.documento_id
    )
    anotar(cadena(nueva.desde.year), hecho, actor=actor, reloj=reloj, filas=[nueva])
    return nueva
