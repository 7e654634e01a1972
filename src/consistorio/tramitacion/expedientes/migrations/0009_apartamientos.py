"""Who may not intervene in a case (LRJSP 23-24): an empty table."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0007_respuestas_y_menciones'),
        ('organizacion', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Apartamiento',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('referencia', models.UUIDField()),
                ('provisional', models.BooleanField(default=True)),
                ('norma', models.CharField(blank=True, max_length=200)),
                ('desde', models.DateTimeField()),
                ('hasta', models.DateTimeField(blank=True, null=True)),
                ('empleado', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                ('expediente', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='apartamientos', to='expedientes.expediente')),
                ('sustituto', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
            ],
            options={
                'verbose_name': 'apartamiento de un expediente',
                'indexes': [models.Index(condition=models.Q(('hasta', None)), fields=['empleado'], name='apartamiento_de_quien'), models.Index(condition=models.Q(('hasta', None)), fields=['sustituto'], name='apartamiento_sustituto')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('hasta', None)), fields=('expediente', 'empleado'), name='apartamiento_uno_en_vigor'), models.CheckConstraint(condition=models.Q(models.Q(('norma', ''), ('provisional', True), ('sustituto', None)), models.Q(('provisional', False), ('sustituto__isnull', False), models.Q(('norma', ''), _negated=True)), _connector='OR'), name='apartamiento_con_sustituto'), models.CheckConstraint(condition=models.Q(('sustituto', None), models.Q(('sustituto', models.F('empleado')), _negated=True), _connector='OR'), name='apartamiento_sustituto_otro')],
            },
        ),
    ]
