"""The programme of control: what was declared or communicated and is still to be checked (LPACAP 69.3)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.interfaz.cursores import dia_e_identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor.consultas_declaraciones import por_comprobar

POR_PAGINA = 25


@empleado(TRAMITAR)
@require_GET
def control(request: PeticionConActor) -> HttpResponse:
    """A page of it, the oldest first."""
    tras = dia_e_identificador(request.GET)
    halladas = por_comprobar(request.actor, tras=tras, limite=POR_PAGINA + 1)
    pagina = halladas[:POR_PAGINA]
    aqui = reverse("escritorio:control")
    siguiente = f"{aqui}?dia={pagina[-1].desde}&tras={pagina[-1].id}" if len(halladas) > POR_PAGINA else ""
    contexto = {
        "titulo": _("Programa de control"),
        "declaraciones": pagina,
        "hoy": hoy(reloj_de_la_casa()),
        "siguiente": siguiente,
        "anterior": aqui if tras else "",
    }
    return render(request, "escritorio/control.html", contexto)
