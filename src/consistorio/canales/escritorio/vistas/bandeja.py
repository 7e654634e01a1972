"""My desk: the tasks that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from consistorio.canales.escritorio import lecturas
from consistorio.canales.escritorio.lecturas import en_su_expediente
from consistorio.canales.escritorio.lecturas_esperas import para_lo_que_espera
from consistorio.canales.escritorio.lecturas_mesa import con_tope, novedades_visibles, otras_bandejas
from consistorio.canales.escritorio.marcas import los_marcados, lugar_de
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Enlace
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.comunicaciones.consultas import cuantas_pendientes
from consistorio.servicios.encargos.consultas import hay_en_marcha
from consistorio.servicios.mejoras.consultas import con_novedades, por_contestar
from consistorio.tramitacion.catalogo.consultas import por_publicar
from consistorio.tramitacion.expedientes.consultas import menciones_de
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.expedientes.seguimiento import seguidos_por
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.despacho import siguiente_tarea
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.permisos import ASIGNAR

POR_PAGINA = 25
BANDEJAS = ("mias", "vencen", "suplo", "sin_asignar", "unidad", "en_espera")
NOVEDADES = 5


@empleado(VER)
@require_GET
def bandeja(request: PeticionConActor) -> HttpResponse:
    """One tray of tasks, the first to expire first."""
    cual = request.GET.get("ver", "mias")
    cual = cual if cual in BANDEJAS else "mias"
    dia = hoy(reloj_de_la_casa())
    tras = _tras(request)
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
    sigue = seguidos_por(request.actor).exists()
    contexto = {
        "titulo": _("Mi mesa"),
        "titulo_tabla": _textos(cuenta)[cual],
        "filtros": [
            Enlace(t, f"{reverse('escritorio:bandeja')}?ver={c}", c == cual)
            for c, t in _textos(cuenta).items()
            if c != "suplo" or request.actor.suple_a
        ],
        "otras": [*otras_bandejas(request.actor, dia), *_otras_cosas(request)],
        "sigue": sigue,
        "novedades": novedades_visibles(request.actor, limite=NOVEDADES) if sigue else [],
        "tareas": _en_palabras(pagina, cual, dia),
        "dice_que_falta": cual == "en_espera",
        "siguiente": f"{aqui}&tras={pagina[-1].id}" if len(tareas) > POR_PAGINA else "",
        "anterior": aqui if tras else "",
        "vacio": _vacio(cual, cuenta),
        "lugar": [("ver", cual), *lugar_de(request.GET, ("tras",))],
        "marcadas": los_marcados(request.GET),
        "en_bloque": _en_bloque(request, cual),
        "en_bloque_texto": _("Con las marcadas:"),
        "puede_repartir": request.actor.puede(ASIGNAR),
        "hay_siguiente": any(cuenta[c] for c in ("mias", "suplo", "sin_asignar")),
    }
    return render(request, "escritorio/bandeja.html", contexto)


def _en_palabras(tareas: Sequence[Tarea], cual: str, dia: date) -> Sequence[Tarea]:
    dichas = lecturas.para_bandeja(tareas, dia)
    return para_lo_que_espera(dichas, dia) if cual == "en_espera" else dichas


def _textos(cuenta: dict[str, int]) -> dict[str, str]:
    return {
        "mias": _("Mías (%s)") % con_tope(cuenta["mias"]),
        "vencen": _("Vencidas o que vencen hoy (%s)") % con_tope(cuenta["vencen_hoy"]),
        "suplo": _("De quien suplo (%s)") % con_tope(cuenta["suplo"]),
        "sin_asignar": _("Sin asignar (%s)") % con_tope(cuenta["sin_asignar"]),
        "unidad": _("De mi unidad (%s)") % con_tope(cuenta["unidad"]),
        "en_espera": _("Lo que espera de otros (%s)") % con_tope(cuenta["en_espera"]),
    }


def _en_bloque(request: PeticionConActor, cual: str) -> list[tuple[str, str]]:
    """What may be done to several tasks of a tray together."""
    if not request.actor.puede(TRAMITAR) or cual == "en_espera":
        return []
    actos = {
        "tomar": (_("Tomarlas"), cual in ("sin_asignar", "unidad", "suplo")),
        "soltar": (_("Dejarlas en la unidad"), cual != "sin_asignar"),
        "asignar": (_("Asignarlas"), request.actor.puede(ASIGNAR)),
        "completar": (_("Darlas por hechas o admitirlas"), True),
    }
    return [(codigo, texto) for codigo, (texto, cabe) in actos.items() if cabe]


def _otras_cosas(request: PeticionConActor) -> list[Enlace]:
    """What waits for me and is no task: communications to acknowledge, versions and models to publish, requests of change, notes in which I am called. Only what there is."""
    en_ensayo = por_publicar(request.actor)
    comunicaciones = cuantas_pendientes(request.actor)
    menciones = len(menciones_de(request.actor, por_ver=True, limite=100))
    cosas = (
        (comunicaciones, _("Comunicaciones internas sin acuse (%s)"), "escritorio:comunicaciones_internas"),
        (menciones, _("Notas en las que le avisan (%s)"), "escritorio:menciones"),
        (en_ensayo.versiones, _("Versiones de procedimientos por publicar (%s)"), "admin_tecnica:catalogo"),
        (en_ensayo.modelos, _("Modelos de área por publicar (%s)"), "diseno:modelos"),
        (por_contestar(request.actor), _("Peticiones de cambio por decidir (%s)"), "escritorio:mejoras"),
        (con_novedades(request.actor), _("Peticiones de cambio suyas con novedades (%s)"), "escritorio:mejoras"),
    )
    enlaces = [Enlace(texto % con_tope(cuantas), reverse(url), False) for cuantas, texto, url in cosas if cuantas]
    if hay_en_marcha(request.actor):
        enlaces.append(Enlace(_("Trabajos en bloque haciéndose"), reverse("escritorio:encargos"), False))
    return enlaces


def _vacio(cual: str, cuenta: dict[str, int]) -> tuple[str, str, str]:
    if cual == "mias" and cuenta["sin_asignar"]:
        texto = _("No tiene tareas. Hay %(n)s sin asignar en su unidad.") % {"n": con_tope(cuenta["sin_asignar"])}
        return texto, f"{reverse('escritorio:bandeja')}?ver=sin_asignar", _("Verlas")
    return _("No hay tareas aquí."), "", ""


def _tras(request: PeticionConActor) -> Tarea | None:
    """The last task of the page before, if the address names one that this person may see."""
    cursor = identificador(request.GET.get("tras"))
    return consultas.tareas_de(request.actor).filter(id=cursor).first() if cursor else None


@empleado(VER)
@require_GET
def siguiente(request: PeticionConActor) -> HttpResponse:
    """To the case of the task whose turn it is: of mine, else of those of my unit that nobody has taken (`despacho.siguiente_tarea`)."""
    tarea = siguiente_tarea(request.actor)
    if tarea is not None:
        return redirect(en_su_expediente(tarea.expediente_id, tarea.id))
    messages.info(request, _("No le queda ninguna tarea."))
    return redirect("escritorio:bandeja")
