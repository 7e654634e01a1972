"""What a story holds against what it expected: each check says where it comes from, what should be there and what was found."""

from __future__ import annotations

import re

from consistorio.cli.recorrido.navegador import Pagina
from consistorio.nucleo.dato import dato


@dato
class Comprobacion:
    """One check. `punto`: of the list that the story plays; `cuando`: its day in the town, as ISO."""

    punto: int
    cuando: str
    que: str
    esperado: str
    hallado: str

    @property
    def bien(self) -> bool:
        """Whether what was found is what was expected."""
        return self.esperado == self.hallado

    def en_palabras(self) -> str:
        """One line for people."""
        if self.bien:
            return f"    ({self.punto}) {self.que}: {self.hallado}"
        return f"    ({self.punto}) NO: {self.que}: se esperaba «{self.esperado}» y hay «{self.hallado}»"

    def como_json(self) -> dict[str, object]:
        """For the report."""
        return {
            "punto": self.punto,
            "cuando": self.cuando,
            "que": self.que,
            "esperado": self.esperado,
            "hallado": self.hallado,
            "bien": self.bien,
        }


def leido(pagina: Pagina, patron: str) -> str:
    """The first group of a pattern in what a page says; all that its `main` says when it is not there, so that the check shows it."""
    texto = " ".join(" ".join(main.text_content().split()) for main in pagina.arbol.xpath("//main"))
    hallado = re.search(patron, texto)
    return hallado.group(1) if hallado else f"(no está) {texto[:300]}"


def que_dice(pagina: Pagina, frase: str) -> str:
    """The phrase, when the page says it; else the beginning of what it says."""
    return leido(pagina, f"({re.escape(frase)})")


def lo_dice(texto: str, frase: str) -> str:
    """The phrase, when that text holds it; else the beginning of the text."""
    return frase if frase in texto else texto[:600]
