"""Search of procedures: without accents, tolerant of a wrong letter, by name, keywords and summary. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from consistorio.nucleo.dato import dato
from consistorio.nucleo.orden import clave_orden

PARECIDO_MINIMO = 0.75
_VACIAS = frozenset(
    [
        "a",
        "al",
        "con",
        "de",
        "del",
        "el",
        "en",
        "la",
        "las",
        "lo",
        "los",
        "mi",
        "o",
        "para",
        "por",
        "que",
        "se",
        "su",
        "un",
        "una",
        "y",
        "quiero",
        "necesito",
        "pedir",
    ]
)


@dato
class Buscable:
    """A procedure's words. Those of `nombre` weigh most, then `palabras`, then `texto`."""

    codigo: str
    nombre: str
    palabras: Sequence[str]
    texto: str


def buscar(frase: str, donde: Iterable[Buscable]) -> list[str]:
    """Codes that answer the phrase, best first: those with every meaningful word or, where none has them all, those with most of them.
    An empty phrase finds nothing."""
    buscadas = [p for p in _palabras(frase) if p not in _VACIAS] or _palabras(frase)
    puntuados = [([_puntos(p, uno) for p in buscadas], uno.codigo) for uno in donde]
    con_puntos = [(sum(map(bool, puntos)), sum(puntos), codigo) for puntos, codigo in puntuados if any(puntos)]
    mas = max((halladas for halladas, _suma, _codigo in con_puntos), default=0)
    mejores = [(suma, codigo) for halladas, suma, codigo in con_puntos if halladas == mas]
    return [codigo for _suma, codigo in sorted(mejores, key=lambda par: (-par[0], par[1]))]


def _puntos(palabra: str, uno: Buscable) -> float:
    zonas = ((3.0, _palabras(uno.nombre)), (2.0, _palabras(" ".join(uno.palabras))), (1.0, _palabras(uno.texto)))
    return max((peso * _parecido(palabra, otra) for peso, zona in zonas for otra in zona), default=0.0)


def _parecido(buscada: str, otra: str) -> float:
    if otra.startswith(buscada) or (len(otra) > 3 and buscada.startswith(otra)):
        return 1.0
    if len(buscada) < 4 or abs(len(buscada) - len(otra)) > 2:
        return 0.0
    razon = SequenceMatcher(None, buscada, otra).ratio()
    return razon if razon >= PARECIDO_MINIMO else 0.0


def _palabras(texto: str) -> list[str]:
    return clave_orden(texto).replace("n~", "n").split()
