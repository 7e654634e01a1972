"""What the registry does on facts: its receipts and books are made after the entry, and marked when the seal is there."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.registro.models import EdicionLibro, Justificante
from consistorio.documental.registro.referencias import asiento_de, edicion_de
from consistorio.documental.registro.tipos import Canal
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tipos import Prioridad


@suscrito("registro.asiento.practicado")
def pedir_justificante(hecho: HechoAnotado) -> None:
    """Every entry has a receipt, without anybody asking for it (LPACAP 16.3). Who filed in the sede waits for it at the page."""
    asiento_id = UUID(str(hecho.datos["asiento_id"]))
    Justificante.objects.create(asiento_id=asiento_id)
    en_la_sede = hecho.datos["canal"] == Canal.SEDE
    encolar(
        "registro.emitir_justificante",
        prioridad=Prioridad.ORDINARIA if en_la_sede else Prioridad.EN_BLOQUE,
        asiento_id=asiento_id,
    )


@suscrito("registro.libro.pedido")
def pedir_composicion(hecho: HechoAnotado) -> None:
    """A book that was asked for is made by a job."""
    encolar("registro.componer_libro", edicion_id=str(hecho.datos["edicion_id"]))


@suscrito("firma.documento.sellado")
def marcar_sellado(hecho: HechoAnotado) -> None:
    """The seal asked for is there."""
    referencia = str(hecho.datos.get("referencia", ""))
    asiento_id, edicion_id = asiento_de(referencia), edicion_de(referencia)
    if asiento_id is not None:
        Justificante.objects.filter(asiento_id=asiento_id, estado=Justificante.Estado.SIN_SELLAR).update(
            estado=Justificante.Estado.SELLADO, sellado_el=hecho.momento
        )
    if edicion_id is not None:
        EdicionLibro.objects.filter(pk=edicion_id, sellada_el=None).update(sellada_el=hecho.momento)
