"""What a comparison with the log says, kept for a test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection


@dataclass
class Anotado:
    """An `Informe`: each difference as (table, words), and how much was compared."""

    fallas: list[tuple[str, str]] = field(default_factory=list)
    cuentas: Counter[str] = field(default_factory=Counter)

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        """A difference."""
        self.fallas.append((tabla, texto))

    def contar(self, que: str, cuantos: int = 1) -> None:
        """So many were compared."""
        self.cuentas[que] += cuantos


@contextmanager
def sin_guardas() -> Iterator[None]:
    """As whoever administers the database, for whom no trigger runs."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
