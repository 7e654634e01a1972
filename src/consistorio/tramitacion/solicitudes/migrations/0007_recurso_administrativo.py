from django.db import migrations, models


class Migration(migrations.Migration):
    """The name of a kind of submission, for people. Cost: none."""

    dependencies = [("solicitudes", "0006_claves_a_documentos_y_asientos")]

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
                    ("ampliacion", "Petición de más plazo"),
                    ("otro", "Otro escrito"),
                ],
                max_length=14,
            ),
        ),
    ]
