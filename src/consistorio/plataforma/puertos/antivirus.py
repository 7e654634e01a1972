"""Port: does this content carry malicious code? Wired in `CONSISTORIO_PUERTOS["antivirus"]`."""

from __future__ import annotations

from typing import BinaryIO, Protocol, runtime_checkable

from consistorio.nucleo.dato import dato
from consistorio.plataforma.puertos.conexion import conectado


@dato
class Dictamen:
    """The answer: clean, or the name of the threat; and the signatures that judged (see `Antivirus.firmas`)."""

    amenaza: str = ""
    firmas: str = ""

    @property
    def limpio(self) -> bool:
        """Whether nothing was found."""
        return not self.amenaza


@runtime_checkable
class Antivirus(Protocol):
    """Whoever analyses content."""

    def analizar(self, flujo: BinaryIO) -> Dictamen:
        """Read the stream to its end and judge it.

        Raises ServicioNoDisponible when it cannot say (stopped, too slow, larger than it takes): never a guess.
        """
        ...

    def firmas(self) -> str:
        """Which signatures it judges with: another text whenever they are updated. Raises ServicioNoDisponible."""
        ...

    def comprobar(self) -> None:
        """See that it answers, within a few seconds and without using it up. Raises ServicioNoDisponible with the reason."""
        ...


def antivirus() -> Antivirus:
    """The antivirus wired in the settings."""
    return conectado("antivirus", Antivirus)
