"""The number of each notification: N-AAAA/NNNNNN, gapless in its year because it is taken inside the transaction."""

from __future__ import annotations

from django.db import connections

from consistorio.plataforma.accion import alias_actual, exigir_transaccion

_SQL = """
INSERT INTO notificaciones_numeracionnotificaciones AS n (anio, ultimo) VALUES (%s, %s)
ON CONFLICT (anio) DO UPDATE SET ultimo = n.ultimo + excluded.ultimo RETURNING ultimo
"""


def siguientes(anio: int, cuantos: int) -> list[str]:
    """The next `cuantos` numbers of a year, in order. The row stays locked until the transaction ends."""
    exigir_transaccion()
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_SQL, [anio, cuantos])
        fila = cursor.fetchone()
    ultimo = int(fila[0]) if fila else cuantos
    return [f"N-{anio}/{n:06d}" for n in range(ultimo - cuantos + 1, ultimo + 1)]
