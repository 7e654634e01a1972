"""Facts of the invoices. Their chain is `factura:<uuid>`."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("facturas.factura.anotada", _("Se anotó una factura en el registro contable"))
@dato
class FacturaAnotada:
    """Its code, the SHA-256 of what arrived, its total in euros ("" when it says none) and the codes of what was found wrong."""

    factura_id: UUID
    codigo: str
    huella: str
    total: str
    firma: str
    problemas: tuple[str, ...]


@evento("facturas.hallazgos.asumidos", _("Se dijo por qué sigue una factura a pesar de lo que se vio en ella"))
@dato
class HallazgosAsumidos:
    """The codes of the reasons of rejection that what was found proposes."""

    factura_id: UUID
    motivos: tuple[str, ...]


@evento("facturas.factura.traida", _("Vino una factura del registro contable anterior"))
@dato
class FacturaTraida:
    """Its code, its number in the register of the other program, the SHA-256 of what brought it and its total in euros."""

    factura_id: UUID
    codigo: str
    registro: str
    huella: str
    total: str


@evento("facturas.factura.adjuntada", _("Se adjuntó el original de una factura que vino sin él"))
@dato
class OriginalAdjuntado:
    """The document, and the SHA-256 of its bytes."""

    factura_id: UUID
    documento_id: UUID
    huella: str


@evento("facturas.emisor.identificado", _("Se identificó a quien expidió una factura"))
@dato
class EmisorIdentificado:
    """The ficha of who sent it, which the invoice did not say."""

    factura_id: UUID
    tercero_id: UUID


@evento("facturas.factura.remitida", _("Se envió una factura a su unidad"))
@dato
class FacturaRemitida:
    """It waits for the conformity of that unit."""

    factura_id: UUID
    unidad_id: UUID


@evento("facturas.factura.devuelta", _("Una unidad devolvió una factura que no es suya"))
@dato
class FacturaDevuelta:
    """The accounting office looks for its unit again."""

    factura_id: UUID
    unidad_id: UUID


@evento("facturas.factura.conformada", _("Se conformó una factura"))
@dato
class FacturaConformada:
    """The unit received what is invoiced as agreed: the term to pay begins."""

    factura_id: UUID
    unidad_id: UUID
    total: str


@evento("facturas.factura.rectificada", _("Se anotó lo que rebaja una factura rectificativa"))
@dato
class FacturaRectificada:
    """Which one it corrects and the operation that notes it, if any, and how much it lowers, in euros."""

    factura_id: UUID
    original_id: UUID | None
    operacion_id: UUID | None
    importe: str


@evento("facturas.factura.rectificacion_deshecha", _("Se deshizo lo que se había anotado de una rectificativa"))
@dato
class RectificacionDeshecha:
    """That of `rectificativa_id`, which waits again; also said of the one that it had lowered, if it is owed again."""

    factura_id: UUID
    rectificativa_id: UUID
    operacion_id: UUID | None


@evento("facturas.conformidad.en_firma", _("Se escribió la conformidad de una factura y se envió a firmar"))
@dato
class ConformidadEnFirma:
    """It was given already: who gave it signs its document."""

    factura_id: UUID
    documento_id: UUID


@evento("facturas.conformidad.firmada", _("Se firmó la conformidad de una factura"))
@dato
class ConformidadFirmada:
    """By who gave it."""

    factura_id: UUID
    documento_id: UUID


@evento("facturas.conformidad.retirada", _("Se devolvió sin firmar la conformidad de una factura"))
@dato
class ConformidadRetirada:
    """`espera`: it waits for the conformity of its unit again; else its obligation was recognised meanwhile."""

    factura_id: UUID
    documento_id: UUID
    espera: bool


@evento("facturas.factura.rechazada", _("Se rechazó una factura"))
@dato
class FacturaRechazada:
    """`motivo`: a code of `reglas.motivos`."""

    factura_id: UUID
    motivo: str


@evento("facturas.factura.contabilizada", _("Se contabilizó la obligación de una factura"))
@dato
class FacturaContabilizada:
    """The operation of the budget that recognises it."""

    factura_id: UUID
    operacion_id: UUID


@evento("facturas.factura.descontabilizada", _("Se anuló la obligación de una factura"))
@dato
class FacturaDescontabilizada:
    """It is conformed again, and waits for another obligation."""

    factura_id: UUID
    operacion_id: UUID


@evento("facturas.factura.pagada", _("Se pagó una factura"))
@dato
class FacturaPagada:
    """The money left."""

    factura_id: UUID


@evento("facturas.factura.impagada", _("Se devolvió el pago de una factura"))
@dato
class FacturaImpagada:
    """The bank gave the money back: it is owed again."""

    factura_id: UUID


@evento("facturas.anulacion.pedida", _("Quien presentó una factura pidió anularla"))
@dato
class AnulacionPedida:
    """The accounting office answers."""

    factura_id: UUID


@evento("facturas.anulacion.resuelta", _("Se resolvió si se anula una factura"))
@dato
class AnulacionResuelta:
    """`aceptada`: it is cancelled."""

    factura_id: UUID
    aceptada: bool


@evento("facturas.retraso.avisado", _("Se avisó de que una factura se retrasa"))
@dato
class RetrasoAvisado:
    """`escalon`: of which clock, after how many days, whom; `a_quienes`: Empleado."""

    factura_id: UUID
    escalon: str
    a_quienes: tuple[UUID, ...]


@evento("facturas.emisor.avisado", _("Se avisó de su factura a quien la expidió"))
@dato
class EmisorAvisado:
    """`clase` and `resultado`: of `AvisoEmisor`."""

    factura_id: UUID
    clase: str
    resultado: str


@evento("facturas.face.recogida", _("Se recogió una factura del punto general de entrada"))
@dato
class RecogidaDeFace:
    """`numero`: the one that FACe gave it."""

    registro_id: UUID
    numero: str
    entrega_id: UUID


@evento(
    "facturas.face.confirmada",
    _("Se confirmó al punto general de entrada que una factura está en el registro contable"),
)
@dato
class ConfirmadaEnFace:
    """From here on FACe does not offer it again."""

    registro_id: UUID


@evento("facturas.face.dicho", _("Se dijo al punto general de entrada qué pasó con una factura"))
@dato
class DichoAFace:
    """`codigo`: of the states of FACe, or of its cancellations."""

    registro_id: UUID
    paso_id: UUID
    codigo: str


@evento("facturas.face.anulacion", _("Llegó del punto general de entrada una petición de anular una factura"))
@dato
class AnulacionDeFace:
    """The request is in the step of the invoice."""

    registro_id: UUID
