"""In how long it is decided that what was declared cannot go on: one more legal value, of Secretaría."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogo', '0009_naturaleza'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='valorlegal',
            name='valor_legal_campo',
        ),
        migrations.AddConstraint(
            model_name='valorlegal',
            constraint=models.CheckConstraint(condition=models.Q(('campo__in', ['naturaleza', 'plazo', 'silencio', 'organo', 'recursos', 'tasa', 'conservacion', 'tablon', 'comienzo', 'dictamen', 'prohibicion'])), name='valor_legal_campo'),
        ),
    ]
