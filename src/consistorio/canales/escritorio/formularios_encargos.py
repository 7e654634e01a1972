"""What is asked before the same is done to several tasks or cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.organizacion.consultas import ausentes_en, empleados_de_unidad
from consistorio.servicios.encargos.acciones.encargar import cuenta_el_turno
from consistorio.servicios.encargos.consultas import se_adelantan
from consistorio.tramitacion.expedientes.acciones.notas import MAXIMO_NOTA
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones.turnos import MAXIMO as MAXIMO_MOTIVO


class Encargar(forms.Form):
    """The sheet on which it is asked, which counts once."""

    clave = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class EncargarTareas(Encargar):
    """To whom they are assigned, and why they go first, where that has to be said."""

    def __init__(self, datos: QueryDict | None, *, acto: str, tareas: Sequence[Tarea], actor: Actor, dia: date) -> None:
        super().__init__(datos)
        if acto == "asignar" and tareas:
            fuera = ausentes_en(dia)
            gente = [e for e in empleados_de_unidad(tareas[0].unidad_id, en=dia) if e.id not in fuera]
            self.fields["empleado"] = forms.TypedChoiceField(
                label=gettext_lazy("¿Quién las hace?"),
                choices=[("", _("Elija a una persona")), *((str(e.id), e.nombre) for e in gente)],
                coerce=UUID,
                empty_value=None,
                error_messages={"required": _("Elija quién las hará.")},
            )
        self._por_que_antes(acto, tareas, actor)

    def _por_que_antes(self, acto: str, tareas: Sequence[Tarea], actor: Actor) -> None:
        """Asked once for all of them; of who shares out, only when they keep them."""
        if not cuenta_el_turno(acto, para_si=True):
            return
        anterior = se_adelantan(tareas, actor, entre_libres=acto != "completar")
        if anterior is None:
            return
        self.fields["motivo_orden"] = forms.CharField(
            label=_("¿Por qué se hacen antes que el expediente %(n)s?") % {"n": anterior.expediente.numero},
            help_text=_(
                "Aquel entró antes y espera lo mismo. Alterar el orden pide una orden motivada de quien dirige la unidad "
                "(artículo 71.2): diga quién la ha dado y por qué. Quedará en el historial de cada expediente."
            ),
            required=cuenta_el_turno(acto, para_si=False),
            error_messages={"required": _("Diga por qué se hacen antes, o marque también aquel.")},
            max_length=MAXIMO_MOTIVO,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class EncargarExpedientes(Encargar):
    """The note, when one is added."""

    def __init__(self, datos: QueryDict | None, *, acto: str) -> None:
        super().__init__(datos)
        if acto == "anotar":
            self.fields["texto"] = forms.CharField(
                label=gettext_lazy("Nota"),
                help_text=gettext_lazy("Queda esta nota en cada expediente. No forma parte de ellos (artículo 70.4)."),
                error_messages={"required": _("Escriba la nota.")},
                max_length=MAXIMO_NOTA,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
