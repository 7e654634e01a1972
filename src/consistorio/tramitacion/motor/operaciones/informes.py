"""Asking for reports and taking them in (LPACAP 79-80)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.eventos import InformeEmitido, InformeNoEsperado, InformePedido
from consistorio.tramitacion.motor.models import Informe, Plazo, Suspension, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.flujo import avanzar
from consistorio.tramitacion.motor.operaciones.plazos import (
    ABIERTOS,
    dejar_de_vigilar,
    levantar,
    suspender,
    vigilar,
)
from consistorio.tramitacion.motor.operaciones.tareas import cancelar
from consistorio.tramitacion.motor.reglas import CAUSA_INFORME, contar, por_que_se_espera
from consistorio.tramitacion.motor.valores_legales import valor


def registrar_peticion(
    tarea: Tarea,
    expediente: Expediente,
    *,
    asunto: str,
    preceptivo: bool,
    precepto: str,
    suspende: bool,
    actor: Actor,
    reloj: Reloj,
    vinculante: bool = False,
    dias: int | None = None,
) -> Informe:
    """The report that a task is about, which is due as the report is, or before if its procedure says so. `dias`: hábiles; those of 80.2 unless a rule
    says otherwise.

    Writes: Informe, Tarea, Vencimiento, Suspension. Emits: motor.informe.pedido.
    """
    exigir_transaccion()
    dia = hoy(reloj)
    dias = dias or valor("informe.dias", en=dia)
    vence = contar(dia, Duracion(dias, Unidad.DIAS_HABILES), calendario_de_la_sede(en=dia)).vence
    informe = Informe.objects.create(
        expediente=expediente,
        tarea=tarea,
        asunto=asunto[:250],
        preceptivo=preceptivo,
        vinculante=vinculante,
        suspende=suspende,
        precepto=precepto or "LPACAP art. 79.1",
        pedido_el=reloj.ahora(),
        vence=vence,
    )
    vigilar(expediente, Vencimiento.Clase.INFORME, referencia=informe.id, vence=vence)
    tarea.vence = min(vence, tarea.vence or vence)
    tarea.save(update_fields=["vence"])
    anotar(
        expediente.cadena,
        InformePedido(expediente.id, informe.id, tarea.unidad_id, preceptivo, vinculante, suspende, vence),
        actor=actor,
        reloj=reloj,
    )
    if suspende:
        suspender_por(informe, expediente, desde=dia, actor=actor, reloj=reloj)
    return informe


def suspender_por(informe: Informe, expediente: Expediente, *, desde: date, actor: Actor, reloj: Reloj) -> None:
    """Stop the term while a mandatory report is awaited, three months at most, and tell the parties (22.1.d).

    Nothing happens when the term already ended. Writes: Suspension, Plazo, Documento, DocumentoExpediente.
    Emits: motor.plazo.recalculado, motor.comunicacion.pedida.
    """
    exigir_transaccion()
    suspension = suspender(
        expediente,
        causa=CAUSA_INFORME,
        referencia=informe.id,
        desde=desde,
        tope=sumar_meses(desde, valor("informe.meses_tope", en=desde)),
        actor=actor,
        reloj=reloj,
    )
    if suspension is None or suspension.desde is None:
        return
    parrafos = [
        _("Para resolver hace falta un informe que exige la ley, y lo hemos pedido."),
        _(
            "Mientras llega, el plazo máximo para resolver y notificarle la resolución queda suspendido. "
            "La suspensión dura hasta que lo recibamos y nunca más de tres meses."
        ),
        _("Le diremos cuándo lo recibimos. Si no llega a tiempo, el procedimiento seguirá."),
    ]
    datos = [
        (_("Norma que lo exige"), informe.precepto),
        (_("Suspendido desde el"), suspension.desde),
        (_("Como mucho hasta el"), suspension.tope),
    ]
    titulo = _("El plazo para resolver queda suspendido")
    _decir(informe, expediente, "informe_pedido", titulo, parrafos, datos, actor=actor, reloj=reloj)


def _decir_que_llego(informe: Informe, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Tell the parties that the report that suspended the term was received (22.1.d)."""
    suspension = Suspension.objects.filter(plazo__expediente=expediente, referencia=informe.id).first()
    if suspension is None or suspension.hasta is None:
        return
    plazo = Plazo.objects.get(expediente=expediente)
    parrafos = [
        _("Hemos recibido el informe que esperábamos para resolver. Puede leerlo en su expediente."),
        _("El plazo para resolver y notificarle la resolución vuelve a contar."),
    ]
    datos = [(_("Recibido el"), hoy(reloj)), (_("La suspensión terminó el"), suspension.hasta)]
    if plazo.estado in ABIERTOS:
        datos.append((_("El plazo termina ahora el"), plazo.vence))
    titulo = _("Ha llegado el informe que suspendía el plazo")
    _decir(informe, expediente, "informe_recibido", titulo, parrafos, datos, actor=actor, reloj=reloj)


def _decir(
    informe: Informe,
    expediente: Expediente,
    clase: str,
    titulo: str,
    parrafos: Sequence[str],
    datos: Sequence[tuple[str, object]],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    sobre_el_informe = [(_("Informe"), informe.asunto), (_("Lo emite"), informe.tarea.unidad.nombre), *datos]
    documento = comunicaciones.generar(
        expediente,
        "comunicacion",
        {
            **comunicaciones.cabecera_de(expediente),
            "titulo": titulo,
            "datos": [{"rotulo": rotulo, "valor": valor_} for rotulo, valor_ in sobre_el_informe],
            "texto": list(parrafos),
            "norma": _("Artículo 22.1.d de la Ley 39/2015."),
        },
        titulo=titulo,
        tipo_documental="TD06",
        origen=clase,
        actor=actor,
        reloj=reloj,
    )
    comunicacion = comunicaciones.Comunicacion(documento.id, titulo, f"{clase}:{informe.id}", comunicaciones.INFORMA)
    destinatarios = comunicaciones.destinatarios_de(expediente)
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)


def registrar_emision(
    informe: Informe, expediente: Expediente, *, documento_id: UUID, sentido: str, actor: Actor, reloj: Reloj
) -> None:
    """The report was issued: it is signed. One that suspended the term is told to the parties (22.1.d).

    Writes: Informe, Suspension, Plazo, Documento, DocumentoExpediente. Emits: motor.informe.emitido, motor.comunicacion.pedida.
    """
    exigir_transaccion()
    informe.emitido_el, informe.documento_id, informe.sentido = reloj.ahora(), documento_id, sentido
    informe.save(update_fields=["emitido_el", "documento_id", "sentido"])
    dejar_de_vigilar(referencia=informe.id)
    levantar(expediente, referencia=informe.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(
        expediente.cadena,
        InformeEmitido(expediente.id, informe.id, documento_id, sentido),
        actor=actor,
        reloj=reloj,
    )
    if informe.suspende:
        _decir_que_llego(informe, expediente, actor=actor, reloj=reloj)


def por_que_esperarlo(informe: Informe, *, en: date) -> str:
    """Why the procedure may not go on without it on that day; "" when it may. A mandatory one is awaited three months, from when it
    stopped the term or, if it did not, from when it was asked for (LPACAP 22.1.d, 80.3).
    """
    return _por_que_esperarlo(informe, Suspension.objects.filter(referencia=informe.id).first(), en=en)


def los_que_no_se_esperan(informes: Sequence[Informe], *, en: date) -> list[UUID]:
    """Those without which the procedure may go on that day. One statement, however many."""
    suspensiones = {s.referencia: s for s in Suspension.objects.filter(referencia__in=[uno.id for uno in informes])}
    return [uno.id for uno in informes if not _por_que_esperarlo(uno, suspensiones.get(uno.id), en=en)]


def _por_que_esperarlo(informe: Informe, suspension: Suspension | None, *, en: date) -> str:
    desde = (
        suspension.desde
        if suspension is not None and suspension.desde is not None
        else en_madrid(informe.pedido_el).date()
    )
    tope = sumar_meses(desde, valor("informe.meses_tope", en=en))
    return por_que_se_espera(preceptivo=informe.preceptivo, vence=informe.vence, tope=tope, hoy=en)


def dejar_de_esperar(informe: Informe, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """The procedure goes on without a report that did not come; the term to decide too, if it still stood still.

    Writes: Informe, Tarea, Suspension, Plazo, Vencimiento. Emits: motor.informe.no_esperado, tarea.cancelada.
    """
    exigir_transaccion()
    informe.no_esperado_el = reloj.ahora()
    informe.save(update_fields=["no_esperado_el"])
    dejar_de_vigilar(referencia=informe.id)
    levantar(expediente, referencia=informe.id, hasta=hoy(reloj), actor=actor, reloj=reloj)
    anotar(expediente.cadena, InformeNoEsperado(expediente.id, informe.id), actor=actor, reloj=reloj)
    cancelar(tarea, actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)
