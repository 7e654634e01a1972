"""Reads of who must keep away from a case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from consistorio.plataforma.organizacion.consultas import personal_de_unidades, vigente
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import CuestionImparcialidad, Tarea
from consistorio.tramitacion.motor.operaciones.imparcialidad import CONTESTAR
from consistorio.tramitacion.motor.reglas import nombra


def es_para_apartados(tarea: Tarea) -> bool:
    """Whether it is to be done by who may do nothing else in the case: say whether one is rightly challenged."""
    return tarea.codigo == CONTESTAR


def cuestion_de(tarea: Tarea) -> CuestionImparcialidad | None:
    """The abstention or challenge that a task is about."""
    cuestiones = CuestionImparcialidad.objects.select_related("empleado__persona")
    return cuestiones.filter(
        id=str(tarea.datos.get("cuestion") or UUID(int=0)), expediente_id=tarea.expediente_id
    ).first()


def quienes_intervienen(expediente: Expediente, *, en: date) -> QuerySet[Empleado]:
    """Those who may have a part in a case on a day, by surname: the people of the units that carry it or had a task in it, those above
    that decide, and who had its tasks in their hands. At most two hundred."""
    tareas = expediente.tareas.order_by()
    unidades = {expediente.unidad_id, *tareas.values_list("unidad_id", flat=True).distinct()}
    if expediente.unidad.padre_id is not None:
        unidades.add(expediente.unidad.padre_id)
    organos = Ocupacion.objects.filter(vigente(en), puesto__activo=True).exclude(puesto__organo="")
    manos = tareas.exclude(asignada_a=None).values_list("asignada_a_id", flat=True).distinct()
    return personal_de_unidades(unidades, en=en, ademas={*organos.values_list("empleado_id", flat=True), *manos})


def quienes_nombra(expediente: Expediente, texto: str, *, en: date) -> tuple[UUID, ...]:
    """Those who may have a part in a case and whose name is in a text, as the party who challenges them writes it."""
    return tuple(
        uno.id
        for uno in quienes_intervienen(expediente, en=en)
        if nombra(texto, uno.persona.nombre, uno.persona.apellido1)
    )
