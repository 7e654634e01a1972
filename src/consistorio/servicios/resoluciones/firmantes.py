"""Who signs a resolution today: whoever holds the organ, and the secretario."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo
from consistorio.plataforma.organizacion.models import Puesto
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes.intervencion import firmante_en
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import FirmaAnadida, firmas_anadidas

ORGANO_DE_FE_PUBLICA = "secretaria"


def exigir_presidencia(resolucion: Resolucion, reloj: Reloj) -> None:
    """Assert that what goes to a session could be certified: somebody presides that organ, and somebody gives faith of it. Raises DatosIncorrectos."""
    _quienes(resolucion, reloj, _("La resolución no se puede llevar a la sesión: %s"))


def fijar_firmantes(resolucion: Resolucion, reloj: Reloj) -> None:
    """Fix who signs today. A resolution that nobody could sign, or of whose task a post that the procedure adds could not be signed for, gets
    no number. Raises DatosIncorrectos."""
    puesto, secretaria, norma = _quienes(resolucion, reloj, _("La resolución no se puede enviar a la firma: %s"))
    firmas_que_se_anaden(resolucion, salvo=(puesto, secretaria), en=hoy(reloj))
    resolucion.firmante_puesto = puesto
    resolucion.fe_publica_puesto = secretaria
    resolucion.delegacion = norma[:300]


def _quienes(resolucion: Resolucion, reloj: Reloj, no_cabe: str) -> tuple[Puesto, Puesto, str]:
    try:
        firmante, de_la_secretaria = quienes_firman(resolucion, en=hoy(reloj))
    except NoEncontrado as error:
        que_hacer = error.que_hacer or _("Quien administra la organización nombra a quien ocupa ese puesto.")
        raise DatosIncorrectos(no_cabe % error.mensaje, que_hacer=que_hacer) from error
    return firmante.puesto, de_la_secretaria.puesto, firmante.norma


def quienes_firman(resolucion: Resolucion, *, en: date) -> tuple[Firmante, Firmante]:
    """Who decides with their signature and who gives public faith on a day. Raises NoEncontrado, Conflicto: nobody, or it cannot be told who."""
    puesto, secretaria = puesto_de_organo(resolucion.organo), puesto_de_organo(ORGANO_DE_FE_PUBLICA)
    return firmante_en(resolucion.expediente, puesto, en=en), firmante_en(resolucion.expediente, secretaria, en=en)


def firmas_que_se_anaden(resolucion: Resolucion, *, salvo: Collection[Puesto], en: date) -> tuple[FirmaAnadida, ...]:
    """Whom its procedure adds to a decree, beside the posts that sign it by law. What is agreed in session is certified as the law says and no
    more (ROF 205): there the proposal carries them. Raises DatosIncorrectos."""
    if resolucion.tarea_id is None or resolucion.en_sesion:
        return ()
    tarea = Tarea.objects.get(id=resolucion.tarea_id)
    return firmas_anadidas(tarea, resolucion.expediente, en=en, salvo=[puesto.id for puesto in salvo])
