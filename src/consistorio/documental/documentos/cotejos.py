"""Documents held against the store: what a revision is made of is there."""

from __future__ import annotations

from django.db import connections

from consistorio.plataforma.auditoria.cotejos import Informe, cotejo

_SIN_CONTENIDO = """
SELECT DISTINCT r.contenido_id FROM documentos_revisiondocumento r
LEFT JOIN almacen_contenido c ON c.sha256 = r.contenido_id WHERE c.sha256 IS NULL ORDER BY 1 LIMIT 1000
"""


@cotejo
def contenidos(alias: str, informe: Informe) -> None:
    """The facts vouch for the revisions; each of these names bytes, and the store answers for them by that name."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_SIN_CONTENIDO)
        for (sha256,) in cursor.fetchall():
            informe.falla("almacen_contenido", sha256, "un documento lo nombra y ha desaparecido")
