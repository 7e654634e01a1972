"""What a version must pass before it is in trial: whoever knows how to try one registers here; the catalogue only asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    vivos = CasoDePrueba.objects.filter(procedimiento=procedimiento, retirado_el=None)
    return list(vivos.order_by("guardado_el", "id")[:MAXIMO_DE_CASOS])


def problemas_del_ensayo(definicion: Definicion, *, en: date) -> tuple[Problema, ...]:
    """The cases that do not end as when they were kept."""
    return problemas_de_casos(definicion, casos_de(definicion.codigo), en=en)


def problemas_de_casos(definicion: Definicion, casos: Sequence[CasoDePrueba], *, en: date) -> tuple[Problema, ...]:
    """The same, of some cases."""
    return tuple(problema for ensayo in _ENSAYOS.values() for problema in ensayo(definicion, casos, en))
