from django.db import migrations, models


class Migration(migrations.Migration):
    """The name of a kind of submission, for people. Cost: none."""

    dependencies = [("solicitudes", "0002_inmutable")]

    operations = [
        migrations.AlterField(
            model_name="aportacion",
            name="clase",
            field=models.CharField(
                choices=[
                    ("subsanacion", "Corrección de la solicitud"),
                    ("alegaciones", "Alegaciones"),
                    ("recurso", "Recurso administrativo"),
                    ("desistimiento", "Desistimiento"),
                    ("renuncia", "Renuncia"),
                    ("otro", "Otro escrito"),
                ],
                max_length=14,
            ),
        ),
    ]
