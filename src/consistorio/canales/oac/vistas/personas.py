"""How a person is reached, corrected when they ask for it at the office."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from consistorio.canales.interfaz.formularios import anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.acceso import MANTENER, persona_para, personas_con_numero
from consistorio.plataforma.identidad.acciones.canal import corregir_contacto

MOTIVO = gettext_noop("Corregir sus datos de contacto")


class Numero(forms.Form):
    """Whose data."""

    numero = forms.CharField(
        label=gettext_lazy("DNI, NIE, NIF o número de su documento"),
        max_length=40,
        widget=forms.TextInput(attrs={"data-ancho": "20"}),
        error_messages={"required": gettext_lazy("Escriba el número del documento de la persona.")},
    )


class Contacto(forms.Form):
    """Where notices go."""

    correo = forms.CharField(
        label=gettext_lazy("Correo electrónico para avisos"), required=False, max_length=254, widget=forms.EmailInput
    )
    telefono = forms.CharField(
        label=gettext_lazy("Teléfono"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"data-ancho": "10"}),
    )
    comprobado = forms.BooleanField(
        label=gettext_lazy("He comprobado que lo pide esa persona o quien la representa"), required=False
    )


@empleado(MANTENER)
@require_http_methods(["GET", "POST"])
def buscar(request: PeticionConActor) -> HttpResponse:
    """Whose contact is corrected; by POST, looks for the number (it does not travel in addresses)."""
    form = Numero(request.POST or None)
    halladas = []
    if form.is_valid():
        halladas = personas_con_numero(request.actor, form.cleaned_data["numero"], motivo=_(MOTIVO))
        if len(halladas) == 1:
            return HttpResponseRedirect(reverse("oac:contacto", args=[halladas[0].id]))
        if not halladas:
            form.add_error("numero", _("No consta nadie con ese número. Compruébelo: no hay nada que corregir."))
    contexto = {
        "titulo": _("Datos de contacto de una persona"),
        "form": form,
        "halladas": halladas,
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/buscar_persona.html", contexto, status=422 if form.errors else 200)


@empleado(MANTENER)
@require_http_methods(["GET", "POST"])
def contacto(request: PeticionConActor, persona_id: UUID) -> HttpResponse:
    """Mail and telephone for the notices of a person; by POST, corrects them."""
    persona = persona_para(request.actor, persona_id, motivo=_(MOTIVO))
    form = Contacto(request.POST or None, initial={"correo": persona.correo, "telefono": persona.telefono})
    if form.is_valid():
        try:
            corregir_contacto(actor=request.actor, persona_id=persona.id, reloj=reloj_de_la_casa(), **form.cleaned_data)
        except DatosIncorrectos as error:
            anotar_problemas(form, error)
        else:
            messages.success(request, _("Datos de contacto corregidos."))
            return HttpResponseRedirect(reverse("oac:contacto", args=[persona.id]))
    contexto = {
        "titulo": _("Datos de contacto de %(p)s") % {"p": persona.nombre_completo},
        "persona": persona,
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "oac/contacto.html", contexto, status=422 if form.errors else 200)
