"""How everything is: for administrators with detail, for machines in one word; and the settings."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from consistorio.canales.admin_tecnica import palabras
from consistorio.canales.admin_tecnica.interruptores import interruptores
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado, publica
from consistorio.plataforma.accion import alias_actual
from consistorio.plataforma.supervision.comprobaciones import Estado
from consistorio.plataforma.supervision.consultas import salud

SEGUNDOS_DE_SALUD = 10


@empleado("sistema.administrar")
@require_GET
def inicio(request: PeticionConActor) -> HttpResponse:
    """Every check, done now, with what to do about what is not well."""
    hallada = salud()
    filas = [(r, _(r.nombre), palabras.que_hacer(r.nombre)) for r in hallada.comprobaciones]
    return render(request, "admin_tecnica/inicio.html", {"titulo": _("Estado"), "salud": hallada, "filas": filas})


@publica("los vigilantes externos preguntan si el servicio funciona; no dice más que una palabra")
@require_safe
def salud_publica(request: HttpRequest) -> HttpResponse:
    """One word: bien, aviso or mal (then 503). Checked at most every ten seconds, however often it is asked."""
    estado = cache.get_or_set(f"salud:{alias_actual()}", lambda: salud().estado.value, SEGUNDOS_DE_SALUD)
    respuesta = JsonResponse({"estado": estado}, status=503 if estado == Estado.MAL else 200)
    respuesta["Cache-Control"] = "no-store"
    return respuesta


@empleado("sistema.administrar")
@require_GET
def ajustes(request: PeticionConActor) -> HttpResponse:
    """The settings in words, to read."""
    return render(request, "admin_tecnica/ajustes.html", {"titulo": _("Ajustes"), "grupos": interruptores()})
