"""Substitutions, delegations and absences: what there is, begin and end."""

from __future__ import annotations

import operator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.admin_tecnica import formularios
from consistorio.canales.admin_tecnica.paginas import (
    Cambio,
    cambiar,
    dia_de_hoy,
    opciones_de_personas,
    opciones_de_puestos,
)
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.acciones import personal, sustituciones

ADMINISTRAR = "organizacion.administrar"


@empleado(ADMINISTRAR)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """What is in force or to come."""
    dia = dia_de_hoy()
    registrar_acceso(request.actor, que="personal", objeto_id="ausencias", motivo=_("Consultar suplencias y ausencias"))
    contexto = {
        "titulo": _("Suplencias y ausencias"),
        "suplencias": consultas.suplencias_desde(dia),
        "delegaciones": consultas.delegaciones_desde(dia),
        "organos": consultas.nombres_de_organos(),
        "ausencias": consultas.ausencias_desde(dia),
    }
    return render(request, "admin_tecnica/sustituciones.html", contexto)


@empleado(ADMINISTRAR)
def nueva_suplencia(request: PeticionConActor) -> HttpResponse:
    """Designate who stands in."""
    dia = dia_de_hoy()
    form = formularios.NuevaSuplencia(
        request.POST or None, personas=opciones_de_personas(dia), puestos=opciones_de_puestos(dia)
    )
    cambio = Cambio(
        _("Nueva suplencia"),
        _("Designar"),
        _lista(),
        _("Suplencia anotada."),
        _("Quien suple firma con las letras «P. S.» o «acctal.» y el decreto que lo designa (LRJSP art. 13)."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: sustituciones.designar_suplencia(
            actor=request.actor,
            puesto_id=UUID(form.cleaned_data["puesto_id"]),
            suplente_id=UUID(form.cleaned_data["suplente_id"]),
            desde=form.cleaned_data["desde"],
            hasta=form.cleaned_data["hasta"],
            norma=str(d["norma"]),
            forma=form.cleaned_data["forma"],
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def terminar_suplencia(request: PeticionConActor, suplencia_id: UUID) -> HttpResponse:
    """End it earlier."""
    form = formularios.UltimoDia(request.POST or None)
    cambio = Cambio(
        _("Terminar la suplencia"), _("Terminar"), _lista(), _("Suplencia terminada."), _("Lo firmado sigue valiendo.")
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: sustituciones.terminar_suplencia(
            actor=request.actor, suplencia_id=suplencia_id, hasta=form.cleaned_data["hasta"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(ADMINISTRAR)
def nueva_delegacion(request: PeticionConActor) -> HttpResponse:
    """Confer a delegation, as its decree says."""
    organos = sorted(consultas.nombres_de_organos().items(), key=operator.itemgetter(1))
    form = formularios.NuevaDelegacion(request.POST or None, organos=organos, puestos=opciones_de_puestos(dia_de_hoy()))
    cambio = Cambio(
        _("Nueva delegación"),
        _("Anotar la delegación"),
        _lista(),
        _("Delegación anotada."),
        _("Anótela cuando el decreto esté firmado y publicado (LRJSP art. 9.3)."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: sustituciones.conferir_delegacion(
            actor=request.actor,
            organo=str(d["organo"]),
            puesto_id=UUID(form.cleaned_data["puesto_id"]),
            texto=str(d["texto"]),
            desde=form.cleaned_data["desde"],
            hasta=form.cleaned_data["hasta"],
            materia=str(d["materia"]),
            publicada_en=str(d["publicada_en"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
def revocar_delegacion(request: PeticionConActor, delegacion_id: UUID) -> HttpResponse:
    """Give it its last day."""
    form = formularios.UltimoDia(request.POST or None)
    cambio = Cambio(
        _("Revocar la delegación"), _("Revocar"), _lista(), _("Delegación revocada."), _("Lo firmado sigue valiendo.")
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: sustituciones.revocar_delegacion(
            actor=request.actor, delegacion_id=delegacion_id, hasta=form.cleaned_data["hasta"], reloj=reloj_de_la_casa()
        ),
    )


@empleado(ADMINISTRAR)
def nueva_ausencia(request: PeticionConActor) -> HttpResponse:
    """Somebody will be away."""
    form = formularios.NuevaAusencia(request.POST or None, personas=opciones_de_personas(dia_de_hoy()))
    cambio = Cambio(_("Nueva ausencia"), _("Anotar la ausencia"), _lista(), _("Ausencia anotada."))
    return cambiar(
        request,
        cambio,
        form,
        lambda d: personal.anotar_ausencia(
            actor=request.actor,
            empleado_id=UUID(form.cleaned_data["empleado_id"]),
            desde=form.cleaned_data["desde"],
            hasta=form.cleaned_data["hasta"],
            motivo=str(d["motivo"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(ADMINISTRAR)
@require_POST
def anular_ausencia(request: PeticionConActor, ausencia_id: UUID) -> HttpResponse:
    """Take it back."""
    personal.anular_ausencia(actor=request.actor, ausencia_id=ausencia_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Ausencia anulada."))
    return HttpResponseRedirect(_lista())


def _lista() -> str:
    return reverse("admin_tecnica:sustituciones")
