"""The same for several tasks or cases: ask for it, see how each goes, come back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio import lecturas_encargos as lecturas
from consistorio.canales.escritorio.formularios_encargos import EncargarExpedientes, EncargarTareas
from consistorio.canales.escritorio.marcas import con_las_marcas, los_marcados, lugar_de
from consistorio.canales.escritorio.vistas.formularios import anotar_problemas
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.encargos import acciones, consultas
from consistorio.servicios.encargos.acceso import encargo_para
from consistorio.servicios.encargos.acciones.encargar import el_mismo
from consistorio.servicios.encargos.models import Encargo
from consistorio.servicios.encargos.reglas import problemas_de_expedientes, problemas_de_marcadas
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER


@empleado(TRAMITAR)
@require_http_methods(["GET", "POST"])
def de_tareas(request: PeticionConActor) -> HttpResponse:
    """What is asked before one act is done to the tasks that were marked in a tray."""
    datos = request.POST if request.method == "POST" else request.GET
    ya = _ya_pedido(request)
    if ya is not None:
        return _a_verlo(request, ya)
    acto, ids = datos.get("acto", ""), los_marcados(datos)
    vuelta = con_las_marcas(reverse("escritorio:bandeja"), datos, ("ver", "tras"))
    tareas = consultas.marcadas(request.actor, ids)
    marcadas = [consultas.como_marcada(tarea) for tarea in tareas]
    problemas = problemas_de_marcadas(acto, marcadas, faltan=len(ids) - len(tareas))
    if problemas:
        return _no_caben(request, problemas, vuelta)
    enviado = request.POST if request.method == "POST" else None
    formulario = EncargarTareas(enviado, acto=acto, tareas=tareas, actor=request.actor, dia=hoy(reloj_de_la_casa()))

    def pedir() -> Encargo:
        limpio = formulario.cleaned_data
        return acciones.encargar_tareas(
            actor=request.actor,
            clave=limpio["clave"],
            acto=acto,
            tareas=ids,
            empleado_id=limpio.get("empleado"),
            motivo_orden=limpio.get("motivo_orden", ""),
            reloj=reloj_de_la_casa(),
        )

    contexto = {
        "titulo": lecturas.titulo_de(acto, tareas[0].tipo),
        "explicacion": _(lecturas.EXPLICACIONES[acto]),
        "cosas": [(t.id, t.expediente, t.nombre, t.asignada_a) for t in tareas],
        "acto": acto,
        "de_tareas": True,
        "vuelta": vuelta,
        "lugar": lugar_de(datos, ("ver", "tras")),
    }
    return _pedir(request, formulario, contexto, pedir)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def de_expedientes(request: PeticionConActor) -> HttpResponse:
    """What is asked before one act is done to the cases that were marked in their list."""
    datos = request.POST if request.method == "POST" else request.GET
    ya = _ya_pedido(request)
    if ya is not None:
        return _a_verlo(request, ya)
    acto, ids = datos.get("acto", ""), los_marcados(datos)
    vuelta = con_las_marcas(reverse("escritorio:expedientes"), datos, ("ver", "procedimiento", "antes"))
    expedientes = consultas.marcados(request.actor, ids)
    faltan = len(ids) - len(expedientes)
    problemas = problemas_de_expedientes(acto, len(expedientes), faltan=faltan, texto="-")
    if problemas:
        return _no_caben(request, problemas, vuelta)
    formulario = EncargarExpedientes(request.POST if request.method == "POST" else None, acto=acto)

    def pedir() -> Encargo:
        limpio = formulario.cleaned_data
        return acciones.encargar_expedientes(
            actor=request.actor,
            clave=limpio["clave"],
            acto=acto,
            expedientes=ids,
            texto=limpio.get("texto", ""),
            reloj=reloj_de_la_casa(),
        )

    contexto = {
        "titulo": lecturas.titulo_de(acto),
        "explicacion": _(lecturas.EXPLICACIONES[acto]),
        "cosas": [(e.id, e, "", None) for e in expedientes],
        "acto": acto,
        "de_tareas": False,
        "vuelta": vuelta,
        "lugar": lugar_de(datos, ("ver", "procedimiento", "antes")),
    }
    return _pedir(request, formulario, contexto, pedir)


def _ya_pedido(request: PeticionConActor) -> Encargo | None:
    """What this sheet asked for when it was sent before: by now its tasks may be done, and that is no fault of who sends it again."""
    clave = identificador(request.POST.get("clave"))
    return el_mismo(request.actor, clave) if clave is not None else None


def _a_verlo(request: PeticionConActor, encargo: Encargo) -> HttpResponse:
    messages.success(request, _("Pedido. Se está haciendo: puede quedarse a verlo o volver más tarde."))
    return redirect("escritorio:encargo", encargo_id=encargo.id)


def _no_caben(request: PeticionConActor, problemas: Sequence[Problema], vuelta: str) -> HttpResponse:
    """Back to where they were marked, which still are, with why it cannot be asked for."""
    for problema in problemas:
        messages.error(request, problema.mensaje)
    return redirect(vuelta)


def _pedir(
    request: PeticionConActor, formulario: forms.Form, contexto: dict[str, object], pedir: Callable[[], Encargo]
) -> HttpResponse:
    if request.method == "POST" and formulario.is_valid():
        try:
            encargo = pedir()
        except DatosIncorrectos as error:
            anotar_problemas(formulario, error)
        else:
            return _a_verlo(request, encargo)
    contexto |= {"form": formulario, "hay_errores": bool(formulario.errors)}
    return render(request, "escritorio/encargar.html", contexto, status=422 if formulario.errors else 200)


@empleado(VER)
@require_GET
def encargos(request: PeticionConActor) -> HttpResponse:
    """Those that this person asked for in the last month, the newest first."""
    marchas = consultas.propios(request.actor, en=reloj_de_la_casa().ahora())
    contexto = {"titulo": _("Trabajos en bloque"), "filas": lecturas.marchas_visibles(marchas)}
    return render(request, "escritorio/encargos.html", contexto)


@empleado(VER)
@require_GET
def encargo(request: PeticionConActor, encargo_id: UUID) -> HttpResponse:
    """How each of its rows went, or that it waits."""
    uno = encargo_para(request.actor, encargo_id, reloj=reloj_de_la_casa())
    filas = lecturas.filas_visibles(uno, request.actor)
    contexto = {
        "titulo": uno.get_acto_display(),
        "encargo": uno,
        "filas": filas,
        "como_va": lecturas.como_va(filas),
        "vuelta": reverse("escritorio:encargos"),
    }
    return render(request, "escritorio/encargo.html", contexto)
