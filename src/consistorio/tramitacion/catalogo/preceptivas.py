"""What the law orders in a procedure stays while its area writes it again (tasks marked `preceptiva`, and whether it sanctions)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de


def perdidas(publicada: Mapping[str, Valor], nueva: Mapping[str, Valor]) -> tuple[Problema, ...]:
    """What a published definition demands and the new one, in the same size, does not: Secretaría takes it away, with a file. A task of the law
    may be written again as another of its kind."""
    if publicada.get("tamano") != nueva.get("tamano"):
        return ()
    problemas = []
    if publicada.get("sancionador") is True and nueva.get("sancionador") is not True:
        dicho = _("aquí se imponen sanciones: que deje de ser así no lo decide el área. Pídalo a la Secretaría.")
        problemas.append(Problema("sancionador", dicho))
    quedan = Counter(texto_de(tarea.get("tipo")) for tarea in _preceptivas(nueva))
    for tarea in _preceptivas(publicada):
        tipo = texto_de(tarea.get("tipo"))
        quedan[tipo] -= 1
        if quedan[tipo] < 0:
            dicho = _("«%(t)s» es preceptiva (%(n)s): que deje de serlo no lo decide el área. Pídalo a la Secretaría.")
            datos = {"t": texto_de(tarea.get("nombre")), "n": texto_de(tarea.get("norma"))}
            problemas.append(Problema("tareas", dicho % datos))
    return tuple(problemas)


def _preceptivas(definicion: Mapping[str, Valor]) -> list[dict[str, Valor]]:
    tareas = definicion.get("tareas")
    suyas = [como_datos(tarea) for tarea in tareas] if isinstance(tareas, list) else []
    return [tarea for tarea in suyas if tarea.get("preceptiva") is True]
