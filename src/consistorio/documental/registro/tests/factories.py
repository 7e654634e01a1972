"""People, units and documents for the registry's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro import mostrador, operaciones
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import Adjunto, Canal, DatosComplementarios, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import MADRID, Reloj, RelojFijo
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Unidad

LUNES = RelojFijo(datetime(2026, 11, 23, 10, 30, tzinfo=MADRID))
PERMISOS = (
    "registro.anotar",
    "registro.anular",
    "registro.redirigir",
    "registro.rectificar",
    "registro.reservar",
    "registro.emitir_libro",
    "registro.ver_todo",
)
OFICINA = Actor.sistema("oficina de prueba", *PERMISOS)


def persona(nif: str = "12345678Z", nombre: str = "María", apellido1: str = "Núñez") -> Persona:
    creada, _ = Persona.objects.get_or_create(
        nif=nif, defaults={"clase": "fisica", "nombre": nombre, "apellido1": apellido1}
    )
    return creada


def empresa(nif: str = "B09000001", razon: str = "Obras del Arlanzón, S. L.") -> Persona:
    creada, _ = Persona.objects.get_or_create(
        nif=nif,
        defaults={"clase": "juridica", "razon_social": razon, "obligada": True, "causa_obligacion": "14.2.a"},
    )
    return creada


def unidad(dir3: str = "LA0000001", nombre: str = "Urbanismo") -> Unidad:
    creada, _ = Unidad.objects.get_or_create(dir3=dir3, defaults={"nombre": nombre, "desde": date(2020, 1, 1)})
    return creada


def adjunto(contenido: bytes = b"memoria", nombre: str = "memoria.pdf") -> Adjunto:
    """A stored document with these bytes; the same one for the same name and bytes."""
    sha256 = hashlib.sha256(contenido).hexdigest()
    guardado = Documento.objects.filter(huella=sha256, nombre_fichero=nombre).first()
    if guardado is None:
        with transaction.atomic():
            guardado = documentos.incorporar(
                guardar_bytes(contenido),
                titulo=nombre,
                nombre=nombre,
                tipo_documental="TD99",
                origen_administracion=False,
                organo="L01999998",
                actor=OFICINA,
                reloj=LUNES,
            )
    return operaciones.adjunto_de(guardado)


def entrada_de_mostrador(
    *,
    actor: Actor,
    reloj: Reloj,
    clave_idempotencia: str,
    asunto: str,
    partes: Sequence[Parte],
    unidad_id: UUID,
    canal: Canal = Canal.OFICINA,
    documentos: Sequence[Adjunto] = (),
    presentado: datetime | None = None,
    complementos: DatosComplementarios = operaciones.SIN_COMPLEMENTOS,
    numero_reservado: tuple[int, int] | None = None,
) -> Asiento:
    """An entry of the counter between persons and documents that are there already."""
    with transaction.atomic():
        return mostrador.asentar_entrada(
            actor=actor,
            reloj=reloj,
            clave_idempotencia=clave_idempotencia,
            asunto=asunto,
            partes=partes,
            unidad=mostrador.unidad_vigente(unidad_id, reloj),
            canal=canal,
            documentos=documentos,
            presentado=presentado,
            complementos=complementos,
            numero_reservado=numero_reservado,
        )


def asentar(clave: str, *, reloj: Reloj = LUNES, **cambios: object) -> Asiento:
    """An entry with everything that a test does not care about already said."""
    datos: dict[str, object] = {
        "libro": "E",
        "asunto": "Licencia de obra menor",
        "interesado": persona(),
        "unidad_destino": unidad(),
        "canal": "sede",
        "actor": OFICINA,
        **cambios,
    }
    return operaciones.asentar(clave_idempotencia=clave, reloj=reloj, **datos)  # type: ignore[arg-type]
