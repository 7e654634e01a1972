"""When a draft is remembered to its holder, and the words, which reveal nothing of it (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato

SIN_TOCAR = timedelta(hours=24)
ANTES_DE_CADUCAR = timedelta(days=3)
SIN_PRESENTAR = "sin_presentar"
CADUCA = "caduca"


@dato
class Fechas:
    """Moments of a draft: last saved, expiry, and its two reminders."""

    guardado: datetime
    caduca: datetime
    recordado: datetime | None
    avisado: datetime | None


def recordatorio_que_toca(fechas: Fechas, *, ahora: datetime) -> str:
    """The reminder that is due: `caduca` in its last three days, `sin_presentar` a day after it was last saved, or empty."""
    if ahora >= fechas.caduca:
        return ""
    if ahora >= fechas.caduca - ANTES_DE_CADUCAR:
        return "" if fechas.avisado else CADUCA
    if ahora >= fechas.guardado + SIN_TOCAR and fechas.recordado is None:
        return SIN_PRESENTAR
    return ""


def correo_de_recordatorio(motivo: str, *, entidad: str, sede: str) -> tuple[str, str]:
    """Subject and body. Neither names the person, the procedure nor the draft."""
    asunto = _("Tiene un borrador sin presentar en %(entidad)s") % {"entidad": entidad}
    caduca = _("Si no lo presenta, lo borraremos dentro de tres días o menos.") if motivo == CADUCA else ""
    frases = [
        _("Tiene un borrador guardado en la sede electrónica de %(entidad)s. Todavía no se ha presentado.")
        % {"entidad": entidad},
        caduca,
        _("Para verlo, entre en la sede y abra «Mi carpeta»: %(sede)s") % {"sede": sede},
        _("Por su seguridad, este mensaje no dice de qué trata ni lleva enlaces directos a él. No lo conteste."),
    ]
    return asunto, "\n\n".join(frase for frase in frases if frase) + "\n"
