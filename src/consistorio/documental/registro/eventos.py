"""Facts of the registry."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("registro.asiento.practicado", _("Asiento practicado en el registro"))
@dato
class AsientoPracticado:
    """An entry was numbered. `huella`: SHA-256 of what was filed; `documentos`: SHA-256 of each document, in order."""

    asiento_id: UUID
    libro: str
    numero: str
    registrado_el: datetime
    presentado_el: datetime
    efectivo_el: datetime
    unidad_id: UUID
    canal: str
    huella: str
    documentos: tuple[str, ...]


@evento("registro.asiento.anulado", _("Asiento anulado"))
@dato
class AsientoAnulado:
    """An entry was annulled by mark; its reason lies in AnulacionAsiento."""

    asiento_id: UUID
    anulacion_id: UUID


@evento("registro.asiento.redirigido", _("Asiento enviado a otra unidad"))
@dato
class AsientoRedirigido:
    """A misfiled entry went to another unit."""

    asiento_id: UUID
    de_unidad_id: UUID
    a_unidad_id: UUID


@evento("registro.asiento.rectificado", _("Asiento rectificado"))
@dato
class AsientoRectificado:
    """One field of an entry was corrected; what it said stays."""

    asiento_id: UUID
    rectificacion_id: UUID
    campo: str


@evento("registro.numeros.reservados", _("Números del registro reservados"))
@dato
class NumerosReservados:
    """Numbers were taken beforehand for a contingency."""

    reserva_id: UUID
    libro: str
    anio: int
    primero: int
    ultimo: int


@evento("registro.libro.pedido", _("Impresión del libro de registro pedida"))
@dato
class LibroPedido:
    """A printed book was asked for."""

    edicion_id: UUID
    libro: str
    desde: date
    hasta: date


@evento("registro.justificante.emitido", _("Justificante de registro emitido"))
@dato
class JustificanteEmitido:
    """The receipt of an entry exists as a document."""

    asiento_id: UUID
    documento_id: UUID


@evento("registro.libro.impreso", _("Libro de registro impreso"))
@dato
class LibroImpreso:
    """A printed book exists as a document."""

    edicion_id: UUID
    documento_id: UUID
    asientos: int


@evento("registro.apoderamiento.prorrogado", _("Prórroga de un apoderamiento anotada en la oficina"))
@dato
class ApoderamientoProrrogado:
    """An official noted that who gave a power extends it. `identificacion`: what they showed, if they came."""

    representacion_id: UUID
    documento_id: UUID
    identificacion: str


@evento("registro.apoderamiento.terminado", _("Fin de un apoderamiento anotado en la oficina"))
@dato
class ApoderamientoTerminado:
    """An official noted that a power ends. `quien`: representado or representante; `identificacion`: what they showed, if they came."""

    representacion_id: UUID
    documento_id: UUID
    quien: str
    identificacion: str


@evento("registro.apoderamiento.inscrito", _("Apoderamiento inscrito en la oficina"))
@dato
class ApoderamientoInscrito:
    """An official inscribed a power. `identificacion`: with which document they checked who grants it, when it was granted there."""

    representacion_id: UUID
    documento_id: UUID | None
    acreditacion: str
    identificacion: str
