"""Who acts. Every action receives one: a person of the staff, a citizen or a named system process, never nobody."""

from __future__ import annotations

from dataclasses import field, replace
from enum import IntEnum, StrEnum
from uuid import UUID, uuid5

from consistorio.nucleo.dato import dato

_ESPACIO_SISTEMA = UUID("5f0c6f0e-7b0d-4c55-9d6f-2a4d8d1f3c11")


class ClaseActor(StrEnum):
    """Kind of actor."""

    EMPLEADO = "empleado"
    CIUDADANO = "ciudadano"
    SISTEMA = "sistema"


class Nivel(IntEnum):
    """Level of assurance of the identification (eIDAS art. 8: bajo, sustancial, alto)."""

    NINGUNO = 0
    BAJO = 1
    SUSTANCIAL = 2
    ALTO = 3


@dato
class Actor:
    """The person or process on whose behalf something is done.

    `id` is the Empleado of a member of staff, the Persona of a citizen, or a stable id made from a process's name.
    `representa_a` is the Persona for whom a citizen acts in this session, if any.
    `solo_procedimiento` is the code of the only procedure that the power of this session covers; empty when it covers all.
    `unidades` are the units whose cases a member of staff works on today, substitutions included; `suple_a`, whoever holds the posts in which
    they substitute today.
    """

    clase: ClaseActor
    id: UUID
    nombre: str
    permisos: frozenset[str] = frozenset()
    unidades: frozenset[UUID] = frozenset()
    suple_a: frozenset[UUID] = frozenset()
    nivel: Nivel = Nivel.NINGUNO
    medio: str = ""
    representa_a: UUID | None = None
    cargo: str = ""
    sesion: str = field(default="", compare=False)
    solo_procedimiento: str = ""

    def puede(self, permiso: str) -> bool:
        """Whether this actor holds the permission. System processes hold those with which they were created."""
        return permiso in self.permisos

    @property
    def persona_interesada(self) -> UUID:
        """The Persona whose business this citizen's session deals with: the represented one, else the citizen."""
        return self.representa_a or self.id

    def alcanza(self, procedimiento: str) -> bool:
        """Whether the capacity in which this session acts covers a procedure, by its code (LPACAP 6.4.c)."""
        return self.solo_procedimiento in ("", procedimiento)

    def con_permisos(self, *permisos: str) -> Actor:
        """The same actor holding these permissions as well."""
        return replace(self, permisos=self.permisos | frozenset(permisos))

    @classmethod
    def sistema(cls, nombre: str, *permisos: str) -> Actor:
        """The named process `nombre` (a job, a sweep) with just the permissions that its work needs."""
        return cls(
            clase=ClaseActor.SISTEMA,
            id=uuid5(_ESPACIO_SISTEMA, nombre),
            nombre=nombre,
            permisos=frozenset(permisos),
            nivel=Nivel.ALTO,
            medio="sistema",
        )
