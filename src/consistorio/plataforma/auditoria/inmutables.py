"""The triggers that make a table append-only, for the migrations of every app that owns one.

They are the list: whoever must know which tables never change asks the database which have them.
"""

from __future__ import annotations

from django.db import connections
from django.db.migrations import RunSQL

from consistorio.nucleo.dato import dato

FUNCION = """
CREATE OR REPLACE FUNCTION consistorio_inmutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'la tabla % es inmutable: % rechazado', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def hacer_inmutable(tabla: str, *columnas: str) -> RunSQL:
    """A migration operation: triggers on `tabla` that refuse UPDATE, DELETE and TRUNCATE.

    With `columnas`, only an UPDATE that names one of them is refused: the others may change.
    """
    cambio = f"UPDATE OF {', '.join(columnas)}" if columnas else "UPDATE"
    fila = (
        f"CREATE TRIGGER {tabla}_inmutable BEFORE {cambio} OR DELETE ON {tabla} "
        "FOR EACH ROW EXECUTE FUNCTION consistorio_inmutable()"
    )
    todo = (
        f"CREATE TRIGGER {tabla}_sin_truncar BEFORE TRUNCATE ON {tabla} "
        "FOR EACH STATEMENT EXECUTE FUNCTION consistorio_inmutable()"
    )
    return RunSQL(
        sql=[FUNCION, fila, todo],
        reverse_sql=[f"DROP TRIGGER {tabla}_inmutable ON {tabla}", f"DROP TRIGGER {tabla}_sin_truncar ON {tabla}"],
    )


def cerrar_filas(tabla: str, condicion: str, nombre: str) -> RunSQL:
    """A migration operation: a trigger `tabla_nombre` that refuses an UPDATE when `condicion` holds, in SQL over OLD and NEW.

    For rows that change until something happens to them. It goes beside `hacer_inmutable`, which refuses what is never right.
    """
    disparador = (
        f"CREATE TRIGGER {tabla}_{nombre} BEFORE UPDATE ON {tabla} "
        f"FOR EACH ROW WHEN ({condicion}) EXECUTE FUNCTION consistorio_inmutable()"
    )
    return RunSQL(sql=[FUNCION, disparador], reverse_sql=f"DROP TRIGGER {tabla}_{nombre} ON {tabla}")


@dato
class Inmutable:
    """A table that refuses DELETE and TRUNCATE, and UPDATE of `columnas`, or of every one (`entera`). A trigger with a condition (a row
    that changes until it ends) refuses by itself what privileges cannot tell apart: it takes no column away."""

    tabla: str
    columnas: frozenset[str]
    entera: bool


# tgtype: 16 is UPDATE (see pg_trigger); tgattr holds the columns of UPDATE OF; tgqual is the condition of WHEN
_CON_DISPARADOR = """
SELECT c.relname, array_agg(DISTINCT a.attname::text) FILTER (WHERE a.attname IS NOT NULL AND t.tgqual IS NULL),
       bool_or(cardinality(t.tgattr::int2[]) = 0 AND t.tgqual IS NULL)
FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid AND p.proname = 'consistorio_inmutable'
JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = current_schema()::regnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (t.tgattr::int2[])
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgtype & 16 <> 0
GROUP BY c.relname ORDER BY c.relname
"""


def inmutables(alias: str) -> list[Inmutable]:
    """The tables of the database behind `alias` that are append-only, as its triggers say."""
    with connections[alias].cursor() as cursor:
        cursor.execute(_CON_DISPARADOR)
        return [
            Inmutable(str(tabla), frozenset(columnas or ()), bool(entera))
            for tabla, columnas, entera in cursor.fetchall()
        ]
