"""Whom a hearing was sent to and is not notified yet; the silence with which a term started; a withdrawal accepted for some alone.

Cost: two columns with a constant default, which PostgreSQL keeps in the catalogue: no row is rewritten. Hearings and terms of before
go on as they were.
"""

from django.db import migrations, models
from django.utils.translation import gettext_lazy as _


class Migration(migrations.Migration):
    dependencies = [("motor", "0001_initial")]
    operations = [
        migrations.AddField("plazo", "silencio_inicial", models.CharField(blank=True, max_length=16)),
        migrations.AddField("tramiteaudiencia", "por_notificar", models.JSONField(blank=True, default=list)),
        migrations.AlterField(
            "terminacion",
            "estado",
            models.CharField(
                choices=[
                    ("advertida", _("Advertida")),
                    ("pedida", _("Pedida")),
                    ("propuesta", _("Propuesta")),
                    ("aceptada", _("Aceptada")),
                    ("parcial", _("Aceptada para quien desistió: sigue para las demás personas (art. 94.2)")),
                    ("descartada", _("Descartada")),
                ],
                max_length=12,
            ),
        ),
    ]
