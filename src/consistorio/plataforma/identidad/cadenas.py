"""Names of the chains of facts of this room: one for each subject, so that nobody waits for what others do.

A chain's row is locked from its fact to the end of the transaction (`auditoria.operaciones.anotar`).
"""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.identidad.models import Sesion

# What is of nobody: a user name that does not exist
SISTEMA = "sistema"


def de_cuenta(cuenta_id: UUID) -> str:
    """Of an account of the staff: its password, its factors, its sessions."""
    return f"cuenta:{cuenta_id}"


def de_persona(persona_id: UUID) -> str:
    """Of a person: their data, the channel that they chose, their sessions."""
    return f"persona:{persona_id}"


def de_representacion(representacion_id: UUID) -> str:
    """Of a power, from its grant to its end."""
    return f"representacion:{representacion_id}"


def de_peticion(peticion_id: UUID) -> str:
    """Of a request for identification: nobody is known yet."""
    return f"peticion:{peticion_id}"


def de_sesion(sesion: Sesion) -> str:
    """Of whoever opened it."""
    if sesion.cuenta_id is not None:
        return de_cuenta(sesion.cuenta_id)
    return de_persona(sesion.persona_id) if sesion.persona_id is not None else SISTEMA
