"""From when a term counts and from what amount a dictamen is mandatory are legal values too: one constraint is checked again over the rows, which are hundreds."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogo', '0007_modelos_de_area'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='valorlegal',
            name='valor_legal_campo',
        ),
        migrations.AddConstraint(
            model_name='valorlegal',
            constraint=models.CheckConstraint(condition=models.Q(('campo__in', ['plazo', 'silencio', 'organo', 'recursos', 'tasa', 'conservacion', 'tablon', 'comienzo', 'dictamen'])), name='valor_legal_campo'),
        ),
    ]
