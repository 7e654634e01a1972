"""What this room does on facts of others."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.notificaciones import consultas, operaciones
from consistorio.servicios.notificaciones.encargos import del_documento
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.models import AlegacionPublica


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
    pedidos = {UUID(str(d)) for d in destinatarios}
    if str(hecho.datos["referencia"]).startswith("respuesta_alegaciones:"):
        todos = _quienes_alegaron(expediente, pedidos)
    else:
        todos = [*partes, *_quienes_presentaron(expediente, pedidos, partes)]
    operaciones.emitir(expediente, encargo, interesados=todos, actor=hecho.actor, reloj=hecho.reloj)


def _quienes_presentaron(
    expediente: Expediente, destinatarios: set[UUID], partes: Iterable[Interesado]
) -> list[Interesado]:
    """Those who filed for a party without being one, when they are told that they did not accredit it (LPACAP 5.6, 40.1).

    As parties of this notification alone: nothing of them is written in the case.
    """
    ajenos = destinatarios - {parte.persona_id for parte in partes}
    por_otra = Interesado.objects.filter(
        expediente=expediente, representante_id__in=ajenos, acreditacion=Interesado.Acreditacion.NO_ACREDITADA
    ).select_related("representante")
    personas = {uno.representante_id: uno for uno in por_otra}
    return [
        Interesado(
            expediente=expediente,
            persona=uno.representante,
            papel=uno.papel,
            canal=uno.canal,
            obligado=uno.representante is not None and uno.representante.obligada,
            desde=uno.desde,
        )
        for uno in personas.values()
    ]


def _quienes_alegaron(expediente: Expediente, destinatarios: set[UUID]) -> list[Interesado]:
    """Those who alleged in a public information, when they are answered (LPACAP 83.3): as parties of this communication alone."""
    alegaciones = AlegacionPublica.objects.filter(
        informacion__expediente=expediente, persona_id__in=destinatarios
    ).select_related("persona", "representante")
    personas = {una.persona_id: una for una in alegaciones.order_by("presentada_el", "id")}
    return [
        Interesado(
            expediente=expediente,
            persona=una.persona,
            representante=una.representante,
            papel=Interesado.Papel.INTERESADO,
            canal=Interesado.Canal.PAPEL if una.en_papel else Interesado.Canal.ELECTRONICA,
            obligado=una.persona.obligada,
            desde=una.presentada_el,
        )
        for una in personas.values()
    ]


@suscrito("motor.decision.sin_efecto")
def decision_sin_efecto(hecho: HechoAnotado) -> None:
    """What notified a decision that stands no more is withdrawn. The engine holds the lock of the case."""
    referencia = str(hecho.datos.get("referencia") or "")
    if not referencia:
        return
    explicacion = _("El procedimiento caducó antes de que se notificara su resolución (artículo 25.1.b).")
    operaciones.dejar_sin_efecto(referencia, explicacion=explicacion, actor=hecho.actor, reloj=hecho.reloj)


@suscrito("expediente.cerrado")
def expediente_cerrado(hecho: HechoAnotado) -> None:
    """A case is not closed while somebody was not told, on paper, what the law says that they are told (LPACAP 21.4, 22.1.d).

    A notification that was not posted does not stop it: what it was for ended with the case. Raises FaseIncompatible.
    """
    cuantas = consultas.comunicaciones_sin_enviar(UUID(str(hecho.datos["expediente_id"])))
    if cuantas:
        raise FaseIncompatible(
            ngettext(
                "No se puede cerrar: queda %(n)d comunicación por enviar en papel.",
                "No se puede cerrar: quedan %(n)d comunicaciones por enviar en papel.",
                cuantas,
            )
            % {"n": cuantas},
            que_hacer=ngettext(
                "Imprímala y márquela como enviada en «Correo postal».",
                "Imprímalas y márquelas como enviadas en «Correo postal».",
                cuantas,
            ),
        )


@suscrito("firma.documento.sellado")
def documento_sellado(hecho: HechoAnotado) -> None:
    """A notification has its seal: put it at disposal (by a job, so that the case is locked first)."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == "notificacion":
        encolar("notificaciones.disponer", notificacion_id=identificador)
