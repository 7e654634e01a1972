"""Make the documents that operations have not: those of a book in batches, or that of one at once."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.carga.consultas import operaciones_cargadas
from consistorio.economia.documentacion.consultas import emision_de
from consistorio.economia.documentacion.models import DocumentoContable, LibroPorDocumentar
from consistorio.economia.documentacion.operaciones import emitir
from consistorio.economia.documentacion.permisos import EMITIR
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

NORMA: Final = "TRLRHL arts. 200 a 205; RD 500/1990 arts. 52 a 68"
TANDA: Final = 20
_CON_LO_SUYO: Final = ("tercero", "asiento", "origen", "modificacion")


@dato
class Emitidos:
    """What a batch did: how many were made, how many could not be, and whether the book has more."""

    hechos: int = 0
    fallidos: int = 0
    quedan: bool = False


@accion("documentacion.documento.emitido", permiso=EMITIR, norma=NORMA)
def emitir_documentos(*, actor: Actor, libro_id: int, reloj: Reloj) -> Emitidos:
    """Make the documents of the next operations of a book, in the order of their numbers: twenty, all in one transaction. Once more it goes on where it was; when another has the
    book in hand it does nothing. What a load brought is passed over: its document is that of the load.

    What could not be made is noted with its reason, and stops nobody. Who: the house (`documentacion.emitir`). Writes: Documento, DocumentoContable, EmisionFallida,
    LibroPorDocumentar. Emits: documentacion.documento.emitido. Raises ServicioNoDisponible (the store; nothing is written).
    """
    libro = LibroPorDocumentar.objects.select_for_update(skip_locked=True).filter(id=libro_id).first()
    if libro is None:
        return Emitidos()
    del_libro = Operacion.objects.filter(ejercicio=libro.ejercicio_id, libro=libro.libro)
    por_ver = list(del_libro.filter(numero__gt=libro.hasta).order_by("numero").values_list("id", "numero")[:TANDA])
    if not por_ver:
        return Emitidos()
    suyas = Operacion.objects.select_related(*_CON_LO_SUYO).filter(id__in=[cual for cual, _numero in por_ver])
    sin_el = list(suyas.filter(documento_contable=None).exclude(operaciones_cargadas()).order_by("numero"))
    fallos = emitir(sin_el, actor=actor, reloj=reloj)
    libro.hasta = por_ver[-1][1]
    libro.save(update_fields=["hasta"])
    return Emitidos(len(sin_el) - len(fallos), len(fallos), len(por_ver) == TANDA)


@accion("documentacion.documento.emitido", permiso=VER, norma=NORMA)
def emitir_documento(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> DocumentoContable:
    """Make at once the document of an operation that has none, or whose document could not be made. One that has it keeps it.

    Who: with `presupuesto.ver`; whether they may read who the operation is with is asked when the document is opened. Writes: Documento, DocumentoContable. Emits:
    documentacion.documento.emitido. Raises NoEncontrado, FaseIncompatible (a load brought it), and why it could not be made.
    """
    operacion = Operacion.objects.select_related(*_CON_LO_SUYO).filter(id=operacion_id).first()
    if operacion is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    libro, _nuevo = LibroPorDocumentar.objects.get_or_create(ejercicio_id=operacion.ejercicio_id, libro=operacion.libro)
    LibroPorDocumentar.objects.select_for_update().get(id=libro.id)
    hecho = DocumentoContable.objects.filter(operacion=operacion).first()
    if hecho is not None:
        return hecho
    if emision_de(operacion.id).cargada:
        raise FaseIncompatible(
            _("Esa operación la trajo la carga de otro programa."),
            que_hacer=_("Su documento es el de la carga; el que tuvo allí sigue allí."),
        )
    for fallo in emitir([operacion], actor=actor, reloj=reloj).values():
        raise fallo
    return DocumentoContable.objects.get(operacion=operacion)
