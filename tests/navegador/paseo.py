"""A walk through pages of the desk, each judged at both widths as it is reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from playwright.sync_api import Page

from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar


@dataclass
class Paseo:
    """Who walks, and what was wrong with the pages. The walk goes on: all of it is told at its end."""

    pagina: Page
    ayuntamiento: Ayuntamiento
    faltas: list[str] = field(default_factory=list)

    def entra(self, usuario: str) -> None:
        """Whoever walks from now on is that member of staff."""
        self.ayuntamiento.entra(usuario)

    def abre(self, nombre: str, *argumentos: object, como: str = "") -> None:
        """Go to an address by its name; `como`: the name of its picture."""
        respuesta = self.pagina.goto(self.ayuntamiento.url + reverse(f"escritorio:{nombre}", args=argumentos))
        assert respuesta is not None
        assert respuesta.status == 200, nombre
        self.mira(como or nombre)

    def pulsa(self, boton: str, como: str) -> None:
        """Press a button that leads to another page."""
        abrir(self.pagina.get_by_role("button", name=boton, exact=True).first)
        self.mira(como)

    def mira(self, como: str) -> None:
        """Judge the page that is open."""
        try:
            revisar(self.pagina, f"enero-{como}", densa=True)
        except AssertionError as error:
            self.faltas.append(str(error)[:1500])
