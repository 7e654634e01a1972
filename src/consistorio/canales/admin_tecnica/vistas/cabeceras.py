"""The published heads of the log, and who keeps them by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consistorio.canales.admin_tecnica.formularios import NuevaSuscripcion
from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.documental.sellado import consultas
from consistorio.documental.sellado.acciones.suscripciones import PERMISO, dar_de_baja, suscribir
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

ULTIMAS = 10


@empleado(PERMISO)
def cabeceras(request: PeticionConActor) -> HttpResponse:
    """The last heads and who receives them; by POST, one more address."""
    form = NuevaSuscripcion(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            suscribir(actor=request.actor, correo=form.cleaned_data["correo"], reloj=reloj_de_la_casa())
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Desde ahora recibirá cada cabecera."))
            return redirect("admin_tecnica:cabeceras")
    contexto = {
        "titulo": _("Cabeceras del registro de actividad"),
        "form": form,
        "hay_errores": bool(form.errors),
        "sin_sellar": consultas.sin_sellar(),
        "cabeceras": consultas.cabeceras_publicadas()[:ULTIMAS],
        "suscripciones": consultas.suscripciones(),
    }
    return render(request, "admin_tecnica/cabeceras.html", contexto, status=422 if form.errors else 200)


@empleado(PERMISO)
@require_POST
def baja(request: PeticionConActor, suscripcion_id: int) -> HttpResponse:
    """Nobody receives them there any more."""
    dar_de_baja(actor=request.actor, suscripcion_id=suscripcion_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Ya no se envían a esa dirección."))
    return redirect("admin_tecnica:cabeceras")
