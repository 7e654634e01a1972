"""What waits for others in a tray: what each task waits for, and since when. A few statements, however many tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.escritorio.lecturas import cuanto_espera
from consistorio.documental.firma.consultas import pasos_que_tocan
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.reloj import en_madrid
from consistorio.servicios.resoluciones.consultas import documentos_en_firma
from consistorio.tramitacion.motor.esperas import actos_en_firma, esperan_desde
from consistorio.tramitacion.motor.models import Tarea

# Once nothing of it is to be signed
FALTA = {
    "revision": gettext_noop("La corrección que se pidió a la persona interesada"),
    "requerimiento": gettext_noop("La contestación de la persona interesada"),
    "acreditacion": gettext_noop("Que se acredite la representación"),
    "comprobacion": gettext_noop("La documentación que se pidió a quien declaró"),
    "notificacion": gettext_noop("Que la persona interesada reciba la notificación"),
    "audiencia": gettext_noop("Que se notifique la audiencia y acabe su plazo"),
    "prueba": gettext_noop("Que se notifique y acabe el período de prueba"),
    "informacion_publica": gettext_noop("Que acabe la información pública"),
    "consulta": gettext_noop("La contestación de la otra Administración"),
    "resolucion": gettext_noop("La sesión del órgano que decide"),
}


def para_lo_que_espera(tareas: Sequence[Tarea], dia: date) -> Sequence[Tarea]:
    """Tasks of the tray of what waits, with what each is waiting for and since when: the day and how many days ago."""
    ids = [tarea.id for tarea in tareas]
    por_firmar = actos_en_firma(ids) | documentos_en_firma([tarea.expediente_id for tarea in tareas])
    pasos = pasos_que_tocan([documento for documento in por_firmar.values() if documento is not None])
    desde = esperan_desde(tareas)
    for tarea in tareas:
        empezo = desde.get(tarea.id, tarea.creada_el)
        setattr(tarea, "falta_texto", _que_falta(tarea, por_firmar, pasos))  # noqa: B010 - only for the template
        setattr(tarea, "desde", en_madrid(empezo).date())  # noqa: B010
        setattr(tarea, "espera_texto", cuanto_espera(dia, empezo))  # noqa: B010
    return tareas


def _que_falta(tarea: Tarea, por_firmar: dict[UUID, UUID | None], pasos: dict[UUID, PasoFirma]) -> str:
    if tarea.id not in por_firmar:
        return _(FALTA[tarea.tipo]) if tarea.tipo in FALTA else _("Lo que se pidió a otra persona o unidad")
    documento = por_firmar[tarea.id]
    if documento is None:
        return _("Que se prepare el documento para la firma")
    if documento in pasos:
        return _("La firma de %(q)s") % {"q": pasos[documento].puesto.nombre}
    return _("Ya está firmado: se está incorporando al expediente")
