"""What stands still while an appeal or a review of office decides on it: an empty table."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0014_revision_de_oficio'),
        ('motor', '0017_declaracion_restablecida'),
    ]

    operations = [
        migrations.CreateModel(
            name='EjecucionSuspendida',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('via', models.CharField(choices=[('acto', 'Por acto firmado'), ('sesion', 'Acordada en sesión')], max_length=6)),
                ('sesion', models.CharField(blank=True, max_length=40)),
                ('desde', models.DateField()),
                ('suspendida_el', models.DateTimeField()),
                ('hasta', models.DateField(blank=True, null=True)),
                ('alzada_el', models.DateTimeField(blank=True, null=True)),
                ('fin', models.CharField(blank=True, choices=[('decidida', 'Se notificó la decisión, y el acto sigue en pie'), ('cerrado', 'Se cerró el expediente que la acordó')], max_length=8)),
                ('documento', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ejecuciones_que_suspende', to='expedientes.expediente')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ejecucion_suspendida', to='expedientes.expediente')),
            ],
            options={
                'verbose_name': 'ejecución suspendida',
                'verbose_name_plural': 'ejecuciones suspendidas',
                'constraints': [models.UniqueConstraint(condition=models.Q(('alzada_el', None)), fields=('expediente',), name='ejecucion_suspendida_una_viva'), models.CheckConstraint(condition=models.Q(models.Q(('alzada_el', None), ('fin', ''), ('hasta', None)), models.Q(('alzada_el__isnull', False), ('hasta__gte', models.F('desde')), ('hasta__isnull', False), models.Q(('fin', ''), _negated=True)), _connector='OR'), name='ejecucion_suspendida_fin_entero'), models.CheckConstraint(condition=models.Q(models.Q(('sesion', ''), ('via', 'acto')), models.Q(('via', 'sesion'), models.Q(('sesion', ''), _negated=True)), _connector='OR'), name='ejecucion_suspendida_sesion'), models.CheckConstraint(condition=models.Q(('expediente', models.F('original')), _negated=True), name='ejecucion_suspendida_de_otro')],
            },
        ),
    ]
