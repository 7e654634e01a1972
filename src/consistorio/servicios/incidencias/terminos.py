"""The port `terminos`: decisions signed and not yet taken to every case count from their signature, not from when a job gets there."""

from __future__ import annotations

from datetime import date

from consistorio.documental.firma.operaciones import cierres_de
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.servicios.incidencias.models import AmpliacionDePlazos


class AmpliacionesPorIncidencia:
    """Implements `plataforma.puertos.terminos`."""

    def acuerdos(self, vence: date) -> list[AcuerdoDeAmpliacion]:
        """The decisions signed on `vence` or before that their jobs have not finished with, and last longer (LPACAP 32.4).

        Waits for a signature that is being put: it may be dated before midnight and saved after it.
        """
        estados = AmpliacionDePlazos.Estado
        en_marcha = list(
            AmpliacionDePlazos.objects.filter(
                hasta__gt=vence, aplicada_el=None, estado__in=[estados.EN_FIRMA, estados.FIRMADA]
            ).order_by("hasta", "id")
        )
        cierres = cierres_de(una.documento_id for una in en_marcha if una.estado == estados.EN_FIRMA)
        firmadas = [(una, una.firmada_el or cierres.get(una.documento_id)) for una in en_marcha]
        return [
            AcuerdoDeAmpliacion(una.incidencia_id, una.documento_id, en_madrid(firmada).date(), una.hasta)
            for una, firmada in firmadas
            if firmada is not None and en_madrid(firmada).date() <= vence
        ]
