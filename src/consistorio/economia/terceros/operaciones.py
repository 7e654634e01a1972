"""What changes a third party inside somebody's open transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.terceros.eventos import DocumentoAnotado, TerceroDadoDeAlta
from consistorio.economia.terceros.models import DocumentoDeTercero, Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad.models import Persona


def ficha_de(persona_id: UUID, *, actor: Actor, reloj: Reloj) -> Tercero:
    """The ficha of a person, made if there is none. Writes: Tercero. Emits: terceros.tercero.alta."""
    exigir_transaccion()
    persona = Persona.objects.select_for_update().get(id=persona_id)
    ficha = Tercero.objects.filter(persona=persona).first()
    if ficha is None:
        ficha = Tercero.objects.create(persona=persona, alta_el=reloj.ahora(), alta_por=actor.id)
        hecho = TerceroDadoDeAlta(ficha.id, persona.id)
        anotar(ficha.cadena, hecho, actor=actor, reloj=reloj, filas=[ficha])
    ficha.persona = persona
    return ficha


def anotar_documento(
    tercero: Tercero, documento: Documento, *, clase: str, valido_hasta: date | None, actor: Actor, reloj: Reloj
) -> DocumentoDeTercero:
    """Put a document in a ficha; one that is there already stays as it is. The row of the ficha is locked.

    `clase`: of `DocumentoDeTercero.Clase`. Writes: DocumentoDeTercero. Emits: terceros.documento.anotado. Raises DatosIncorrectos.
    """
    exigir_transaccion()
    if clase not in DocumentoDeTercero.Clase.values:
        mensaje = _("Elija qué documento es.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    ya = DocumentoDeTercero.objects.filter(tercero=tercero, documento=documento).first()
    if ya is not None:
        return ya
    suyo = DocumentoDeTercero.objects.create(
        tercero=tercero,
        documento=documento,
        clase=clase,
        valido_hasta=valido_hasta,
        anotado_el=reloj.ahora(),
        anotado_por=actor.id,
    )
    hecho = DocumentoAnotado(tercero.id, documento.id, clase, documento.huella)
    anotar(tercero.cadena, hecho, actor=actor, reloj=reloj, filas=[suyo])
    return suyo
