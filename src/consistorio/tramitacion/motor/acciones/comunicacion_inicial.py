"""Tell the citizen the term and the effect of silence (LPACAP 21.4)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import acceso, operaciones
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones


def texto_del_silencio(sentido: str) -> str:
    """What happens when the town does not answer in time, in plain words."""
    return {
        "estimatorio": _(
            "Si no le notificamos una resolución antes de esa fecha, puede entender aceptada su solicitud."
        ),
        "desestimatorio": _(
            "Si no le notificamos una resolución antes de esa fecha, puede entender denegada su solicitud y recurrir."
        ),
    }.get(sentido, _("En este procedimiento el silencio no produce efectos: seguimos obligados a contestarle."))


@accion("motor.comunicacion.pedida", permiso=TRAMITAR, norma="LPACAP art. 21.4; RD 203/2021 art. 41.b")
def enviar_comunicacion_inicial(*, actor: Actor, tarea_id: UUID, reloj: Reloj) -> Tarea:
    """Make the initial communication and send it to every party, within ten days of the entry.

    Who: tramitador, or the system process that sends it by itself. Writes: Documento, Tarea.
    Emits: motor.comunicacion.pedida, tarea.completada. Raises NoEncontrado, NoPermitido, Conflicto (already sent).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    if tarea.tipo != "comunicacion_inicial" or not tarea.abierta:
        raise Conflicto(_("La comunicación inicial ya se envió."))
    plazo = Plazo.objects.get(expediente=expediente)
    datos: dict[str, object] = {
        "procedimiento": expediente.version.procedimiento.nombre,
        "expediente": expediente.numero,
        "recibida": en_madrid(plazo.inicio).date(),
        "plazo_maximo": str(Duracion(plazo.cantidad, Unidad(plazo.unidad_tiempo))),
        "vence": plazo.vence,
        "unidad": expediente.unidad.nombre,
        "silencio": texto_del_silencio(plazo.silencio),
        "norma": _("Artículos 21.4 y 24 de la Ley 39/2015."),
        **_desde_la_convocatoria(plazo),
        "seguimiento": _("En Mi carpeta, en la sede electrónica."),
    }
    documento = comunicaciones.generar(
        expediente,
        "comunicacion_inicial",
        datos,
        titulo=_("Comunicación inicial"),
        tipo_documental="TD06",
        origen="comunicacion_inicial",
        actor=actor,
        reloj=reloj,
    )
    operaciones.comunicar(
        expediente,
        comunicaciones.Comunicacion(
            documento.id,
            _("Hemos recibido su solicitud"),
            f"comunicacion_inicial:{tarea.id}",
            comunicaciones.INFORMA,
        ),
        destinatarios=operaciones.destinatarios_de(expediente),
        actor=actor,
        reloj=reloj,
    )
    operaciones.completar(
        tarea,
        {"codigo": "enviada", "documento": str(documento.id)},
        actor=actor,
        reloj=reloj,
        expediente=expediente,
    )
    return tarea


def _desde_la_convocatoria(plazo: Plazo) -> dict[str, object]:
    """What it says of a term that counts from a call, and not from the entry, or that will once it is written down (LGS 25.4)."""
    if plazo.comienzo == Plazo.Comienzo.SIN_CONVOCATORIA:
        return {
            "plazo_detalle": _(
                "Esa fecha es provisional: el plazo se contará desde la convocatoria, que todavía no consta (Ley 38/2003, artículo 25.4). Le diremos la definitiva."
            )
        }
    if plazo.comienzo != Plazo.Comienzo.CONVOCATORIA:
        return {}
    dicho = _("El plazo cuenta desde la convocatoria y no desde que entró su solicitud: %(c)s (%(n)s).")
    return {"plazo_detalle": dicho % {"c": plazo.convocatoria, "n": plazo.comienzo_norma}}
