"""What a unit closed in a period, and what was open in it, is counted without reading all its cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0005_seguimiento")]
    operations = [
        migrations.AddIndex("expediente", models.Index(fields=["unidad", "cerrado_el"], name="expediente_cerrado_unidad")),
    ]
