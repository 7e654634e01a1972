"""Port: who may not intervene in the matter of a circuit of signatures, and who signs instead (LRJSP 13.1, 23, 24)?

Answered by whoever keeps the cases. Wired in `CONSISTORIO_PUERTOS["intervencion"]`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings

from consistorio.nucleo.dato import dato
from consistorio.plataforma.puertos.conexion import conectado

Firma = tuple[str, UUID]


@dato
class Apartado:
    """Somebody may not intervene in a matter. `sustituto_id`: who signs instead; none while it is being decided, nor when who was named no
    longer works here or is away. `norma`: by which decision."""

    sustituto_id: UUID | None
    norma: str


@runtime_checkable
class Intervencion(Protocol):
    """Who was set apart from which matters."""

    def apartados(self, firmas: Collection[Firma], *, en: date) -> Mapping[Firma, Apartado]:
        """Of these signatures (reference of the circuit, employee), those that the employee may not put on that day. Bounded queries."""
        ...

    def en_lugar_de_otros(self, empleado_id: UUID) -> Collection[str]:
        """References of the circuits that wait for somebody in matters where this employee stands in for who was set apart."""
        ...


class SinApartados:
    """The default: nobody is set apart from anything."""

    def apartados(self, firmas: Collection[Firma], *, en: date) -> Mapping[Firma, Apartado]:
        """None."""
        return {}

    def en_lugar_de_otros(self, empleado_id: UUID) -> Collection[str]:
        """None."""
        return ()


def intervencion() -> Intervencion:
    """Who is wired in the settings; nobody when none is."""
    if not settings.CONSISTORIO_PUERTOS.get("intervencion"):
        return SinApartados()
    return conectado("intervencion", Intervencion)
