"""The newest running cases, of all and of a unit, each from a small index of its own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0015_revocacion")]

    operations = [
        migrations.AddIndex(
            "expediente", models.Index(fields=["-id"], condition=Q(estado="abierto"), name="expediente_abierto")
        ),
        migrations.AddIndex(
            "expediente",
            models.Index(fields=["unidad", "-id"], condition=Q(estado="abierto"), name="expediente_abierto_de_unidad"),
        ),
    ]
