"""Reads of the accounting documents. Who may see the operation was asked at the door."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.models import Circuito, SelloPedido
from consistorio.economia.carga.consultas import operaciones_cargadas
from consistorio.economia.documentacion.models import DocumentoContable, EmisionFallida
from consistorio.economia.gasto.casos import casos_de
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, registrar_origen

CLASE: Final = "documento_contable"
registrar_origen(CLASE, OrigenDeFirmas(Operacion, vivos=Q(documento_contable__isnull=False)))


@dato
class Emision:
    """Where the document of an operation stands: made or not, with its seal or waiting for it, signed by Intervención if it was asked; or why it could not be made, or that a load brought the operation, whose
    document is that of the load."""

    documento_id: UUID | None = None
    espera_sello: bool = False
    firma: str = ""  # a state of Circuito
    fallo: str = ""
    cargada: bool = False

    @property
    def por_hacer(self) -> bool:
        """Whether it will be made."""
        return self.documento_id is None and not self.cargada

    @property
    def en_firma(self) -> bool:
        """Whether Intervención has it to sign."""
        return self.firma == Circuito.Estado.PENDIENTE

    @property
    def firmado(self) -> bool:
        """Whether Intervención signed it."""
        return self.firma == Circuito.Estado.COMPLETADO


def referencia_de(operacion_id: UUID) -> str:
    """How the circuit of its document, and the request of its seal, are called."""
    return f"{CLASE}:{operacion_id}"


def emision_de(operacion_id: UUID) -> Emision:
    """Where its document stands."""
    hecho = DocumentoContable.objects.filter(operacion=operacion_id).first()
    if hecho is None:
        fallida = EmisionFallida.objects.filter(operacion=operacion_id).first()
        cargada = Operacion.objects.filter(operaciones_cargadas(), id=operacion_id).exists()
        return Emision(fallo=fallida.motivo if fallida is not None else "", cargada=cargada)
    por_sellar = SelloPedido.objects.filter(
        documento=hecho.documento_id, campo=SELLO_DE_ORGANO.nombre, estado=SelloPedido.Estado.PENDIENTE
    )
    vivos = (Circuito.Estado.PENDIENTE, Circuito.Estado.COMPLETADO)
    circuito = Circuito.objects.filter(referencia=referencia_de(operacion_id), estado__in=vivos).order_by("-id").first()
    return Emision(hecho.documento_id, por_sellar.exists(), circuito.estado if circuito is not None else "")


def su_caso(operacion: Operacion) -> UUID | None:
    """The case where its document is filed: its own or, of one that is of several, the only one that all its lines are of. What is of more than one, or of one and of none, names people of
    each, and goes to none."""
    if operacion.expediente_id is not None:
        return operacion.expediente_id
    por_caso = casos_de(operacion)
    # What is kept of it is of none
    suyas = set(operacion.lineas.filter(no_presupuestario=None).values_list("id", flat=True))
    return next((caso for caso, lineas in por_caso.items() if {una.id for una in lineas} >= suyas), None)


def por_que_no_se_firma(emision: Emision) -> str:
    """In words, why its document may not be sent to be signed; "" when it may."""
    if emision.documento_id is None:
        return _("La operación no tiene todavía su documento contable.")
    if emision.en_firma:
        return _("El documento contable está ya en el portafirmas de Intervención.")
    if emision.firmado:
        return _("Intervención ya firmó ese documento contable.")
    return ""
