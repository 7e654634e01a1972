"""What the sede's own monitoring found: a day on which it was down, decided by a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.admin_tecnica.paginas import Cambio, cambiar
from consistorio.canales.interfaz.formularios import Formulario, anotar_problemas
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.incidencias import acciones, consultas
from consistorio.servicios.incidencias.models import CaidaDetectada
from consistorio.servicios.incidencias.permisos import GESTIONAR
from consistorio.tramitacion.motor.terminos import cuantos_corren, terminos_que_corren

TERMINOS_A_LA_VISTA = 100


class AnotarCaida(Formulario):
    """The incident, as it will be published."""

    titulo = forms.CharField(label=gettext_lazy("Título"), max_length=160)
    descripcion = forms.CharField(
        label=gettext_lazy("Qué no se pudo hacer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Se publicará en la sede. Dígalo sin palabras técnicas."),
    )


class DescartarCaida(Formulario):
    """Why it was none."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué no fue una caída?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


@empleado(GESTIONAR)
@require_http_methods(["GET", "POST"])
def caida(request: PeticionConActor, caida_id: UUID) -> HttpResponse:
    """When it was, which terms of the parties run and would be extended, and the incident to write."""
    fila = _existente(caida_id)
    form = AnotarCaida(request.POST if request.method == "POST" else None, initial=_propuesto(fila))
    if request.method == "POST" and form.is_valid():
        try:
            acciones.anotar_caida(
                actor=request.actor,
                caida_id=caida_id,
                titulo=form.cleaned_data["titulo"],
                descripcion=form.cleaned_data["descripcion"],
                reloj=reloj_de_la_casa(),
            )
        except (DatosIncorrectos, Conflicto) as error:
            anotar_problemas(form, error)
        else:
            return redirect("admin_tecnica:incidencias")
    dia = hoy(reloj_de_la_casa())
    ultimo = _ultimo_dia_propuesto(dia)
    contexto = {
        "titulo": _("Caída de la sede del %(d)s") % {"d": f"{fila.dia:%d/%m/%Y}"},
        "caida": fila,
        "tramos": [tuple(datetime.fromisoformat(extremo) for extremo in tramo) for tramo in fila.tramos],
        "ultimo": ultimo,
        "terminos": terminos_que_corren(desde=dia, antes_de=ultimo, limite=TERMINOS_A_LA_VISTA),
        "cuantos": cuantos_corren(desde=dia, antes_de=ultimo),
        "form": form,
        "hay_errores": bool(form.errors),
    }
    return render(request, "admin_tecnica/caida.html", contexto, status=422 if form.errors else 200)


@empleado(GESTIONAR)
def descartar(request: PeticionConActor, caida_id: UUID) -> HttpResponse:
    """It was none."""
    fila = _existente(caida_id)
    form = DescartarCaida(request.POST if request.method == "POST" else None)
    cambio = Cambio(
        _("Falsa alarma del %(d)s") % {"d": f"{fila.dia:%d/%m/%Y}"},
        _("Descartarla"),
        reverse("admin_tecnica:incidencias"),
        _("Descartada, con su motivo."),
        _("No se ampliará ningún plazo por ella. Queda anotado quién lo decidió y por qué."),
        peligro=True,
    )
    return cambiar(
        request,
        cambio,
        form,
        lambda datos: acciones.descartar_caida(
            actor=request.actor, caida_id=caida_id, motivo=str(datos["motivo"]), reloj=reloj_de_la_casa()
        ),
    )


def _existente(caida_id: UUID) -> CaidaDetectada:
    fila = consultas.caida(caida_id)
    if fila is None:
        raise NoEncontrado(_("No encontramos esa caída."))
    return fila


def _propuesto(fila: CaidaDetectada) -> dict[str, str]:
    horas = {"a": f"{en_madrid(fila.desde):%H:%M}", "b": f"{en_madrid(fila.hasta):%H:%M}", "n": fila.minutos}
    return {
        "titulo": _("La sede no funcionó"),
        "descripcion": ngettext(
            "Entre las %(a)s y las %(b)s la sede estuvo %(n)d minuto sin funcionar: no se podía presentar nada ni abrir notificaciones.",
            "Entre las %(a)s y las %(b)s la sede estuvo %(n)d minutos sin funcionar: no se podía presentar nada ni abrir notificaciones.",
            fila.minutos,
        )
        % horas,
    }


def _ultimo_dia_propuesto(dia: date) -> date:
    """The next hábil day after tomorrow: what ends today or tomorrow gets at least one more day."""
    return calendario_de_la_sede(en=dia).habil_desde(dia + timedelta(days=2))
