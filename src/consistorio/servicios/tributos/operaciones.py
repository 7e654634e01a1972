"""Making a debt, collecting it and annulling it, inside somebody's open transaction and with the case's row locked by the caller."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, FaseIncompatible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import CalendarioIncompleto
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.tributos import documentos, reglas
from consistorio.servicios.tributos.calculo import Calculo
from consistorio.servicios.tributos.eventos import (
    CobroAnotado,
    JustificanteExpedido,
    LiquidacionAnulada,
    LiquidacionCobrada,
    LiquidacionEmitida,
    LiquidacionFechada,
    LiquidacionNotificada,
    LiquidacionReanudada,
)
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.valores_legales import valor
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.consultas_ejecucion import tramos_de
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import completar, hay_decision, reabrir
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de
from consistorio.tramitacion.motor.reglas import contar, duracion_de
from consistorio.tramitacion.motor.reglas_ejecucion import inicio_del_suspenso, sigue_quieto


@dato
class Ingreso:
    """Money that came in, as the bank or the cash desk says it."""

    referencia: str
    importe: Importe
    dia: date
    medio: str
    referencia_banco: str


def nueva_referencia(*, en: date) -> str:
    """One that no debt has: the year, and eight figures from which nothing is learned."""
    while True:
        referencia = reglas.referencia_de(f"{en.year % 100:02d}{secrets.randbelow(10**8):08d}")
        if not Liquidacion.objects.filter(referencia=referencia).exists():
            return referencia


def emitir(
    tarea: Tarea,
    expediente: Expediente,
    calculo: Calculo,
    *,
    referencia: str,
    actor: Actor,
    reloj: Reloj,
    acto_id: UUID | None = None,
) -> Liquidacion:
    """Write down a debt and make the document with which it is paid. `acto_id`: the document of the act, of a liquidación.

    Writes: Liquidacion, Documento. Emits: tributos.liquidacion.emitida. Raises Conflicto (the task has one that is not annulled).
    """
    exigir_transaccion()
    if viva_de(tarea) is not None:
        raise Conflicto(_("Lo que hay que pagar ya está calculado."))
    factores, dia = calculo.factores, hoy(reloj)
    plazo = calculo.pago.plazo
    liquidacion = Liquidacion(
        id=uuid7(),
        expediente=expediente,
        tarea=tarea,
        deudor=partes_de(expediente)[0].persona,
        regimen=calculo.pago.regimen,
        concepto=calculo.tarifa.concepto,
        nombre=calculo.tarifa.nombre,
        articulo=calculo.tarifa.articulo,
        base=factores.base,
        base_unidad=factores.base_unidad,
        tarifa=factores.tarifa,
        tarifa_por=factores.por,
        periodos=factores.periodos,
        periodos_unidad=factores.periodos_unidad,
        importe=factores.importe.euros,
        referencia=referencia,
        devengo=calculo.devengo,
        emitida_el=reloj.ahora(),
        vence=None if plazo is None else contar(dia, duracion_de(plazo), calendario_de_la_sede(en=dia)).vence,
        acto_id=acto_id,
    )
    documento = documentos.de_ingreso(liquidacion, expediente, actor=actor, reloj=reloj)
    liquidacion.documento = documento
    liquidacion.save(force_insert=True)
    liquidacion.refresh_from_db()  # its fact vouches for what the columns hold, with all their decimals
    hecho = LiquidacionEmitida(
        expediente.id,
        liquidacion.id,
        documento.id,
        liquidacion.regimen,
        f"{liquidacion.importe:.2f}",
        liquidacion.vence,
    )
    _anotar(hecho, liquidacion, expediente, actor, reloj)
    return liquidacion


def viva_de(tarea: Tarea) -> Liquidacion | None:
    """The debt of a task that is not annulled."""
    return Liquidacion.objects.filter(tarea=tarea).exclude(estado=Liquidacion.Estado.ANULADA).first()


def notificada(liquidacion: Liquidacion, expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """It was notified: its voluntary term runs (LGT 62.2). The first notification counts. Its last day waits, when it is of a year whose
    calendar is not published: nobody is kept from opening a notification because of that.

    Writes: Liquidacion. Emits: tributos.liquidacion.notificada, tributos.liquidacion.fechada.
    """
    exigir_transaccion()
    if liquidacion.notificada is not None or liquidacion.estado == Liquidacion.Estado.ANULADA:
        return
    liquidacion.notificada = dia
    liquidacion.save(update_fields=["notificada"])
    _anotar(LiquidacionNotificada(expediente.id, liquidacion.id, dia), liquidacion, expediente, actor, reloj)
    fechar(liquidacion, expediente, actor=actor, reloj=reloj)


def fechar(liquidacion: Liquidacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> bool:
    """Count the last day of one that was notified; False while the calendar of its year is not published.

    Writes: Liquidacion. Emits: tributos.liquidacion.fechada.
    """
    exigir_transaccion()
    dia = liquidacion.notificada
    if dia is None or liquidacion.vence is not None:
        return False
    try:
        liquidacion.vence = reglas.fin_del_voluntario(
            dia,
            calendario_de_la_sede(en=hoy(reloj)),
            corte=valor("voluntario.corte", en=dia),
            primera=valor("voluntario.primera_quincena", en=dia),
            segunda=valor("voluntario.segunda_quincena", en=dia),
        )
    except CalendarioIncompleto:
        return False
    liquidacion.save(update_fields=["vence"])
    hecho = LiquidacionFechada(expediente.id, liquidacion.id, liquidacion.vence)
    _anotar(hecho, liquidacion, expediente, actor, reloj)
    return True


def reanudar(expediente: Expediente, *, hasta: date, actor: Actor, reloj: Reloj) -> list[Liquidacion]:
    """What a case decided goes on from that day: the term of each of its debts that had not ended when it stopped is counted again.

    Nothing when another appeal or review holds it still, nor twice from the same day. Writes: Liquidacion. Emits:
    tributos.liquidacion.reanudada. Raises CalendarioIncompleto.
    """
    exigir_transaccion()
    tramos = tramos_de(expediente)
    desde = inicio_del_suspenso(tramos, hasta=hasta)
    ya = eventos_de(expediente.cadena).filter(tipo="tributos.liquidacion.reanudada", datos__reanudada=hasta.isoformat())
    if desde is None or sigue_quieto(tramos, hasta=hasta) or ya.exists():
        return []
    movidas = []
    pendientes = Liquidacion.objects.select_for_update(of=("self",)).filter(
        expediente=expediente, estado=Liquidacion.Estado.PENDIENTE, vence__gte=desde
    )
    for una in pendientes.order_by("id"):
        antes = una.vence
        if antes is None:
            continue
        una.vence = reglas.fin_tras_el_suspenso(
            antes,
            desde=desde,
            hasta=hasta,
            notificada=una.notificada,
            calendario=calendario_de_la_sede(en=hoy(reloj)),
        )
        una.save(update_fields=["vence"])
        hecho = LiquidacionReanudada(expediente.id, una.id, hasta, una.vence)
        _anotar(hecho, una, expediente, actor, reloj)
        movidas.append(una)
    return movidas


def cobrar(
    liquidacion: Liquidacion,
    expediente: Expediente,
    ingreso: Ingreso,
    *,
    actor: Actor,
    reloj: Reloj,
    fichero: str = "",
) -> Cobro:
    """Note a payment of a debt, whatever it does to it: it is kept, and what is not owed is said. Paid in full, its task is done and its receipt is made.

    Writes: Cobro, Liquidacion, Tarea. Emits: tributos.cobro.anotado, tributos.liquidacion.cobrada, tarea.completada.
    """
    exigir_transaccion()
    efecto = reglas.efecto_de(
        ingreso.importe,
        estado=liquidacion.estado,
        debido=liquidacion.debido,
        recibido=Importe(liquidacion.recibido),
        devuelto=Importe(liquidacion.devuelto),
    )
    cobro = Cobro(
        liquidacion=liquidacion,
        importe=ingreso.importe.euros,
        dia=ingreso.dia,
        medio=ingreso.medio,
        referencia_banco=ingreso.referencia_banco,
        resultado=efecto.resultado,
        fuera_de_plazo=reglas.fuera_de_plazo(ingreso.dia, liquidacion.vence, tramos_de(expediente)),
        fichero=fichero,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    try:
        with transaction.atomic(using=alias_actual()):
            cobro.save(force_insert=True)
    except IntegrityError as error:  # somebody else has just noted it of another debt
        raise Conflicto(_("Con esa referencia del banco se acaba de anotar otro cobro.")) from error
    liquidacion.recibido += ingreso.importe.euros
    liquidacion.por_devolver = efecto.por_devolver.euros
    if efecto.pagada:
        liquidacion.estado, liquidacion.cobrada = Liquidacion.Estado.COBRADA, ingreso.dia
    liquidacion.save(update_fields=["recibido", "por_devolver", "estado", "cobrada"])
    hecho = CobroAnotado(
        expediente.id,
        liquidacion.id,
        cobro.id,
        f"{cobro.importe:.2f}",
        cobro.resultado,
        cobro.fuera_de_plazo,
        f"{liquidacion.por_devolver:.2f}",
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[cobro, liquidacion])
    if efecto.pagada:
        _pagada(liquidacion, expediente, ingreso.dia, actor=actor, reloj=reloj)
    return cobro


def _pagada(liquidacion: Liquidacion, expediente: Expediente, dia: date, *, actor: Actor, reloj: Reloj) -> None:
    hecho = LiquidacionCobrada(expediente.id, liquidacion.id, dia)
    _anotar(hecho, liquidacion, expediente, actor, reloj)
    encolar("tributos.justificante", liquidacion_id=liquidacion.id)
    tarea = _tarea_de(liquidacion, expediente)
    if tarea.abierta and expediente.estado == Expediente.Estado.ABIERTO:
        resultado: Mapping[str, Valor] = {"codigo": "pagada", "liquidacion": str(liquidacion.id)}
        completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def expedir_justificante(liquidacion: Liquidacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Make the receipt of what was paid. Nothing when it is made. Writes: Liquidacion, Documento. Emits: tributos.liquidacion.documentada."""
    exigir_transaccion()
    if liquidacion.justificante_id is not None or liquidacion.estado != Liquidacion.Estado.COBRADA:
        return
    documento = documentos.justificante(liquidacion, expediente, actor=actor, reloj=reloj)
    liquidacion.justificante = documento
    liquidacion.save(update_fields=["justificante"])
    hecho = JustificanteExpedido(expediente.id, liquidacion.id, documento.id)
    _anotar(hecho, liquidacion, expediente, actor, reloj)


def anular(
    liquidacion: Liquidacion,
    expediente: Expediente,
    *,
    documento_id: UUID,
    motivo: str,
    causa: str,
    actor: Actor,
    reloj: Reloj,
) -> None:
    """A debt is not owed: what came in for it has to be given back. Paid or not, its task is to be done again, so that another may be made,
    unless its case is closed or was decided without waiting for it any more. `causa`: as `fundamentos.Causa`.

    Writes: Liquidacion, Tarea. Emits: tributos.liquidacion.anulada, tarea.estado. Raises FaseIncompatible (it is annulled).
    """
    exigir_transaccion()
    if liquidacion.estado == Liquidacion.Estado.ANULADA:
        raise FaseIncompatible(_("Esa liquidación ya está anulada."))
    liquidacion.estado, liquidacion.anulada_el = Liquidacion.Estado.ANULADA, reloj.ahora()
    liquidacion.motivo, liquidacion.por_devolver = motivo[:600], liquidacion.recibido - liquidacion.devuelto
    liquidacion.save(update_fields=["estado", "anulada_el", "motivo", "por_devolver"])
    por_devolver = f"{Decimal(liquidacion.por_devolver):.2f}"
    hecho = LiquidacionAnulada(expediente.id, liquidacion.id, documento_id, por_devolver, causa)
    _anotar(hecho, liquidacion, expediente, actor, reloj)
    tarea = _tarea_de(liquidacion, expediente)
    sigue = not tarea.datos.get("antes_de") or not hay_decision(expediente)
    if expediente.estado == Expediente.Estado.ABIERTO and tarea.estado == Tarea.Estado.HECHA and sigue:
        reabrir(tarea, actor=actor, reloj=reloj)


def _tarea_de(liquidacion: Liquidacion, expediente: Expediente) -> Tarea:
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=liquidacion.tarea_id)
    tarea.expediente = expediente
    return tarea


def _anotar(hecho: object, liquidacion: Liquidacion, expediente: Expediente, actor: Actor, reloj: Reloj) -> None:
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[liquidacion])
