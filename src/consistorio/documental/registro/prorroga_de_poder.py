"""More time for a power, noted at the office: what is wrong with it.

LPACAP 6.6: whoever gave the power may extend it before it ends, five years at most from the day on which that is inscribed.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.documental.documentos.cotejo import problemas_para_cotejar
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.documental.registro.fin_de_poder import problemas_de_comparecencia
from consistorio.documental.registro.tipos import ProrrogaDeApoderamiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.models import Representacion


def puede_prorrogar(representacion: Representacion, *, reloj: Reloj) -> bool:
    """Whether it is in force and was inscribed here."""
    return representacion.prorrogable and representacion.hasta >= hoy(reloj)


def problemas_de_prorroga(
    representacion: Representacion, pedida: ProrrogaDeApoderamiento, *, actor: Actor, reloj: Reloj
) -> list[Problema]:
    """Everything that stops the extension from being noted. Only reads."""
    problemas = _de_fecha(representacion, pedida, reloj)
    if pedida.en_persona:
        return [*problemas, *problemas_de_comparecencia(representacion.representado, pedida)]
    if pedida.fichero is None:
        return [*problemas, Problema("fichero", _("Adjunte el documento en el que consta la prórroga."))]
    if pedida.fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL:
        problemas += problemas_para_cotejar(pedida.fichero.contenido, nombre=pedida.fichero.nombre, actor=actor)
    return problemas


def _de_fecha(representacion: Representacion, pedida: ProrrogaDeApoderamiento, reloj: Reloj) -> list[Problema]:
    if pedida.hasta is None:
        return [Problema("hasta", _("Escriba el último día de la representación."))]
    try:
        reglas.exigir_prorroga(representacion.hasta, pedida.hasta, hoy=hoy(reloj))
    except DatosIncorrectos as error:
        return list(error.problemas)
    return []
