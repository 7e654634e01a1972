"""Numbers taken beforehand for a contingency."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.formularios import ReservarNumeros
from consistorio.documental.registro import acciones
from consistorio.documental.registro.consultas import reservas_con_libres
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


@empleado("registro.reservar")
@require_http_methods(["GET", "POST"])
def reservas(request: PeticionConActor) -> HttpResponse:
    """The latest reservations with the numbers that nobody has used yet; by POST, takes more."""
    form = ReservarNumeros(request.POST or None)
    if form.is_valid():
        try:
            reserva = acciones.reservar_numeros(actor=request.actor, reloj=reloj_de_la_casa(), **form.cleaned_data)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            numeros = {"primero": reserva.primero, "ultimo": reserva.ultimo}
            messages.success(request, _("Reservados los números %(primero)s a %(ultimo)s.") % numeros)
            return HttpResponseRedirect(reverse("oac:reservas"))
    contexto = {
        "titulo": _("Números reservados"),
        "form": form,
        "reservas": reservas_con_libres(),
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/reservas.html", contexto, status=422 if form.errors else 200)
