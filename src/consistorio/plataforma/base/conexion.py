"""Where the database is: `DATABASE_URL`, else the private cluster of this checkout.

Settings, command line and tests all read `conexion_de_la_casa`, so that they cannot disagree.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import psycopg

from .cluster import BASE, USUARIO, Cluster
from .errores import BaseNoDisponible
from .memoria import carpeta_efimera
from .rutas import carpeta_var

ESPERA = 10  # seconds that a server may take to answer
# A machine that went without saying goodbye is noticed in half a minute, also by who only waits for an answer
MUERTA_SIN_AVISAR = {
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
# What is asked for a second time is parsed and planned no more in that connection (ADR 025)
PREPARADAS = {"server_side_binding": True, "prepare_threshold": 2}


@dataclass(frozen=True)
class Conexion:
    """One PostgreSQL database. `host` may be the folder of a socket."""

    nombre: str
    usuario: str = ""
    clave: str = ""
    host: str = ""
    puerto: str = ""
    opciones: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def de_url(cls, url: str) -> "Conexion":
        """Read `postgres[ql]://user:password@host:port/name?sslmode=...`; `?host=/folder` names a socket.

        Raises: BaseNoDisponible with the reason (never with the password).
        """
        partes = urlsplit(url)
        if partes.scheme not in ("postgres", "postgresql"):
            raise BaseNoDisponible("DATABASE_URL no es de PostgreSQL.", "Escriba postgresql://usuario@host/base")
        opciones = dict(parse_qsl(partes.query.replace("+", "%2B")))  # to libpq a plus sign is no space
        try:
            puerto = str(partes.port or opciones.pop("port", ""))
        except ValueError as error:
            raise BaseNoDisponible("El puerto de DATABASE_URL no es un número.") from error
        nombre = unquote(partes.path.lstrip("/"))
        if not nombre:
            raise BaseNoDisponible("A DATABASE_URL le falta el nombre de la base: postgresql://host/NOMBRE")
        host = opciones.pop("host", "") or unquote(partes.hostname or "")
        return cls(nombre, unquote(partes.username or ""), unquote(partes.password or ""), host, puerto, opciones)

    def url(self) -> str:
        """The same as a URL, to hand over to another process."""
        cuenta = quote(self.usuario, safe="") + (f":{quote(self.clave, safe='')}" if self.clave else "")
        consulta = dict(self.opciones)
        if self.host.startswith("/"):
            consulta["host"] = self.host
            lugar = ""
        else:
            lugar = f"[{self.host}]" if ":" in self.host else self.host
        if self.puerto and not lugar:
            consulta["port"] = self.puerto
        elif self.puerto:
            lugar += f":{self.puerto}"
        texto = f"postgresql://{cuenta + '@' if cuenta else ''}{lugar}/{quote(self.nombre, safe='')}"
        return texto + (f"?{urlencode(consulta, quote_via=quote, safe='')}" if consulta else "")

    def con_nombre(self, nombre: str) -> "Conexion":
        return replace(self, nombre=nombre)

    def ajustes_django(self) -> dict[str, object]:
        """One entry of `DATABASES`."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.nombre,
            "USER": self.usuario,
            "PASSWORD": self.clave,
            "HOST": self.host,
            "PORT": self.puerto,
            "OPTIONS": {
                "connect_timeout": str(ESPERA),
                **MUERTA_SIN_AVISAR,
                **self.opciones,
                "application_name": "consistorio",
                **PREPARADAS,
            },
            "CONN_HEALTH_CHECKS": True,
        }

    def entorno_libpq(self) -> dict[str, str]:
        """Variables for `pg_dump`, `pg_restore` and `psql`; a password never goes on a command line."""
        valores = {
            "PGDATABASE": self.nombre,
            "PGUSER": self.usuario,
            "PGPASSWORD": self.clave,
            "PGHOST": self.host,
            "PGPORT": self.puerto,
            "PGSSLMODE": self.opciones.get("sslmode", ""),
            "PGSSLROOTCERT": self.opciones.get("sslrootcert", ""),
        }
        return {k: v for k, v in valores.items() if v}


def cluster_de_la_casa() -> Cluster:
    """The private cluster of this checkout (not started by asking)."""
    return Cluster(carpeta_var() / "pg")


def cluster_de_pruebas() -> Cluster:
    """The throwaway cluster of the tests: fast, and of no value."""
    return Cluster(carpeta_efimera("pg-pruebas"), duradero=False)


def conexion_a(cluster: Cluster, nombre: str = BASE) -> Conexion:
    return Conexion(nombre, USUARIO, host=str(cluster.carpeta_socket()), puerto=cluster.PUERTO)


def conexion_de_la_casa() -> Conexion:
    """Where the town's database is. Starts nothing.

    Raises: BaseNoDisponible when `DATABASE_URL` cannot be read.
    """
    url = os.environ.get("DATABASE_URL")
    return Conexion.de_url(url) if url else conexion_a(cluster_de_la_casa())


def conexion_del_propietario() -> Conexion | None:
    """`CONSISTORIO_URL_PROPIETARIO`: the same database through the role that owns its tables, for whoever changes their shape.

    None when it is not said: the application's role is then also the owner, as in the private cluster.
    Raises: BaseNoDisponible when it cannot be read.
    """
    url = os.environ.get("CONSISTORIO_URL_PROPIETARIO")
    return Conexion.de_url(url) if url else None


def conexion_de_pruebas() -> Conexion:
    """Where the tests' databases live: `CONSISTORIO_TEST_DATABASE_URL` (a server where we may create databases), else
    our throwaway cluster. The town's `DATABASE_URL` is never used, so that no test can touch it."""
    url = os.environ.get("CONSISTORIO_TEST_DATABASE_URL")
    return Conexion.de_url(url) if url else conexion_a(cluster_de_pruebas())


def asegurar_base() -> Conexion:
    """Have the town's database running for as long as this process lives.

    With `DATABASE_URL` it starts nothing. Else the private cluster is created and started; the last process that uses
    it stops it.

    Raises: BaseNoDisponible.
    """
    if not os.environ.get("DATABASE_URL"):
        cluster_de_la_casa().usar()
    return conexion_de_la_casa()


def exigir_respuesta(conexion: Conexion) -> None:
    """See that the server answers. Raises: BaseNoDisponible."""
    try:
        psycopg.connect(conexion.url(), connect_timeout=ESPERA).close()
    except psycopg.OperationalError as error:
        raise BaseNoDisponible(
            f"La base de datos no responde: {error}", "Compruebe DATABASE_URL y que el servidor está en marcha."
        ) from error


def asegurar_base_de_pruebas() -> Conexion:
    """The same for the tests' server."""
    if not os.environ.get("CONSISTORIO_TEST_DATABASE_URL"):
        cluster_de_pruebas().usar()
    return conexion_de_pruebas()
