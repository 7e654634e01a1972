"""The port `terminos`: decisions count from their signature, not from when a job takes them to the cases."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from consistorio.documental.firma.operaciones import cierres_de
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.servicios.incidencias.models import AmpliacionDePlazos


class AmpliacionesPorIncidencia:
    """Implements `plataforma.puertos.terminos`."""

    def acuerdos(self, vence: date, *, aplicados: bool = False) -> list[AcuerdoDeAmpliacion]:
        """The decisions signed on `vence` or before that last longer (LPACAP 32.4), and that their jobs have not finished with; with
        `aplicados`, those that they have too.

        Waits for a signature that is being put: it may be dated before midnight and saved after it.
        """
        mas_largas = AmpliacionDePlazos.objects.filter(hasta__gt=vence)
        return [
            AcuerdoDeAmpliacion(una.incidencia_id, una.documento_id, en_madrid(firmada).date(), una.hasta)
            for una, firmada in _firmadas(mas_largas if aplicados else mas_largas.filter(aplicada_el=None))
            if en_madrid(firmada).date() <= vence
        ]


def llegan_antes(ampliacion: AmpliacionDePlazos, firmada: datetime) -> bool:
    """Whether another decision signed before this one, in whose days this one was signed, is still on its way to the cases: the terms
    that it keeps open are to be extended by this one too, once it gets there. In an open transaction."""
    hasta_sus_dias = AmpliacionDePlazos.objects.filter(aplicada_el=None, hasta__gte=en_madrid(firmada).date())
    otras = hasta_sus_dias.exclude(id=ampliacion.id)
    return any((momento, una.id) < (firmada, ampliacion.id) for una, momento in _firmadas(otras))


def _firmadas(ampliaciones: QuerySet[AmpliacionDePlazos]) -> list[tuple[AmpliacionDePlazos, datetime]]:
    """Those signed, and when, by their last day. Waits for a signature that is being put."""
    estados = AmpliacionDePlazos.Estado
    suyas = list(ampliaciones.filter(estado__in=[estados.EN_FIRMA, estados.FIRMADA]).order_by("hasta", "id"))
    cierres = cierres_de(una.documento_id for una in suyas if una.estado == estados.EN_FIRMA)
    momentos = [(una, una.firmada_el or cierres.get(una.documento_id)) for una in suyas]
    return [(una, momento) for una, momento in momentos if momento is not None]
