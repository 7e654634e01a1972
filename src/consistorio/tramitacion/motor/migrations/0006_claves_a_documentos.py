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
        ("motor", "0005_reinicio_del_plazo"),
        ("documentos", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                _clave("motor_plazo", "certificado_documento_id", "documentos_documento"),
                _clave("motor_ampliacion", "documento_id", "documentos_documento"),
                _clave("motor_requerimiento", "documento_id", "documentos_documento"),
                _clave("motor_informe", "documento_id", "documentos_documento"),
                _clave("motor_tramiteaudiencia", "documento_id", "documentos_documento"),
                _clave("motor_terminacion", "documento_id", "documentos_documento"),
            ],
            state_operations=[
                *_campo(
                    "plazo",
                    "certificado_documento",
                    models.ForeignKey(
                        blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "ampliacion",
                    "documento",
                    models.ForeignKey(
                        blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "requerimiento",
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "informe",
                    "documento",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "tramiteaudiencia",
                    "documento",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
                *_campo(
                    "terminacion",
                    "documento",
                    models.ForeignKey(
                        blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
                    ),
                ),
            ],
        )
    ]
