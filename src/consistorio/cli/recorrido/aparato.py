"""The device of one-time codes of a member of staff, as who holds it reads it."""

from __future__ import annotations

from django_otp.oath import hotp

SEGUNDOS_EN_LLEGAR = 10
SEGUNDOS_DEL_CODIGO = 30


class Aparato:
    """Remembers what it last showed. The server takes the neighbouring half minutes of its own clock, which it moves by how far the last code was from it
    (`TOTPDevice.drift`): at least by `_desvio[0]` half minutes and at most by `_desvio[1]`, since nobody here knows when the code arrived."""

    def __init__(self, secreto: bytes) -> None:
        self._secreto = secreto
        self._ultimo = 0
        self._desvio = 0, 0

    def codigo(self, segundos: float) -> str | None:
        """At that moment, a code that was not shown before and will still do when it arrives; None when one must wait for it."""
        ahora = int(segundos) // SEGUNDOS_DEL_CODIGO
        al_llegar = int(segundos + SEGUNDOS_EN_LLEGAR) // SEGUNDOS_DEL_CODIGO
        atraso, adelanto = self._desvio
        paso = max(al_llegar - 1 + max(adelanto, 0), self._ultimo + 1)
        if paso > ahora + 1 + min(atraso, 0):
            return None
        self._ultimo, self._desvio = paso, (paso - al_llegar, paso - ahora)
        return f"{hotp(self._secreto, paso):06d}"
