"""Documents: what they are, who signed them, their bytes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio.lecturas_expediente import COLORES_FIRMA, motivos_de_devolucion
from consistorio.canales.escritorio.vistas.metadatos import CORREGIR
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.models import Cotejo
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, TIPOS_DOCUMENTALES
from consistorio.documental.firma import consultas as firma
from consistorio.tramitacion.expedientes.permisos import VER


@empleado(VER)
@require_GET
def ver(request: PeticionConActor, documento_id: UUID) -> HttpResponse:
    """The record of a document: its metadata and the state of its signatures; with `?informe=1`, the report on each."""
    documento = documento_para(request.actor, documento_id, motivo="consulta en el escritorio")
    comprobable = firma.puede_ir_firmado(documento)
    estado = firma.estado_de(documento)
    devuelto = motivos_de_devolucion([documento.id] if estado.codigo == "devuelto" else [])
    contexto = {
        "titulo": documento.titulo,
        "documento": documento,
        "estado": estado,
        "color": COLORES_FIRMA.get(estado.codigo, "grey"),
        "espera_desde": estado.desde if estado.codigo.startswith("pendiente") else None,
        "porque": devuelto.get(documento.id, estado.incidencia),
        "tipo": TIPOS_DOCUMENTALES.get(documento.tipo_documental, documento.tipo_documental),
        "elaboracion": ESTADOS_ELABORACION.get(documento.estado_elaboracion, documento.estado_elaboracion),
        "cotejo": Cotejo.objects.filter(documento=documento).first(),
        "informe": firma.informe_de_firmas(documento) if comprobable and request.GET.get("informe") == "1" else None,
        "comprobable": comprobable,
        "puede_corregir": request.actor.puede(CORREGIR),
    }
    return render(request, "escritorio/documento.html", contexto)


@empleado(VER)
@require_GET
def descargar(request: PeticionConActor, documento_id: UUID) -> StreamingHttpResponse:
    """The bytes."""
    documento = documento_para(request.actor, documento_id, motivo="descarga en el escritorio")
    return entregar(documento, guardar=request.GET.get("guardar") == "1")
