"""Documents and entries of the registry by real foreign keys: nobody can delete what a case stands on.

The columns stay as they were; only the constraints are new. Their cost is one read of the table and of the index they point to.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


def _clave(tabla: str, columna: str, destino: str) -> migrations.RunSQL:
    nombre = f"{tabla}_{columna}_fk"
    return migrations.RunSQL(
        f"ALTER TABLE {tabla} ADD CONSTRAINT {nombre} FOREIGN KEY ({columna}) REFERENCES {destino} (id) "
        "DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {tabla} DROP CONSTRAINT {nombre}",
    )


def _campo(modelo: str, nombre: str, campo: models.Field) -> list[Operation]:
    """In the state: the bare identifier `nombre_id` is now the foreign key `nombre`."""
    return [migrations.RenameField(modelo, f"{nombre}_id", nombre), migrations.AlterField(modelo, nombre, campo)]


class Migration(migrations.Migration):
    dependencies = [
        ("expedientes", "0002_inmutable"),
        ("documentos", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                _clave("expedientes_documentoexpediente", "documento_id", "documentos_documento"),
                _clave("expedientes_rectificacion", "documento_id", "documentos_documento"),
            ],
            state_operations=[
                migrations.RemoveConstraint("documentoexpediente", "documento_una_vez_en_expediente"),
                migrations.RemoveIndex("documentoexpediente", "documento_en_expedientes"),
                *_campo(
                    "documentoexpediente",
                    "documento",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "rectificacion",
                    "documento",
                    models.ForeignKey(
                        blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                migrations.AddConstraint(
                    "documentoexpediente",
                    models.UniqueConstraint(fields=("expediente", "documento"), name="documento_una_vez_en_expediente"),
                ),
                migrations.AddIndex(
                    "documentoexpediente", models.Index(fields=["documento"], name="documento_en_expedientes")
                ),
            ],
        )
    ]
