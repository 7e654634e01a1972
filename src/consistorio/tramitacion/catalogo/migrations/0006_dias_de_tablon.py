"""How many days an announcement of a procedure is shown at least is a legal value more, of Secretaría."""

from django.db import migrations, models
from django.db.models import Q

CAMPOS = ["plazo", "silencio", "organo", "recursos", "tasa", "conservacion", "tablon"]


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0003_casos_de_prueba")]
    operations = [
        migrations.RemoveConstraint(model_name="valorlegal", name="valor_legal_campo"),
        migrations.AddConstraint(
            model_name="valorlegal",
            constraint=models.CheckConstraint(condition=Q(campo__in=CAMPOS), name="valor_legal_campo"),
        ),
    ]
