"""What was decided and what steps were done in a period is counted without reading those of all the years."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("motor", "0008_consultas_a_otras")]
    operations = [
        migrations.AddIndex(
            "plazo",
            models.Index(condition=models.Q(cumplido_el__isnull=False), fields=["cumplido_el"], name="plazo_cumplido"),
        ),
        migrations.AddIndex(
            "tarea", models.Index(condition=models.Q(estado="hecha"), fields=["cerrada_el"], name="tarea_hecha_el")
        ),
    ]
