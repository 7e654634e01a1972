"""An index of the reports that are still owed, by their date: their list is a page of what waits. Under 1 s per million reports, most of which are issued."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("motor", "0020_silencio_hasta_notificar")]

    operations = [
        migrations.AddIndex(
            model_name="informe",
            index=models.Index(
                fields=["vence", "id"], condition=models.Q(emitido_el=None), name="informe_por_emitir"
            ),
        ),
    ]
