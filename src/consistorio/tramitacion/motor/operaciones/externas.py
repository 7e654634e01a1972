"""Asking another administration, or waiting for a court, and taking in its answer (LPACAP 22.1.d, 22.1.g, 79-80)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.operaciones import adjunto_de, asentar
from consistorio.documental.registro.tipos import DatosComplementarios, LibroCodigo
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import Uso, registrar_uso
from consistorio.tramitacion.motor.eventos_instruccion import ConsultaContestada, ConsultaPedida
from consistorio.tramitacion.motor.models import Consulta, Suspension, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.cierres import no_esperar_consulta
from consistorio.tramitacion.motor.operaciones.flujo import avanzar, completar
from consistorio.tramitacion.motor.operaciones.plazos import levantar, suspender
from consistorio.tramitacion.motor.operaciones.tareas import cancelar
from consistorio.tramitacion.motor.reglas import CAUSA_INFORME, CAUSA_PRONUNCIAMIENTO, contar, por_que_se_espera
from consistorio.tramitacion.motor.valores_legales import valor

registrar_uso("consulta", Uso(Consulta, gettext_lazy("lo que contestaron a una consulta"), documento="respuesta_id"))


def pedir_consulta(
    tarea: Tarea,
    expediente: Expediente,
    *,
    documento_id: UUID,
    clase: str,
    destinatario_id: UUID,
    asunto: str,
    precepto: str,
    dias: int,
    suspende: bool,
    canal: str,
    actor: Actor,
    reloj: Reloj,
    lleva_id: UUID | None = None,
    vinculante: bool = False,
) -> Consulta:
    """The signed question of a task leaves by the registry; the term stands still from today if it says so, and the parties are told.

    `lleva_id`: the proposal on which a dictamen is asked, which leaves with it; it has two months (LPACAP 81.2).

    Writes: Consulta, Tarea, Suspension, Plazo, Documento, Asiento. Emits: motor.consulta.pedida, motor.plazo.recalculado,
    motor.comunicacion.pedida, registro.asiento.practicado.
    """
    exigir_transaccion()
    dia = hoy(reloj)
    termino = (
        Duracion(dias, Unidad.DIAS_HABILES)
        if lleva_id is None
        else Duracion(valor("dictamen.meses", en=dia), Unidad.MESES)
    )
    vence = contar(dia, termino, calendario_de_la_sede(en=dia)).vence
    consulta = Consulta.objects.create(
        expediente=expediente,
        tarea=tarea,
        documento_id=documento_id,
        lleva_id=lleva_id,
        vinculante=vinculante,
        clase=clase,
        destinatario_id=destinatario_id,
        asunto=asunto,
        precepto=precepto,
        suspende=suspende,
        pedida_el=reloj.ahora(),
        vence=vence,
    )
    Tarea.objects.filter(id=tarea.id).update(vence=vence)
    hecho = ConsultaPedida(expediente.id, consulta.id, documento_id, clase, suspende, vence)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    if suspende:
        _suspender(consulta, expediente, actor=actor, reloj=reloj)
    _dar_salida(consulta, expediente, canal=canal, actor=actor, reloj=reloj)
    return consulta


def _dar_salida(consulta: Consulta, expediente: Expediente, *, canal: str, actor: Actor, reloj: Reloj) -> None:
    """It leaves by the registry, with what it carries."""
    consulta.asiento = asentar(
        libro=LibroCodigo.SALIDA.value,
        asunto=_("Consulta en el expediente %(n)s: %(a)s") % {"n": expediente.numero, "a": consulta.asunto},
        interesado=consulta.destinatario,
        unidad_destino=expediente.unidad,
        canal=canal,
        documentos=[
            adjunto_de(Documento.objects.get(id=consulta.documento_id), principal=True),
            *([adjunto_de(consulta.lleva)] if consulta.lleva is not None else []),
        ],
        complementos=DatosComplementarios(numero_expediente=expediente.numero),
        clave_idempotencia=f"consulta:{consulta.id}",
        actor=actor,
        reloj=reloj,
    )
    consulta.save(update_fields=["asiento"])


def _suspender(consulta: Consulta, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Stop the term until the answer: of a report, three months at most; of a court, until it is known (22.1.d, 22.1.g)."""
    dia, de_tribunal = hoy(reloj), consulta.clase == Consulta.Clase.PRONUNCIAMIENTO
    suspension = suspender(
        expediente,
        causa=CAUSA_PRONUNCIAMIENTO if de_tribunal else CAUSA_INFORME,
        referencia=consulta.id,
        desde=dia,
        tope=None if de_tribunal else sumar_meses(dia, valor("informe.meses_tope", en=dia)),
        actor=actor,
        reloj=reloj,
    )
    if suspension is None or suspension.desde is None:
        return
    dura = (
        _("La suspensión dura hasta que el Ayuntamiento tenga constancia de ese pronunciamiento.")
        if de_tribunal
        else _("La suspensión dura hasta que lo recibamos y nunca más de tres meses.")
    )
    parrafos = [
        _("Para resolver hace falta lo que hemos pedido a otra Administración o a un tribunal."),
        _("Mientras llega, el plazo máximo para resolver y notificarle la resolución queda suspendido."),
        dura,
        _("Le diremos cuándo lo recibimos."),
    ]
    datos: list[tuple[str, object]] = [(_("Suspendido desde el"), suspension.desde)]
    if suspension.tope is not None:
        datos.append((_("Como mucho hasta el"), suspension.tope))
    titulo = _("El plazo para resolver queda suspendido")
    _decir(consulta, expediente, "consulta_pedida", titulo, parrafos, datos, actor=actor, reloj=reloj)


def recibir(
    consulta: Consulta,
    expediente: Expediente,
    *,
    respuesta_id: UUID,
    dia: date,
    actor: Actor,
    reloj: Reloj,
    conforme: str = "",
) -> None:
    """Its answer is in the case; `conforme`: of a dictamen, whether it agrees with the proposal: the term that stood still goes on from that day, and the parties are told (22.1.d, 22.1.g).

    Writes: Consulta, Tarea, Suspension, Plazo, Documento. Emits: motor.consulta.contestada, motor.plazo.recalculado,
    motor.comunicacion.pedida.
    """
    exigir_transaccion()
    consulta.recibida_el, consulta.respuesta_id, consulta.conforme = dia, respuesta_id, conforme
    consulta.save(update_fields=["recibida_el", "respuesta_id", "conforme"])
    levantar(expediente, referencia=consulta.id, hasta=dia, actor=actor, reloj=reloj)
    hecho = ConsultaContestada(expediente.id, consulta.id, respuesta_id, dia)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    suspension = Suspension.objects.filter(referencia=consulta.id, hasta__isnull=False).first()
    if suspension is not None:
        parrafos = [
            _("Hemos recibido lo que esperábamos de otra Administración o de un tribunal."),
            _("El plazo para resolver y notificarle la resolución vuelve a contar."),
        ]
        datos: list[tuple[str, object]] = [
            (_("Recibido el"), dia),
            (_("La suspensión terminó el"), suspension.hasta),
        ]
        titulo = _("Ha llegado lo que suspendía el plazo")
        _decir(consulta, expediente, "consulta_recibida", titulo, parrafos, datos, actor=actor, reloj=reloj)
    tarea = Tarea.objects.select_related("expediente").get(id=consulta.tarea_id)
    if tarea.abierta:
        resultado = {"codigo": conforme or "contestada", "documento": str(respuesta_id)}
        completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)


def por_que_esperarla(consulta: Consulta, *, en: date) -> str:
    """Why the procedure may not go on without its answer on that day; "" when it may (LPACAP 22.1.d, 22.1.g, 80.3)."""
    if consulta.clase == Consulta.Clase.PRONUNCIAMIENTO:
        return _("Sin ese pronunciamiento no se puede resolver: se espera hasta que llegue (artículo 22.1.g).")
    if consulta.vinculante:
        return _("Sin ese dictamen no se puede resolver: se espera hasta que llegue.")
    tope = sumar_meses(en_madrid(consulta.pedida_el).date(), valor("informe.meses_tope", en=en))
    preceptivo = consulta.clase == Consulta.Clase.INFORME
    return por_que_se_espera(preceptivo=preceptivo, vence=consulta.vence, tope=tope, hoy=en)


def dejar_de_esperarla(consulta: Consulta, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """The procedure goes on without an answer that did not come; the term to decide too, if it still stood still.

    Writes: Consulta, Tarea, Suspension, Plazo. Emits: motor.consulta.no_esperada, tarea.cancelada.
    """
    exigir_transaccion()
    no_esperar_consulta(consulta, expediente, actor=actor, reloj=reloj)
    cancelar(tarea, actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)


def _decir(
    consulta: Consulta,
    expediente: Expediente,
    clase: str,
    titulo: str,
    parrafos: Sequence[str],
    datos: Sequence[tuple[str, object]],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    quien = consulta.destinatario.nombre_completo
    dichos = [
        (_("Qué se ha pedido"), consulta.asunto),
        (_("A quién"), quien),
        (_("Norma"), consulta.precepto),
        *datos,
    ]
    letra = "g" if consulta.clase == Consulta.Clase.PRONUNCIAMIENTO else "d"
    documento = comunicaciones.generar(
        expediente,
        "comunicacion",
        {
            **comunicaciones.cabecera_de(expediente),
            "titulo": titulo,
            "datos": [{"rotulo": rotulo, "valor": dicho} for rotulo, dicho in dichos],
            "texto": list(parrafos),
            "norma": _("Artículo 22.1.%(l)s de la Ley 39/2015.") % {"l": letra},
        },
        titulo=titulo,
        tipo_documental="TD06",
        origen=clase,
        actor=actor,
        reloj=reloj,
    )
    comunicacion = comunicaciones.Comunicacion(documento.id, titulo, f"{clase}:{consulta.id}", comunicaciones.INFORMA)
    destinatarios = comunicaciones.destinatarios_de(expediente)
    comunicaciones.comunicar(expediente, comunicacion, destinatarios=destinatarios, actor=actor, reloj=reloj)
