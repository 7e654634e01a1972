"""Extend the term to decide, and certify silence."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import accion
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import operaciones
from consistorio.tramitacion.motor.models import ActoTramite, Plazo
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones
from consistorio.tramitacion.motor.operaciones.certificados import certificado_por_expedir
from consistorio.tramitacion.motor.operaciones.decision import silencio_de
from consistorio.tramitacion.motor.operaciones.plazos import prever_ampliacion
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_ampliacion


@accion("motor.acto.en_firma", "motor.plazo.ampliado", permiso=TRAMITAR, norma="LPACAP arts. 23 y 36; LRJSP art. 43")
def ampliar_plazo(*, actor: Actor, expediente_id: UUID, cantidad: int, motivo: str, reloj: Reloj) -> ActoTramite:
    """Propose to extend the maximum term, once, reasoned, at most as long as it was. The organ that decides agrees it by
    signing, before the term ends; then it moves and the parties are told. No appeal (23.2).

    `cantidad`: in the term's own unit. Who: tramitador. Writes: Documento, ActoTramite, Tarea; once signed, Ampliacion and
    Plazo. Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible, DatosIncorrectos.
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    exigir_ampliacion(expediente)
    if len(motivo.strip()) < 10:
        mensaje = _("Explique por qué hace falta más plazo: la ampliación tiene que estar motivada (artículo 23.1).")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    plazo, vence = prever_ampliacion(expediente, cantidad=cantidad, reloj=reloj)
    return operaciones.dictar(
        expediente,
        "ampliacion",
        _ampliacion(expediente, plazo, vence, motivo.strip()),
        datos={"cantidad": cantidad, "motivo": motivo.strip(), "vence": vence.isoformat()},
        actor=actor,
        reloj=reloj,
    )


def _ampliacion(expediente: Expediente, plazo: Plazo, vence: date, motivo: str) -> Escrito:
    datos = {
        **comunicaciones.cabecera_de(expediente),
        "vencia": plazo.vence,
        "vence": vence,
        "motivo": motivo,
        "efectos": _("Si no le contestamos, el silencio se producirá al terminar el nuevo plazo."),
        "recursos": _("Contra esta ampliación no cabe recurso (artículo 23.2)."),
        "norma": _("Artículo 23 de la Ley 39/2015."),
    }
    return Escrito("ampliacion_plazo", datos, _("Ampliación del plazo para resolver"), "TD02")


@accion(
    "motor.acto.en_firma",
    "motor.silencio.certificado",
    permiso=TRAMITAR,
    norma="LPACAP arts. 24.4 y 36; LRJSP arts. 41 y 43",
)
def certificar_silencio(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> ActoTramite:
    """Write the certificate of silence, of office within fifteen days or whenever a party asks. The organ that decides issues
    it by signing; a system process, with the organ's seal.

    Who: tramitador, or a system process. Writes: Documento, ActoTramite, Tarea; once signed, Plazo.
    Emits: motor.acto.en_firma. Raises NoEncontrado, NoPermitido, FaseIncompatible (no silence, or certified already).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    plazo = Plazo.objects.select_for_update().filter(expediente=expediente).first()
    if plazo is None or plazo.silencio_el is None or plazo.silencio == "no_procede":
        raise FaseIncompatible(
            _("No se ha producido silencio en este expediente."), que_hacer=_cuando_lo_habra(plazo, en=hoy(reloj))
        )
    if plazo.certificado_el is not None:
        raise FaseIncompatible(_("El certificado de silencio ya se expidió."))
    return operaciones.dictar(
        expediente,
        "silencio",
        _certificado(expediente, plazo),
        datos={},
        tarea=certificado_por_expedir(expediente),
        actor=actor,
        reloj=reloj,
    )


def _cuando_lo_habra(plazo: Plazo | None, *, en: date) -> str:
    if plazo is None or plazo.silencio == "no_procede":
        return _("El silencio no concede ni deniega nada en él.")
    dia = {"d": f"{plazo.vence:%d/%m/%Y}"}
    if plazo.vence < en and silencio_de(plazo, en=en):
        return (
            _("El plazo terminó el %(d)s y aún no está anotado: vuelva a intentarlo dentro de un cuarto de hora.") % dia
        )
    return _("El plazo para resolver termina el %(d)s.") % dia


def _efectos(plazo: Plazo) -> str:
    """What the silence gave; once it was decided, late, nothing is owed any more (LPACAP 21.1, 24.3.b)."""
    if plazo.silencio == "estimatorio":
        return _(
            "La solicitud se entiende aceptada. El Ayuntamiento solo puede dictar ya una resolución que lo confirme."
        )
    if plazo.cumplido_el is None:
        return _(
            "La solicitud se puede entender denegada, para que usted pueda recurrir. El Ayuntamiento sigue obligado a resolver."
        )
    dia = {"d": f"{en_madrid(plazo.cumplido_el):%d/%m/%Y}"}
    return _("La solicitud se pudo entender denegada. El Ayuntamiento resolvió después, y lo notificó el %(d)s.") % dia


def _certificado(expediente: Expediente, plazo: Plazo) -> Escrito:
    positivo = plazo.silencio == "estimatorio"
    datos = {
        "procedimiento": expediente.version.procedimiento.nombre,
        "solicitud": _("Presentada el %(d)s") % {"d": f"{en_madrid(plazo.presentada):%d/%m/%Y, %H:%M}"},
        "solicitado": expediente.titulo,
        "vencimiento": plazo.vence,
        "sentido": _("Estimatorio (solicitud aceptada)") if positivo else _("Desestimatorio (solicitud denegada)"),
        "efectos": _efectos(plazo),
        "norma": _("Artículo 24 de la Ley 39/2015."),
        "expediente": expediente.numero,
    }
    return Escrito("certificado_silencio", datos, _("Certificado de silencio administrativo"), "TD11")
