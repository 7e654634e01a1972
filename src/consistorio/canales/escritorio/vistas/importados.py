"""Documents imported from other administrations that wait for a case in my unit."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.descargas import entregar
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.archivo.acciones import enviar_importado, incorporar_importado
from consistorio.servicios.archivo.importados import importado_para
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.archivo.permisos import INCORPORAR
from consistorio.tramitacion.expedientes.consultas import por_numero


class Destino(forms.Form):
    """In which case it goes."""

    numero = forms.CharField(
        label=gettext_lazy("Número del expediente"),
        help_text=gettext_lazy("Por ejemplo, 2026/LIC/00012"),
        max_length=40,
        error_messages={"required": gettext_lazy("Escriba el número del expediente.")},
    )


class OtraUnidad(forms.Form):
    """To which unit it goes."""

    unidad = forms.ModelChoiceField(
        label=gettext_lazy("¿A qué unidad?"),
        queryset=Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        empty_label=gettext_lazy("Elija una unidad"),
        error_messages={"required": gettext_lazy("Elija una unidad.")},
    )


@empleado(INCORPORAR)
@require_GET
def documento(request: PeticionConActor, importacion_id: UUID) -> StreamingHttpResponse:
    """Its content: it is in no case yet, so the import is its door."""
    return entregar(importado_para(request.actor, importacion_id, motivo=_("Ver el documento importado")).documento)


@empleado(INCORPORAR)
@require_http_methods(["GET", "POST"])
def incorporar(request: PeticionConActor, importacion_id: UUID) -> HttpResponse:
    """Put it in a case."""
    importacion = importado_para(request.actor, importacion_id, motivo=_("Llevar a un expediente"))
    formulario = Destino(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        expediente = por_numero(request.actor, formulario.cleaned_data["numero"])
        incorporar_importado(
            actor=request.actor, importacion_id=importacion_id, expediente_id=expediente.id, reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Documento incorporado."))
        return redirect("escritorio:expediente", expediente_id=expediente.id)

    explicacion = _("Quedará en el índice del expediente y no se podrá quitar.")
    pagina = _pagina(importacion, _("Llevar a un expediente"), explicacion, _("Incorporar"))
    return atender(request, formulario, pagina, hacer, sin_mas=(NoEncontrado, NoPermitido, FaseIncompatible))


@empleado(INCORPORAR)
@require_http_methods(["GET", "POST"])
def enviar(request: PeticionConActor, importacion_id: UUID) -> HttpResponse:
    """Send it to another unit."""
    importacion = importado_para(request.actor, importacion_id, motivo=_("Enviar a otra unidad"))
    formulario = OtraUnidad(request.POST if request.method == "POST" else None)

    def hacer() -> HttpResponse:
        unidad = formulario.cleaned_data["unidad"]
        enviar_importado(
            actor=request.actor, importacion_id=importacion_id, unidad_id=unidad.id, reloj=reloj_de_la_casa()
        )
        messages.success(request, _("Enviado a %(u)s.") % {"u": unidad.nombre})
        return redirect(_bandeja())

    explicacion = _("Pasará a la bandeja de esa unidad.")
    pagina = _pagina(importacion, _("Enviar a otra unidad"), explicacion, _("Enviar"))
    return atender(request, formulario, pagina, hacer, sin_mas=(Conflicto,))


def _bandeja() -> str:
    return f"{reverse('escritorio:entradas')}?ver=importados"


def _pagina(importacion: ImportacionEni, titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    return PaginaDeFormulario(titulo, importacion.id_eni, explicacion, boton, _bandeja(), _("Importados"))
