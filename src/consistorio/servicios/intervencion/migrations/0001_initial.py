"""The control of what spends and its reparos: two empty tables. What a reparo says never changes."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0007_respuestas_y_menciones'),
        ('motor', '0009_por_fecha_de_cierre'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fiscalizacion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('importe', models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True)),
                ('aplicacion', models.CharField(blank=True, max_length=120)),
                ('urgente', models.BooleanField(default=False)),
                ('pedida_el', models.DateTimeField()),
                ('vence', models.DateField()),
                ('estado', models.CharField(choices=[('pendiente', 'Por fiscalizar'), ('favorable', 'Favorable'), ('observaciones', 'Favorable, con observaciones'), ('reparo', 'Con reparo'), ('levantado', 'Reparo levantado')], default='pendiente', max_length=14)),
                ('hecha_el', models.DateTimeField(blank=True, null=True)),
                ('huella', models.CharField(blank=True, max_length=64)),
                ('documento', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fiscalizaciones', to='expedientes.expediente')),
                ('tarea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fiscalizacion', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'fiscalización',
            },
        ),
        migrations.CreateModel(
            name='Reparo',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('causas', models.JSONField(default=list)),
                ('suspende', models.BooleanField()),
                ('formulado_el', models.DateTimeField()),
                ('vence', models.DateField()),
                ('estado', models.CharField(choices=[('abierto', 'Falta la respuesta de la unidad'), ('sin_suspender', 'No suspende'), ('aceptado', 'Aceptado por la unidad'), ('discrepancia', 'En discrepancia'), ('confirmado', 'Confirmado: hay que subsanarlo'), ('levantado', 'Levantado')], max_length=14)),
                ('resuelve', models.CharField(blank=True, choices=[('presidencia', 'Presidencia'), ('pleno', 'Pleno')], max_length=12)),
                ('terminado_el', models.DateTimeField(blank=True, null=True)),
                ('decision', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('fiscalizacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reparos', to='intervencion.fiscalizacion')),
                ('respuesta', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('tarea', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reparo', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'reparo',
            },
        ),
        migrations.AddIndex(
            model_name='fiscalizacion',
            index=models.Index(fields=['expediente', 'pedida_el'], name='fiscalizacion_expediente'),
        ),
        migrations.AddIndex(
            model_name='fiscalizacion',
            index=models.Index(condition=models.Q(('estado', 'pendiente')), fields=['vence', 'id'], name='fiscalizacion_por_hacer'),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe', None), ('importe__gt', 0), _connector='OR'), name='fiscalizacion_importe'),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.CheckConstraint(condition=models.Q(('estado', 'pendiente'), models.Q(('documento__isnull', False), ('hecha_el__isnull', False), ('importe__gt', 0)), _connector='OR'), name='fiscalizacion_hecha_entera'),
        ),
        migrations.AddConstraint(
            model_name='reparo',
            constraint=models.UniqueConstraint(condition=models.Q(('estado__in', ['abierto', 'discrepancia', 'confirmado'])), fields=('fiscalizacion',), name='reparo_uno_por_resolver'),
        ),
        migrations.AddConstraint(
            model_name='reparo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('suspende', True), ('tarea__isnull', False), models.Q(('estado', 'sin_suspender'), _negated=True)), models.Q(('estado', 'sin_suspender'), ('suspende', False), ('tarea', None)), _connector='OR'), name='reparo_que_suspende_con_tarea'),
        ),
        migrations.AddConstraint(
            model_name='reparo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado__in', ['discrepancia', 'confirmado', 'levantado']), _negated=True), models.Q(('resuelve', ''), _negated=True), _connector='OR'), name='reparo_con_quien_resuelve'),
        ),
        hacer_inmutable('intervencion_fiscalizacion', 'id', 'expediente_id', 'tarea_id'),
        hacer_inmutable(
            'intervencion_reparo', 'id', 'fiscalizacion_id', 'tarea_id', 'causas', 'suspende', 'formulado_el', 'vence', 'documento_id'
        ),
    ]
