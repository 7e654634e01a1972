"""Which terms of what is to be decided are late, and the tasks that nobody took, each from a small index that answers alone."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("motor", "0018_ejecucion_suspendida")]

    operations = [
        migrations.RemoveIndex("plazo", "plazo_estado_vence"),
        migrations.AddIndex(
            "plazo",
            models.Index(
                fields=["estado", "vence"],
                include=["expediente", "cumplido_el"],
                condition=Q(cumplido_el=None) | Q(estado__in=["corriendo", "suspendido"]),
                name="plazo_vivo",
            ),
        ),
        migrations.AddIndex(
            "tarea",
            models.Index(
                fields=["unidad", "vence", "id"],
                condition=Q(cerrada_el=None, asignada_a=None),
                name="tarea_sin_asignar_de_unidad",
            ),
        ),
    ]
