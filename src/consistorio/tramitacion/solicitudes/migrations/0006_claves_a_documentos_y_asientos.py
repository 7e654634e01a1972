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
        ("solicitudes", "0005_inicio_de_oficio"),
        ("documentos", "0001_initial"),
        ("registro", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                _clave("solicitudes_evidencia", "documento_id", "documentos_documento"),
                _clave("solicitudes_solicitud", "documento_id", "documentos_documento"),
                _clave("solicitudes_solicitud", "asiento_id", "registro_asiento"),
                _clave("solicitudes_aportacion", "documento_id", "documentos_documento"),
                _clave("solicitudes_aportacion", "asiento_id", "registro_asiento"),
            ],
            state_operations=[
                *_campo(
                    "evidencia",
                    "documento",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "solicitud",
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "solicitud",
                    "asiento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registro.asiento"
                    ),
                ),
                *_campo(
                    "aportacion",
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "aportacion",
                    "asiento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registro.asiento"
                    ),
                ),
            ],
        )
    ]
