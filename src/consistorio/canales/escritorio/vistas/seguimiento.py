"""What one follows: the cases, and what is new in them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.escritorio.lecturas_mesa import novedades_visibles
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes import acciones
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.seguimiento import seguidos_por

POR_PAGINA = 25


@empleado(VER)
@require_GET
def sigo(request: PeticionConActor) -> HttpResponse:
    """A page of what is new, newest first, and every case that one follows."""
    antes_de = identificador(request.GET.get("antes"))
    hechos = novedades_visibles(request.actor, antes_de=antes_de, limite=POR_PAGINA + 1)
    pagina = hechos[:POR_PAGINA]
    aqui = reverse("escritorio:sigo")
    contexto = {
        "titulo": _("Lo que sigo"),
        "novedades": pagina,
        "seguidos": seguidos_por(request.actor).select_related("expediente"),
        "siguiente": f"{aqui}?antes={pagina[-1].id}" if len(hechos) > POR_PAGINA else "",
        "anterior": aqui if antes_de else "",
    }
    return render(request, "escritorio/sigo.html", contexto)


@empleado(VER)
@require_POST
def seguir(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Follow a case from now on."""
    acciones.seguir(actor=request.actor, expediente_id=expediente_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Sigue este expediente. Lo nuevo se verá en su mesa."))
    return redirect("escritorio:expediente", expediente_id=expediente_id)


@empleado(VER)
@require_POST
def dejar(request: PeticionConActor, expediente_id: UUID) -> HttpResponse:
    """Follow it no more."""
    acciones.dejar_de_seguir(actor=request.actor, expediente_id=expediente_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Ya no sigue ese expediente."))
    return redirect("escritorio:sigo")
