"""What is withdrawn before any session says none."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resoluciones', '0003_indice_de_palabras'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='asuntosesion',
            name='asunto_tratado_entero',
        ),
        migrations.AddConstraint(
            model_name='asuntosesion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'tratado'), _negated=True), models.Q(('anotado_el__isnull', False), ('anotado_por__isnull', False), models.Q(('resultado', ''), _negated=True), models.Q(models.Q(('sesion_el__isnull', False), models.Q(('sesion_numero', ''), _negated=True)), models.Q(('resultado', 'retirado'), ('sesion_el', None), ('sesion_numero', '')), _connector='OR')), _connector='OR'), name='asunto_tratado_entero'),
        ),
    ]
