"""What can go wrong before there is a database to talk to."""

import sys

from consistorio.nucleo.textos import gettext as _

# Of SQL: connection exceptions, server shutting down or starting, no room for one more connection
_SIN_CONEXION = ("08", "57P", "53300")


class BaseNoDisponible(Exception):
    """There is no database and none could be started. Carries, for people, what happened and what to do."""

    def __init__(self, mensaje: str, que_hacer: str = "") -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.que_hacer = que_hacer

    def __str__(self) -> str:
        return f"{self.mensaje}\n{self.que_hacer}".strip()


class OrdenFallida(BaseNoDisponible):
    """A program of PostgreSQL ran and ended badly; `salida` is what it said."""

    def __init__(self, programa: str, salida: str) -> None:
        mensaje = _("%(programa)s ha fallado:") % {"programa": programa}
        super().__init__(mensaje, salida)
        self.salida = salida


def conexion_perdida(error: BaseException | None) -> bool:
    """Whether the database could not be reached or went away, and what was asked of it has nothing to do with it."""
    psycopg = sys.modules.get("psycopg")  # slow to load, and who did not load it has lost no connection
    while psycopg is not None and error is not None:
        if isinstance(error, psycopg.OperationalError):
            return error.sqlstate is None or str(error.sqlstate).startswith(_SIN_CONEXION)
        error = error.__cause__ or error.__context__
    return False
