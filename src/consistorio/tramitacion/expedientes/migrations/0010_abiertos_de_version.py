"""The running cases of a version are found without reading those of all the years.

Cost: one pass over the cases, some seconds for each million.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0009_apartamientos")]
    operations = [
        migrations.AddIndex(
            "expediente",
            models.Index(
                condition=models.Q(("estado", "abierto")), fields=["version", "id"], name="expediente_abierto_de_version"
            ),
        ),
    ]
