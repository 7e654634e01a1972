"""Building blocks that follow what becomes of the draft and the version that carry what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.mejoras.eventos import MejoraEnlazada, MejoraHecha
from consistorio.servicios.mejoras.models import PeticionDeArea

ACEPTADA = PeticionDeArea.Estado.ACEPTADA


def enlazar(
    peticion: PeticionDeArea, *, borrador_id: UUID | None, version_id: UUID | None, actor: Actor, reloj: Reloj
) -> None:
    """What carries the change. Writes: PeticionDeArea. Emits: mejora.enlazada."""
    exigir_transaccion()
    peticion.borrador_id, peticion.version_id = borrador_id, version_id
    peticion.save(update_fields=["borrador", "version"])
    hecho = MejoraEnlazada(peticion.id, borrador_id, version_id)
    anotar(peticion.cadena, hecho, actor=actor, reloj=reloj, filas=[peticion])


def borrador_cerrado(borrador_id: UUID, version_id: UUID | None, *, actor: Actor, reloj: Reloj) -> None:
    """The draft was sent to trial, as that version, or given up: then nothing carries the change. Writes and emits: as `enlazar`."""
    for peticion in _aceptadas(borrador_id=borrador_id):
        enlazar(peticion, borrador_id=None, version_id=version_id, actor=actor, reloj=reloj)


def borrador_abierto(borrador_id: UUID, base_id: UUID | None, *, actor: Actor, reloj: Reloj) -> None:
    """A version in trial was taken back, to go on writing it: the draft carries what it carried. Writes and emits: as `enlazar`."""
    if base_id is None:
        return
    for peticion in _aceptadas(version_id=base_id, version__estado="descartada"):
        enlazar(peticion, borrador_id=borrador_id, version_id=None, actor=actor, reloj=reloj)


def version_publicada(version_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """What was asked for is done, and waits for who asked to see it. Writes: PeticionDeArea. Emits: mejora.hecha."""
    for peticion in _aceptadas(version_id=version_id):
        peticion.estado, peticion.hecha_el, peticion.por_ver = PeticionDeArea.Estado.HECHA, reloj.ahora(), True
        peticion.save(update_fields=["estado", "hecha_el", "por_ver"])
        hecho = MejoraHecha(peticion.id, version_id)
        anotar(peticion.cadena, hecho, actor=actor, reloj=reloj, filas=[peticion])


def _aceptadas(**filtros: object) -> Iterable[PeticionDeArea]:
    exigir_transaccion()
    filas = PeticionDeArea.objects.select_for_update(of=("self",)).filter(estado=ACEPTADA, **filtros)
    return list(filas.order_by("id"))
