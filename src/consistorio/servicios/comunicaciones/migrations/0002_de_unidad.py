"""The communications about cases are found by the unit that carries the case, without asking for each case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comunicaciones", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="ComunicacionDeUnidad",
            fields=[
                (
                    "comunicacion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="comunicaciones.comunicacion",
                    ),
                ),
                (
                    "unidad",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizacion.unidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "unidad del expediente de una comunicación",
                "indexes": [models.Index(fields=["unidad", "-comunicacion"], name="comunicacion_de_sus_casos")],
            },
        ),
        migrations.RunSQL(
            sql=[
                "INSERT INTO comunicaciones_comunicaciondeunidad (comunicacion_id, unidad_id) SELECT c.id, e.unidad_id "
                "FROM comunicaciones_comunicacion c JOIN expedientes_expediente e ON e.id = c.expediente_id"
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
