"""What the application's database role may do: read and add everywhere, change only what is not immutable (ENS op.acc.4, op.exp.8).

The tables belong to another role, which only `instalar`, `actualizar` and `restaurar` use. Which ones are immutable is not written here:
their own triggers say it.
"""

from __future__ import annotations

from django.db import connections, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.inmutables import Inmutable, inmutables

# Only whoever migrates writes here
_SOLO_LECTURA = frozenset({"django_migrations"})
_TABLAS = """
SELECT c.relname::text, array(SELECT a.attname::text FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
"""
_ESQUEMA = """
REVOKE CREATE ON SCHEMA {esquema} FROM PUBLIC;
REVOKE ALL ON SCHEMA {esquema} FROM {rol};
GRANT USAGE ON SCHEMA {esquema} TO {rol};
REVOKE ALL ON ALL TABLES IN SCHEMA {esquema} FROM {rol};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA {esquema} FROM {rol};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {esquema} TO {rol}
"""
_PODERES = """
SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
               AND pg_has_role(current_user, c.relowner, 'MEMBER')),
       has_schema_privilege(current_schema(), 'CREATE')
FROM pg_roles r WHERE r.rolname = current_user
"""
_SOBRE_TABLA = """
SELECT has_table_privilege(%(tabla)s, 'DELETE'), has_table_privilege(%(tabla)s, 'TRUNCATE'),
       has_table_privilege(%(tabla)s, 'TRIGGER'),
       EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = %(tabla)s::regclass AND a.attnum > 0 AND NOT a.attisdropped
               AND (%(todas)s OR a.attname::text = ANY(%(columnas)s))
               AND has_column_privilege(%(tabla)s, a.attnum, 'UPDATE'))
"""


@dato
class Exceso:
    """Something that the application's role can do and must not, in words for people."""

    detalle: str


def conceder(rol: str, *, alias: str) -> None:
    """Give `rol` exactly what the application needs in the database behind `alias`, whose connection is the tables' owner.

    What it had before is taken away first, all in one transaction. Raises Conflicto when `rol` does not exist, or is or can become the
    owner: nobody can be kept from changing what is theirs.
    """
    protegidas = {uno.tabla: uno for uno in inmutables(alias)}
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s", [rol]
        )
        fila = cursor.fetchone()
        if fila is None or fila[0]:
            que = _("no existe") if fila is None else _("puede actuar como el dueño de las tablas")
            raise Conflicto(
                _("El usuario de base de datos «%(rol)s» no puede ser el de la aplicación: %(que)s.")
                % {"rol": rol, "que": que},
                que_hacer=_("Cree en PostgreSQL un usuario corriente y póngalo en DATABASE_URL: CREATE ROLE … LOGIN."),
            )
        cursor.execute("SELECT current_schema()::text")
        nombres = {"rol": sql.Identifier(rol), "esquema": sql.Identifier(str(cursor.fetchone()[0]))}
        cursor.execute(_compuesta(_ESQUEMA, nombres))
        cursor.execute(_TABLAS)
        for tabla, columnas in cursor.fetchall():
            orden = f"GRANT {_concesion(str(tabla), columnas, protegidas.get(str(tabla)))} ON {{esquema}}.{{tabla}} TO {{rol}}"
            cursor.execute(_compuesta(orden, {**nombres, "tabla": sql.Identifier(str(tabla))}))


def _compuesta(orden: str, nombres: dict[str, sql.Identifier]) -> str:
    return sql.SQL(orden).format(**nombres).as_string(None)


def _concesion(tabla: str, columnas: list[str], protegida: Inmutable | None) -> str:
    """The privileges on one table, as GRANT writes them. TRUNCATE, TRIGGER and REFERENCES are never among them."""
    if tabla in _SOLO_LECTURA:
        return "SELECT"
    if protegida is None:
        return "SELECT, INSERT, UPDATE, DELETE"
    libres = [] if protegida.entera else [c for c in columnas if c not in protegida.columnas]
    if not libres:
        return "SELECT, INSERT"
    return f"SELECT, INSERT, UPDATE ({', '.join(sql.Identifier(c).as_string(None) for c in libres)})"


def excesos(alias: str) -> list[Exceso]:
    """What the role of `alias` can do and must not; nothing when it is as `conceder` leaves it."""
    hallados: list[Exceso] = []
    with connections[alias].cursor() as cursor:
        cursor.execute(_PODERES)
        administra, duenio, crea = cursor.fetchone()
        if administra:
            hallados.append(Exceso(_("administra el servidor de base de datos")))
        if duenio:
            hallados.append(Exceso(_("es dueño de las tablas y puede quitarles la protección")))
        if crea:
            hallados.append(Exceso(_("puede crear tablas y funciones")))
        for una in inmutables(alias):
            cursor.execute(_SOBRE_TABLA, {"tabla": una.tabla, "todas": una.entera, "columnas": sorted(una.columnas)})
            puede = [
                palabra
                for palabra, tiene in zip(
                    (_("borrar"), _("vaciar"), _("quitar protección"), _("cambiar")), cursor.fetchone(), strict=True
                )
                if tiene
            ]
            if puede:
                hallados.append(Exceso(f"{una.tabla}: {', '.join(puede)}"))
    return hallados
