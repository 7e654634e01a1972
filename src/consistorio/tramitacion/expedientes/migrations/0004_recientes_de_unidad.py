"""The newest cases of a unit are found by an index, however few it has: the one of the foreign key, which did not keep them in order, gives way to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0003_indice_de_palabras"), ("organizacion", "0001_initial")]
    operations = [
        migrations.AddIndex("expediente", models.Index(fields=["unidad", "-id"], name="expediente_de_unidad")),
        migrations.AlterField(
            "expediente",
            "unidad",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="expedientes",
                to="organizacion.unidad",
            ),
        ),
    ]
