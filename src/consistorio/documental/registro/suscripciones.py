"""What the registry does on facts: its receipts and books are made after the entry, and marked when the seal is there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connections

from consistorio.documental.registro.models import EdicionLibro, Justificante
from consistorio.documental.registro.referencias import asiento_de, edicion_de
from consistorio.documental.registro.tipos import Canal
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito, suscrito_a_varios
from consistorio.plataforma.base.villa import alias_actual
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


@suscrito_a_varios("firma.documento.sellado")
def marcar_sellados(hechos: Sequence[HechoAnotado]) -> None:
    """The seals asked for are there."""
    sellados = [(str(hecho.datos.get("referencia", "")), hecho.momento) for hecho in hechos]
    asientos = {a: momento for referencia, momento in sellados if (a := asiento_de(referencia)) is not None}
    if asientos:
        with connections[alias_actual()].cursor() as cursor:
            cursor.execute(
                "UPDATE registro_justificante j SET estado = %s, sellado_el = n.momento "
                "FROM unnest(%s::uuid[], %s::timestamptz[]) AS n (asiento, momento) WHERE j.asiento_id = n.asiento AND j.estado = %s",
                [Justificante.Estado.SELLADO, list(asientos), list(asientos.values()), Justificante.Estado.SIN_SELLAR],
            )
    for referencia, momento in sellados:
        edicion_id = edicion_de(referencia)
        if edicion_id is not None:
            EdicionLibro.objects.filter(pk=edicion_id, sellada_el=None).update(sellada_el=momento)
