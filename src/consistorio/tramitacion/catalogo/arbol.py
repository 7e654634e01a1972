"""A written condition as a tree that is edited one group at a time. Pure: each change answers another condition.

A group says how its parts count together (`MODOS`); a part is a comparison or another group. A place in the tree is the path of the parts that lead
to it from the root, each by its place in its group, from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.tramitacion.formularios.valores import Valor

TODAS, ALGUNA, NINGUNA, NO_TODAS = "todas", "alguna", "ninguna", "no_todas"
MODOS: Mapping[str, str | Promise] = {
    TODAS: gettext_lazy("Se cumplen todas"),
    ALGUNA: gettext_lazy("Se cumple alguna"),
    NINGUNA: gettext_lazy("No se cumple ninguna"),
    NO_TODAS: gettext_lazy("No se cumplen todas a la vez"),
}


@dato
class Grupo:
    """Parts and how they count together."""

    modo: str
    partes: Sequence[Valor]


def grupo_de(condicion: Valor) -> Grupo:
    """A condition seen as a group: a comparison is a group of one, and no condition, of none."""
    if condicion is None:
        return Grupo(TODAS, ())
    if isinstance(condicion, dict):
        for clave, modo, negado in (("y", TODAS, NO_TODAS), ("o", ALGUNA, NINGUNA)):
            if isinstance(partes := condicion.get(clave), list):
                return Grupo(modo, tuple(partes))
            dentro = condicion.get("no")
            if isinstance(dentro, dict) and isinstance(partes := dentro.get(clave), list):
                return Grupo(negado, tuple(partes))
        if "no" in condicion:
            return Grupo(NINGUNA, (condicion["no"],))
    return Grupo(TODAS, (condicion,))


def escrita(grupo: Grupo) -> Valor:
    """A group as a definition writes it."""
    dentro: dict[str, Valor] = {"o" if grupo.modo in (ALGUNA, NINGUNA) else "y": list(grupo.partes)}
    return {"no": dentro} if grupo.modo in (NINGUNA, NO_TODAS) else dentro


def es_comparacion(parte: Valor) -> bool:
    """Whether a part is a comparison, and not a group of others nor something that cannot be read."""
    return isinstance(parte, dict) and isinstance(parte.get("campo"), str)


def parte_en(condicion: Valor, camino: Sequence[int]) -> Valor:
    """The part at a place. Raises NoEncontrado when there is no group there."""
    actual = condicion
    for sitio in camino:
        partes = grupo_de(actual).partes
        if not 0 <= sitio < len(partes) or es_comparacion(partes[sitio]):
            raise NoEncontrado(_("Esta condición no tiene ese grupo: puede que alguien lo haya quitado."))
        actual = partes[sitio]
    return actual


def con_parte(condicion: Valor, camino: Sequence[int], nueva: Valor) -> Valor:
    """The condition with that at a place; without it, where it is None. Raises NoEncontrado as `parte_en`."""
    if not camino:
        return sencilla(nueva)
    parte_en(condicion, camino)
    return sencilla(_con(condicion, camino, nueva))


def sencilla(condicion: Valor) -> Valor:
    """The same, without a group of one around it; None where nothing is left in it."""
    if condicion is None or es_comparacion(condicion):
        return condicion
    grupo = grupo_de(condicion)
    if len(grupo.partes) == 1 and grupo.modo in (TODAS, ALGUNA) and grupo.partes[0] != condicion:
        return sencilla(grupo.partes[0])
    return condicion if grupo.partes else None


def _con(condicion: Valor, camino: Sequence[int], nueva: Valor) -> Valor:
    if not camino:
        return nueva
    grupo, (sitio, *resto) = grupo_de(condicion), camino
    cambiada = _con(grupo.partes[sitio], resto, nueva)
    partes = [*grupo.partes[:sitio], *([] if cambiada is None else [cambiada]), *grupo.partes[sitio + 1 :]]
    return escrita(Grupo(grupo.modo, partes))
