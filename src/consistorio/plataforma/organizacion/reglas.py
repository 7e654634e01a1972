"""Pure rules of the organisation: who signs for a post on a day and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado

P = TypeVar("P")
ACCIDENTAL = "accidental"  # a substitute appointed so (RD 128/2018 art. 52; ROF 47)


class Calidad(StrEnum):
    """In which capacity somebody signs."""

    TITULAR = "titular"
    SUPLENTE = "suplente"
    DELEGADO = "delegado"
    SUPLENTE_DE_DELEGADO = "suplente_de_delegado"


@dato
class Periodo(Generic[P]):
    """Something or somebody, from a day to another, both included; without `hasta`, until further notice. `forma`: of a substitution."""

    quien: P
    desde: date
    hasta: date | None
    texto: str = ""
    forma: str = ""

    def en(self, dia: date) -> bool:
        """Whether the day falls in it."""
        return self.desde <= dia and (self.hasta is None or dia <= self.hasta)


@dato
class Conferida:
    """A delegation of `organo`, from a day to another, with the words that are written under the signature."""

    organo: str
    texto: str
    desde: date
    hasta: date | None

    def en(self, dia: date) -> bool:
        """Whether the day falls in it."""
        return self.desde <= dia and (self.hasta is None or dia <= self.hasta)


@dato
class Designacion(Generic[P]):
    """Who signs, as what, and the words that go under the signature."""

    quien: P
    cargo_texto: str
    calidad: Calidad
    norma: str = ""


def designar(
    *,
    puesto: str,
    organo_propio: str,
    organo: str | None,
    titulares: Sequence[Periodo[P]],
    suplencias: Sequence[Periodo[P]],
    delegaciones: Sequence[Conferida],
    ausentes: Sequence[P],
    en: date,
) -> Designacion[P]:
    """Who signs for a post on a day, and the words.

    `organo` is the organ whose power is exercised: None takes the only delegation in force to the post, else
    its own organ. A substitute
    comes before the holder (LRJSP 13.4: what is signed says so); a delegated act names the delegation and counts as the delegating
    organ's (LRJSP 9.4). A delegated power is not delegated again, but its post can be substituted (LRJSP 13.1).
    Raises NoEncontrado (nobody holds it, or the holder is away without substitute, or no delegation), Conflicto (ambiguous).
    """
    delegacion = _delegacion(puesto, organo_propio, organo, [d for d in delegaciones if d.en(en)])
    suplencia = next((s for s in suplencias if s.en(en)), None)
    titular = next((t for t in titulares if t.en(en)), None)
    cargo = puesto if delegacion is None else f"{puesto}, {delegacion.texto}"
    norma = delegacion.texto if delegacion is not None else ""
    if suplencia is not None:
        texto = (
            f"{puesto} acctal. ({suplencia.texto})" + cargo.removeprefix(puesto)
            if suplencia.forma == ACCIDENTAL
            else f"P. S. ({suplencia.texto}), {cargo}"
        )
        calidad = Calidad.SUPLENTE if delegacion is None else Calidad.SUPLENTE_DE_DELEGADO
        return Designacion(suplencia.quien, texto, calidad, "; ".join(n for n in (suplencia.texto, norma) if n))
    if titular is None:
        raise NoEncontrado(
            _("El puesto «%(puesto)s» está vacante el %(dia)s.") % {"puesto": puesto, "dia": f"{en:%d/%m/%Y}"},
            que_hacer=_("Nombre a quien lo ocupe o designe una suplencia."),
        )
    if titular.quien in ausentes:
        raise NoEncontrado(
            _("Quien ocupa el puesto «%(puesto)s» está ausente el %(dia)s y no hay suplencia.")
            % {"puesto": puesto, "dia": f"{en:%d/%m/%Y}"},
            que_hacer=_("Designe una suplencia para esos días."),
        )
    return Designacion(titular.quien, cargo, Calidad.TITULAR if delegacion is None else Calidad.DELEGADO, norma)


def _delegacion(puesto: str, organo_propio: str, organo: str | None, vigentes: Sequence[Conferida]) -> Conferida | None:
    """The delegation under which the post acts, or None when it acts by itself."""
    if organo is not None:
        if organo == organo_propio:
            return None
        for delegacion in vigentes:
            if delegacion.organo == organo:
                return delegacion
        raise NoEncontrado(
            _("«%(puesto)s» no tiene delegada en esa fecha la competencia de %(organo)s.")
            % {"puesto": puesto, "organo": organo},
            que_hacer=_("Anote la delegación con su decreto, o envíe a firma del órgano competente."),
        )
    if not vigentes:
        return None
    if len(vigentes) > 1:
        raise Conflicto(
            _("«%(puesto)s» tiene varias delegaciones: falta decir de qué órgano es la competencia.")
            % {"puesto": puesto}
        )
    return vigentes[0]
