"""What a version must pass before it is in trial: whoever knows how to try one registers here; the catalogue only asks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.models import CasoDePrueba
from consistorio.tramitacion.catalogo.tipos import Definicion

Ensayo = Callable[[Definicion, Sequence[CasoDePrueba], date], Sequence[Problema]]
_ENSAYOS: dict[str, Ensayo] = {}
MAXIMO_DE_CASOS = 100


def registrar(ensayo: Ensayo) -> None:
    """Ask it of every version from now on."""
    _ENSAYOS[ensayo.__qualname__] = ensayo


def casos_de(procedimiento: str) -> Sequence[CasoDePrueba]:
    """The made-up cases kept of a procedure, the oldest first; at most a hundred."""
    return casos_de_varios([procedimiento])[procedimiento]


def casos_de_varios(procedimientos: Collection[str]) -> dict[str, Sequence[CasoDePrueba]]:
    """Those of each procedure, by its code, asked at once."""
    vivos = CasoDePrueba.objects.filter(procedimiento__in=procedimientos, retirado_el=None)
    casos: dict[str, list[CasoDePrueba]] = {codigo: [] for codigo in procedimientos}
    for caso in vivos.order_by("guardado_el", "id")[: MAXIMO_DE_CASOS * len(casos)]:
        casos[caso.procedimiento].append(caso)
    return {codigo: suyos[:MAXIMO_DE_CASOS] for codigo, suyos in casos.items()}


def problemas_del_ensayo(definicion: Definicion, *, en: date) -> tuple[Problema, ...]:
    """The cases that do not end as when they were kept."""
    return problemas_de_casos(definicion, casos_de(definicion.codigo), en=en)


def problemas_de_casos(definicion: Definicion, casos: Sequence[CasoDePrueba], *, en: date) -> tuple[Problema, ...]:
    """The same, of some cases."""
    return tuple(problema for ensayo in _ENSAYOS.values() for problema in ensayo(definicion, casos, en))
