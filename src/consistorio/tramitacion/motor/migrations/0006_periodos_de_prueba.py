"""The periods of proof and the proofs of each (LPACAP 77-78): two empty tables, and a kind more among the choices of two columns.

Cost: nothing is rewritten.
"""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0004_recientes_de_unidad'),
        ('identidad', '0005_persona_por_numero'),
        ('motor', '0005_informes_vinculantes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='prorrogaincidencia',
            name='clase',
            field=models.CharField(choices=[('requerimiento', 'Requerimiento'), ('audiencia', 'Audiencia'), ('prueba', 'Período de prueba'), ('caducidad', 'Advertencia de caducidad')], max_length=16),
        ),
        migrations.AlterField(
            model_name='vencimiento',
            name='clase',
            field=models.CharField(choices=[('resolver', 'Plazo para resolver'), ('requerimiento', 'Plazo para corregir la solicitud'), ('audiencia', 'Plazo de audiencia'), ('prueba', 'Período de prueba'), ('informe', 'Plazo del informe'), ('suspension', 'Tope de la suspensión'), ('certificado', 'Plazo del certificado de silencio'), ('caducidad', 'Tres meses de la advertencia de caducidad')], max_length=16),
        ),
        migrations.CreateModel(
            name='PeriodoPrueba',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('extraordinario', models.BooleanField(default=False)),
                ('dias', models.PositiveSmallIntegerField()),
                ('estado', models.CharField(choices=[('emitido', 'Pendiente de notificar'), ('notificado', 'Notificado'), ('cerrado', 'Cerrado')], default='emitido', max_length=12)),
                ('por_notificar', models.JSONField(blank=True, default=list)),
                ('abierto_el', models.DateTimeField()),
                ('notificado_el', models.DateTimeField(blank=True, null=True)),
                ('vence', models.DateField(blank=True, null=True)),
                ('pasos', models.JSONField(default=list)),
                ('cerrado_el', models.DateTimeField(blank=True, null=True)),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periodos_prueba', to='expedientes.expediente')),
                ('tarea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='periodo_prueba', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'período de prueba',
            },
        ),
        migrations.CreateModel(
            name='Prueba',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('descripcion', models.TextField()),
                ('estado', models.CharField(choices=[('admitida', 'Admitida'), ('rechazada', 'Rechazada'), ('practicada', 'Practicada'), ('no_practicada', 'No se pudo practicar')], max_length=14)),
                ('suspende', models.BooleanField(default=False)),
                ('lugar', models.CharField(blank=True, max_length=200)),
                ('practica_el', models.DateTimeField(blank=True, null=True)),
                ('decidida_el', models.DateTimeField()),
                ('terminada_el', models.DateTimeField(blank=True, null=True)),
                ('acta', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('periodo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pruebas', to='motor.periodoprueba')),
                ('propone', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pruebas_propuestas', to='identidad.persona')),
            ],
            options={
                'verbose_name': 'prueba',
            },
        ),
        migrations.AddConstraint(
            model_name='periodoprueba',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dias__gte', 10), ('dias__lte', 30), ('extraordinario', False)), models.Q(('dias__gte', 1), ('dias__lte', 10), ('extraordinario', True)), _connector='OR'), name='prueba_dias'),
        ),
        migrations.AddConstraint(
            model_name='periodoprueba',
            constraint=models.UniqueConstraint(condition=models.Q(('cerrado_el', None)), fields=('expediente',), name='prueba_un_periodo_abierto'),
        ),
        migrations.AddIndex(
            model_name='prueba',
            index=models.Index(fields=['periodo', 'decidida_el'], name='prueba_periodo'),
        ),
        migrations.AddConstraint(
            model_name='prueba',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'rechazada'), ('lugar', ''), ('practica_el', None), ('propone__isnull', False), ('suspende', False)), models.Q(models.Q(('estado', 'rechazada'), _negated=True), ('practica_el__isnull', False), models.Q(('lugar', ''), _negated=True)), _connector='OR'), name='prueba_admitida_con_lugar_y_fecha'),
        ),
        migrations.AddConstraint(
            model_name='prueba',
            constraint=models.CheckConstraint(condition=models.Q(('suspende', False), ('propone__isnull', False), _connector='OR'), name='prueba_suspende_si_la_propone_una_parte'),
        ),
        migrations.AddConstraint(
            model_name='prueba',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acta__isnull', False), ('estado__in', ['practicada', 'no_practicada']), ('terminada_el__isnull', False)), models.Q(('acta', None), ('estado__in', ['admitida', 'rechazada']), ('terminada_el', None)), _connector='OR'), name='prueba_terminada_con_acta'),
        ),
    ]
