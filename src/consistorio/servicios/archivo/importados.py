"""Imported documents that wait for a case: in which unit, who sees them, and the narrow door to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.archivo.models import ImportacionEni
from consistorio.servicios.archivo.permisos import INCORPORAR
from consistorio.tramitacion.catalogo.consultas import unidad_de_area

AREA_QUE_RECIBE = "atencion"
TOPE = 100


def unidad_que_espera(dir3: str, *, en: date) -> Unidad:
    """Where an imported document waits: the unit of that DIR3, else the one that attends citizens. Raises NoEncontrado."""
    return unidad_por_dir3(dir3, en=en) if dir3 else unidad_de_area(AREA_QUE_RECIBE, en=en)


def en_espera(actor: Actor) -> QuerySet[ImportacionEni]:
    """The imported documents that wait in the units of a member of staff who may put them in a case."""
    if not actor.puede(INCORPORAR):
        return ImportacionEni.objects.none()
    return ImportacionEni.objects.filter(expediente=None, unidad_id__in=actor.unidades)


def pagina(actor: Actor, *, limite: int = TOPE) -> Sequence[ImportacionEni]:
    """Those that wait, newest first; at most a hundred. One question whatever the number of rows."""
    return list(
        en_espera(actor).select_related("documento", "unidad").order_by("-importado", "-id")[: min(limite, TOPE)]
    )


def importado_para(actor: Actor, importacion_id: UUID, *, motivo: str, bloquear: bool = False) -> ImportacionEni:
    """An imported document of one's units. `bloquear`: its row until the end of the transaction.

    Raises NoEncontrado (alike for what does not exist and for what is not theirs), Conflicto (it is in a case already).
    """
    consulta = ImportacionEni.objects.select_related("documento__contenido", "unidad", "expediente")
    if bloquear:
        consulta = consulta.select_for_update(of=("self",))
    hallada = consulta.filter(id=importacion_id, unidad_id__in=actor.unidades).first()
    registrar_acceso(
        actor, que="importacion_eni", objeto_id=importacion_id, motivo=motivo, permitido=hallada is not None
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos ese documento importado."))
    if hallada.expediente is not None:
        raise Conflicto(_("Ese documento ya está en el expediente %(n)s.") % {"n": hallada.expediente.numero})
    return hallada
