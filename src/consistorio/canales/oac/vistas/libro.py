"""Printed books."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.formularios import PedirLibro, anotar_problemas
from consistorio.documental.registro import acciones
from consistorio.documental.registro.models import EdicionLibro
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


@empleado("registro.emitir_libro")
def libros(request: PeticionConActor) -> HttpResponse:
    """The latest printed books with their state; by POST, asks for one."""
    form = PedirLibro(request.POST or None)
    if form.is_valid():
        try:
            acciones.emitir_libro(actor=request.actor, reloj=reloj_de_la_casa(), **form.cleaned_data)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Libro pedido. Estará en esta lista en cuanto se genere y se selle."))
            return HttpResponseRedirect(reverse("oac:libros"))
    ediciones = EdicionLibro.objects.select_related("libro").order_by("-pedida_el")[:50]
    contexto = {
        "titulo": _("Libros del registro"),
        "form": form,
        "ediciones": ediciones,
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/libros.html", contexto, status=422 if form.errors else 200)
