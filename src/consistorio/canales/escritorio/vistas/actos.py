"""Doing an act: one page for all of them. The engine says what is allowed, the act says how."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.actos import Acto, Ocasion, acto_de
from consistorio.canales.escritorio.actos.registro import FormularioActo
from consistorio.canales.escritorio.lecturas import en_su_expediente
from consistorio.canales.interfaz.cursores import identificador
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.canales.interfaz.templatetags.componentes import Fila
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.apartados import exigir_que_interviene
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor.models import Tarea

# What is done in a case by who may do nothing else in it: say whether one is rightly challenged (LRJSP 24.3)
DE_APARTADOS = frozenset({"contestar_recusacion"})


@empleado(VER)
@require_http_methods(["GET", "POST"])
def de_tarea(request: PeticionConActor, expediente_id: UUID, tarea_id: UUID, codigo: str) -> HttpResponse:
    """An act of a task."""
    return _hacer(request, expediente_id, codigo, tarea_id)


@empleado(VER)
@require_http_methods(["GET", "POST"])
def de_expediente(request: PeticionConActor, expediente_id: UUID, codigo: str) -> HttpResponse:
    """An act of the case, outside of any task."""
    return _hacer(request, expediente_id, codigo, None)


def _hacer(request: PeticionConActor, expediente_id: UUID, codigo: str, tarea_id: UUID | None) -> HttpResponse:
    expediente = expediente_para(request.actor, expediente_id, VER)
    tarea = None
    if tarea_id is not None:
        tarea = Tarea.objects.select_related("unidad").filter(id=tarea_id, expediente=expediente).first()
        if tarea is None:
            raise NoEncontrado(_("No encontramos esa tarea."))
        tarea.expediente = expediente
    acto = acto_de(codigo)
    if codigo not in DE_APARTADOS:
        exigir_que_interviene(expediente.id, request.actor)
    documento_id = identificador(request.GET.get("documento"))
    ocasion = Ocasion(request.actor, expediente, tarea, reloj_de_la_casa(), documento_id)
    enviado = request.method == "POST"
    if not enviado:
        acto.exigir(expediente)
    formulario = acto.rellenar(ocasion, request.POST, request.FILES) if enviado else acto.rellenar(ocasion)
    if enviado and formulario.is_valid():
        try:
            acto.ejecutar(ocasion, formulario.cleaned_data)
        except DatosIncorrectos as error:
            _anotar_problemas(formulario, error)
        else:
            messages.success(request, str(acto.hecho))
            if not visibles_para(request.actor).filter(id=expediente.id).exists():
                return redirect("escritorio:bandeja")  # it was seen through a task that is done
            if acto.sigue_con_ella and tarea is not None:
                return redirect(en_su_expediente(expediente.id, tarea.id))
            return redirect("escritorio:expediente", expediente_id=expediente.id)
    return _pagina(request, acto, ocasion, formulario)


def _pagina(request: HttpRequest, acto: Acto, ocasion: Ocasion, formulario: FormularioActo) -> HttpResponse:
    llamado = str(acto.llamado(ocasion))
    contexto = {
        "titulo": llamado,
        "acto": acto,
        "boton": llamado if acto.con_su_etiqueta else str(acto.boton),
        "expediente": ocasion.expediente,
        "tarea": ocasion.tarea,
        "form": formulario,
        "previsto": [Fila(de, que) for de, que in acto.previsto(ocasion)] if acto.previsto is not None else [],
        "hay_errores": bool(formulario.errors),
    }
    return render(request, "escritorio/acto.html", contexto, status=422 if formulario.errors else 200)


def _anotar_problemas(formulario: FormularioActo, error: DatosIncorrectos) -> None:
    """Put what the action refused by its field, or at the top when it has none here."""
    if not error.problemas:
        formulario.add_error(None, error.mensaje)
    for problema in error.problemas:
        campo = problema.campo if problema.campo in formulario.fields else None
        formulario.add_error(campo, problema.mensaje)
