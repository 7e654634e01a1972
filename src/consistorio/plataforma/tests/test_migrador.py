"""What migrations leave in the database is what the models say, and what others point to changes with them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddConstraint, AlterField, CreateModel, Migration
from django.db.migrations.state import ProjectState

from consistorio.plataforma.migrador import Ejecutor, Estado

pytestmark = pytest.mark.django_db
COLUMNAS = """
    SELECT c.relname, a.attname, replace(format_type(a.atttypid, a.atttypmod), ',', ', '), NOT a.attnotnull
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
"""
NOMBRES = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION SELECT indrelid::regclass::text, relname FROM pg_index JOIN pg_class ON oid = indexrelid
"""


def _preguntar(consulta: str) -> set[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(consulta)
        return set(cursor.fetchall())


def tipo_de(campo: models.Field[object, object]) -> str:
    """As PostgreSQL says it."""
    tipo = (campo.db_type(connection) or "").replace("varchar", "character varying")
    return "time without time zone" if tipo == "time" else tipo


def _de_la_casa() -> list[type[models.Model]]:
    todos = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("consistorio.")]
    return [m for m in todos if m._meta.managed and not m._meta.proxy]


def test_tables_are_as_the_models_say() -> None:
    modelos = _de_la_casa()
    assert len(modelos) > 100
    columnas = {
        # PostgreSQL lets what it works out be null
        (m._meta.db_table, c.column, tipo_de(c), bool(c.null) or isinstance(c, models.GeneratedField))
        for m in modelos
        for c in m._meta.local_concrete_fields
    }
    suyas = {m._meta.db_table for m in modelos}
    assert columnas == {fila for fila in _preguntar(COLUMNAS) if fila[0] in suyas}
    nombrados = {(m._meta.db_table, algo.name) for m in modelos for algo in [*m._meta.indexes, *m._meta.constraints]}
    assert nombrados - _preguntar(NOMBRES) == set()


def test_a_key_that_changes_its_type_takes_along_those_that_point_to_it() -> None:
    llave = models.ForeignKey("pruebas.padre", models.CASCADE)
    nacen = [
        CreateModel("padre", [("id", models.IntegerField(primary_key=True))]),
        CreateModel("hijo", [("id", models.IntegerField(primary_key=True)), ("padre", llave)]),
        AddConstraint("padre", models.CheckConstraint(condition=models.Q(id__gt=0), name="positivo")),
    ]
    crece = [AlterField("padre", "id", models.BigIntegerField(primary_key=True))]
    estado: ProjectState = Estado()
    for cambios in (nacen, crece):
        assert estado.apps is not None  # drawn, as Django does before it applies the first
        migracion = type("Migration", (Migration,), {"operations": cambios})("cambia", "pruebas")
        estado = Ejecutor(connection).apply_migration(estado, migracion)
    assert ("pruebas_hijo", "padre_id", "bigint", False) in _preguntar(COLUMNAS)
