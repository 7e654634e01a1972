"""The steps that the law demands of a sanction and of the review of an act, whatever the file of the procedure says. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo.tareas import SOBRE
from consistorio.tramitacion.catalogo.tipos import DefinicionTarea
from consistorio.tramitacion.formularios.condiciones import es_seguro

# The task that says which act a case reviews of office (LPACAP 106-107), and the review that only a dictamen lets grant
ACTO_REVISADO, NULIDAD = "acto_revisado", "nulidad"
# The proposals that sanction, or declare that an act is null or harmful
GRAVOSOS = ("estima", "estima_parcial")


def problemas_de_sancionador(tareas: Sequence[DefinicionTarea]) -> tuple[Problema, ...]:
    """Nobody is sanctioned without being heard on what who instructs proposes, with all of it in their hands (LPACAP 89.2)."""
    audiencias = _de(tareas, "audiencia")
    sin_propuesta = [
        Problema(
            f"tareas[{tarea.codigo}].datos.{SOBRE}",
            _("en un procedimiento sancionador la audiencia es sobre la propuesta de resolución (LPACAP 89.2)."),
        )
        for tarea in audiencias
        if not tarea.datos.get(SOBRE)
    ]
    sobre_ella = [tarea for tarea in audiencias if tarea.datos.get(SOBRE) and tarea.preceptiva]
    if any(map(_se_hace, sobre_ella)):
        return tuple(sin_propuesta)
    if sobre_ella:
        mensaje = _(
            "su condición deja fuera alguna propuesta que sanciona, y la audiencia es preceptiva (LPACAP 89.2)."
        )
        return (*sin_propuesta, Problema(f"tareas[{sobre_ella[0].codigo}].condicion", mensaje))
    falta = _("falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).")
    return (*sin_propuesta, Problema("sancionador", falta))


def problemas_de_revision(tareas: Sequence[DefinicionTarea]) -> tuple[Problema, ...]:
    """No act is reviewed without hearing the parties (LPACAP 82, 107.2), nor declared null without a favourable dictamen on it (106.1)."""
    revisiones = _de(tareas, ACTO_REVISADO)
    if not revisiones:
        return ()
    problemas = []
    if not any(tarea.preceptiva and _se_hace(tarea) for tarea in _de(tareas, "audiencia")):
        mensaje = _("falta la audiencia a las personas interesadas, preceptiva y sin condición (LPACAP 82 y 107.2).")
        problemas.append(Problema("tareas", mensaje))
    anula = any(tarea.datos.get("clase") == NULIDAD for tarea in revisiones)
    if anula and not any(_es_el_dictamen(tarea) for tarea in _de(tareas, "consulta")):
        mensaje = _(
            "falta el dictamen sobre la propuesta, preceptivo y vinculante, que exige la nulidad (LPACAP 106.1)."
        )
        problemas.append(Problema("tareas", mensaje))
    return tuple(problemas)


def _es_el_dictamen(tarea: DefinicionTarea) -> bool:
    vincula = tarea.datos.get("vinculante") is True and "importe" not in tarea.datos
    return tarea.preceptiva and vincula and bool(tarea.datos.get(SOBRE)) and _se_hace(tarea)


def _se_hace(tarea: DefinicionTarea) -> bool:
    """Whether its condition never leaves it out where it is due; of what is not on the proposal, what will be proposed is not known yet."""
    if SOBRE not in tarea.datos:
        return es_seguro(tarea.condicion, {}) is True
    return all(es_seguro(tarea.condicion, {"sentido_propuesta": sentido}) is True for sentido in GRAVOSOS)


def _de(tareas: Sequence[DefinicionTarea], tipo: str) -> list[DefinicionTarea]:
    return [tarea for tarea in tareas if tarea.tipo == tipo]
