"""Pure rules of what may be done to many things at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

MAXIMO = 200
DE_TAREAS = ("tomar", "soltar", "asignar", "completar")
DE_EXPEDIENTES = ("seguir", "anotar")
# What is closed by saying so, without reading more than what the task says: the review of what lacks nothing, and what was asked apart
SE_COMPLETAN_JUNTAS = frozenset({"revision", "libre"})


@dato
class Marcada:
    """A task that was chosen. `asunto`: of the procedure, what it shares with those that are alike; what was asked apart, only its kind.
    `numero` and `nombre`: of its case and its own, to say which it is."""

    unidad_id: UUID
    tipo: str
    asunto: tuple[UUID, str] | None
    numero: str = field(default="", compare=False)
    nombre: str = field(default="", compare=False)


def problemas_de_marcadas(acto: str, marcadas: Sequence[Marcada], *, faltan: int) -> list[Problema]:
    """Why one act cannot be asked for over those tasks; `faltan`: how many of the chosen ones are not open or may not be seen."""
    problemas = []
    if acto not in DE_TAREAS:
        problemas.append(Problema("acto", _("Elija qué quiere hacer con las tareas.")))
    problemas += _de_cuantas(len(marcadas) + faltan, faltan)
    if sobran := _distintas(marcadas):
        iguales = _("Marque tareas iguales: del mismo trámite, del mismo procedimiento y de una unidad.")
        distintas = _("Son distintas de las demás: %(c)s.") % {"c": _cuales(sobran)}
        problemas.append(Problema("tareas", f"{iguales} {distintas}"))
    if acto == "completar" and (una_a_una := [una for una in marcadas if una.tipo not in SE_COMPLETAN_JUNTAS]):
        mensaje = _("Estas tareas se cierran al hacer su trámite en cada expediente: %(c)s.")
        problemas.append(Problema("tareas", mensaje % {"c": _cuales(una_a_una)}))
    return problemas


def _distintas(marcadas: Sequence[Marcada]) -> list[Marcada]:
    """Those that are not like most of them; if there are as many of two kinds, like the first one."""
    if not marcadas:
        return []
    cuantas = Counter(marcadas)
    modelo = max(cuantas, key=lambda una: cuantas[una])
    return [una for una in marcadas if una != modelo]


def _cuales(marcadas: Sequence[Marcada]) -> str:
    """Each with its case, those of the same name together."""
    de_cada_nombre: dict[str, list[str]] = {}
    for una in marcadas:
        de_cada_nombre.setdefault(una.nombre, []).append(una.numero)
    return "; ".join(f"«{nombre}» ({', '.join(numeros)})" for nombre, numeros in de_cada_nombre.items())


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
            Problema(
                "marcadas",
                ngettext(
                    "Una de las filas que marcó ya no está. Las demás siguen marcadas.",
                    "De las filas que marcó, %(n)d ya no están. Las demás siguen marcadas.",
                    faltan,
                )
                % {"n": faltan},
            )
        ]
    return []
