"""What an appeal says to whoever decides it: the decision that is appealed, its organ, and whether it came in time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.consultas import acto_recurrido
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.solicitudes.recursos import ultimo_dia_para_recurrir


def firmada_de(expediente: Expediente) -> Resolucion | None:
    """The last signed resolution of a case."""
    firmadas = Resolucion.objects.filter(expediente=expediente, estado=Resolucion.Estado.FIRMADA)
    return firmadas.select_related("libro").order_by("-firmada_el", "-id").first()


def nombre_del_acto(expediente: Expediente) -> str:
    """The decision that is appealed, as texts name it; empty when this is no appeal."""
    original = acto_recurrido(expediente)
    if original is None:
        return ""
    recurrida = firmada_de(original)
    if recurrida is None:
        return _("la desestimación por silencio en el expediente %(n)s") % {"n": original.numero}
    return _("la resolución %(r)s, del expediente %(n)s") % {"r": recurrida.numero_completo, "n": original.numero}


def causa_de_inadmision(expediente: Expediente) -> str:
    """Why an appeal came too late (LPACAP 116.d, 122.1, 124.1), by what the log of the decision's case says; else empty."""
    original, plazo = acto_recurrido(expediente), Plazo.objects.filter(expediente=expediente).first()
    recurrente = expediente.interesados.filter(papel="solicitante").values_list("persona_id", flat=True).first()
    if original is None or plazo is None or recurrente is None:
        return ""
    notificada = _notificada_a(original).get(recurrente)
    if notificada is None:
        return ""
    presentado = en_madrid(plazo.inicio).date()
    ultimo = ultimo_dia_para_recurrir(original, recurrente, notificada=notificada, en=presentado)
    if presentado <= ultimo:
        return ""
    return _("se presentó el %(p)s y el plazo había terminado el %(u)s (art. 116.d)") % {
        "p": f"{presentado:%d/%m/%Y}",
        "u": f"{ultimo:%d/%m/%Y}",
    }


def se_puede_recurrir(original: Expediente, *, en: date) -> bool:
    """Whether the term to appeal the last decision of a case runs still for some party: each has its own, from its notification (LPACAP 122.1)."""
    notificadas = _notificada_a(original)
    for persona_id in original.interesados.filter(hasta=None).values_list("persona_id", flat=True):
        notificada = notificadas.get(persona_id)
        if notificada is None or en <= ultimo_dia_para_recurrir(original, persona_id, notificada=notificada, en=en):
            return True
    return False


def _notificada_a(original: Expediente) -> dict[UUID, date]:
    """The day on which the last decision of a case was notified to each person: the legal one, however later it was written down."""
    return {
        UUID(str(hecho.datos["destinatario_id"])): en_madrid(datetime.fromisoformat(str(hecho.datos["momento"]))).date()
        for hecho in eventos_de(original.cadena).filter(tipo="notificacion.practicada").iterator()
        if str(hecho.datos.get("referencia", "")).startswith("resolucion:")
    }
