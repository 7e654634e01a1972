"""Whether what is filed is an application, a responsible declaration or a communication: one more legal value, of Secretaría."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0008_comienzo_y_dictamen")]
    operations = [
        migrations.RemoveConstraint(model_name="valorlegal", name="valor_legal_campo"),
        migrations.AddConstraint(
            model_name="valorlegal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("campo__in", ["naturaleza", "plazo", "silencio", "organo", "recursos", "tasa", "conservacion", "tablon", "comienzo", "dictamen"])
                ),
                name="valor_legal_campo",
            ),
        ),
    ]
