"""A document for what needs one."""

from __future__ import annotations

import io
from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.tramitacion.tests.factories import un_pdf

ARCHIVA = INTERVENCION.con_permisos("terceros.ver", "terceros.alta", "terceros.bloquear")


def papel() -> UUID:
    """A document that is kept: a report, or an agreement. The same one in a test."""
    guardado = Documento.objects.filter(titulo="Acuerdo").first()
    if guardado is not None:
        return guardado.id
    persona = PersonaEscrita("A58818501", razon_social="Archivo")
    ficha = terceros.dar_de_alta(actor=ARCHIVA, persona=persona, reloj=RELOJ)
    suyo = terceros.incorporar_documento(
        actor=ARCHIVA,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf("Acuerdo")),
        nombre="acuerdo.pdf",
        titulo="Acuerdo",
        clase="otro",
        valido_hasta=None,
        reloj=RELOJ,
    )
    return suyo.documento_id
