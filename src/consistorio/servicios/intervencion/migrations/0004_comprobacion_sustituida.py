"""Who goes to a material check may be replaced while there is no act."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intervencion', '0003_obligaciones_y_omisiones'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='comprobacion',
            name='comprobacion_con_acta',
        ),
        migrations.AlterField(
            model_name='comprobacion',
            name='estado',
            field=models.CharField(choices=[('designada', 'Falta el acta'), ('conforme', 'Recibida de conformidad'), ('no_conforme', 'Con deficiencias'), ('sustituida', 'Se designó a otra persona')], default='designada', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='comprobacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acta', None), ('estado__in', ['designada', 'sustituida']), ('hecha_el', None)), models.Q(('acta__isnull', False), ('hecha_el__isnull', False), models.Q(('estado__in', ['designada', 'sustituida']), _negated=True)), _connector='OR'), name='comprobacion_con_acta'),
        ),
    ]
