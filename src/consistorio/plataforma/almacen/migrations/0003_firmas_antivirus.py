"""Which signatures judged a content, so that it is judged again when they are updated."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("almacen", "0002_inmutable")]

    operations = [
        migrations.AddField(
            "contenido", "firmas_antivirus", models.CharField(blank=True, db_default="", max_length=120)
        ),
        migrations.AddIndex(
            "contenido",
            models.Index(
                fields=["-guardado"],
                name="contenido_reanalizable",
                condition=models.Q(("estado_antivirus", "limpio"), models.Q(("firmas_antivirus", ""), _negated=True)),
            ),
        ),
    ]
