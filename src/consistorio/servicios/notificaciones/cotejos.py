"""Notifications held against the log: which document was delivered, which proves the outcome, and under which exit entry it left."""

from __future__ import annotations

from django.db import connections

from consistorio.plataforma.auditoria.cotejos import Informe, cotejo
from consistorio.servicios.notificaciones.models import Notificacion

# The fact of the disposal says the digest of what was delivered; an exit entry carries, as its key, the notification that it is of
_OTRAS = """
SELECT n.id, 'el justificante' FROM notificaciones_notificacion n
LEFT JOIN auditoria_evento e ON e.tipo = 'notificacion.evidenciada' AND e.datos->>'notificacion_id' = n.id::text
WHERE n.evidencia_id::text IS DISTINCT FROM e.datos->>'documento_id'
UNION SELECT n.id, 'el documento entregado' FROM notificaciones_notificacion n
JOIN auditoria_evento e ON e.tipo = 'notificacion.puesta_a_disposicion' AND e.datos->>'notificacion_id' = n.id::text
WHERE NOT EXISTS (
  SELECT FROM documentos_revisiondocumento r
  WHERE r.documento_id = coalesce(n.cedula_id, n.documento_id) AND r.contenido_id = e.datos->>'huella'
)
UNION SELECT n.id, 'el asiento de salida' FROM notificaciones_notificacion n
LEFT JOIN registro_asiento a ON a.clave_idempotencia = 'notificacion:' || n.id::text
WHERE n.salida_id IS DISTINCT FROM a.id
ORDER BY 1, 2 LIMIT 1000
"""


@cotejo
def notificaciones(alias: str, informe: Informe) -> None:
    """The rows are vouched for by their facts, but for the documents and the entry that come later: those have facts of their own."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_OTRAS)
        for clave, que in cursor.fetchall():
            informe.falla(Notificacion._meta.db_table, clave, f"{que} no es el que resulta de los hechos")
