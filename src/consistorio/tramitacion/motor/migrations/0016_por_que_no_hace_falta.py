"""One reason more among those that are given in writing: why a case does not need a step. Nothing is rewritten."""

from django.db import migrations, models
from django.utils.translation import gettext_lazy as _


class Migration(migrations.Migration):
    dependencies = [("motor", "0015_sobre_la_propuesta_y_comienzo")]

    operations = [
        migrations.AlterField(
            "motivodetarea",
            "clase",
            models.CharField(
                choices=[
                    ("adelanto", _("Adelantada a otra más antigua")),
                    ("delegacion", _("Delegada en otra persona de la unidad")),
                    ("sobra", _("No hace falta en su expediente")),
                ],
                max_length=10,
            ),
        ),
    ]
