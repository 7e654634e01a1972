"""Give somebody a ficha, and put documents in it."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.acceso import documento_para
from consistorio.economia.terceros import operaciones
from consistorio.economia.terceros.acceso import tercero_para
from consistorio.economia.terceros.models import DocumentoDeTercero, Tercero
from consistorio.economia.terceros.permisos import ALTA
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_documento

NORMA = "TRLRHL arts. 186 y 187"
TIPO_DOCUMENTAL = "TD99"


@dato
class PersonaEscrita:
    """Who somebody is, as it was typed. `tipo_documento`: of `Persona.TipoDocumento`; `pais`: of the document, ISO 3166 of two letters."""

    numero: str
    tipo_documento: str = "nif"
    pais: str = "ES"
    nombre: str = ""
    apellido1: str = ""
    apellido2: str = ""
    razon_social: str = ""


@accion("terceros.tercero.alta", "identidad.persona.creada", permiso=ALTA, norma=NORMA)
def dar_de_alta(*, actor: Actor, persona: PersonaEscrita, reloj: Reloj) -> Tercero:
    """The ficha of somebody, made if there is none; once more changes nothing. What is known of a person is not overwritten.

    Who: `terceros.alta`. Writes: Persona, Tercero. Emits: terceros.tercero.alta, identidad.persona.creada.
    Raises DatosIncorrectos (a wrong number; somebody new without a name; an organisation with a passport or identity document).
    """
    return operaciones.ficha_de(_de_identidad(persona, actor, reloj).id, actor=actor, reloj=reloj)


def _de_identidad(persona: PersonaEscrita, actor: Actor, reloj: Reloj) -> Persona:
    return persona_por_documento(
        persona.tipo_documento,
        persona.pais,
        persona.numero,
        nombre=persona.nombre,
        apellido1=persona.apellido1,
        apellido2=persona.apellido2,
        razon_social=persona.razon_social,
        actor=actor,
        reloj=reloj,
    )


@accion("terceros.documento.anotado", permiso=ALTA, norma=NORMA)
def anadir_documento(
    *, actor: Actor, tercero_id: UUID, documento_id: UUID, clase: str, valido_hasta: date | None, reloj: Reloj
) -> DocumentoDeTercero:
    """Put in a ficha a document that is in the house: of a case that one may see.

    Who: `terceros.alta`. Writes: DocumentoDeTercero. Emits: terceros.documento.anotado. Raises NoEncontrado, DatosIncorrectos.
    """
    tercero = tercero_para(actor, tercero_id, motivo=ALTA, bloquear=True)
    documento = documento_para(actor, documento_id, motivo=ALTA)
    return operaciones.anotar_documento(
        tercero, documento, clase=clase, valido_hasta=valido_hasta, actor=actor, reloj=reloj
    )


def incorporar_documento(
    *,
    actor: Actor,
    tercero_id: UUID,
    flujo: BinaryIO | Contenido,
    nombre: str,
    titulo: str,
    clase: str,
    valido_hasta: date | None,
    reloj: Reloj,
) -> DocumentoDeTercero:
    """Take a file into a ficha; it is judged before any transaction opens.

    Who: `terceros.alta`. Writes: Contenido, Documento, DocumentoDeTercero. Emits: terceros.documento.anotado.
    Raises NoPermitido, NoEncontrado, DatosIncorrectos (the file or what was typed).
    """
    exigir_permiso(actor, ALTA, para="terceros.documento.anotado")
    return asentar_documento(
        actor=actor,
        tercero_id=tercero_id,
        juzgado=flujo if isinstance(flujo, Contenido) else almacen.juzgar(flujo, nombre=nombre),
        nombre=nombre,
        titulo=titulo,
        clase=clase,
        valido_hasta=valido_hasta,
        reloj=reloj,
    )


@accion("terceros.documento.anotado", "documento.capturado", permiso=ALTA, norma=NORMA)
def asentar_documento(
    *,
    actor: Actor,
    tercero_id: UUID,
    juzgado: Admitido | Contenido,
    nombre: str,
    titulo: str,
    clase: str,
    valido_hasta: date | None,
    reloj: Reloj,
) -> DocumentoDeTercero:
    """Put in a ficha a file that is already judged. Who, writes, emits, raises: as `incorporar_documento`."""
    tercero = tercero_para(actor, tercero_id, motivo=ALTA, bloquear=True)
    documento = documentos.incorporar(
        juzgado if isinstance(juzgado, Contenido) else almacen.asentar(juzgado),
        titulo=titulo,
        nombre=nombre,
        tipo_documental=TIPO_DOCUMENTAL,
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion="EE01",
        actor=actor,
        reloj=reloj,
    )
    return operaciones.anotar_documento(
        tercero, documento, clase=clase, valido_hasta=valido_hasta, actor=actor, reloj=reloj
    )
