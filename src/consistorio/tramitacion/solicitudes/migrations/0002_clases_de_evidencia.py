"""The kinds of evidence and the columns that no act ever wrote go. A row of another kind stops the migration before anything is lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("solicitudes", "0001_initial")]
    operations = [
        migrations.AlterField(
            "evidencia",
            "clase",
            models.CharField(
                choices=[("sesion", "Sesión identificada"), ("documentos", "Firma en los documentos presentados")],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "evidencia",
            models.CheckConstraint(condition=models.Q(clase__in=["sesion", "documentos"]), name="evidencia_clase"),
        ),
        migrations.RemoveConstraint("evidencia", "evidencia_con_firma"),
        migrations.RemoveField("evidencia", "firma"),
        migrations.RemoveField("evidencia", "firmante"),
    ]
