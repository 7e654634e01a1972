"""Extend the term to decide, and certify silence."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.eventos import SilencioCertificado
from consistorio.tramitacion.motor.models import Ampliacion, Plazo
from consistorio.tramitacion.motor.operaciones import comunicaciones
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar


@accion("motor.plazo.ampliado", permiso=TRAMITAR, norma="LPACAP art. 23")
def ampliar_plazo(
    *, actor: Actor, expediente_id: UUID, cantidad: int, motivo: str, reloj: Reloj
) -> Ampliacion:
    """Extend the maximum term, once, reasoned, at most as long as it was, before it ends; the parties are told. No appeal (23.2).

    `cantidad`: in the term's own unit. Who: tramitador. Writes: Documento, Ampliacion, Plazo.
    Emits: motor.plazo.ampliado, motor.comunicacion.pedida. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_para(actor, expediente_id, TRAMITAR, bloquear=True)
    operaciones.exigir(expediente, "ampliacion")
    if len(motivo.strip()) < 10:
        mensaje = _("Explique por qué hace falta más plazo: la ampliación tiene que estar motivada (artículo 23.1).")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    vencia = Plazo.objects.filter(expediente=expediente).values_list("vence", flat=True).first()
    ampliacion = operaciones.ampliar(
        expediente, cantidad=cantidad, motivo=motivo.strip(), documento_id=None, actor=actor, reloj=reloj
    )
    plazo = Plazo.objects.get(expediente=expediente)
    documento = comunicaciones.generar(
        expediente,
        "ampliacion_plazo",
        {
            **comunicaciones.cabecera_de(expediente, comunicaciones.partes_de(expediente)[0]),
            "vencia": vencia,
            "vence": plazo.vence,
            "motivo": motivo.strip(),
            "efectos": _("Si no le contestamos, el silencio se producirá al terminar el nuevo plazo."),
            "recursos": _("Contra esta ampliación no cabe recurso (artículo 23.2)."),
            "norma": _("Artículo 23 de la Ley 39/2015."),
        },
        titulo=_("Ampliación del plazo para resolver"),
        tipo_documental="TD02",
        origen="ampliacion",
        actor=actor,
        reloj=reloj,
    )
    operaciones.comunicar(
        expediente,
        documento_id=documento.id,
        destinatarios=operaciones.destinatarios_de(expediente),
        asunto=_("Se amplía el plazo para resolver"),
        efecto=comunicaciones.INICIA_PLAZO,
        referencia=f"ampliacion:{ampliacion.id}",
        actor=actor,
        reloj=reloj,
    )
    return ampliacion


@accion("motor.silencio.certificado", permiso=TRAMITAR, norma="LPACAP art. 24.4")
def certificar_silencio(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> UUID:
    """Issue the certificate of silence, of office within fifteen days or whenever a party asks. Returns the document's id.

    Who: tramitador, or a system process. Writes: Documento, Plazo, Tarea. Emits: motor.silencio.certificado,
    motor.comunicacion.pedida. Raises NoEncontrado, NoPermitido, FaseIncompatible (no silence, or certified already).
    """
    expediente = expediente_para(actor, expediente_id, TRAMITAR, bloquear=True)
    plazo = Plazo.objects.select_for_update().filter(expediente=expediente).first()
    if plazo is None or plazo.silencio_el is None or plazo.silencio == "no_procede":
        raise FaseIncompatible(
            _("No se ha producido silencio en este expediente."),
            que_hacer=_("El plazo para resolver termina el %(d)s.") % {"d": f"{plazo.vence:%d/%m/%Y}" if plazo else "—"},
        )
    if plazo.certificado_el is not None:
        raise FaseIncompatible(_("El certificado de silencio ya se expidió."))
    documento = _certificado(expediente, plazo, actor=actor, reloj=reloj)
    plazo.certificado_documento_id, plazo.certificado_el = documento.id, reloj.ahora()
    plazo.save(update_fields=["certificado_documento_id", "certificado_el"])
    anotar(
        expediente.cadena,
        SilencioCertificado(expediente.id, documento.id, plazo.silencio),
        actor=actor,
        reloj=reloj,
    )
    operaciones.comunicar(
        expediente,
        documento_id=documento.id,
        destinatarios=operaciones.destinatarios_de(expediente),
        asunto=_("Certificado de silencio administrativo"),
        efecto=comunicaciones.INICIA_PLAZO,
        referencia=f"silencio:{plazo.id}",
        actor=actor,
        reloj=reloj,
    )
    for tarea in expediente.tareas.select_related("expediente").filter(tipo="certificado_silencio", cerrada_el=None):
        dejar_de_vigilar(referencia=tarea.id)
        operaciones.completar(
            tarea, {"codigo": "expedido", "documento": str(documento.id)}, actor=actor, reloj=reloj, expediente=expediente
        )
    return documento.id


def _certificado(
    expediente: Expediente, plazo: Plazo, *, actor: Actor, reloj: Reloj
) -> Documento:
    parte = comunicaciones.partes_de(expediente)[0]
    positivo = plazo.silencio == "estimatorio"
    efectos = (
        _("La solicitud se entiende aceptada. El Ayuntamiento solo puede dictar ya una resolución que lo confirme.")
        if positivo
        else _("La solicitud se puede entender denegada, para que usted pueda recurrir. El Ayuntamiento sigue obligado a resolver.")
    )
    return comunicaciones.generar(
        expediente,
        "certificado_silencio",
        {
            "procedimiento": expediente.version.procedimiento.nombre,
            "interesado": comunicaciones.persona_en_documento(parte),
            "solicitud": _("Presentada el %(d)s") % {"d": f"{en_madrid(plazo.inicio):%d/%m/%Y}"},
            "vencimiento": plazo.vence,
            "sentido": _("Estimatorio (solicitud aceptada)") if positivo else _("Desestimatorio (solicitud denegada)"),
            "efectos": efectos,
            "norma": _("Artículo 24 de la Ley 39/2015."),
            "expediente": expediente.numero,
        },
        titulo=_("Certificado de silencio administrativo"),
        tipo_documental="TD11",
        origen="certificado_silencio",
        actor=actor,
        reloj=reloj,
    )
