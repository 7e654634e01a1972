"""The nightly sweep of what has served its time."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.cola.trabajos import periodico
from consistorio.plataforma.supervision.acciones import conservacion

MAXIMO_DE_VUELTAS = 200


@periodico("conservacion.barrer", cron="17 3 * * *")
def barrer() -> None:
    """Apply the retention in short transactions until nothing more is left to delete, or a million rows went; the rest goes tomorrow."""
    actor = Actor.sistema("conservacion", conservacion.CONSERVAR)
    for _vuelta in range(MAXIMO_DE_VUELTAS):
        hechos = conservacion.aplicar(actor=actor, maquina=RelojSistema())
        if all(filas < conservacion.LOTE for filas in hechos.values()):
            return
