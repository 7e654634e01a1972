"""What was imported without a case waits in a unit; what waited already, in the top one (a small table)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

LLENAR = """
UPDATE archivo_importacioneni SET unidad_id = (
  SELECT id FROM organizacion_unidad WHERE padre_id IS NULL AND hasta IS NULL ORDER BY desde, id LIMIT 1
) WHERE expediente_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("archivo", "0004_cierre_pedido"), ("organizacion", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="importacioneni",
            name="unidad",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="importaciones_eni",
                to="organizacion.unidad",
            ),
        ),
        migrations.RunSQL([LLENAR, "SET CONSTRAINTS ALL IMMEDIATE"], migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="importacioneni", name="importacion_sin_expediente"),
        migrations.AddIndex(
            model_name="importacioneni",
            index=models.Index(
                condition=Q(expediente=None), fields=["unidad", "-importado"], name="importacion_sin_expediente"
            ),
        ),
        migrations.AddConstraint(
            model_name="importacioneni",
            constraint=models.CheckConstraint(
                condition=Q(expediente__isnull=False) | Q(unidad__isnull=False), name="importacion_espera_en_una_unidad"
            ),
        ),
    ]
