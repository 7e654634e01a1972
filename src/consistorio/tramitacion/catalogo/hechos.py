"""The facts of a case at which the condition of a task may look beside the answers: what each may say, and from which task on it is known. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.formularios.tipos import Campo, Opcion

# In which sense a case is proposed and decided
SENTIDOS = (
    *("estima", "estima_parcial", "deniega", "inadmite", "desistida"),
    *("renuncia", "caducada", "archiva", "imposibilidad", "confirma_silencio"),
)
# How a review and a later control end (LPACAP 68, 69.3)
DE_LA_REVISION = ("admitida",)
DE_LA_COMPROBACION = ("conforme", "incumplimiento")


@dato
class Hecho:
    """A fact, written as the question that it would be. `tarea`: the task that makes it known; "" when it is known from the start."""

    campo: Campo
    tarea: str = ""


def _de_tarea(codigo: str, tarea: str, valores: Sequence[str]) -> Hecho:
    return Hecho(Campo(codigo, "opcion", codigo, opciones=tuple(Opcion(valor, valor) for valor in valores)), tarea)


def _cuantos(codigo: str, *, minimo: int) -> Hecho:
    return Hecho(Campo(codigo, "numero", codigo, minimo=Decimal(minimo), entero=True))


HECHOS: Mapping[str, Hecho] = {
    hecho.campo.codigo: hecho
    for hecho in (
        _de_tarea("resultado_revision", "revision", DE_LA_REVISION),
        _de_tarea("resultado_comprobacion", "comprobacion", DE_LA_COMPROBACION),
        _de_tarea("sentido_propuesta", "propuesta", SENTIDOS),
        _de_tarea("sentido_resolucion", "resolucion", SENTIDOS),
        _cuantos("interesados", minimo=0),
        _cuantos("terceros", minimo=0),
    )
}
