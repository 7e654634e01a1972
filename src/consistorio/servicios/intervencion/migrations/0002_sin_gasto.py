"""What is proposed may spend nothing any more: the control, and a reparo that was open, end so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intervencion', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='fiscalizacion',
            name='fiscalizacion_hecha_entera',
        ),
        migrations.AlterField(
            model_name='fiscalizacion',
            name='estado',
            field=models.CharField(choices=[('pendiente', 'Por fiscalizar'), ('favorable', 'Favorable'), ('observaciones', 'Favorable, con observaciones'), ('reparo', 'Con reparo'), ('levantado', 'Reparo levantado'), ('sin_gasto', 'No hace falta: lo que se propone no gasta')], default='pendiente', max_length=14),
        ),
        migrations.AlterField(
            model_name='reparo',
            name='estado',
            field=models.CharField(choices=[('abierto', 'Falta la respuesta de la unidad'), ('sin_suspender', 'No suspende'), ('aceptado', 'Aceptado por la unidad'), ('discrepancia', 'En discrepancia'), ('confirmado', 'Confirmado: hay que subsanarlo'), ('levantado', 'Levantado'), ('decaido', 'Sin objeto: lo que se propone no gasta')], max_length=14),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.CheckConstraint(condition=models.Q(('estado__in', ['pendiente', 'sin_gasto']), models.Q(('documento__isnull', False), ('hecha_el__isnull', False), ('importe__gt', 0)), _connector='OR'), name='fiscalizacion_hecha_entera'),
        ),
    ]
