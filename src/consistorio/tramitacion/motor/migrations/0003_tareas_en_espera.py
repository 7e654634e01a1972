"""The tray of what waits is read without reading every open task of the unit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("motor", "0002_audiencias_silencio_y_parcial")]
    operations = [
        migrations.AddIndex(
            "tarea",
            models.Index(
                condition=models.Q(estado="en_espera"), fields=["unidad", "vence", "id"], name="tarea_en_espera_de_unidad"
            ),
        ),
    ]
