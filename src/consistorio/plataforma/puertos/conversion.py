"""Port: make a PDF/A of a text document that somebody wrote elsewhere. Wired in `CONSISTORIO_PUERTOS["conversion"]`."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class Conversor(Protocol):
    """Whoever converts."""

    def a_pdf(self, original: Path, destino: Path) -> None:
        """Write in `destino` the PDF/A-2b of a text document (.odt, .docx). Nothing in the document runs, and nothing outside of it is fetched.

        Raises DatosIncorrectos (it has a password or macros, or it cannot be read), ServicioNoDisponible (nobody converts here; it took too long).
        """
        ...

    def comprobar(self) -> None:
        """See that it could convert, without doing it. Raises ServicioNoDisponible with the reason."""
        ...


def conversor() -> Conversor:
    """The converter wired in the settings."""
    return conectado("conversion", Conversor)
