"""The documents of a case, one after another, each through its own door: what somebody may not read is not copied for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext as _

from consistorio.documental.documentos.acceso import documento_para
from consistorio.documental.documentos.consultas import abrir
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.tramitacion.expedientes.consultas import documentos_de
from consistorio.tramitacion.expedientes.models import Expediente

MOTIVO = "copia de todo el expediente"


@dato
class Pieza:
    """A document in its place of the index. Without `documento` it may not be read, or is of another case: `llevado_a`, its number."""

    orden: int
    incorporado_el: datetime
    documento: Documento | None
    llevado_a: str = ""

    @property
    def titulo(self) -> str:
        """What the list calls it; of one that may not be read, nothing."""
        if self.llevado_a:
            return _("Llevado al expediente %(n)s") % {"n": self.llevado_a}
        return self.documento.titulo if self.documento is not None else ""


def piezas_de(expediente: Expediente, actor: Actor) -> Iterator[Pieza]:
    """In the order of the index; each read is noted as any other (`documento_para`). What was taken to another case is not read: a copy of this one
    may leave the house, and it is of others."""
    puestos = documentos_de(expediente, actor).select_related("llevado__destino__expediente")
    for puesto in puestos.iterator():
        if puesto.llevado is not None:
            numero = puesto.llevado.destino.expediente.numero
            yield Pieza(puesto.orden, puesto.incorporado_el, None, numero)
            continue
        try:
            documento = documento_para(actor, puesto.documento_id, motivo=MOTIVO)
        except NoEncontrado:
            yield Pieza(puesto.orden, puesto.incorporado_el, None)
        else:
            yield Pieza(puesto.orden, puesto.incorporado_el, documento)


@contextmanager
def leyendo(pieza: Pieza) -> Iterator[tuple[BinaryIO | None, str]]:
    """Its bytes, or why they are not to be had (it may not be read, it is of another case, quarantine)."""
    if pieza.llevado_a:
        yield None, _("Es de ese expediente: no va en esta copia.")
        return
    if pieza.documento is None:
        yield None, _("No puede ver este documento.")
        return
    try:
        lectura = abrir(pieza.documento)
        flujo = lectura.__enter__()
    except (Conflicto, NoEncontrado) as error:
        yield None, error.mensaje
        return
    try:
        yield flujo, ""
    finally:
        lectura.__exit__(None, None, None)
