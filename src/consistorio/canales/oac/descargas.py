"""Handing a PDF of ours to the browser."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from consistorio.documental.documentos import consultas
from consistorio.documental.documentos.models import Documento


def pdf(documento: Documento) -> HttpResponse:
    """The present bytes of a document whose access was already checked."""
    respuesta = HttpResponse(consultas.leer(documento), content_type="application/pdf")
    respuesta.headers["Content-Disposition"] = (
        content_disposition_header(True, documento.nombre_fichero) or "attachment"
    )
    return respuesta
