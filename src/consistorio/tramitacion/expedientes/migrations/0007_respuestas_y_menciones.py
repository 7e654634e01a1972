"""Working notes are answered, and call colleagues to them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0006_cerrados_de_unidad"), ("organizacion", "0001_initial")]
    operations = [
        migrations.AddField(
            "notatrabajo",
            "responde_a",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="respuestas",
                to="expedientes.notatrabajo",
            ),
        ),
        migrations.CreateModel(
            "MencionNota",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "nota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="menciones",
                        to="expedientes.notatrabajo",
                    ),
                ),
                (
                    "empleado",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizacion.empleado",
                    ),
                ),
                ("vista_el", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "mención en una nota",
                "constraints": [models.UniqueConstraint(fields=["nota", "empleado"], name="mencion_una_vez")],
                "indexes": [
                    models.Index(fields=["empleado", "-id"], name="mencion_de_quien"),
                    models.Index(condition=Q(vista_el=None), fields=["empleado", "-id"], name="mencion_por_ver"),
                ],
            },
        ),
    ]
