"""What this room does on facts of others."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.notificaciones import operaciones
from consistorio.servicios.notificaciones.encargos import del_documento
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Interesado


@suscrito("motor.comunicacion.pedida")
def comunicacion_pedida(hecho: HechoAnotado) -> None:
    """The engine asks that a document reach some parties: notify it, or communicate it when it starts no term."""
    destinatarios = hecho.datos.get("destinatarios")
    if not isinstance(destinatarios, list) or not destinatarios:
        return
    expediente = bloquear(UUID(str(hecho.datos["expediente_id"])))
    documento = Documento.objects.get(id=UUID(str(hecho.datos["documento_id"])))
    encargo = del_documento(
        expediente,
        documento,
        asunto=str(hecho.datos.get("asunto", "")),
        referencia=str(hecho.datos["referencia"]),
        solo_informa=hecho.datos.get("efecto") == "informa",
    )
    partes = (
        Interesado.objects.filter(expediente=expediente, hasta=None, persona_id__in=destinatarios)
        .select_related("persona", "representante")
        .order_by("desde", "id")
    )
    operaciones.emitir(expediente, encargo, interesados=list(partes), actor=hecho.actor, reloj=hecho.reloj)


@suscrito("firma.documento.sellado")
def documento_sellado(hecho: HechoAnotado) -> None:
    """A notification has its seal: put it at disposal (by a job, so that the case is locked first)."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == "notificacion":
        encolar("notificaciones.disponer", notificacion_id=identificador)
