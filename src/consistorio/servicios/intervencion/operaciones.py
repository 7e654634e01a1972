"""Asking Intervención, taking in its result, and settling a reparo. The case's row is locked by the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.servicios.intervencion import datos_tarea, reglas, requisitos
from consistorio.servicios.intervencion.eventos import (
    DiscrepanciaPlanteada,
    DiscrepanciaResuelta,
    FiscalizacionHecha,
    FiscalizacionPedida,
    ReparoAceptado,
    ReparoFormulado,
)
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.plazos import ultimo_dia_desde
from consistorio.servicios.intervencion.valores_legales import valor
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import Uso, registrar_uso
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import TareaNueva, completar, crear, reabrir, reanudar
from consistorio.tramitacion.motor.reglas import contar

POR_RESOLVER = (Reparo.Estado.ABIERTO, Reparo.Estado.DISCREPANCIA, Reparo.Estado.CONFIRMADO)


def ultimo_dia(codigo: str, reloj: Reloj) -> date:
    """The last of so many hábiles from today, by the value of national law with that code."""
    dia = hoy(reloj)
    return contar(dia, Duracion(valor(codigo, en=dia), Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)).vence


registrar_uso(
    "reparo",
    Uso(
        Reparo,
        gettext_lazy("el acuerdo que resuelve un reparo"),
        documento="decision_id",
        expediente="fiscalizacion__expediente_id",
    ),
)


@dato
class Propuesta:
    """What is proposed in a case: SHA-256 of its text and its sense; empty when nothing is."""

    huella: str = ""
    sentido: str = ""


def ultima_propuesta(expediente: Expediente) -> Propuesta:
    """The proposal of a case as it stands, as its last fact says."""
    hechos = Evento.objects.filter(cadena=expediente.cadena, tipo="resolucion.redactada").order_by("-seq")
    ultimo = hechos.first()
    return Propuesta(str(ultimo.datos["huella"]), str(ultimo.datos["sentido"])) if ultimo is not None else Propuesta()


def propuesta_de(expediente: Expediente) -> str:
    """SHA-256 of its text; "" when nothing was proposed."""
    return ultima_propuesta(expediente).huella


def lo_que_dice_el_procedimiento(tarea: Tarea, expediente: Expediente) -> datos_tarea.DatosDeControl:
    """What the definition of a task of control says of it."""
    definicion = expediente.version.tipada.tarea(tarea.codigo)
    datos, _errores = datos_tarea.leer(definicion.datos if definicion is not None else {})
    return datos


def pedir_segun_definicion(tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> Fiscalizacion:
    """Ask for the control of a task that opens, with what its procedure says of it. Writes and emits as `pedir`."""
    datos = lo_que_dice_el_procedimiento(tarea, expediente)
    return pedir(
        tarea,
        expediente,
        importe=datos_tarea.gasto_segun(datos, como_datos(expediente.datos)),
        aplicacion=datos.aplicacion,
        urgente=datos.urgente,
        actor=actor,
        reloj=reloj,
    )


def pedir(
    tarea: Tarea,
    expediente: Expediente,
    *,
    importe: Importe | None,
    aplicacion: str,
    urgente: bool,
    actor: Actor,
    reloj: Reloj,
) -> Fiscalizacion:
    """Ask for the control of a task. Writes: Fiscalizacion, Tarea. Emits: intervencion.fiscalizacion.pedida."""
    exigir_transaccion()
    fiscalizacion = Fiscalizacion.objects.create(
        expediente=expediente,
        tarea=tarea,
        importe=importe.euros if importe is not None else None,
        aplicacion=aplicacion,
        urgente=urgente,
        pedida_el=reloj.ahora(),
        vence=_vence(tarea, expediente, reloj, urgente=urgente),
    )
    _pedida(fiscalizacion, tarea, expediente, actor=actor, reloj=reloj)
    return fiscalizacion


def pedir_otra_vez(fiscalizacion: Fiscalizacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """What was examined has changed, or was mended: it is examined again, with its whole term.

    Writes: Fiscalizacion, Tarea. Emits: intervencion.fiscalizacion.pedida, tarea.estado.
    """
    exigir_transaccion()
    fiscalizacion.estado, fiscalizacion.huella = Fiscalizacion.Estado.PENDIENTE, ""
    tarea = tarea_de(UUID(str(fiscalizacion.tarea_id)), expediente)
    vence = _vence(tarea, expediente, reloj, urgente=fiscalizacion.urgente)
    fiscalizacion.pedida_el, fiscalizacion.vence = reloj.ahora(), vence
    fiscalizacion.save(update_fields=["estado", "huella", "pedida_el", "vence"])
    if tarea.abierta:
        reanudar(tarea, actor=actor, reloj=reloj)
    else:
        reabrir(tarea, actor=actor, reloj=reloj)
    _pedida(fiscalizacion, tarea, expediente, actor=actor, reloj=reloj)


def _pedida(fiscalizacion: Fiscalizacion, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    tarea.vence = fiscalizacion.vence
    tarea.save(update_fields=["vence"])
    hecho = FiscalizacionPedida(expediente.id, fiscalizacion.id, fiscalizacion.vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[fiscalizacion])


def _vence(tarea: Tarea, expediente: Expediente, reloj: Reloj, *, urgente: bool) -> date:
    """The control of a proposal is limited when its procedure says a kind of expense that has a list in force."""
    dia, dicho = hoy(reloj), lo_que_dice_el_procedimiento(tarea, expediente)
    limitado = bool(dicho.tipo) and requisitos.lista_de(dicho.tipo, dicho.fase, en=dia) is not None
    return ultimo_dia_desde(dia, urgente=urgente, limitado=limitado)


def tarea_de(tarea_id: UUID, expediente: Expediente) -> Tarea:
    """A task of the case, locked."""
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=tarea_id)
    tarea.expediente = expediente
    return tarea


def exigir_la_misma(huella: str, expediente: Expediente) -> None:
    """Assert that the proposal says what was examined. Raises FaseIncompatible."""
    if propuesta_de(expediente) != huella:
        raise FaseIncompatible(
            _("La propuesta ha cambiado desde que se escribió el resultado."),
            que_hacer=_("Léala otra vez y escriba el resultado de nuevo."),
        )


def registrar(
    fiscalizacion: Fiscalizacion,
    expediente: Expediente,
    *,
    documento_id: UUID,
    resultado: str,
    importe: Importe,
    aplicacion: str,
    causas: Sequence[str],
    huella: str,
    respuestas: Sequence[Mapping[str, Valor]] = (),
    actor: Actor,
    reloj: Reloj,
) -> None:
    """The result is signed. A reparo that suspends opens the task of the unit that has to answer it; the rest ends the task.

    `respuestas`: to the basic requirements, of limited control. Writes: Fiscalizacion, RespuestaDeRequisito, Reparo, Tarea. Emits: intervencion.fiscalizacion.hecha, intervencion.reparo.formulado, tarea.creada or tarea.completada.
    Raises FaseIncompatible (the proposal has changed).
    """
    exigir_transaccion()
    exigir_la_misma(huella, expediente)
    fiscalizacion.estado, fiscalizacion.hecha_el = resultado, reloj.ahora()
    fiscalizacion.importe, fiscalizacion.aplicacion = importe.euros, aplicacion
    fiscalizacion.huella, fiscalizacion.documento_id = huella, documento_id
    fiscalizacion.save(update_fields=["estado", "hecha_el", "importe", "aplicacion", "huella", "documento"])
    hecho = FiscalizacionHecha(expediente.id, fiscalizacion.id, documento_id, resultado, f"{importe.euros:.2f}", huella)
    contestados = requisitos.guardar(fiscalizacion, documento_id, respuestas)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[fiscalizacion, *contestados])
    suspende = resultado == "reparo" and reglas.suspende(causas)
    if resultado == "reparo":
        _reparar(
            fiscalizacion,
            expediente,
            documento_id=documento_id,
            causas=causas,
            suspende=suspende,
            actor=actor,
            reloj=reloj,
        )
    if not suspende:
        tarea = tarea_de(UUID(str(fiscalizacion.tarea_id)), expediente)
        dicho = {"codigo": resultado, "documento": str(documento_id)}
        completar(tarea, dicho, actor=actor, reloj=reloj, expediente=expediente)


def _reparar(
    fiscalizacion: Fiscalizacion,
    expediente: Expediente,
    *,
    documento_id: UUID,
    causas: Sequence[str],
    suspende: bool,
    actor: Actor,
    reloj: Reloj,
) -> None:
    vence, tarea = ultimo_dia("reparo.dias", reloj), None
    if suspende:
        nueva = TareaNueva(
            codigo="reparo",
            tipo="reparo",
            nombre=_("Contestar el reparo de Intervención"),
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            vence=vence,
        )
        tarea = crear(expediente, nueva, actor=actor, reloj=reloj)
    reparo = Reparo.objects.create(
        fiscalizacion=fiscalizacion,
        tarea=tarea,
        causas=list(causas),
        suspende=suspende,
        formulado_el=reloj.ahora(),
        vence=vence,
        estado=Reparo.Estado.ABIERTO if suspende else Reparo.Estado.SIN_EFECTO,
        documento_id=documento_id,
        terminado_el=None if suspende else reloj.ahora(),
    )
    hecho = ReparoFormulado(expediente.id, reparo.id, tuple(causas), suspende, vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[reparo])


def aceptar(reparo: Reparo, expediente: Expediente, *, documento_id: UUID, actor: Actor, reloj: Reloj) -> None:
    """The unit accepts it and mends what was wrong: Intervención examines it again.

    Writes: Reparo, Fiscalizacion, Tarea. Emits: intervencion.reparo.aceptado, intervencion.fiscalizacion.pedida. Raises FaseIncompatible.
    """
    exigir_transaccion()
    _exigir(reparo, Reparo.Estado.ABIERTO, Reparo.Estado.CONFIRMADO)
    reparo.estado, reparo.respuesta_id, reparo.terminado_el = Reparo.Estado.ACEPTADO, documento_id, reloj.ahora()
    reparo.save(update_fields=["estado", "respuesta", "terminado_el"])
    hecho = ReparoAceptado(expediente.id, reparo.id, documento_id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[reparo])
    _cerrar_tarea(reparo, expediente, "aceptado", documento_id, actor=actor, reloj=reloj)
    pedir_otra_vez(reparo.fiscalizacion, expediente, actor=actor, reloj=reloj)


def discrepar(
    reparo: Reparo, expediente: Expediente, *, documento_id: UUID, resuelve: str, actor: Actor, reloj: Reloj
) -> None:
    """The unit does not accept it, and says who settles it (TRLRHL 217). Writes: Reparo, Tarea. Emits: intervencion.reparo.discrepancia.

    Raises FaseIncompatible.
    """
    exigir_transaccion()
    _exigir(reparo, Reparo.Estado.ABIERTO)
    reparo.estado, reparo.respuesta_id, reparo.resuelve = Reparo.Estado.DISCREPANCIA, documento_id, resuelve
    reparo.save(update_fields=["estado", "respuesta", "resuelve"])
    hecho = DiscrepanciaPlanteada(expediente.id, reparo.id, documento_id, resuelve)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[reparo])
    reanudar(tarea_de(UUID(str(reparo.tarea_id)), expediente), actor=actor, reloj=reloj)


def resolver(
    reparo: Reparo, expediente: Expediente, *, documento_id: UUID, levanta: bool, actor: Actor, reloj: Reloj
) -> None:
    """The discrepancy is settled: the procedure goes on, or the reparo stands and has to be mended. It is settled for the proposal that was
    examined: one that changed meanwhile is examined again.

    Writes: Reparo, Fiscalizacion, Tarea. Emits: intervencion.reparo.resuelto, intervencion.fiscalizacion.pedida. Raises FaseIncompatible.
    """
    exigir_transaccion()
    _exigir(reparo, Reparo.Estado.DISCREPANCIA)
    reparo.decision_id = documento_id
    reparo.estado = Reparo.Estado.LEVANTADO if levanta else Reparo.Estado.CONFIRMADO
    reparo.terminado_el = reloj.ahora() if levanta else None
    reparo.save(update_fields=["decision", "estado", "terminado_el"])
    fiscalizacion = reparo.fiscalizacion
    es_la_misma = fiscalizacion.huella == propuesta_de(expediente)
    if levanta and es_la_misma:
        fiscalizacion.estado = Fiscalizacion.Estado.LEVANTADO
        fiscalizacion.save(update_fields=["estado"])
    hecho = DiscrepanciaResuelta(expediente.id, reparo.id, documento_id, reparo.resuelve, levanta)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[reparo, fiscalizacion])
    if not levanta:
        reanudar(tarea_de(UUID(str(reparo.tarea_id)), expediente), actor=actor, reloj=reloj)
        return
    _cerrar_tarea(reparo, expediente, "levantado", documento_id, actor=actor, reloj=reloj)
    if not es_la_misma:
        pedir_otra_vez(fiscalizacion, expediente, actor=actor, reloj=reloj)
        return
    dicho = {"codigo": "levantado", "documento": str(documento_id)}
    completar(
        tarea_de(UUID(str(fiscalizacion.tarea_id)), expediente), dicho, actor=actor, reloj=reloj, expediente=expediente
    )


def _cerrar_tarea(
    reparo: Reparo, expediente: Expediente, codigo: str, documento_id: UUID, *, actor: Actor, reloj: Reloj
) -> None:
    tarea = tarea_de(UUID(str(reparo.tarea_id)), expediente)
    if tarea.abierta:
        dicho = {"codigo": codigo, "documento": str(documento_id)}
        completar(tarea, dicho, actor=actor, reloj=reloj, expediente=expediente)


def _exigir(reparo: Reparo, *estados: str) -> None:
    if reparo.estado not in estados:
        raise FaseIncompatible(_("Eso ya no procede: el reparo está así: %(e)s.") % {"e": reparo.get_estado_display()})
