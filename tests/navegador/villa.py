"""The example town for the tests of pages, and sessions of its citizens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore

from consistorio.canales.acceso.sesiones import CLAVE
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.plataforma.identidad.models import Persona, Sesion
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito


def vecino(persona: Persona, *, representa_a: UUID | None = None) -> Actor:
    """The citizen as an actor, for what tests prepare before opening the browser."""
    return Actor(
        clase=ClaseActor.CIUDADANO,
        id=persona.id,
        nombre=persona.nombre_completo,
        permisos=de_ambito(Ambito.CIUDADANIA),
        nivel=Nivel.ALTO,
        medio="certificado",
        representa_a=representa_a,
    )


def identificar(persona: Persona) -> str:
    """Open a session of certificate for the person; answers the browser's session key, for its cookie."""
    ahora = datetime.now(UTC)
    sesion = Sesion.objects.create(
        persona=persona,
        medio=Sesion.Medio.CERTIFICADO,
        nivel=int(Nivel.ALTO),
        abierta_el=ahora,
        vista_el=ahora,
        reautenticada_el=ahora,
        caduca_el=ahora + timedelta(hours=1),
    )
    guardada = SessionStore()
    guardada[CLAVE] = str(sesion.id)
    guardada.save()
    return str(guardada.session_key)
