"""Submissions held against the log: a case opened from paper answers what was last written down from it."""

from __future__ import annotations

from consistorio.plataforma.auditoria.cotejos import Informe, cotejo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.solicitudes.models import Transcripcion


@cotejo
def respuestas(alias: str, informe: Informe) -> None:
    """The rows of the transcriptions are vouched for by their facts; the case's answers, by the last of them."""
    ultimas = (
        Transcripcion.objects.using(alias)
        .order_by("expediente", "-numero")
        .distinct("expediente")
        .select_related("expediente")
    )
    for ultima in ultimas.iterator(chunk_size=500):
        informe.contar("transcripciones")
        if ultima.expediente.datos != ultima.datos:
            informe.falla(
                Expediente._meta.db_table,
                ultima.expediente_id,
                f"las respuestas no son las que se pasaron del papel en {ultima.expediente.numero}",
            )
