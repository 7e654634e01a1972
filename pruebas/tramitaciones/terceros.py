"""Whether those whom a decision on access to information harms were heard, written again from Ley 19/2013."""

from __future__ import annotations

from collections.abc import Iterator

from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo

DE_FONDO = frozenset({"estima", "estima_parcial", "deniega"})


def terceros_sin_oir(expediente: Expediente, sentidos: set[str]) -> Iterator[str]:
    """19.3 of Ley 19/2013: what harms others is not decided without their being notified of a hearing, and the term stops with it."""
    if expediente.version.procedimiento.codigo != "acceso-informacion" or not sentidos & DE_FONDO:
        return
    plazo = Plazo.objects.get(expediente=expediente)
    decidida = Resolucion.objects.filter(expediente=expediente, elevada_el__isnull=False).order_by("elevada_el").last()
    oidas = list(expediente.audiencias.filter(terceros=True, notificado_el__isnull=False).order_by("abierta_el"))
    for parte in expediente.interesados.filter(hasta=None).exclude(papel="solicitante"):
        if decidida is not None and decidida.elevada_el is not None and parte.desde > decidida.elevada_el:
            continue
        suya = next((una for una in oidas if una.abierta_el >= parte.desde), None)
        if suya is None or suya.notificado_el is None or str(parte.persona_id) in suya.por_notificar:
            yield f"{expediente.numero}: decided without hearing a third party"
        elif en_madrid(suya.notificado_el).date() < plazo.vence and not plazo.suspensiones.filter(
            referencia=suya.id, desde__isnull=False
        ):
            yield f"{expediente.numero}: third parties were heard and the term went on"
