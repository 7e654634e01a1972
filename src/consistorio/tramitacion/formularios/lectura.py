"""Reads a definition (JSON of our own) into typed values and lists every problem at once, each with its place.

The reader never stops at the first fault: who writes procedures wants the whole list.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.valores import Valor


class Lector:
    """One JSON object being read. Problems go to a list shared by the whole document."""

    def __init__(self, datos: Valor, ruta: str, problemas: list[Problema]) -> None:
        self.ruta = ruta
        self.problemas = problemas
        self._leidas: set[str] = set()
        if isinstance(datos, dict):
            self._datos = datos
        else:
            self._datos = {}
            self.anotar("", _("aquí va un objeto, con sus claves entre llaves."))

    def anotar(self, clave: str, mensaje: str) -> None:
        """Add a problem at `clave` of this object."""
        lugar = ".".join(parte for parte in (self.ruta, clave) if parte)
        self.problemas.append(Problema(lugar, mensaje))

    def tiene(self, clave: str) -> bool:
        """Whether the key is there and not null."""
        return self._datos.get(clave) is not None

    def valor(self, clave: str) -> Valor:
        """The raw value."""
        self._leidas.add(clave)
        return self._datos.get(clave)

    def texto(self, clave: str, *, obligatorio: bool = False, por_defecto: str = "", maximo: int = 4000) -> str:
        """A text. Missing and mandatory, not a text, or too long are problems."""
        valor = self.valor(clave)
        if valor is None:
            if obligatorio:
                self.anotar(clave, _("falta este texto."))
            return por_defecto
        if not isinstance(valor, str):
            self.anotar(clave, _("aquí va un texto entre comillas."))
            return por_defecto
        if obligatorio and not valor.strip():
            self.anotar(clave, _("este texto está vacío."))
        if len(valor) > maximo:
            self.anotar(clave, _("el texto pasa de %(n)d caracteres.") % {"n": maximo})
        return valor.strip()

    def entero(self, clave: str, *, obligatorio: bool = False, minimo: int = 0, maximo: int = 10**12) -> int | None:
        """A whole number between `minimo` and `maximo`, or None."""
        valor = self.valor(clave)
        if valor is None:
            if obligatorio:
                self.anotar(clave, _("falta este número."))
            return None
        if isinstance(valor, bool) or not isinstance(valor, int):
            self.anotar(clave, _("aquí va un número entero, sin comillas."))
            return None
        if not minimo <= valor <= maximo:
            self.anotar(clave, _("el número debe estar entre %(a)d y %(b)d.") % {"a": minimo, "b": maximo})
            return None
        return valor

    def booleano(self, clave: str, *, por_defecto: bool = False) -> bool:
        """true or false."""
        valor = self.valor(clave)
        if valor is None:
            return por_defecto
        if not isinstance(valor, bool):
            self.anotar(clave, _("aquí va true o false, sin comillas."))
            return por_defecto
        return valor

    def opcion(self, clave: str, opciones: Collection[str], *, por_defecto: str | None = None) -> str:
        """One of the texts in `opciones`. Without `por_defecto` it is mandatory."""
        valor = self.valor(clave)
        if valor is None and por_defecto is not None:
            return por_defecto
        if isinstance(valor, str) and valor in opciones:
            return valor
        self.anotar(clave, _("debe ser una de estas: %(lista)s.") % {"lista": ", ".join(sorted(opciones))})
        return por_defecto or ""

    def fecha(self, clave: str, *, obligatorio: bool = False) -> date | None:
        """An ISO date, or None."""
        texto = self.texto(clave, obligatorio=obligatorio)
        if not texto:
            return None
        try:
            return date.fromisoformat(texto)
        except ValueError:
            self.anotar(clave, _("la fecha se escribe como 2026-01-31."))
            return None

    def textos(self, clave: str, *, obligatorio: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        valor = self.valor(clave)
        if valor is None:
            if obligatorio:
                self.anotar(clave, _("falta esta lista."))
            return ()
        if not isinstance(valor, list) or not all(isinstance(parte, str) and parte.strip() for parte in valor):
            self.anotar(clave, _("aquí va una lista de textos entre corchetes."))
            return ()
        if obligatorio and not valor:
            self.anotar(clave, _("esta lista está vacía."))
        return tuple(parte.strip() for parte in valor if isinstance(parte, str))

    def hijo(self, clave: str, *, obligatorio: bool = False) -> Lector | None:
        """A nested object."""
        valor = self.valor(clave)
        if valor is None:
            if obligatorio:
                self.anotar(clave, _("falta este apartado."))
            return None
        return Lector(valor, f"{self.ruta}.{clave}" if self.ruta else clave, self.problemas)

    def hijos(self, clave: str, *, obligatorio: bool = False) -> list[Lector]:
        """A list of nested objects. Each one's place is named by its `codigo` if it has one, else by its order."""
        valor = self.valor(clave)
        if valor is None:
            if obligatorio:
                self.anotar(clave, _("falta esta lista."))
            return []
        if not isinstance(valor, list):
            self.anotar(clave, _("aquí va una lista entre corchetes."))
            return []
        if obligatorio and not valor:
            self.anotar(clave, _("esta lista está vacía."))
        base = f"{self.ruta}.{clave}" if self.ruta else clave
        lectores = []
        for orden, parte in enumerate(valor, start=1):
            codigo = parte.get("codigo") if isinstance(parte, dict) else None
            nombre = codigo if isinstance(codigo, str) and codigo else str(orden)
            lectores.append(Lector(parte, f"{base}[{nombre}]", self.problemas))
        return lectores

    def sobrantes(self) -> None:
        """Report the keys that nobody read: a misspelt one must not be silently ignored."""
        for clave in sorted(set(self._datos) - self._leidas):
            self.anotar(clave, _("esta clave no existe. Compruebe si está bien escrita."))
