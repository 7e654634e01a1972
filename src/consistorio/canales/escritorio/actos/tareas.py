"""Acts on the work itself: taking, sharing out and closing tasks."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.registro import (
    Acto,
    FormularioActo,
    Limpio,
    Ocasion,
    motivo_orden,
    registrar,
)
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.consultas import empleados_de_unidad
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.motor.acciones import asignar, completar_tarea, crear_tarea_libre


class SinPreguntas(FormularioActo):
    """An act that asks nothing: only to be confirmed."""


def _completar(ocasion: Ocasion, limpio: Limpio) -> object:
    return completar_tarea(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        resultado={},
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="completar_tarea",
        titulo=_("Dar por hecha la tarea"),
        explicacion=_("El expediente pasará al siguiente trámite."),
        boton=_("Dar por hecha"),
        hecho=_("Tarea hecha. El expediente sigue adelante."),
        formulario=SinPreguntas,
        ejecutar=_completar,
        en_su_turno=True,
    )
)


class Asignacion(FormularioActo):
    """Who does a task."""

    empleado = forms.ChoiceField(label=_("¿Quién la hace?"), required=False)

    def preparar(self) -> None:
        """Offer the people of the task's unit."""
        tarea = self.ocasion.exigir_tarea()
        gente = [(str(e.id), e.nombre) for e in empleados_de_unidad(tarea.unidad_id, en=hoy(self.ocasion.reloj))]
        self.fields["empleado"] = forms.ChoiceField(
            label=_("¿Quién la hace?"),
            required=False,
            choices=[("", _("Nadie en concreto: queda en la bandeja de la unidad")), *gente],
            initial=str(tarea.asignada_a_id or self.ocasion.actor.id),
        )


def _asignar(ocasion: Ocasion, limpio: Limpio) -> object:
    elegido = str(limpio["empleado"] or "")
    return asignar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        empleado_id=UUID(elegido) if elegido else None,
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="asignar",
        titulo=_("Asignar la tarea"),
        explicacion=_("Quien la reciba la verá en su mesa."),
        boton=_("Asignar"),
        hecho=_("Tarea asignada."),
        formulario=Asignacion,
        ejecutar=_asignar,
        en_su_turno=True,
        al_tomar=True,
    )
)


class TareaLibre(FormularioActo):
    """Something to do that the procedure does not foresee."""

    nombre = forms.CharField(label=_("¿Qué hay que hacer?"), max_length=200)
    unidad = forms.ModelChoiceField(
        label=_("¿Qué unidad lo hace?"),
        queryset=Unidad.objects.filter(hasta=None).order_by(en_castellano("nombre"), "id"),
        required=False,
        empty_label=_("La unidad del expediente"),
    )
    vence = forms.DateField(label=_("Fecha interna"), required=False, help_text=_("Por ejemplo, 27/11/2026"))


def _crear_libre(ocasion: Ocasion, limpio: Limpio) -> object:
    unidad = limpio["unidad"]
    vence = limpio["vence"]
    return crear_tarea_libre(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        nombre=str(limpio["nombre"]),
        unidad_id=unidad.id if isinstance(unidad, Unidad) else None,
        vence=vence or None,  # type: ignore[arg-type]  # DateField gives a date or None
        reloj=ocasion.reloj,
    )


registrar(
    Acto(
        codigo="crear_tarea_libre",
        titulo=_("Pedir una tarea"),
        explicacion=_("La unidad a la que se la pida podrá ver el expediente mientras la tarea esté abierta."),
        boton=_("Pedir la tarea"),
        hecho=_("Tarea creada."),
        formulario=TareaLibre,
        ejecutar=_crear_libre,
    )
)
