"""Sharing out again what somebody who is away has in hand."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from consistorio.canales.escritorio.vistas.formularios import PaginaDeFormulario, atender
from consistorio.canales.interfaz.formularios import Formulario
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.motor.acciones import reasignar_por_ausencia
from consistorio.tramitacion.motor.consultas import Carga, cargas_de
from consistorio.tramitacion.motor.permisos import ASIGNAR


class Reparto(Formulario):
    """Whose tasks, and who does them."""

    ausente = forms.ChoiceField(label=gettext_lazy("¿De quién son las tareas?"))
    empleado = forms.ChoiceField(label=gettext_lazy("¿Quién las hará?"), required=False)

    def __init__(self, *args: object, cargas: list[Carga], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ausente"].error_messages["required"] = _("Elija de quién son las tareas.")
        for nombre, opciones in (
            (
                "ausente",
                [("", _("Elija a una persona")), *((str(c.empleado.id), _rotulo(c)) for c in cargas if c.abiertas)],
            ),
            (
                "empleado",
                [
                    ("", _("Nadie en concreto: vuelven a la unidad")),
                    *((str(c.empleado.id), _rotulo(c)) for c in cargas if not c.ausente),
                ],
            ),
        ):
            campo = self.fields[nombre]
            assert isinstance(campo, forms.ChoiceField)  # noqa: S101  # narrows the type
            campo.choices = opciones


@empleado(ASIGNAR)
@require_http_methods(["GET", "POST"])
def repartir(request: PeticionConActor) -> HttpResponse:
    """Give the open tasks of somebody of my units to another, or back to their unit."""
    reloj = reloj_de_la_casa()
    formulario = Reparto(
        request.POST if request.method == "POST" else None, cargas=cargas_de(request.actor, en=hoy(reloj))
    )

    def hacer() -> HttpResponse:
        elegido = str(formulario.cleaned_data["empleado"])
        cuantas = reasignar_por_ausencia(
            actor=request.actor,
            ausente_id=UUID(str(formulario.cleaned_data["ausente"])),
            empleado_id=UUID(elegido) if elegido else None,
            reloj=reloj,
        )
        messages.success(
            request,
            ngettext("Se ha repartido %(n)d tarea.", "Se han repartido %(n)d tareas.", cuantas) % {"n": cuantas},
        )
        return redirect("escritorio:bandeja")

    pagina = PaginaDeFormulario(
        _("Repartir las tareas de una persona"),
        _("Mi unidad"),
        _(
            "Para quien falta o se va. Se reparten todas las tareas que tiene abiertas en su unidad, hasta 200 cada vez."
        ),
        _("Repartir"),
        reverse("escritorio:bandeja"),
        _("Mi mesa"),
    )
    return atender(request, formulario, pagina, hacer)


def _rotulo(carga: Carga) -> str:
    tareas = ngettext("%(n)d tarea", "%(n)d tareas", carga.abiertas) % {"n": carga.abiertas}
    estado = _("%(tareas)s, ausente hoy") % {"tareas": tareas} if carga.ausente else tareas
    return f"{carga.empleado.nombre} ({estado})"
