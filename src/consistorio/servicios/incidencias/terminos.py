"""The port `terminos`: decisions signed and not yet taken to every case count from their signature, not from when a job gets there."""

from __future__ import annotations

from datetime import date, datetime

from consistorio.documental.firma.operaciones import cierres_de
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.incidencias.models import AmpliacionDePlazos


class AmpliacionesPorIncidencia:
    """Implements `plataforma.puertos.terminos`."""

    def hasta(self, vence: date) -> date | None:
        """The last day of the decisions signed on `vence` or before that their jobs have not finished with (LPACAP 32.4).

        Waits for a signature that is being put: it may be dated before midnight and saved after it.
        """
        estados = AmpliacionDePlazos.Estado
        en_marcha = AmpliacionDePlazos.objects.filter(hasta__gt=vence, aplicada_el=None)
        por_recoger = dict(en_marcha.filter(estado=estados.EN_FIRMA).values_list("documento_id", "hasta"))
        firmadas: list[tuple[date, datetime | None]] = [
            (por_recoger[documento], firmada) for documento, firmada in cierres_de(por_recoger).items()
        ]
        firmadas += en_marcha.filter(estado=estados.FIRMADA).values_list("hasta", "firmada_el")
        return max(
            (hasta for hasta, firmada in firmadas if firmada and en_madrid(firmada).date() <= vence), default=None
        )
