"""Printed books."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.oac.descargas import pdf
from consistorio.canales.oac.formularios import PedirLibro
from consistorio.documental.registro import acciones
from consistorio.documental.registro.models import EdicionLibro
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
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


@empleado("registro.emitir_libro")
def descargar(request: PeticionConActor, edicion_id: UUID) -> HttpResponse:
    """A printed book as PDF. Raises NoEncontrado while it is not made."""
    edicion = EdicionLibro.objects.select_related("documento__contenido").filter(pk=edicion_id).first()
    registrar_acceso(request.actor, que="libro", objeto_id=edicion_id, motivo="Descargar el libro de registro")
    if edicion is None or edicion.documento is None:
        raise NoEncontrado(_("Ese libro todavía no está impreso."))
    return pdf(edicion.documento)
