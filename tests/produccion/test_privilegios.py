"""Two roles of PostgreSQL: the owner of the tables migrates, the application works and cannot touch what is immutable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import errors, sql

from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion
from consistorio.plataforma.base.rutas import RAIZ
from tests.produccion.villa import entorno_de_produccion

pytestmark = pytest.mark.lento
DATOS = RAIZ / "src" / "consistorio" / "plataforma"


class Servidor(Protocol):
    conexion: Conexion
    plantilla: str


class Sembradas(Protocol):
    servidor: Servidor


@dataclass(frozen=True)
class Villa:
    """A production town on an empty database with its two roles."""

    carpeta: Path
    duenio: Conexion
    aplicacion: Conexion

    def correr(self, *orden: str, propietario: bool = False) -> subprocess.CompletedProcess[str]:
        entorno = entorno_de_produccion(
            self.carpeta,
            self.aplicacion.url(),
            CONSISTORIO_URL_PROPIETARIO=self.duenio.url() if propietario else "",
        )
        return subprocess.run(
            [sys.executable, "-m", "consistorio.cli", *orden],
            check=False,
            env=entorno,
            capture_output=True,
            text=True,
            timeout=600,
        )


_DAR = """
DO $$ DECLARE orden text; BEGIN
  FOR orden IN
    SELECT format('ALTER TABLE %I.%I OWNER TO {duenio}', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'
    UNION ALL
    SELECT format('ALTER FUNCTION %s OWNER TO {duenio}', p.oid::regprocedure) FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('ALTER TYPE %s OWNER TO {duenio}', t.oid::regtype) FROM pg_type t
    WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
  LOOP EXECUTE orden; END LOOP;
END $$
"""


@pytest.fixture(scope="module")
def villa(sembradas: Sembradas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Villa]:
    """A clone of the migrated template whose tables belong to an ordinary role, as a server of the town's would have it."""
    servidor = sembradas.servidor.conexion
    duenio, aplicacion = (f"prueba_{cual}_{os.getpid()}" for cual in ("duenio", "aplicacion"))
    nombre = plantillas.clonar(servidor, sembradas.servidor.plantilla)
    base = servidor.con_nombre(nombre)
    with psycopg.connect(base.url(), autocommit=True) as admin:
        for rol in (duenio, aplicacion):
            admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(rol)))
        admin.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(duenio)))
        admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(nombre), sql.Identifier(duenio)))
        admin.execute(_DAR.replace("{duenio}", duenio).encode())
    villa = Villa(tmp_path_factory.mktemp("villa"), replace(base, usuario=duenio), replace(base, usuario=aplicacion))
    hecho = villa.correr(
        "instalar",
        *("--organizacion", str(DATOS / "organizacion/datos/roles.json")),
        *("--calendario", str(DATOS / "calendario/datos/nacional-2026.csv")),
        propietario=True,
    )
    assert hecho.returncode == 0, hecho.stderr
    yield villa
    plantillas.borrar(servidor, nombre)
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as admin:
        for rol in (aplicacion, duenio):
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(rol)))


@pytest.fixture
def sesion(villa: Villa) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of the application."""
    with psycopg.connect(villa.aplicacion.url(), autocommit=True) as conexion:
        yield conexion


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE auditoria_evento SET seq = 9",
        "DELETE FROM auditoria_evento",
        "TRUNCATE auditoria_evento",
        "DELETE FROM registro_asiento",
        "UPDATE registro_asiento SET asunto = 'otro'",
        "DELETE FROM sellado_hoja",
        "UPDATE sellado_nodo SET hash = ''",
        "DELETE FROM documentos_documento",
        "UPDATE documentos_documento SET csv = 'otro'",
        "TRUNCATE auditoria_cadena CASCADE",
        "DROP TRIGGER auditoria_evento_inmutable ON auditoria_evento",
        "ALTER TABLE auditoria_evento DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE TABLE otra (a int)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
    ],
)
def test_the_application_cannot_undo_what_is_registered(
    orden: str, sesion: psycopg.Connection[tuple[object, ...]]
) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        sesion.execute(orden)


def test_it_works_with_what_remains(sesion: psycopg.Connection[tuple[object, ...]]) -> None:
    assert sesion.execute("SELECT count(*) > 0 FROM auditoria_evento").fetchone() == (True,)
    sesion.execute("UPDATE documentos_documento SET titulo = titulo")  # a column that may change
    sesion.execute("UPDATE auditoria_cadena SET seq = seq")
    sesion.execute("DELETE FROM django_session")


_CON_CONDICION = """
SELECT DISTINCT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'consistorio_inmutable' AND t.tgqual IS NOT NULL AND t.tgtype & 16 <> 0 ORDER BY 1
"""


def test_rows_that_change_until_they_end_can_be_changed(sesion: psycopg.Connection[tuple[object, ...]]) -> None:
    """Acts and steps that wait for a signature, indexes that wait for their seal: their trigger, not a privilege, closes them."""
    tablas = [str(tabla) for (tabla,) in sesion.execute(_CON_CONDICION).fetchall()]
    assert {"motor_actotramite", "firma_pasofirma", "archivo_selloindice", "archivo_cierrepedido"} <= set(tablas)
    for tabla in tablas:
        assert sesion.execute("SELECT has_any_column_privilege(%s, 'UPDATE')", [tabla]).fetchone() == (True,), tabla
        assert sesion.execute("SELECT has_table_privilege(%s, 'DELETE')", [tabla]).fetchone() == (False,), tabla


def test_health_says_when_the_role_can_do_too_much(villa: Villa) -> None:
    def permisos() -> dict[str, str]:
        comprobaciones = json.loads(villa.correr("salud", "--json").stdout)["comprobaciones"]
        return next({**c} for c in comprobaciones if c["nombre"] == "permisos de la base")

    with psycopg.connect(villa.duenio.url(), autocommit=True) as duenio:
        duenio.execute(
            sql.SQL("GRANT DELETE ON auditoria_evento TO {}").format(sql.Identifier(villa.aplicacion.usuario))
        )
    hallado = permisos()
    assert hallado["estado"] == "mal"
    assert "auditoria_evento: borrar" in hallado["detalle"]
    assert villa.correr("actualizar", propietario=True).returncode == 0
    assert permisos()["estado"] == "bien"


def test_the_owner_does_not_serve_and_the_application_does_not_migrate(villa: Villa) -> None:
    sobra = villa.correr("trabajador", propietario=True)
    assert (sobra.returncode, "CONSISTORIO_URL_PROPIETARIO: solo la usan" in sobra.stderr) == (3, True)
    falta = villa.correr("actualizar")
    assert (falta.returncode, "CONSISTORIO_URL_PROPIETARIO: falta" in falta.stderr) == (3, True)


@pytest.mark.parametrize(
    "orden",
    [
        ("consistorio.cli", "servir", "--puerto", "18398"),
        ("consistorio.cli", "trabajador"),
        ("consistorio.cli", "demo", "--puerto", "18390"),
        ("consistorio.conf.wsgi",),
        ("consistorio.integraciones.certificado.confianza", "--socket", "cert.sock"),
        ("django", "migrate"),
    ],
    ids=lambda orden: " ".join(orden[:2]),
)
def test_settings_of_the_demo_do_not_work_on_a_real_towns_database(
    orden: tuple[str, ...], villa: Villa, tmp_path: Path
) -> None:
    """Whoever forgets CONSISTORIO_PRODUCTO=1 is stopped, whatever the process. `instalar` marked the database."""
    entorno = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO_", "DJANGO_", "DATABASE_"))}
    entorno |= {
        "PYTHONPATH": str(RAIZ / "src"),
        "DATABASE_URL": villa.aplicacion.url(),
        "CONSISTORIO_VAR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "consistorio.conf.demo",
    }
    hecho = subprocess.run(
        [sys.executable, "-m", *orden],
        check=False,
        env=entorno,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert hecho.returncode != 0
    assert "La base de datos es la de un ayuntamiento de verdad" in hecho.stderr


def test_the_mark_of_a_real_town_is_never_taken_back(villa: Villa) -> None:
    with psycopg.connect(villa.aplicacion.url(), autocommit=True) as sesion:
        assert sesion.execute("SELECT dir3 FROM supervision_villareal").fetchone() == ("L01450029",)
        for orden in ("DELETE FROM supervision_villareal", "UPDATE supervision_villareal SET dir3 = ''"):
            with pytest.raises(errors.InsufficientPrivilege):
                sesion.execute(orden.encode())
    with psycopg.connect(villa.duenio.url(), autocommit=True) as sesion:
        with pytest.raises(errors.IntegrityConstraintViolation):
            sesion.execute("DELETE FROM supervision_villareal")
        hechos = sesion.execute("SELECT count(*) FROM auditoria_evento WHERE tipo = 'sistema.villa.marcada'").fetchone()
    assert hechos == (1,)


def test_a_restored_town_has_its_privileges_again(villa: Villa, tmp_path: Path) -> None:
    copia = tmp_path / "una.copia"
    hecho = villa.correr("copia", str(copia))
    assert hecho.returncode == 0, hecho.stderr
    hecho = villa.correr("restaurar", "--reemplazar", str(copia), propietario=True)
    assert hecho.returncode == 0, hecho.stderr
    with psycopg.connect(villa.aplicacion.url(), autocommit=True) as sesion:
        assert sesion.execute("SELECT count(*) > 0 FROM auditoria_evento").fetchone() == (True,)
        with pytest.raises(errors.InsufficientPrivilege):
            sesion.execute("DELETE FROM auditoria_evento")
