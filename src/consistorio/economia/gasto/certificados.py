"""The certificate of a retention that no task asked for: who signs it, and the one that a retention has, by whichever door."""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from consistorio.documental.firma.models import Circuito
from consistorio.economia.gasto.actos import CERTIFICADO
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, registrar_origen
from consistorio.tramitacion.motor.models import ActoTramite

CLASE: Final = "RC"
_VIVOS: Final = (ActoTramite.Estado.EN_FIRMA, ActoTramite.Estado.FIRMADO)
registrar_origen(CERTIFICADO, OrigenDeFirmas(Operacion, vivos=Q(clase=CLASE)))


@dato
class Certificado:
    """That of a retention: written, and signed or not yet. `bajado`: what corrections took from the retention after it was written, in euros: that credit is not held any more."""

    documento_id: UUID
    firmado: bool
    bajado: Decimal = CERO


def referencia_de(operacion_id: UUID) -> str:
    """How the circuit of its certificate is called."""
    return f"{CERTIFICADO}:{operacion_id}"


def certificado_de(operacion: Operacion) -> Certificado | None:
    """The one that a retention has, asked for from its page or in a task of its case; None when there is none, or it came back unsigned or was withdrawn."""
    estados = (Circuito.Estado.PENDIENTE, Circuito.Estado.COMPLETADO)
    circuito = _ultimo(operacion)
    if circuito is not None and circuito.estado in estados:
        firmado = circuito.estado == Circuito.Estado.COMPLETADO
        return Certificado(circuito.documento_id, firmado, bajado_desde(operacion, circuito.id))
    acto = _actos(operacion).filter(estado__in=_VIVOS).order_by("-dictado_el", "-id").first()
    if acto is None:
        return None
    firmado = acto.estado == ActoTramite.Estado.FIRMADO
    return Certificado(acto.documento_id, firmado, bajado_desde(operacion, acto.id))


def bajado_desde(operacion: Operacion, desde: UUID) -> Decimal:
    """What was taken from a retention by those of its corrections that are later than something else by its id, less what restored it; in euros, not below zero."""
    suma = operacion.correcciones.filter(id__gt=desde).aggregate(suma=Sum("importe"))["suma"] or CERO
    return max(-suma, CERO)


def retirado_de(operacion: Operacion) -> bool:
    """Whether the last one that was asked for from its page left the portafirmas because its retention was corrected, and none took its place."""
    ultimo = _ultimo(operacion)
    return ultimo is not None and ultimo.estado == Circuito.Estado.RETIRADO and certificado_de(operacion) is None


def por_firmar_de(operacion: Operacion) -> tuple[list[UUID], list[ActoTramite]]:
    """What waits for a signature about a retention: the documents asked for from its page, and the acts of its case."""
    circuitos = Circuito.objects.filter(referencia=referencia_de(operacion.id), estado=Circuito.Estado.PENDIENTE)
    actos = _actos(operacion).filter(estado=ActoTramite.Estado.EN_FIRMA).order_by("id")
    return list(circuitos.order_by("id").values_list("documento_id", flat=True)), list(actos)


def _ultimo(operacion: Operacion) -> Circuito | None:
    return Circuito.objects.filter(referencia=referencia_de(operacion.id)).order_by("-pedido_el", "-id").first()


def _actos(operacion: Operacion) -> QuerySet[ActoTramite]:
    if operacion.expediente_id is None:
        return ActoTramite.objects.none()
    return ActoTramite.objects.filter(
        expediente=operacion.expediente_id, clase=CERTIFICADO, datos__operacion=str(operacion.id)
    )


def por_que_no_se_certifica(operacion: Operacion) -> str:
    """In words, why no certificate of it may be asked for; "" when it may."""
    if operacion.clase != CLASE or operacion.signo < 0:
        return _("Solo se certifica una retención para gastar (RC).")
    if not operacion.lineas.filter(saldo__gt=0).exists():
        return _("De esa retención ya no queda nada.")
    if certificado_de(operacion) is not None:
        return _("Esa retención ya tiene su certificado, firmado o pendiente de firma.")
    return ""
