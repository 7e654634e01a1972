"""What tests of two transactions at once ask."""

from __future__ import annotations

from django.db import connection

_ESPERAN = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def espera_alguien() -> bool:
    """Whether some connection to this database waits for what another one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # what was seen in this transaction is not what there is
        cursor.execute(_ESPERAN)
        fila = cursor.fetchone()
    return bool(fila and fila[0])
