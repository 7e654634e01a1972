"""The procedures of my area: what is published, what is in trial, what is being prepared."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consistorio.canales.diseno.lecturas import quienes_publican
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.mejoras.consultas import por_contestar
from consistorio.tramitacion.catalogo import acciones, consultas
from consistorio.tramitacion.catalogo.carga import MAXIMO_OCTETOS, es_modelo, leer_texto
from consistorio.tramitacion.catalogo.modelos import modelos_de_areas
from consistorio.tramitacion.catalogo.permisos import DISENAR


class Traer(Formulario):
    """A file with a procedure, or with the model of an area."""

    fichero = forms.FileField(label=gettext_lazy("Fichero"))


@empleado(DISENAR)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """Those of the areas for which my unit answers."""
    dia = hoy(reloj_de_la_casa())
    procedimientos = consultas.de_mis_areas(request.actor, en=dia)
    de_las_areas = modelos_de_areas(en=dia, areas=consultas.areas_de(request.actor, en=dia))
    hay_en_ensayo = any(p.ensayo for p in procedimientos) or any(m.ensayo for m in de_las_areas)
    contexto = {
        "titulo": _("Procedimientos de mi área"),
        "procedimientos": procedimientos,
        "modelos": de_las_areas,
        "publican": quienes_publican(request.actor, en=dia) if hay_en_ensayo else [],
        "por_publicar": consultas.por_publicar(request.actor),
        "peticiones": por_contestar(request.actor),
    }
    return render(request, "diseno/lista.html", contexto)


@empleado(DISENAR)
@require_POST
def preparar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """Begin a draft from a version, or go on with the one that there is."""
    borrador = acciones.abrir_borrador(actor=request.actor, version_id=version_id, reloj=reloj_de_la_casa())
    return redirect("diseno:borrador", borrador_id=borrador.id)


@empleado(DISENAR)
@require_POST
def retomar(request: PeticionConActor, version_id: UUID) -> HttpResponse:
    """Take back what is in trial."""
    borrador = acciones.retomar_borrador(actor=request.actor, version_id=version_id, reloj=reloj_de_la_casa())
    messages.success(request, _("La versión ya no está en ensayo: puede seguir cambiándola."))
    return redirect("diseno:borrador", borrador_id=borrador.id)


@empleado(DISENAR)
@require_http_methods(["GET", "POST"])
def traer(request: PeticionConActor) -> HttpResponse:
    """Begin a draft from a file. What it says of legal values is left to who answers for them."""
    enviado = request.method == "POST"
    form = Traer(request.POST if enviado else None, request.FILES if enviado else None)
    if enviado and form.is_valid():
        try:
            documento = leer_texto(form.cleaned_data["fichero"].read(MAXIMO_OCTETOS + 1))
            importar = acciones.importar_modelo if es_modelo(documento) else acciones.importar_borrador
            borrador = importar(actor=request.actor, documento=documento, reloj=reloj_de_la_casa())
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
        else:
            return redirect("diseno:borrador", borrador_id=borrador.id)
    contexto = {"titulo": _("Traer de un fichero"), "form": form, "hay_errores": bool(form.errors)}
    return render(request, "diseno/traer.html", contexto, status=422 if form.errors else 200)
