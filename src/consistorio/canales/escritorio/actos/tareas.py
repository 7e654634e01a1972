"""Acts on the work itself: taking, sharing out and closing tasks."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import solo_unidades_que_pueden
from consistorio.canales.escritorio.actos.registro import (
    Acto,
    FormularioActo,
    Limpio,
    Ocasion,
    Turno,
    motivo_orden,
    registrar,
)
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.orden import en_castellano
from consistorio.plataforma.organizacion.consultas import ausentes_en, empleados_de_unidad
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor.acciones import (
    asignar,
    completar_tarea,
    crear_tarea_libre,
    dejar_sin_hacer,
    delegar_tarea,
)
from consistorio.tramitacion.motor.operaciones.turnos import MAXIMO as MAXIMO_MOTIVO
from consistorio.tramitacion.motor.registro_tipos import NO_HACE_FALTA


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


class LoQueSobra(FormularioActo):
    """Why a case does not need a step."""

    motivo = forms.CharField(
        label=_("¿Por qué no hace falta en este expediente?"),
        error_messages={"required": _("Escriba por qué no hace falta.")},
        help_text=_("Quedará en sus trámites y en su historial."),
        max_length=MAXIMO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _no_hace_falta(ocasion: Ocasion, limpio: Limpio) -> object:
    return dejar_sin_hacer(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        motivo=str(limpio["motivo"]),
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
        turno=Turno.AL_HACERLA,
        con_su_etiqueta=True,
    )
)
registrar(
    Acto(
        codigo=NO_HACE_FALTA,
        titulo=_("En este expediente no hace falta"),
        explicacion=_("No se hará, y el expediente pasará al siguiente trámite."),
        boton=_("No hace falta"),
        hecho=_("Anotado que no hace falta. El expediente sigue adelante."),
        formulario=LoQueSobra,
        ejecutar=_no_hace_falta,
        turno=Turno.AL_HACERLA,
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
        turno=Turno.AL_REPARTIRLA,
    )
)


def _tomar(ocasion: Ocasion, limpio: Limpio) -> object:
    return asignar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        empleado_id=ocasion.actor.id,
        motivo_orden=motivo_orden(limpio),
        reloj=ocasion.reloj,
    )


def _soltar(ocasion: Ocasion, limpio: Limpio) -> object:
    return asignar(actor=ocasion.actor, tarea_id=ocasion.exigir_tarea().id, empleado_id=None, reloj=ocasion.reloj)


class Delegacion(FormularioActo):
    """To whom a task goes, and why."""

    empleado = forms.ChoiceField(label=_("¿Quién la hará?"), error_messages={"required": _("Elija quién la hará.")})
    motivo = forms.CharField(
        label=_("¿Por qué la delega?"),
        error_messages={"required": _("Escriba por qué la delega.")},
        help_text=_("Quedará en el historial del expediente."),
        max_length=MAXIMO_MOTIVO,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def preparar(self) -> None:
        """Offer the colleagues of the unit who are at work today."""
        tarea, dia = self.ocasion.exigir_tarea(), hoy(self.ocasion.reloj)
        no_sirven = {self.ocasion.actor.id, tarea.asignada_a_id, *ausentes_en(dia)}
        gente = [e for e in empleados_de_unidad(tarea.unidad_id, en=dia) if e.id not in no_sirven]
        campo = self.fields["empleado"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [("", _("Elija a una persona")), *((str(e.id), e.nombre) for e in gente)]


def _delegar(ocasion: Ocasion, limpio: Limpio) -> object:
    return delegar_tarea(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        empleado_id=UUID(str(limpio["empleado"])),
        motivo=str(limpio["motivo"]),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="tomar_tarea",
        titulo=_("Tomar la tarea"),
        explicacion=_("La verá en su mesa, entre las suyas."),
        boton=_("Tomarla"),
        hecho=_("Tarea tomada. Está en su mesa."),
        formulario=SinPreguntas,
        ejecutar=_tomar,
        turno=Turno.AL_TOMARLA,
        sigue_con_ella=True,
    ),
    Acto(
        codigo="soltar_tarea",
        titulo=_("Dejar la tarea"),
        explicacion=_("Vuelve a la bandeja de la unidad, para quien la tome."),
        boton=_("Dejarla"),
        hecho=_("Tarea dejada en la bandeja de la unidad."),
        formulario=SinPreguntas,
        ejecutar=_soltar,
    ),
    Acto(
        codigo="delegar_tarea",
        titulo=_("Delegar la tarea"),
        explicacion=_(
            "Pasa a la mesa de otra persona de la unidad. Se delega el trabajo, no la competencia para resolver."
        ),
        boton=_("Delegarla"),
        hecho=_("Tarea delegada."),
        formulario=Delegacion,
        ejecutar=_delegar,
    ),
):
    registrar(acto)


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

    def preparar(self) -> None:
        """Offer the units where somebody may do it."""
        solo_unidades_que_pueden(self, TRAMITAR)


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
