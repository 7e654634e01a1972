"""The lists of basic requirements that the program proposes (`datos/requisitos.json`): the general ones of the law, and others that Intervención reviews. None counts until the Pleno approves it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from consistorio.nucleo.dato import dato
from consistorio.servicios.intervencion.reglas_de_requisitos import RequisitoPedido

FICHERO: Final = Path(__file__).parent / "datos" / "requisitos.json"
_TODOS: Final = "*"


@dato
class Propuesto:
    """A requirement that is proposed. `certeza`: of `Requisito.Certeza`."""

    pedido: RequisitoPedido
    certeza: str


@dato
class TipoPropuesto:
    """A kind of expense, and what is proposed for each of its phases."""

    codigo: str
    nombre: str
    fases: Mapping[str, tuple[Propuesto, ...]]


@cache
def tipos_propuestos() -> Mapping[str, TipoPropuesto]:
    """Every kind of expense that the program knows, by its code."""
    datos = json.loads(FICHERO.read_text(encoding="utf-8"))
    return {
        codigo: TipoPropuesto(
            codigo,
            suyo["nombre"],
            {
                fase: tuple(
                    Propuesto(RequisitoPedido(uno["clase"], uno["texto"], uno["norma"]), uno["certeza"])
                    for uno in datos["requisitos"]
                    if _es_de(uno["tipos"], codigo) and _es_de(uno["fases"], fase)
                )
                for fase in suyo["fases"]
            },
        )
        for codigo, suyo in datos["tipos"].items()
    }


def propuestos_de(tipo: str, fase: str) -> tuple[Propuesto, ...]:
    """What is proposed for a kind in a phase; nothing when the program does not know it."""
    suyo = tipos_propuestos().get(tipo)
    return suyo.fases.get(fase, ()) if suyo is not None else ()


def nombre_del_tipo(tipo: str) -> str:
    """How people call a kind that the program knows; its code when it does not."""
    suyo = tipos_propuestos().get(tipo)
    return suyo.nombre if suyo is not None else tipo


def certeza_de(pedido: RequisitoPedido, tipo: str, fase: str) -> str:
    """How sure a requirement is, as it is proposed for that kind and phase; "" when the town wrote it."""
    return next((uno.certeza for uno in propuestos_de(tipo, fase) if uno.pedido == pedido), "")


def _es_de(cuales: list[str], cual: str) -> bool:
    return _TODOS in cuales or cual in cuales
