"""The certificate of a retention that no task asked for: who signs it, and the one that a retention has, by whichever door."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.firma.models import Circuito
from consistorio.economia.gasto.actos import CERTIFICADO
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, registrar_origen
from consistorio.tramitacion.motor.models import ActoTramite

CLASE: Final = "RC"
registrar_origen(CERTIFICADO, OrigenDeFirmas(Operacion, vivos=Q(clase=CLASE)))


@dato
class Certificado:
    """That of a retention: written, and signed or not yet."""

    documento_id: UUID
    firmado: bool


def referencia_de(operacion_id: UUID) -> str:
    """How the circuit of its certificate is called."""
    return f"{CERTIFICADO}:{operacion_id}"


def certificado_de(operacion: Operacion) -> Certificado | None:
    """The one that a retention has, asked for from its page or in a task of its case; None when there is none, or it came back unsigned."""
    estados = (Circuito.Estado.PENDIENTE, Circuito.Estado.COMPLETADO)
    circuitos = Circuito.objects.filter(referencia=referencia_de(operacion.id), estado__in=estados)
    circuito = circuitos.order_by("-pedido_el", "-id").first()
    if circuito is not None:
        return Certificado(circuito.documento_id, circuito.estado == Circuito.Estado.COMPLETADO)
    if operacion.expediente_id is None:
        return None
    acto = (
        ActoTramite.objects.filter(
            expediente=operacion.expediente_id,
            clase=CERTIFICADO,
            datos__operacion=str(operacion.id),
            estado__in=(ActoTramite.Estado.EN_FIRMA, ActoTramite.Estado.FIRMADO),
        )
        .order_by("-dictado_el", "-id")
        .first()
    )
    return Certificado(acto.documento_id, acto.estado == ActoTramite.Estado.FIRMADO) if acto is not None else None


def por_que_no_se_certifica(operacion: Operacion) -> str:
    """In words, why no certificate of it may be asked for; "" when it may."""
    if operacion.clase != CLASE or operacion.signo < 0:
        return _("Solo se certifica una retención para gastar (RC).")
    if not operacion.lineas.filter(saldo__gt=0).exists():
        return _("De esa retención ya no queda nada.")
    if certificado_de(operacion) is not None:
        return _("Esa retención ya tiene su certificado, firmado o pendiente de firma.")
    return ""
