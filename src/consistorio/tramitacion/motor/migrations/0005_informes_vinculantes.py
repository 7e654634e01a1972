"""Reports that bind the decision, and those without which the procedure goes on.

Cost: two columns with a constant default, which PostgreSQL keeps in the catalogue: no row is rewritten. The constraint reads the reports
once, about a second per million.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("motor", "0004_turno_y_motivos")]
    operations = [
        migrations.AddField("informe", "vinculante", models.BooleanField(default=False)),
        migrations.AddField("informe", "no_esperado_el", models.DateTimeField(blank=True, null=True)),
        migrations.AddConstraint(
            "informe",
            models.CheckConstraint(
                condition=models.Q(no_esperado_el=None) | models.Q(emitido_el=None),
                name="informe_emitido_o_no_esperado",
            ),
        ),
    ]
