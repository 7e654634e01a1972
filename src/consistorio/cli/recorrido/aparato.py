"""The device of one-time codes of a member of staff, as who holds it reads it."""

from __future__ import annotations

from django_otp.oath import hotp

SEGUNDOS_EN_LLEGAR = 10
SEGUNDOS_DEL_CODIGO = 30


class Aparato:
    """Shows each code once. The server takes the neighbouring half minutes of its own clock too, but moves it by how far the last code was from it
    (`TOTPDevice.drift`): after one that was early the one of the half minute before will not do, so that none of them is shown."""

    def __init__(self, secreto: bytes) -> None:
        self._secreto = secreto
        self._ultimo = 0

    def codigo(self, segundos: float) -> str | None:
        """At that moment, the code of when it arrives, or the next one if that was shown; None when one must wait for it."""
        al_llegar = int(segundos + SEGUNDOS_EN_LLEGAR) // SEGUNDOS_DEL_CODIGO
        paso = max(al_llegar, self._ultimo + 1)
        if paso > int(segundos) // SEGUNDOS_DEL_CODIGO + 1:
            return None
        self._ultimo = paso
        return f"{hotp(self._secreto, paso):06d}"
