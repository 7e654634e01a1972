"""The certificate of silence: of office, or because a party asks for it, within fifteen days (LPACAP 24.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.calendario.tipos import Duracion, Unidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea, Vencimiento
from consistorio.tramitacion.motor.operaciones.decision import silencio_de
from consistorio.tramitacion.motor.operaciones.plazos import vigilar
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, crear
from consistorio.tramitacion.motor.reglas import contar
from consistorio.tramitacion.motor.sentidos import CADUCIDAD
from consistorio.tramitacion.motor.valores_legales import valor

TIPO = "certificado_silencio"
# In the data of its task: the day on which a party asked for it
PEDIDO_EL = "pedido_el"


def certificado_por_expedir(expediente: Expediente) -> Tarea | None:
    """The task of the certificate, while it is not issued."""
    abiertas = expediente.tareas.select_related("expediente", "unidad").filter(tipo=TIPO, cerrada_el=None)
    return abiertas.first()


def pedido_el(tarea: Tarea) -> date | None:
    """When a party asked for the certificate of this task; None, when it is of office alone."""
    dicho = tarea.datos.get(PEDIDO_EL)
    return date.fromisoformat(str(dicho)) if dicho else None


def exigir_certificable(expediente: Expediente, *, en: date) -> None:
    """Assert that a party may ask that day for the certificate. Raises FaseIncompatible: there is no silence, it was issued or asked for already."""
    plazo = Plazo.objects.filter(expediente=expediente).first()
    if plazo is not None and plazo.certificado_el is not None:
        raise FaseIncompatible(
            _("El certificado de silencio ya se expidió el %(d)s.")
            % {"d": f"{en_madrid(plazo.certificado_el):%d/%m/%Y}"},
            que_hacer=_("Está entre los documentos del expediente: se descarga de ahí, o se da una copia."),
        )
    if plazo is None or silencio_de(plazo, en=en) in ("", CADUCIDAD):
        raise FaseIncompatible(_("No hay ningún silencio que certificar."), que_hacer=_por_que_no_hay(plazo, en=en))
    tarea = certificado_por_expedir(expediente)
    dia = pedido_el(tarea) if tarea is not None else None
    if tarea is not None and dia is not None:
        raise FaseIncompatible(
            _("El certificado de silencio ya se pidió el %(d)s.") % {"d": f"{dia:%d/%m/%Y}"},
            que_hacer=_("Tiene que expedirse como tarde el %(v)s, y se notificará.") % {"v": f"{tarea.vence:%d/%m/%Y}"},
        )


def _por_que_no_hay(plazo: Plazo | None, *, en: date) -> str:
    if plazo is None:
        return _("En este expediente no se pidió nada que haya que resolver en un plazo.")
    if plazo.estado == Plazo.Estado.CUMPLIDO:
        return _("La resolución se notificó dentro del plazo.")
    if plazo.silencio == CADUCIDAD:
        return _("Lo que inicia el Ayuntamiento y no se notifica en plazo caduca (artículo 25.1.b).")
    if plazo.silencio == "no_procede":
        return _("En este expediente el silencio no concede ni deniega nada.")
    if plazo.estado == Plazo.Estado.SUSPENDIDO:
        return _("El plazo para resolver está parado.")
    return _("El plazo para resolver termina el %(d)s: se podrá pedir desde el día siguiente.") % {
        "d": f"{plazo.vence:%d/%m/%Y}"
    }


def pedir_certificado(
    expediente: Expediente, *, momento: datetime, documento_id: UUID, persona_id: UUID, actor: Actor, reloj: Reloj
) -> Tarea:
    """A party asked for the certificate: it is due fifteen days after the entry, or before, if it was already due of office.

    Writes: Tarea, Vencimiento. Emits: tarea.creada, if it was not open. LPACAP 24.4.
    """
    dia = en_madrid(momento).date()
    datos = {PEDIDO_EL: dia.isoformat(), "documento": str(documento_id), "persona": str(persona_id)}
    nombre = _("Expedir el certificado de silencio que se pidió")
    return abrir_certificado(expediente, desde=dia, nombre=nombre, datos=datos, actor=actor, reloj=reloj)


def abrir_certificado(
    expediente: Expediente,
    *,
    desde: date,
    actor: Actor,
    reloj: Reloj,
    nombre: str = "",
    datos: Mapping[str, str] | None = None,
) -> Tarea:
    """The task of the certificate, due fifteen hábiles days from that one. There is one at most: what is new is added to it, and its date is the
    earliest.

    Writes: Tarea, Vencimiento. Emits: tarea.creada, if it was not open.
    """
    exigir_transaccion()
    dia = hoy(reloj)
    duracion = Duracion(valor("certificado_silencio.dias", en=dia), Unidad.DIAS_HABILES)
    vence = contar(desde, duracion, calendario_de_la_sede(en=dia)).vence
    tarea = certificado_por_expedir(expediente)
    if tarea is None:
        nueva = TareaNueva(
            codigo=TIPO,
            tipo=TIPO,
            nombre=nombre or _("Expedir el certificado de silencio"),
            fase=expediente.fase,
            unidad_id=expediente.unidad_id,
            vence=vence,
            datos=dict(datos or {}),
        )
        tarea = crear(expediente, nueva, actor=actor, reloj=reloj)
    else:
        tarea.nombre, tarea.datos = nombre or tarea.nombre, {**tarea.datos, **(datos or {})}
        tarea.vence = min(vence, tarea.vence or vence)
        tarea.save(update_fields=["nombre", "datos", "vence"])
    vigilar(expediente, Vencimiento.Clase.CERTIFICADO, referencia=tarea.id, vence=tarea.vence or vence)
    return tarea
