"""Public information and what is alleged in it (LPACAP 83): two empty tables, and a kind more among the choices of two columns.

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
        ('motor', '0006_periodos_de_prueba'),
    ]

    operations = [
        migrations.AlterField(
            model_name='prorrogaincidencia',
            name='clase',
            field=models.CharField(choices=[('requerimiento', 'Requerimiento'), ('audiencia', 'Audiencia'), ('prueba', 'Período de prueba'), ('informacion', 'Información pública'), ('caducidad', 'Advertencia de caducidad')], max_length=16),
        ),
        migrations.AlterField(
            model_name='vencimiento',
            name='clase',
            field=models.CharField(choices=[('resolver', 'Plazo para resolver'), ('requerimiento', 'Plazo para corregir la solicitud'), ('audiencia', 'Plazo de audiencia'), ('prueba', 'Período de prueba'), ('informacion', 'Información pública'), ('informe', 'Plazo del informe'), ('suspension', 'Tope de la suspensión'), ('certificado', 'Plazo del certificado de silencio'), ('caducidad', 'Tres meses de la advertencia de caducidad')], max_length=16),
        ),
        migrations.CreateModel(
            name='InformacionPublica',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('titulo', models.CharField(max_length=200)),
                ('dias', models.PositiveSmallIntegerField()),
                ('estado', models.CharField(choices=[('emitido', 'Pendiente de publicar en el boletín'), ('notificado', 'Publicada en el boletín'), ('cerrado', 'Cerrada')], default='emitido', max_length=12)),
                ('boletin', models.CharField(blank=True, max_length=120)),
                ('abierta_el', models.DateTimeField()),
                ('notificado_el', models.DateTimeField(blank=True, null=True)),
                ('vence', models.DateField(blank=True, null=True)),
                ('pasos', models.JSONField(default=list)),
                ('cerrado_el', models.DateTimeField(blank=True, null=True)),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='informaciones_publicas', to='expedientes.expediente')),
                ('tarea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='informacion_publica', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'información pública',
            },
        ),
        migrations.CreateModel(
            name='AlegacionPublica',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('aportacion', models.UUIDField(unique=True)),
                ('en_papel', models.BooleanField(default=False)),
                ('presentada_el', models.DateTimeField()),
                ('respondida_el', models.DateTimeField(blank=True, null=True)),
                ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alegaciones_publicas', to='identidad.persona')),
                ('representante', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ('respuesta', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('informacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alegaciones', to='motor.informacionpublica')),
            ],
            options={
                'verbose_name': 'alegación en información pública',
                'verbose_name_plural': 'alegaciones en información pública',
            },
        ),
        migrations.AddConstraint(
            model_name='informacionpublica',
            constraint=models.CheckConstraint(condition=models.Q(('dias__gte', 20), ('dias__lte', 120)), name='informacion_dias'),
        ),
        migrations.AddConstraint(
            model_name='informacionpublica',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('boletin', ''), ('notificado_el', None), ('vence', None)), models.Q(('notificado_el__isnull', False), ('vence__isnull', False), models.Q(('boletin', ''), _negated=True)), _connector='OR'), name='informacion_corre_desde_el_boletin'),
        ),
        migrations.AddConstraint(
            model_name='informacionpublica',
            constraint=models.UniqueConstraint(condition=models.Q(('cerrado_el', None)), fields=('expediente',), name='informacion_una_abierta'),
        ),
        migrations.AddIndex(
            model_name='alegacionpublica',
            index=models.Index(condition=models.Q(('respondida_el', None)), fields=['informacion', 'presentada_el', 'id'], name='alegacion_por_responder'),
        ),
        migrations.AddConstraint(
            model_name='alegacionpublica',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('respondida_el', None), ('respuesta', None)), models.Q(('respondida_el__isnull', False), ('respuesta__isnull', False)), _connector='OR'), name='alegacion_respondida_entera'),
        ),
    ]
