"""Who signs a resolution today: whoever holds the organ, and the secretario."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.intervencion import firmante_en

ORGANO_DE_FE_PUBLICA = "secretaria"


def fijar_firmantes(resolucion: Resolucion, reloj: Reloj) -> None:
    """Fix who signs today. A resolution that nobody could sign gets no number. Raises DatosIncorrectos."""
    try:
        puesto = puesto_de_organo(resolucion.organo)
        secretaria = puesto_de_organo(ORGANO_DE_FE_PUBLICA)
        firmante = firmante_en(resolucion.expediente, puesto, en=hoy(reloj))
        firmante_en(resolucion.expediente, secretaria, en=hoy(reloj))
    except NoEncontrado as error:
        raise DatosIncorrectos(
            _("La resolución no se puede enviar a la firma: %s") % error.mensaje, que_hacer=error.que_hacer
        ) from error
    resolucion.firmante_puesto = puesto
    resolucion.fe_publica_puesto = secretaria
    resolucion.delegacion = firmante.norma[:300]
