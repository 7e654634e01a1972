"""Who follows which case. A new table, at no cost by rows."""

import django.db.models.deletion
from django.db import migrations, models

import consistorio.nucleo.identificadores


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0004_recientes_de_unidad"), ("organizacion", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Seguimiento",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("desde", models.DateTimeField()),
                (
                    "empleado",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizacion.empleado",
                    ),
                ),
                (
                    "expediente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seguimientos",
                        to="expedientes.expediente",
                    ),
                ),
            ],
            options={
                "verbose_name": "seguimiento de un expediente",
                "constraints": [models.UniqueConstraint(fields=("empleado", "expediente"), name="seguimiento_uno")],
            },
        ),
    ]
