"""Technical incidents of the sede: write, publish, end, and propose that they extend terms (LPACAP 32.4)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from consistorio.canales.admin_tecnica import formularios
from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar, clave
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import MADRID, en_madrid
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.incidencias import acciones, consultas
from consistorio.servicios.incidencias.models import Incidencia
from consistorio.servicios.incidencias.permisos import GESTIONAR


@empleado(GESTIONAR)
@require_GET
def lista(request: PeticionConActor) -> HttpResponse:
    """Every incident with its decisions, the newest first."""
    filas = consultas.todas(antes_de=clave(request.GET.get("antes")))
    siguiente = f"?antes={filas[-1].id}" if len(filas) == consultas.MAXIMO_EN_LISTA else ""
    contexto = {
        "titulo": _("Incidencias técnicas"),
        "incidencias": filas,
        "caidas": consultas.caidas_por_decidir(),
        "siguiente": siguiente,
    }
    return render(request, "admin_tecnica/incidencias.html", contexto)


@empleado(GESTIONAR)
def nueva(request: PeticionConActor) -> HttpResponse:
    """Write one."""
    return _escribir(request, formularios.DatosIncidencia(request.POST or None), _("Nueva incidencia"), None)


@empleado(GESTIONAR)
def cambiar_incidencia(request: PeticionConActor, incidencia_id: UUID) -> HttpResponse:
    """Write again one that is not published."""
    previa = _existente(incidencia_id)
    inicial = {
        "titulo": previa.titulo,
        "descripcion": previa.descripcion,
        "desde": en_madrid(previa.desde).date(),
        "desde_hora": f"{en_madrid(previa.desde):%H:%M}",
        "hasta": en_madrid(previa.hasta).date() if previa.hasta else None,
        "hasta_hora": f"{en_madrid(previa.hasta):%H:%M}" if previa.hasta else "",
    }
    form = formularios.DatosIncidencia(request.POST or None, initial=inicial)
    return _escribir(request, form, _("Cambiar la incidencia"), incidencia_id)


def _escribir(
    request: PeticionConActor, form: formularios.DatosIncidencia, titulo: str, incidencia_id: UUID | None
) -> HttpResponse:
    cambio = Cambio(
        titulo,
        _("Guardar"),
        _lista(),
        _("Incidencia guardada, sin publicar."),
        _("Nadie la verá hasta que la publique."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: acciones.anotar_incidencia(
            actor=request.actor,
            titulo=str(d["titulo"]),
            descripcion=str(d["descripcion"]),
            desde=_momento(form.cleaned_data["desde"], form.cleaned_data["desde_hora"]),
            hasta=_momento(form.cleaned_data["hasta"], form.cleaned_data["hasta_hora"]) if d["hasta"] else None,
            incidencia_id=incidencia_id,
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(GESTIONAR)
@require_POST
def publicar(request: PeticionConActor, incidencia_id: UUID) -> HttpResponse:
    """Show it at the sede."""
    acciones.publicar(actor=request.actor, incidencia_id=incidencia_id, reloj=reloj_de_la_casa())
    messages.success(request, _("Incidencia publicada en la sede."))
    return HttpResponseRedirect(_lista())


@empleado(GESTIONAR)
def terminar(request: PeticionConActor, incidencia_id: UUID) -> HttpResponse:
    """Say when it ended."""
    form = formularios.Momento(request.POST or None)
    cambio = Cambio(
        _("Terminar «%(t)s»") % {"t": _existente(incidencia_id).titulo},
        _("Guardar"),
        _lista(),
        _("Incidencia terminada."),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda _datos: acciones.terminar(
            actor=request.actor,
            incidencia_id=incidencia_id,
            hasta=_momento(form.cleaned_data["hasta"], form.cleaned_data["hasta_hora"]),
            reloj=reloj_de_la_casa(),
        ),
    )


@empleado(GESTIONAR)
def ampliar(request: PeticionConActor, incidencia_id: UUID) -> HttpResponse:
    """Propose the decision that extends the terms; the mayor signs it."""
    form = formularios.DatosAmpliacion(request.POST or None)
    cambio = Cambio(
        _("Ampliar plazos por «%(t)s»") % {"t": _existente(incidencia_id).titulo},
        _("Enviar a la firma de la Alcaldía"),
        _lista(),
        _("Decisión enviada al portafirmas de la Alcaldía."),
        _(
            "Al firmarse se publica en la sede y se amplían los plazos de las personas interesadas que corran ese día y terminen "
            "antes. Los ya vencidos no se pueden ampliar (artículo 32.4)."
        ),
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda d: acciones.proponer_ampliacion(
            actor=request.actor,
            incidencia_id=incidencia_id,
            hasta=form.cleaned_data["hasta"],
            motivo=str(d["motivo"]),
            reloj=reloj_de_la_casa(),
        ),
    )


def _existente(incidencia_id: UUID) -> Incidencia:
    hallada = consultas.existente(incidencia_id)
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa incidencia."))
    return hallada


def _momento(dia: date, hora: time) -> datetime:
    return datetime.combine(dia, hora, tzinfo=MADRID)


def _lista() -> str:
    return reverse("admin_tecnica:incidencias")
