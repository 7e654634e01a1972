"""The triggers that make a table append-only, for the migrations of every app that owns one."""

from __future__ import annotations

from django.db.migrations import RunSQL

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
