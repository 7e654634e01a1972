"""The reason that every change of an entry gives."""

from __future__ import annotations

from consistorio.nucleo.errores import DatosIncorrectos, Problema

LARGO_MOTIVO = 500


def motivo_escrito(motivo: str) -> str:
    """The reason without spaces around. Raises DatosIncorrectos when it is empty or longer than 500 characters."""
    limpio = motivo.strip()
    if not limpio or len(limpio) > LARGO_MOTIVO:
        mensaje = f"Escriba el motivo, en {LARGO_MOTIVO} caracteres como mucho."
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return limpio
