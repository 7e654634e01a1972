"""Building blocks that change the calendar inside somebody's transaction."""

from __future__ import annotations

import hashlib

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.calendario.consultas import olvidar_publicaciones
from consistorio.plataforma.calendario.eventos import CalendarioPublicado
from consistorio.plataforma.calendario.ficheros import FicheroCalendario
from consistorio.plataforma.calendario.models import PublicacionCalendario

CADENA = "libro:calendario:0"


def publicar(fichero: FicheroCalendario, *, actor: Actor, reloj: Reloj) -> PublicacionCalendario | None:
    """Put a new version in force, or nothing (None) when the one in force says the same.

    Writes PublicacionCalendario; emits calendario.publicado. Raises RuntimeError outside a transaction; two publications of
    the same territory and year at once meet in the UNIQUE constraint.
    """
    exigir_transaccion()
    dias = {dia.isoformat(): motivo for dia, motivo in sorted(fichero.dias.items())}
    contenido = {"dias": dias, "disposicion": fichero.disposicion, "cotejada": fichero.cotejada}
    if fichero.municipio:
        contenido["municipio"] = fichero.municipio
    huella = hashlib.sha256(canonico(contenido)).hexdigest()
    clave = {"ambito": fichero.ambito, "territorio": fichero.territorio, "anio": fichero.anio}
    vigente = PublicacionCalendario.objects.filter(**clave).order_by("-version").first()
    if vigente is not None and vigente.huella == huella:
        return None
    publicada = PublicacionCalendario.objects.create(
        **clave,
        version=1 if vigente is None else vigente.version + 1,
        **contenido,
        huella=huella,
        publicada_el=reloj.ahora(),
        publicada_por=actor.id,
    )
    olvidar_publicaciones()
    hecho = CalendarioPublicado(
        publicacion_id=publicada.id,
        ambito=publicada.ambito,
        territorio=publicada.territorio,
        anio=publicada.anio,
        version=publicada.version,
        huella=huella,
    )
    anotar(CADENA, hecho, actor=actor, reloj=reloj)
    return publicada
