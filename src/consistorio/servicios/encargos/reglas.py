"""Pure rules of what may be done to many things at once."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

MAXIMO = 200
DE_TAREAS = ("tomar", "soltar", "asignar", "completar")
DE_EXPEDIENTES = ("seguir", "anotar")
# What is closed by saying so, without reading more than what the task says: the review of what lacks nothing, and what was asked apart
SE_COMPLETAN_JUNTAS = frozenset({"revision", "libre"})


@dato
class Marcada:
    """A task that was chosen. `asunto`: of the procedure, what it shares with those that are alike; what was asked apart, only its kind."""

    unidad_id: UUID
    tipo: str
    asunto: tuple[UUID, str] | None


def problemas_de_marcadas(acto: str, marcadas: Sequence[Marcada], *, faltan: int) -> list[Problema]:
    """Why one act cannot be asked for over those tasks; `faltan`: how many of the chosen ones are not open or may not be seen."""
    problemas = []
    if acto not in DE_TAREAS:
        problemas.append(Problema("acto", _("Elija qué quiere hacer con las tareas.")))
    problemas += _de_cuantas(len(marcadas) + faltan, faltan)
    if len(set(marcadas)) > 1:
        problemas.append(
            Problema("tareas", _("Marque tareas iguales: del mismo trámite, del mismo procedimiento y de una unidad."))
        )
    if acto == "completar" and any(una.tipo not in SE_COMPLETAN_JUNTAS for una in marcadas):
        problemas.append(Problema("tareas", _("Estas tareas se cierran al hacer su trámite en cada expediente.")))
    return problemas


def problemas_de_expedientes(acto: str, cuantos: int, *, faltan: int, texto: str) -> list[Problema]:
    """Why one act cannot be asked for over so many cases."""
    problemas = []
    if acto not in DE_EXPEDIENTES:
        problemas.append(Problema("acto", _("Elija qué quiere hacer con los expedientes.")))
    problemas += _de_cuantas(cuantos + faltan, faltan)
    if acto == "anotar" and not texto.strip():
        problemas.append(Problema("texto", _("Escriba la nota.")))
    return problemas


def _de_cuantas(marcadas: int, faltan: int) -> list[Problema]:
    if not marcadas:
        return [Problema("marcadas", _("Marque al menos una fila."))]
    if marcadas > MAXIMO:
        return [Problema("marcadas", _("Marque %(n)d filas como mucho.") % {"n": MAXIMO})]
    if faltan:
        return [
            Problema("marcadas", _("De las filas que marcó, %(n)d ya no están: márquelas otra vez.") % {"n": faltan})
        ]
    return []
