"""The reports that other units owe to the cases of mine."""

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
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor.consultas_informes import informes_pedidos as pedidos_de

POR_PAGINA = 25


@empleado(VER)
@require_GET
def informes_pedidos(request: PeticionConActor) -> HttpResponse:
    """A page of them, the first that was due first."""
    tras = dia_e_identificador(request.GET)
    hallados = pedidos_de(request.actor, tras=tras, limite=POR_PAGINA + 1)
    pagina = hallados[:POR_PAGINA]
    aqui = reverse("escritorio:informes_pedidos")
    contexto = {
        "titulo": _("Informes pedidos a otras unidades"),
        "informes": pagina,
        "hoy": hoy(reloj_de_la_casa()),
        "siguiente": f"{aqui}?dia={pagina[-1].vence}&tras={pagina[-1].id}" if len(hallados) > POR_PAGINA else "",
        "anterior": aqui if tras else "",
    }
    return render(request, "escritorio/informes_pedidos.html", contexto)
