"""What is decided in session: the matters that wait for one, and what was agreed (ROF 112-113, 202)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.resoluciones import consultas
from consistorio.servicios.resoluciones.permisos import ACORDAR, LIBRO

POR_PAGINA = 25


@empleado(ACORDAR)
@require_GET
def asuntos(request: PeticionConActor) -> HttpResponse:
    """The matters ready for a session, in the order in which they were sent (keyset)."""
    registrar_acceso(request.actor, que="resolucion", objeto_id="asuntos_de_sesion", motivo=_("Asuntos para la sesión"))
    desde = identificador(request.GET.get("desde"))
    filas = consultas.asuntos_listos(desde=desde, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:asuntos_de_sesion")
    contexto = {
        "titulo": _("Asuntos para la sesión"),
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{aqui}?desde={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if desde is not None else "",
    }
    return render(request, "escritorio/asuntos.html", contexto)


@empleado(ACORDAR)
@require_GET
def acuerdos(request: PeticionConActor) -> HttpResponse:
    """What was agreed, the newest first (keyset)."""
    registrar_acceso(request.actor, que="resolucion", objeto_id="acuerdos", motivo=_("Acuerdos"))
    antes_de = identificador(request.GET.get("antes"))
    filas = consultas.adoptados(antes_de=antes_de, limite=POR_PAGINA + 1)
    aqui = reverse("escritorio:acuerdos")
    contexto = {
        "titulo": _("Acuerdos"),
        "lleva_el_libro": request.actor.puede(LIBRO),
        "filas": filas[:POR_PAGINA],
        "siguiente": f"{aqui}?antes={filas[POR_PAGINA - 1].id}" if len(filas) > POR_PAGINA else "",
        "anterior": aqui if antes_de is not None else "",
    }
    return render(request, "escritorio/acuerdos.html", contexto)
