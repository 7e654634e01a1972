"""The lines of the history of a case in words, with the tasks and the reasons that they name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.tramitacion.expedientes.consultas import Hito
from consistorio.tramitacion.expedientes.models import DocumentoLlevado, RelacionDeshecha
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea
from consistorio.tramitacion.motor.reglas import cambio_del_plazo
from consistorio.tramitacion.motor.versiones import motivos_de_cambios


def tareas_de_hechos(hitos: Sequence[Hito]) -> dict[str, str]:
    """The names of the tasks that those facts name, by their identifier."""
    nombradas = {str(hito.datos["tarea_id"]) for hito in hitos if hito.datos.get("tarea_id")}
    return {str(i): nombre for i, nombre in Tarea.objects.filter(id__in=nombradas).values_list("id", "nombre")}


def motivos_de(hitos: Sequence[Hito]) -> dict[str, str]:
    """The reasons that those facts name, by their identifier: why something was done out of its turn, given to somebody else, left out,
    moved to another version, related no more, or taken to another case."""
    nombrados = {str(hito.datos["motivo_id"]) for hito in hitos if hito.datos.get("motivo_id")}
    if not nombrados:
        return {}
    de_tareas = MotivoDeTarea.objects.filter(id__in=nombrados).values_list("id", "texto")
    de_relaciones = RelacionDeshecha.objects.filter(id__in=nombrados).values_list("id", "motivo")
    de_documentos = DocumentoLlevado.objects.filter(id__in=nombrados).values_list("id", "motivo")
    dados = {str(i): texto for i, texto in (*de_tareas, *de_relaciones, *de_documentos)}
    return {**dados, **motivos_de_cambios(nombrados)}


def por_que_sobran(tareas: Sequence[Tarea]) -> dict[UUID, str]:
    """Why each of those that was left out was not needed in its case; asked only of those."""
    sobran = [tarea.id for tarea in tareas if tarea.innecesaria]
    if not sobran:
        return {}
    dados = MotivoDeTarea.objects.filter(tarea__in=sobran, clase=MotivoDeTarea.Clase.SOBRA)
    return dict(dados.order_by("dado_el", "id").values_list("tarea_id", "texto"))


def que_paso(hito: Hito, *, declarada: bool = False) -> str:
    """The words of a line of the history of a case: those of its kind of fact or, of the term to decide, what happened to it. `declarada`:
    what began it was no application (LPACAP 69.3)."""
    if declarada and hito.tipo == "solicitud.presentada":
        return _("Se ha presentado")
    if hito.tipo == "tarea.completada" and hito.datos.get("resultado") == Tarea.INNECESARIA:
        return _("Se ha anotado que una tarea no hace falta")
    return cambio_del_plazo(hito.datos) if hito.tipo == "motor.plazo.recalculado" else hito.texto
