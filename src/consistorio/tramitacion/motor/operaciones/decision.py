"""What happened in a case that binds how it may be decided."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.sentidos import problemas_de_sentido


def silencio_producido(expediente: Expediente, *, en: date) -> str:
    """The sense of the silence that took effect by that day (LPACAP 24.1, 25), whether or not the sweep noted it; else empty."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    if plazo is None or plazo.silencio == "no_procede":
        return ""
    terminado = plazo.estado == Plazo.Estado.CORRIENDO and plazo.vence < en
    return plazo.silencio if plazo.silencio_el is not None or terminado else ""


def terminacion_aceptada(expediente: Expediente) -> str:
    """The class of the withdrawal, waiver or lapse that was accepted; empty when there is none."""
    return expediente.terminaciones.filter(estado="aceptada").values_list("clase", flat=True).first() or ""


def problemas_de_decision(expediente: Expediente, sentido: str, *, en: date) -> tuple[Problema, ...]:
    """Why the case cannot be decided in this sense on that day (LPACAP 24.3.a, 84, 94, 95); empty when it can."""
    return problemas_de_sentido(
        sentido, silencio=silencio_producido(expediente, en=en), terminacion=terminacion_aceptada(expediente)
    )


def exigir_sentido(expediente: Expediente, sentido: str, *, en: date) -> None:
    """Assert that a decision already made may still take effect. Raises FaseIncompatible with the reasons."""
    problemas = problemas_de_decision(expediente, sentido, en=en)
    if problemas:
        raise FaseIncompatible(
            _("La resolución ya no puede notificarse así."),
            que_hacer=" ".join(problema.mensaje for problema in problemas),
            problemas=problemas,
        )
