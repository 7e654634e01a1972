"""The people of the units that one heads, and what each has in hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas
from consistorio.canales.escritorio.lecturas_mesa import filas_de_equipo
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.motor import mesa
from consistorio.tramitacion.motor.permisos import ASIGNAR

POR_PAGINA = 25


@empleado(ASIGNAR)
@require_GET
def equipo(request: PeticionConActor) -> HttpResponse:
    """By person: how many tasks, how many are late, the first date."""
    mio = mesa.equipo_de(request.actor, en=hoy(reloj_de_la_casa()))
    contexto = {"titulo": _("Mi equipo"), "gente": filas_de_equipo(mesa.por_persona(mio)) if mio else []}
    return render(request, "escritorio/equipo.html", contexto)


@empleado(ASIGNAR)
@require_GET
def persona(request: PeticionConActor, empleado_id: UUID) -> HttpResponse:
    """What one of them has in hand, by date."""
    dia = hoy(reloj_de_la_casa())
    mio = mesa.equipo_de(request.actor, en=dia)
    quien = mesa.persona_del_equipo(mio, empleado_id)
    tras = identificador(request.GET.get("tras"))
    ultima = mesa.tarea_del_equipo(mio, tras) if tras else None
    tareas = mesa.tareas_de_persona(mio, quien.id, tras=ultima, limite=POR_PAGINA + 1)
    pagina = tareas[:POR_PAGINA]
    aqui = reverse("escritorio:persona_del_equipo", args=[quien.id])
    contexto = {
        "titulo": _("Tareas de %(q)s") % {"q": quien.nombre},
        "tareas": lecturas.para_bandeja(pagina, dia),
        "siguiente": f"{aqui}?tras={pagina[-1].id}" if len(tareas) > POR_PAGINA else "",
        "anterior": aqui if ultima else "",
    }
    return render(request, "escritorio/persona_del_equipo.html", contexto)
