"""Facts of the resolutions. Identifiers, hashes, dates and codes only."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("resolucion.redactada", _("Se guardó la propuesta de resolución"))
@dato
class PropuestaRedactada:
    """The text of a proposal was written or changed. `huella`: SHA-256 of its canonical text."""

    resolucion_id: UUID
    expediente_id: UUID
    sentido: str
    huella: str


@evento("resolucion.propuesta", _("Se propuso una resolución"))
@dato
class ResolucionPropuesta:
    """A proposal was made (LPACAP 88.7)."""

    resolucion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    sentido: str
    advertencias: int


@evento("resolucion.propuesta.retirada", _("Se retiró la propuesta de resolución"))
@dato
class PropuestaRetirada:
    """The proposal was taken back before it had a number, so that the instruction could go on. None: its number had been annulled."""

    resolucion_id: UUID | None
    expediente_id: UUID


@evento("resolucion.numerada", _("La resolución recibió su número y pasó a la firma"))
@dato
class ResolucionNumerada:
    """The number was taken, on the chain of the book: the order of numbers is that of official times."""

    resolucion_id: UUID
    expediente_id: UUID
    numero: int
    anio: int


@evento("resolucion.elevada", _("La resolución pasó a la firma"))
@dato
class ResolucionElevada:
    """The same fact on the chain of the case; also when it goes again after it was returned."""

    resolucion_id: UUID
    expediente_id: UUID
    numero: int
    anio: int
    vuelta: int


@evento("resolucion.documentada", _("Se preparó el documento de la resolución y se pidieron las firmas"))
@dato
class ResolucionDocumentada:
    """The document was rendered and its signatures asked for."""

    resolucion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    vuelta: int


@evento("resolucion.firmada", _("Se firmó la resolución"))
@dato
class ResolucionFirmada:
    """Every signature is there: the act exists."""

    resolucion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    numero: int
    anio: int
    sentido: str
    momento: datetime


@evento("resolucion.devuelta", _("Se devolvió la resolución sin firmar"))
@dato
class ResolucionDevuelta:
    """A signatory returned it; it keeps its number."""

    resolucion_id: UUID
    expediente_id: UUID
    documento_id: UUID


@evento("resolucion.anulada", _("Se anuló el número de una resolución por diligencia"))
@dato
class ResolucionAnulada:
    """A number was given up (ROF 199.4): the diligencia stays in the book in its place."""

    resolucion_id: UUID
    expediente_id: UUID
    diligencia_id: UUID
    numero: int
    anio: int


@evento("resolucion.libro.abierto", _("Se abrió el libro de un año"))
@dato
class LibroAbierto:
    """The book of a year was opened."""

    libro_id: UUID
    anio: int
    diligencia_id: UUID


@evento("resolucion.libro.cerrado", _("Se cerró el libro de un año"))
@dato
class LibroCerrado:
    """The book of a year was closed. `ultimo`: its last number, 0 when it has none."""

    libro_id: UUID
    anio: int
    ultimo: int
    diligencia_id: UUID


@evento("resolucion.libro.diligenciado", _("Se hizo una diligencia de un libro y se pidió su firma"))
@dato
class LibroDiligenciado:
    """The document of a diligencia was made and its signature asked for."""

    diligencia_id: UUID
    documento_id: UUID


@evento("resolucion.libro.impreso", _("Se imprimió un libro"))
@dato
class LibroImpreso:
    """A printed book was made and sealed."""

    libro_id: UUID
    documento_id: UUID


@evento("resolucion.certificado.pedido", _("Se pidió un certificado del Libro de Resoluciones"))
@dato
class CertificadoPedido:
    """A certificate went to be signed by the secretario with the V.º B.º of the alcalde."""

    certificado_id: UUID
    resolucion_id: UUID
    documento_id: UUID


@evento("resolucion.certificado.firmado", _("Se firmó un certificado del Libro de Resoluciones"))
@dato
class CertificadoFirmado:
    """Both signatures are there."""

    certificado_id: UUID
    documento_id: UUID


@evento("resolucion.asunto.pedido", _("Se escribió la propuesta que va a una sesión"))
@dato
class AsuntoPedido:
    """The proposal of what an organ decides in session went to be signed."""

    resolucion_id: UUID
    expediente_id: UUID
    asunto_id: UUID
    documento_id: UUID


@evento("resolucion.asunto.listo", _("La propuesta está lista para su sesión"))
@dato
class AsuntoListo:
    """The proposal is signed and the Secretaría has it."""

    resolucion_id: UUID
    expediente_id: UUID
    asunto_id: UUID
    documento_id: UUID


@evento("resolucion.asunto.devuelto", _("La propuesta para una sesión volvió sin firmar"))
@dato
class AsuntoDevuelto:
    """The proposal came back without signature."""

    resolucion_id: UUID
    expediente_id: UUID
    asunto_id: UUID


@evento("resolucion.asunto.tratado", _("Se anotó lo que se decidió en una sesión"))
@dato
class AsuntoTratado:
    """What the organ decided. `resultado`: as `AsuntoSesion.Resultado`; `numero`: that of the acuerdo, if it was agreed."""

    resolucion_id: UUID
    expediente_id: UUID
    asunto_id: UUID
    resultado: str
    sesion_el: date | None
    numero: int | None


@evento("resolucion.sin_efecto", _("El libro dice que una resolución quedó sin efecto: su procedimiento caducó"))
@dato
class ResolucionSinEfecto:
    """A signed resolution has no effect, because its procedure lapsed before it was notified (LPACAP 25.1.b). `diligencia_id`: that of its book."""

    resolucion_id: UUID
    expediente_id: UUID
    diligencia_id: UUID


@evento("resolucion.revision.senalada", _("Se señaló el acto que se revisa de oficio"))
@dato
class RevisionSenalada:
    """A case of review was tied to the act that it reviews, and to its case. `resolucion_id`: None of what silence granted."""

    revision_id: UUID
    expediente_id: UUID
    original_id: UUID
    resolucion_id: UUID | None
    clase: str


@evento("resolucion.revision.lectura", _("La unidad que revisa de oficio puede leer el expediente de lo que revisa"))
@dato
class LecturaParaRevisar:
    """The unit that reviews what a case of another one decided reads that case, until the review is closed."""

    revision_id: UUID
    expediente_id: UUID
    original_id: UUID
    unidad_id: UUID


@evento("resolucion.revision.sin_efecto", _("La declaración de la revisión queda sin efecto"))
@dato
class RevisionSinEfecto:
    """What decided a review stands no more: nothing is declared. `diligencia_id`: that of the book, where a nullity had been told in it."""

    revision_id: UUID
    expediente_id: UUID
    original_id: UUID
    diligencia_id: UUID | None


@evento("resolucion.revision.decidida", _("Se decidió la revisión de oficio de un acto"))
@dato
class RevisionDecidida:
    """The review of an act was decided: it was declared null, or harmful to the public interest, or it was not. `diligencia_id`: that of the
    book where the resolution that was declared null has its number."""

    revision_id: UUID
    expediente_id: UUID
    original_id: UUID
    declaracion_id: UUID
    clase: str
    resultado: str
    diligencia_id: UUID | None
