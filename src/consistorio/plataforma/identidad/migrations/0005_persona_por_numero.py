"""People are found by the number of their document without reading them all: the constraint that keeps it unique begins by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identidad", "0004_indice_de_palabras")]
    operations = [
        migrations.RemoveConstraint("persona", "persona_documento_unico"),
        migrations.AddConstraint(
            "persona",
            models.UniqueConstraint(fields=("nif", "tipo_documento", "pais_documento"), name="persona_documento_unico"),
        ),
    ]
