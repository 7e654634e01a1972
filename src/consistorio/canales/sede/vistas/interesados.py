"""The other persons who file with the holder of a draft, and who acts for each (LPACAP 5, 7 and 66.2)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consistorio.canales.interfaz.puertas import PeticionConActor, ciudadania
from consistorio.canales.interfaz.respuestas import repartir_problemas
from consistorio.canales.sede.formularios_web import FormularioInteresado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.formularios import acceso, acciones
from consistorio.tramitacion.formularios.consultas import interesados_de


@ciudadania()
@require_http_methods(["GET", "POST"])
def interesados(request: PeticionConActor, borrador_id: UUID) -> HttpResponseBase:
    """Who else files: the list, and the form that adds one."""
    borrador = acceso.solicitud_en_borrador(request.actor, borrador_id)
    formulario = FormularioInteresado(request.POST or None)
    if request.method == "POST" and formulario.is_valid() and _anadir(request, borrador_id, formulario):
        return redirect("sede:interesados", borrador_id=borrador_id)
    malo = bool(formulario.errors)
    contexto = {
        "titulo": _("Otras personas que presentan"),
        "borrador": borrador,
        "interesados": interesados_de(borrador),
        "form": formulario,
        "hay_errores": malo,
    }
    return render(request, "sede/interesados.html", contexto, status=422 if malo else 200)


def _anadir(request: PeticionConActor, borrador_id: UUID, formulario: FormularioInteresado) -> bool:
    dicho = formulario.cleaned_data
    quien = dicho["quien_representa"]
    try:
        anadido = acciones.anadir_interesado(
            actor=request.actor,
            borrador_id=borrador_id,
            **formulario.persona(),
            representante_id=request.actor.id if quien == "yo" else None,
            representante=formulario.representante() if quien == "otra" else None,
            reloj=reloj_de_la_casa(),
        )
    except (DatosIncorrectos, Conflicto) as error:
        repartir_problemas(formulario, error)
        return False
    messages.success(request, _("Hemos añadido a %(quien)s.") % {"quien": anadido.persona.nombre_completo})
    return True


@ciudadania()
@require_POST
def quitar(request: PeticionConActor, borrador_id: UUID, interesado_id: UUID) -> HttpResponseBase:
    """Take one out of those who file."""
    acciones.quitar_interesado(
        actor=request.actor, borrador_id=borrador_id, interesado_id=interesado_id, reloj=reloj_de_la_casa()
    )
    messages.success(request, _("Hemos quitado a esa persona de la solicitud."))
    return redirect("sede:interesados", borrador_id=borrador_id)
