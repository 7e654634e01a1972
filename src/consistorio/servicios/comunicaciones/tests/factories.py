"""Communications of the demo town, made through the real actions."""

from __future__ import annotations

from uuid import UUID, uuid4

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.comunicaciones import acciones
from consistorio.servicios.comunicaciones.models import Comunicacion
from consistorio.servicios.comunicaciones.tipos import Fichero, Mensaje

ALCALDIA, SECRETARIA, LICENCIAS, TECNICA, VIA_PUBLICA, PARTICIPACION = (
    *("LA0009981", "LA0009982", "LA0009986", "LA0009987"),
    *("LA0009988", "LA0009990"),
)


def unidad(dir3: str, reloj: Reloj) -> UUID:
    """The identifier of a unit of the demo town."""
    return unidad_por_dir3(dir3, en=hoy(reloj)).id


def mensaje(
    desde: str,
    reloj: Reloj,
    *,
    asunto: str = "Corte de la calle Mayor",
    texto: str = "El lunes se corta de 8:00 a 12:00.",
    documentos: tuple[UUID, ...] = (),
    ficheros: tuple[Fichero, ...] = (),
) -> Mensaje:
    """What a unit says."""
    return Mensaje(unidad(desde, reloj), asunto, texto, documentos, ficheros)


def enviada(
    actor: Actor,
    dicho: Mensaje,
    a: tuple[str, ...],
    reloj: Reloj,
    *,
    expediente_id: UUID | None = None,
    tarea_id: UUID | None = None,
    clave: UUID | None = None,
) -> Comunicacion:
    """Sent to those units."""
    return acciones.enviar(
        actor=actor,
        clave=clave or uuid4(),
        mensaje=dicho,
        destinos=[unidad(dir3, reloj) for dir3 in a],
        expediente_id=expediente_id,
        tarea_id=tarea_id,
        reloj=reloj,
    )
