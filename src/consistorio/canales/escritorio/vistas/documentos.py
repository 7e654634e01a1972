"""Documents: what they are, who signed them, their bytes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.lecturas_expediente import COLORES_FIRMA, motivos_de_devolucion
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.acciones import expedir_copia
from consistorio.documental.documentos.consultas import admite_copia_autentica, copia_autentica_de
from consistorio.documental.documentos.cotejo import COTEJAR
from consistorio.documental.documentos.models import Cotejo
from consistorio.documental.documentos.operaciones_metadatos import CORREGIR
from consistorio.documental.documentos.textos import estado_del_texto
from consistorio.documental.documentos.tipos import ESTADOS_ELABORACION, TIPOS_DOCUMENTALES
from consistorio.documental.firma import consultas as firma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.correcciones import (
    exigir_que_se_corrija,
    puestos_de,
    se_llevo,
    se_puede_llevar,
)
from consistorio.tramitacion.expedientes.models import DocumentoExpediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER


class Copia(forms.Form):
    """Nothing to fill in."""


@empleado(VER)
@require_GET
def ver(request: PeticionConActor, documento_id: UUID) -> HttpResponse:
    """The record of a document: its metadata and the state of its signatures; with `?informe=1`, the report on each."""
    documento = documento_para(request.actor, documento_id, motivo="consulta en el escritorio")
    puestos = puestos_de(documento_id)
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
        "porque_no_se_corrige": _porque_no_se_corrige(request.actor, [uno for uno in puestos if not se_llevo(uno)]),
        "llevados": [uno for uno in puestos if se_llevo(uno)],
        "se_llevan": [uno for uno in puestos if se_puede_llevar(request.actor, uno)]
        if request.actor.puede(TRAMITAR)
        else [],
        "texto": estado_del_texto(documento),
        "copia": copia_autentica_de(documento),
        "puede_copiar": request.actor.puede(COTEJAR) and admite_copia_autentica(documento),
    }
    return render(request, "escritorio/documento.html", contexto)


def _porque_no_se_corrige(actor: Actor, puestos: Sequence[DocumentoExpediente]) -> str:
    """Why the data of a document in those places are not corrected by somebody; "" when they are."""
    try:
        exigir_que_se_corrija(actor, puestos)
    except (FaseIncompatible, NoPermitido) as error:
        return " ".join(filter(None, (error.mensaje, error.que_hacer)))
    return ""


@empleado(COTEJAR)
@require_http_methods(["GET", "POST"])
def copia(request: PeticionConActor, documento_id: UUID) -> HttpResponse:
    """The authentic copy of a document: what it is (GET), issue it (POST), by whoever is habilitado (LPACAP 27.1)."""
    original = documento_para(request.actor, documento_id, motivo="copia auténtica en el escritorio")
    formulario = Copia(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        hecha = expedir_copia(actor=request.actor, documento_id=documento_id, reloj=reloj_de_la_casa())
        messages.success(request, _("Copia expedida. Será auténtica en cuanto lleve el sello, dentro de unos minutos."))
        return redirect("escritorio:documento", documento_id=hecha.id)

    pagina = PaginaDeFormulario(
        _("Expedir una copia auténtica"),
        original.titulo,
        _(
            "Se hace un documento nuevo con un código de verificación en cada página y el sello del Ayuntamiento. El original queda como "
            "está. Vale lo mismo que él ante cualquier Administración (artículo 27). De un escaneo sin cotejar no sale una copia "
            "auténtica del papel."
        ),
        _("Expedir la copia"),
        reverse("escritorio:documento", args=[documento_id]),
        original.titulo,
    )
    return atender(request, formulario, pagina, hacer)


@empleado(VER)
@require_GET
def descargar(request: PeticionConActor, documento_id: UUID) -> StreamingHttpResponse:
    """The bytes."""
    documento = documento_para(request.actor, documento_id, motivo="descarga en el escritorio")
    return entregar(documento, guardar=request.GET.get("guardar") == "1")
