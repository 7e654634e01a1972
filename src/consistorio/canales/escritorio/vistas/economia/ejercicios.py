"""The years of the accounts: open one, and the two dates on or before which nothing more is noted."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from consistorio.canales.escritorio.rejilla import DiaCorto
from consistorio.canales.escritorio.vistas.economia.marco import ejercicio_de
from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Entero, Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.economia.cierre.permisos import VER as VER_CIERRE
from consistorio.economia.contabilidad import acciones
from consistorio.economia.contabilidad.acciones.bloquear import LARGO_MOTIVO
from consistorio.economia.contabilidad.acciones.ejercicios import PRIMERO
from consistorio.economia.contabilidad.consultas import ejercicios as los_ejercicios
from consistorio.economia.contabilidad.models import Bloqueo, Ejercicio
from consistorio.economia.contabilidad.permisos import ABRIR, BLOQUEAR, REABRIR, VER
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Empleado

CAMBIOS_A_LA_VISTA = 20


class NuevoEjercicio(Formulario):
    """Which year."""

    def __init__(self, datos: object, ultimo: int) -> None:
        super().__init__(datos)
        self.fields["anio"] = Entero(_("¿Qué año se abre?"), PRIMERO, ultimo, inicial=ultimo)


class Fechas(Formulario):
    """Until when."""

    presupuesto_hasta = DiaCorto(gettext_lazy("Presupuesto bloqueado hasta el día"))
    tesoreria_hasta = DiaCorto(gettext_lazy("Tesorería bloqueada hasta el día"))

    def __init__(self, datos: object, ejercicio: Ejercicio) -> None:
        puesto = {"presupuesto_hasta": ejercicio.presupuesto_hasta, "tesoreria_hasta": ejercicio.tesoreria_hasta}
        super().__init__(datos, initial=puesto)
        for campo in self.fields.values():
            campo.required = False


class Reapertura(Fechas):
    """Until when from now on, and why."""

    motivo = forms.CharField(
        label=gettext_lazy("¿Por qué se reabren?"), max_length=LARGO_MOTIVO, widget=forms.Textarea(attrs={"rows": 3})
    )


@empleado(VER)
@require_GET
def ejercicios(request: PeticionConActor) -> HttpResponse:
    """The years, the newest first, and who moved their dates."""
    cambios = list(Bloqueo.objects.select_related("ejercicio").order_by("-id")[:CAMBIOS_A_LA_VISTA])
    nombres = {uno.id: uno.nombre for uno in Empleado.objects.filter(id__in={c.autor_id for c in cambios})}
    contexto = {
        "titulo": _("Ejercicios y fechas bloqueadas"),
        "filas": list(los_ejercicios()),
        "cambios": [(cambio, nombres.get(cambio.autor_id, _("el sistema"))) for cambio in cambios],
        "puede_abrir": request.actor.puede(ABRIR),
        "puede_bloquear": request.actor.puede(BLOQUEAR),
        "puede_reabrir": request.actor.puede(REABRIR),
        "puede_ver_cierre": request.actor.puede(VER_CIERRE),
    }
    return render(request, "escritorio/economia/ejercicios.html", contexto)


@empleado(ABRIR)
@require_http_methods(["GET", "POST"])
def abrir(request: PeticionConActor) -> HttpResponse:
    """Open a year."""
    form = NuevoEjercicio(request.POST if request.method == "POST" else None, hoy(reloj_de_la_casa()).year + 1)

    def hacer() -> HttpResponse:
        anio = form.cleaned_data["anio"]
        acciones.abrir_ejercicio(actor=request.actor, anio=anio, reloj=reloj_de_la_casa())
        messages.success(request, _("El ejercicio %(anio)d está abierto.") % {"anio": anio})
        return redirect("escritorio:ejercicios")

    explicacion = _("Desde entonces se puede anotar con fecha de ese año. Su presupuesto se carga después.")
    return atender(
        request, form, _pagina(_("Abrir un ejercicio"), explicacion, _("Abrirlo")), hacer, sin_mas=(Conflicto,)
    )


@empleado(BLOQUEAR)
@require_http_methods(["GET", "POST"])
def bloquear(request: PeticionConActor, anio: int) -> HttpResponse:
    """Have nothing more dated on or before a day."""
    ejercicio = ejercicio_de(anio)
    form = Fechas(request.POST if request.method == "POST" else None, ejercicio)

    def hacer() -> HttpResponse:
        acciones.bloquear(
            actor=request.actor,
            anio=anio,
            presupuesto_hasta=form.cleaned_data["presupuesto_hasta"],
            tesoreria_hasta=form.cleaned_data["tesoreria_hasta"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Fechas bloqueadas."))
        return redirect("escritorio:ejercicios")

    explicacion = _("Ese día y los anteriores no admitirán más asientos. La que deje vacía se queda como está.")
    pagina = _pagina(_("Bloquear fechas de %(anio)d") % {"anio": anio}, explicacion, _("Bloquear"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


@empleado(REABRIR)
@require_http_methods(["GET", "POST"])
def reabrir(request: PeticionConActor, anio: int) -> HttpResponse:
    """Let dates be used again, with the reason."""
    ejercicio = ejercicio_de(anio)
    form = Reapertura(request.POST if request.method == "POST" else None, ejercicio)

    def hacer() -> HttpResponse:
        acciones.reabrir_fechas(
            actor=request.actor,
            anio=anio,
            motivo=form.cleaned_data["motivo"],
            presupuesto_hasta=form.cleaned_data["presupuesto_hasta"],
            tesoreria_hasta=form.cleaned_data["tesoreria_hasta"],
            reloj=reloj_de_la_casa(),
        )
        messages.success(request, _("Fechas reabiertas. El motivo queda anotado."))
        return redirect("escritorio:ejercicios")

    explicacion = _("Escriba hasta qué día seguirá bloqueado cada ámbito. El que deje vacío quedará sin bloqueo.")
    pagina = _pagina(_("Reabrir fechas de %(anio)d") % {"anio": anio}, explicacion, _("Reabrir"))
    return atender(request, form, pagina, hacer, sin_mas=(Conflicto,))


def _pagina(titulo: str, explicacion: str, boton: str) -> PaginaDeFormulario:
    vuelta = reverse("escritorio:ejercicios")
    return PaginaDeFormulario(titulo, _("Economía"), explicacion, boton, vuelta, _("Ejercicios"))
