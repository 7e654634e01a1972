"""The example town for the tests of pages, and sessions of its citizens and of its staff."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from consistorio.canales.acceso.sesiones import ACCESO, CLAVE
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acciones.sesion import abrir_sesion_personal
from consistorio.plataforma.identidad.models import Cuenta, Persona, Sesion
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador


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


def borrador_de_obra(persona: Persona) -> Borrador:
    """A draft that the citizen began."""
    version = vigente("licencia-obra-menor")
    with transaction.atomic():
        return crear_borrador(
            procedimiento=version.procedimiento.codigo,
            formulario_id=version.formulario_id,
            representado_id=None,
            actor=vecino(persona),
            reloj=reloj_de_la_casa(),
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
    return _guardar(sesion)


def empleado(usuario: str) -> Actor:
    """That member of staff as an actor of today."""
    fila = Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)
    return organizacion.actor_de(fila, en=hoy(reloj_de_la_casa()))


def identificar_personal(usuario: str) -> str:
    """Open a session of password and second factor for that member of staff; answers the browser's session key."""
    sesion = abrir_sesion_personal(
        actor=ACCESO,
        cuenta_id=Cuenta.objects.get(usuario=usuario).id,
        medio=Sesion.Medio.CONTRASENA_TOTP,
        direccion="127.0.0.1",
        maquina=RelojSistema(),
    )
    return _guardar(sesion)


def _guardar(sesion: Sesion) -> str:
    guardada = SessionStore()
    guardada[CLAVE] = str(sesion.id)
    guardada.save()
    return str(guardada.session_key)
