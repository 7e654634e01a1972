"""The reason that every change of an entry gives."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema

LARGO_MOTIVO = 500


def motivo_escrito(motivo: str) -> str:
    """The reason without spaces around. Raises DatosIncorrectos when it is empty or longer than 500 characters."""
    limpio = motivo.strip()
    if not limpio or len(limpio) > LARGO_MOTIVO:
        mensaje = _("Escriba el motivo, en %(maximo)s caracteres como mucho.") % {"maximo": LARGO_MOTIVO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return limpio
