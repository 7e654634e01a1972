"""The town under attack: the restored copy, a session of the superuser in it, and what undoes each attack."""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from . import alcance

LIMPIA = "limpia"
# Foreign keys first: they hang from the keys
_RESTRICCIONES = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text = ANY(%s) ORDER BY contype = 'f' DESC
"""
_UNICOS = """
SELECT c.relname, i.relname FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE x.indisunique AND c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
"""
_COLUMNAS = """
SELECT table_name, column_name, udt_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = ANY(%s) AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position
"""
_CLAVES = """
SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisprimary AND c.relnamespace = %s::regnamespace AND c.relname = ANY(%s)
"""
Fila = dict[str, object]


@dataclass(frozen=True)
class Columna:
    """A column that may be attacked."""

    nombre: str
    tipo: str


@dataclass
class Arena:
    """`columnas`: those that are answered for, of each table that has rows. `tocadas`: what the attack under way has written."""

    sesion: psycopg.Connection[tuple[object, ...]]
    columnas: dict[str, list[Columna]]
    todas: dict[str, list[str]]
    clave: dict[str, str]
    tocadas: set[str] = field(default_factory=set)
    hecho: list[str] = field(default_factory=list)

    def consultar(self, orden: str, *valores: object) -> list[tuple[object, ...]]:
        """Rows of a question."""
        return self.sesion.execute(orden.encode(), valores or None).fetchall()

    def escribir(self, tabla: str, orden: str, *valores: object) -> int:
        """An order of the attack, remembered; answers how many rows it wrote."""
        self.tocadas.add(tabla)
        self.hecho.append(f"{orden} {[str(v)[:120] for v in valores]}" if valores else orden)
        return self.sesion.execute(orden.encode(), valores or None).rowcount

    def claves(self, tabla: str) -> list[object]:
        """Keys of the rows of a table that may be attacked, in order."""
        clave = self.clave[tabla]
        donde = ""
        if tabla == alcance.CONTENIDO:
            donde = "WHERE sha256 IN (SELECT contenido_id FROM documentos_revisiondocumento)"
        if tabla == "expedientes_interesado":
            donde = "WHERE hasta IS NULL"
        return [fila[0] for fila in self.consultar(f'SELECT "{clave}" FROM "{tabla}" {donde} ORDER BY 1')]

    def deshacer(self) -> None:
        """As it was before the attack."""
        self.sesion.rollback()
        for tabla in sorted(self.tocadas):
            # Not DELETE: ten thousand attacks would leave tables of dead rows, which `verificar` takes for large ones
            self.sesion.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(tabla)))
            limpia = sql.SQL("INSERT INTO {} ({c}) SELECT {c} FROM {}").format(
                sql.Identifier(tabla),
                sql.Identifier(LIMPIA, tabla),
                c=sql.SQL(", ").join(map(sql.Identifier, self.todas[tabla])),
            )
            self.sesion.execute(limpia)
        self.sesion.commit()
        self.tocadas.clear()
        self.hecho.clear()


def preparar(url: str) -> None:
    """What a superuser does first: no constraint stands in the way. A clean copy of every table is put aside."""
    tablas = _tablas()
    with psycopg.connect(url) as sesion:
        claves = sesion.execute(_CLAVES, ["public", tablas]).fetchall()
        sesion.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(LIMPIA)))
        for tabla in tablas:
            sesion.execute(
                sql.SQL("CREATE TABLE {} AS TABLE {}").format(sql.Identifier(LIMPIA, tabla), sql.Identifier(tabla))
            )
        for tabla, clave in claves:  # which column is the key is known from here on
            sesion.execute(
                sql.SQL("ALTER TABLE {} ADD PRIMARY KEY ({})").format(
                    sql.Identifier(LIMPIA, str(tabla)), sql.Identifier(str(clave))
                )
            )
        for tabla, nombre in sesion.execute(_RESTRICCIONES, [tablas]).fetchall():
            sesion.execute(
                sql.SQL("ALTER TABLE {} DROP CONSTRAINT {} CASCADE").format(
                    sql.Identifier(str(tabla)), sql.Identifier(str(nombre))
                )
            )
        for _tabla, indice in sesion.execute(_UNICOS, [tablas]).fetchall():
            sesion.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(indice))))
        for tabla, nombre, _tipo in sesion.execute(_COLUMNAS, [tablas]).fetchall():
            sesion.execute(
                sql.SQL("ALTER TABLE {0} ALTER {1} DROP IDENTITY IF EXISTS, ALTER {1} DROP NOT NULL").format(
                    sql.Identifier(str(tabla)), sql.Identifier(str(nombre))
                )
            )


def abrir(url: str) -> Arena:
    """A session of the superuser, whom no trigger stops."""
    sesion: psycopg.Connection[tuple[object, ...]] = psycopg.connect(url)
    sesion.execute("SET session_replication_role = replica")
    sesion.execute("SET synchronous_commit = off")
    sesion.commit()
    libres, respondidas = alcance.avaladas(), {**alcance.BITACORA, **alcance.REHECHAS, alcance.CONTENIDO: ("sha256",)}
    columnas: dict[str, list[Columna]] = {}
    todas: dict[str, list[str]] = {}
    for tabla, nombre, tipo in sesion.execute(_COLUMNAS, [_tablas()]).fetchall():
        todas.setdefault(str(tabla), []).append(str(nombre))
        entra = str(nombre) in respondidas[str(tabla)] if tabla in respondidas else nombre not in libres[str(tabla)]
        if entra or nombre in alcance.COTEJADAS.get(str(tabla), ()):
            columnas.setdefault(str(tabla), []).append(Columna(str(nombre), str(tipo)))
    clave = {str(t): str(c) for t, c in sesion.execute(_CLAVES, [LIMPIA, _tablas()]).fetchall()}
    llenas = {t for t in _tablas() if sesion.execute(f'SELECT 1 FROM "{t}" LIMIT 1'.encode()).fetchone()}
    sesion.commit()
    return Arena(sesion, {t: c for t, c in columnas.items() if t in llenas}, todas, clave)


def valor(dato: object) -> object:
    """A value as psycopg writes it."""
    return Jsonb(dato) if isinstance(dato, dict | list) else dato


def _tablas() -> list[str]:
    return sorted({*alcance.BITACORA, *alcance.avaladas(), *alcance.REHECHAS, alcance.CONTENIDO})
