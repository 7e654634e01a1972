"""The mark of a real town's database: whoever works with the settings of the demo or of tests refuses to touch it.

`instalar` and `actualizar` leave it (supervision.acciones.marcar), so that forgetting CONSISTORIO_PRODUCTO=1 stops a process
instead of serving real people with the example's passwords, simulators and a clock that moves.
"""

from __future__ import annotations

import psycopg

from consistorio.nucleo.textos import gettext as _

from .conexion import ESPERA, cluster_de_la_casa, conexion_a, conexion_de_la_casa
from .errores import BaseNoDisponible

TABLA = "supervision_villareal"


class BaseDeUnaVilla(BaseNoDisponible):
    """The database is a real town's and these settings are not."""

    def __init__(self) -> None:
        super().__init__(
            _("La base de datos es la de un ayuntamiento de verdad y los ajustes son de demostración o de pruebas."),
            _("Ponga CONSISTORIO_PRODUCTO=1 y los ajustes del Ayuntamiento, o quite DATABASE_URL."),
        )


def exigir_sin_marca(sesion: psycopg.Connection[tuple[object, ...]]) -> None:
    """See that the database of an open connection is no real town's. Raises: BaseDeUnaVilla."""
    with sesion.cursor() as cursor:
        hay_tabla = cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [TABLA]).fetchone()
        if hay_tabla == (True,) and cursor.execute(f"SELECT 1 FROM {TABLA}").fetchone() is not None:  # noqa: S608
            raise BaseDeUnaVilla


def exigir_base_de_ejemplo() -> None:
    """The same before anybody has connected. The private cluster is not asked: it may still be starting, and no real town can use it.

    Raises: BaseDeUnaVilla, BaseNoDisponible.
    """
    conexion = conexion_de_la_casa()
    if conexion == conexion_a(cluster_de_la_casa()):
        return
    try:
        with psycopg.connect(conexion.url(), connect_timeout=ESPERA) as sesion:
            exigir_sin_marca(sesion)
    except psycopg.OperationalError as error:
        raise BaseNoDisponible(
            _("La base de datos no responde: %(error)s") % {"error": error},
            _("Compruebe DATABASE_URL y que el servidor está en marcha."),
        ) from error
