"""My desk: the tasks that wait."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import Tarea

POR_PAGINA = 25
BANDEJAS = ("mias", "vencen", "sin_asignar", "unidad", "en_espera")


@empleado(VER)
@require_GET
def bandeja(request: PeticionConActor) -> HttpResponse:
    """One tray of tasks, the first to expire first."""
    cual = request.GET.get("ver", "mias")
    cual = cual if cual in BANDEJAS else "mias"
    dia = hoy(reloj_de_la_casa())
    tras = Tarea.objects.filter(id=request.GET["tras"]).first() if _es_uuid(request.GET.get("tras", "")) else None
    tareas = consultas.bandeja(
        request.actor,
        cual="mias" if cual == "vencen" else cual,
        vence_hasta=dia if cual == "vencen" else None,
        tras=tras,
        limite=POR_PAGINA + 1,
    )
    pagina = tareas[:POR_PAGINA]
    aqui = f"{reverse('escritorio:bandeja')}?ver={cual}"
    cuenta = consultas.recuento(request.actor, hoy=dia)
    contexto = {
        "titulo": _("Mi mesa"),
        "titulo_tabla": _textos(cuenta)[cual],
        "filtros": [
            Enlace(t, f"{reverse('escritorio:bandeja')}?ver={c}", c == cual) for c, t in _textos(cuenta).items()
        ],
        "tareas": lecturas.para_bandeja(pagina, dia),
        "siguiente": f"{aqui}&tras={pagina[-1].id}" if len(tareas) > POR_PAGINA else "",
        "anterior": aqui if tras else "",
        "vacio": _vacio(cual, cuenta),
    }
    return render(request, "escritorio/bandeja.html", contexto)


def _textos(cuenta: dict[str, int]) -> dict[str, str]:
    return {
        "mias": _("Mías (%s)") % _tope(cuenta["mias"]),
        "vencen": _("Vencen hoy (%s)") % _tope(cuenta["vencen_hoy"]),
        "sin_asignar": _("Sin asignar (%s)") % _tope(cuenta["sin_asignar"]),
        "unidad": _("De mi unidad"),
        "en_espera": _("En espera"),
    }


def _tope(cuantas: int) -> str:
    return f"{cuantas}" if cuantas < 100 else _("más de 100")


def _vacio(cual: str, cuenta: dict[str, int]) -> tuple[str, str, str]:
    if cual == "mias" and cuenta["sin_asignar"]:
        texto = _("No tiene tareas. Hay %(n)s sin asignar en su unidad.") % {"n": _tope(cuenta["sin_asignar"])}
        return texto, f"{reverse('escritorio:bandeja')}?ver=sin_asignar", _("Verlas")
    return _("No hay tareas aquí."), "", ""


def _es_uuid(texto: str) -> bool:
    return len(texto) == 36 and texto.count("-") == 4
