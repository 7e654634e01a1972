"""Electronic notifications that nobody has opened and lapse in three days or less."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.notificaciones import consultas
from consistorio.tramitacion.expedientes.permisos import VER

POR_PAGINA = 25


@empleado(VER)
@require_GET
def por_caducar(request: PeticionConActor) -> HttpResponse:
    """A page of them, the first to lapse first: what it is about and its case, without saying whose it is."""
    dia = hoy(reloj_de_la_casa())
    todas = consultas.por_caducar(request.actor, en=dia)
    cursor = identificador(request.GET.get("tras"))
    ultima = todas.filter(id=cursor).first() if cursor else None
    filas = consultas.por_caducar(request.actor, en=dia, tras=ultima).select_related("expediente")
    halladas = list(filas.only("asunto", "caduca", "expediente__numero", "expediente__titulo")[: POR_PAGINA + 1])
    pagina = halladas[:POR_PAGINA]
    aqui = reverse("escritorio:por_caducar")
    contexto = {
        "titulo": _("Notificaciones que caducan pronto"),
        "notificaciones": pagina,
        "hoy": dia,
        "siguiente": f"{aqui}?tras={pagina[-1].id}" if len(halladas) > POR_PAGINA else "",
        "anterior": aqui if ultima else "",
    }
    return render(request, "escritorio/por_caducar.html", contexto)
