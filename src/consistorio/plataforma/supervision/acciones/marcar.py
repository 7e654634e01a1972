"""Marking the database of a real town."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.supervision.eventos import VillaMarcada
from consistorio.plataforma.supervision.models import VillaReal


@accion("sistema.villa.marcada", permiso="sistema.administrar", norma="RD 311/2022 anexo II op.exp.2")
def marcar_villa(*, actor: Actor, dir3: str, reloj: Reloj) -> VillaReal:
    """From now on no process with settings of the demo or of tests works on this database; there is no way back.

    Who: the installation, under production settings. Writes: VillaReal, once. Emits: sistema.villa.marcada the first time.
    """
    villa, nueva = VillaReal.objects.get_or_create(defaults={"dir3": dir3, "marcada_el": reloj.ahora()})
    if nueva:
        anotar("sistema", VillaMarcada(dir3), actor=actor, reloj=reloj)
    return villa
