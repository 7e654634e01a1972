"""How those affected are named in what everybody may read (LOPDGDD disposición adicional 7.ª). Pure.

By their name and surnames with four digits of their document, or, in what notifies by announcement, by its whole number alone; never by both
together. It looks for what can be told apart in a text: the parties of the case, and numbers of identity whose letter is right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.tipos import Nif
from consistorio.tramitacion.motor.datos_publicacion import NADIE, SOLO_DOCUMENTO

# A DNI or a NIE, as people write them: with dots, dashes or blanks between
_DOCUMENTO = re.compile(r"\b(?:\d{1,2}\.?\d{3}\.?\d{3}|[XYZ][-\s]?\d{7})[-\s]?[A-Z]\b", re.IGNORECASE)
_NO_ES_DE_LETRA = re.compile(r"[^a-z0-9]+")


@dato
class Afectado:
    """A natural person of the case: how they are called, and the number of their document."""

    nombre: str
    apellidos: str
    documento: str


def problemas_de_identificacion(textos: Iterable[str], afectados: Iterable[Afectado], modo: str) -> list[str]:
    """What of a text may not be published so, in words that repeat nobody's data. `modo`: "" asks for no more than the law.

    A whole number of anybody, party or not, is only for what notifies by announcement.
    """
    junto = "\n".join(textos)
    numeros = frozenset(_numeros(junto))
    personas = list(afectados)
    nombrados = [uno for uno in personas if _esta(junto, uno)]
    con_numero = bool(numeros) or any(_llano(uno.documento) in _llano(junto) for uno in personas if uno.documento)
    problemas = []
    if any(uno.documento and _llano(uno.documento) in _llano(junto) for uno in nombrados):
        problemas.append(
            _(
                "Nombra a una persona junto con el número completo de su documento: eso no se publica nunca (LOPDGDD, disposición adicional 7.ª)."
            )
        )
    if modo == NADIE and (nombrados or con_numero):
        problemas.append(_("Este anuncio no nombra a nadie: quite los nombres y los números de documento."))
    if modo not in (NADIE, SOLO_DOCUMENTO) and con_numero:
        problemas.append(
            _(
                "Del documento de identidad se publican solo cuatro cifras, y no el número completo. Por ejemplo, ***4567**."
            )
        )
    if modo == SOLO_DOCUMENTO and nombrados:
        problemas.append(
            _("A quien se notifica por anuncio se le identifica solo por el número de su documento: quite su nombre.")
        )
    return problemas


def _numeros(texto: str) -> Iterator[str]:
    """The numbers of identity in it whose letter is right."""
    for hallado in _DOCUMENTO.findall(texto):
        try:
            yield str(Nif.de(re.sub(r"[-.\s]", "", hallado)))
        except DatosIncorrectos:
            continue


def _esta(texto: str, uno: Afectado) -> bool:
    """Whether it names them: name and surnames, in either order."""
    llano = f" {_palabras(texto)} "
    nombre, apellidos = _palabras(uno.nombre), _palabras(uno.apellidos)
    if not nombre or not apellidos:
        return False
    return f" {nombre} {apellidos} " in llano or f" {apellidos} {nombre} " in llano


def _palabras(texto: str) -> str:
    """Its words, without accents nor signs."""
    sin_acentos = unicodedata.normalize("NFKD", texto.casefold()).encode("ascii", "ignore").decode()
    return _NO_ES_DE_LETRA.sub(" ", sin_acentos).strip()


def _llano(texto: str) -> str:
    return _palabras(texto).replace(" ", "")
