"""What a case waits for, in words that say who and what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.plataforma.auditoria.models import Evento
from consistorio.tramitacion.expedientes.firmas import firma_que_falta
from consistorio.tramitacion.motor.models import ActoTramite, Requerimiento, Tarea


def motivo_de_espera(tarea: Tarea) -> str:
    """Why an open task is not done yet: who has to sign it, until when the citizen may answer, or who has to do it."""
    firma = firma_de(tarea)
    if firma:
        return _("%(t)s: %(f)s") % {"t": tarea.nombre, "f": firma[0].lower() + firma[1:]}
    if tarea.datos.get("devuelto"):
        return _("%(t)s: hay que escribirlo otra vez (%(m)s).") % {"t": tarea.nombre, "m": tarea.datos["devuelto"]}
    if tarea.tipo == "requerimiento":
        requerimiento = Requerimiento.objects.filter(tarea=tarea).first()
        if requerimiento is not None and requerimiento.vence is not None:
            hasta = {"d": f"{requerimiento.vence:%d/%m/%Y}"}
            if requerimiento.clase == Requerimiento.Clase.REPRESENTACION:
                return _("La persona interesada tiene hasta el %(d)s para acreditar la representación.") % hasta
            if requerimiento.clase == Requerimiento.Clase.DOCUMENTACION:
                return _("Quien declaró tiene hasta el %(d)s para enviar la documentación.") % hasta
            return _("La persona interesada tiene hasta el %(d)s para corregir la solicitud.") % hasta
        return _("Falta que se notifique el requerimiento.")
    quien = tarea.asignada_a.nombre if tarea.asignada_a else tarea.unidad.nombre
    return _("Falta «%(t)s» (%(q)s).") % {"t": tarea.nombre, "q": quien}


def firma_de(tarea: Tarea) -> str:
    """Whose signature the act of a task waits for; empty when it waits for none."""
    if tarea.estado != Tarea.Estado.EN_ESPERA:
        return ""
    documento = (
        ActoTramite.objects.filter(tarea=tarea, estado=ActoTramite.Estado.EN_FIRMA)
        .values_list("documento_id", flat=True)
        .first()
    )
    if documento is None:
        return ""
    return firma_que_falta(documento) or _("Ya está firmado: se está incorporando al expediente.")


def actos_en_firma(tareas: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """The document that waits for its signature of each of those tasks that has one; one query whatever their number."""
    actos = ActoTramite.objects.filter(tarea_id__in=tareas, estado=ActoTramite.Estado.EN_FIRMA)
    return dict(actos.values_list("tarea_id", "documento_id"))


def esperan_desde(tareas: Sequence[Tarea]) -> dict[UUID, datetime]:
    """Since when each of those tasks waits for somebody else, as the facts of their cases say; one query whatever their number."""
    hechos = Evento.objects.filter(
        cadena__in={tarea.expediente.cadena for tarea in tareas},
        tipo="tarea.estado",
        datos__estado=Tarea.Estado.EN_ESPERA,
        datos__tarea_id__in=[str(tarea.id) for tarea in tareas],
    )
    dichos = hechos.order_by("cadena", "seq").values_list("datos__tarea_id", "momento")
    return {UUID(str(tarea_id)): momento for tarea_id, momento in dichos}
