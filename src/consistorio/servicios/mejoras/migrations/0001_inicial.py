"""What units ask to change in procedures, and what is said about it: two empty tables."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogo', '0003_casos_de_prueba'),
        ('organizacion', '0001_initial'),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='PeticionDeArea',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('area', models.CharField(max_length=60)),
                    ('pedida_el', models.DateTimeField()),
                    ('problema', models.TextField()),
                    ('mejora', models.TextField()),
                    ('estado', models.CharField(choices=[('abierta', 'Abierta'), ('aceptada', 'Aceptada'), ('rechazada', 'Rechazada'), ('hecha', 'Hecha')], default='abierta', max_length=10)),
                    ('motivo', models.TextField(blank=True)),
                    ('decidida_el', models.DateTimeField(blank=True, null=True)),
                    ('hecha_el', models.DateTimeField(blank=True, null=True)),
                    ('antes_desde', models.DateField(blank=True, null=True)),
                    ('antes_hasta', models.DateField(blank=True, null=True)),
                    ('antes_casos', models.PositiveIntegerField(blank=True, null=True)),
                    ('antes_dias', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True)),
                    ('antes_tareas', models.DecimalField(blank=True, decimal_places=1, max_digits=8, null=True)),
                    ('por_ver', models.BooleanField(default=False)),
                    ('borrador', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='peticiones', to='catalogo.borradorprocedimiento')),
                    ('decidida_por', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                    ('pedida_por', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                    ('procedimiento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='peticiones', to='catalogo.procedimiento')),
                    ('unidad', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad')),
                    ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='peticiones', to='catalogo.versionprocedimiento')),
                ],
                options={
                    'verbose_name': 'petición de cambio de un procedimiento',
                    'verbose_name_plural': 'peticiones de cambio de los procedimientos',
                },
            ),
            migrations.CreateModel(
                name='MensajeDePeticion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('texto', models.TextField()),
                    ('escrito_el', models.DateTimeField()),
                    ('autor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                    ('peticion', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='mensajes', to='mejoras.peticiondearea')),
                ],
                options={
                    'verbose_name': 'mensaje de una petición de cambio',
                },
            ),
        ),
        migrations.AddIndex(
            model_name='peticiondearea',
            index=models.Index(fields=['unidad', 'estado', '-id'], name='peticion_de_unidad'),
        ),
        migrations.AddIndex(
            model_name='peticiondearea',
            index=models.Index(fields=['area', 'estado', '-id'], name='peticion_de_area'),
        ),
        migrations.AddIndex(
            model_name='peticiondearea',
            index=models.Index(condition=models.Q(('por_ver', True)), fields=['pedida_por', '-id'], name='peticion_por_ver'),
        ),
        migrations.AddConstraint(
            model_name='peticiondearea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('problema', ''), _negated=True), models.Q(('mejora', ''), _negated=True)), name='peticion_dice_que'),
        ),
        migrations.AddConstraint(
            model_name='peticiondearea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decidida_el', None), ('estado', 'abierta')), models.Q(models.Q(('estado', 'abierta'), _negated=True), ('decidida_el__isnull', False)), _connector='OR'), name='peticion_decidida_con_fecha'),
        ),
        migrations.AddConstraint(
            model_name='peticiondearea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'rechazada'), models.Q(('motivo', ''), _negated=True)), models.Q(models.Q(('estado', 'rechazada'), _negated=True), ('motivo', '')), _connector='OR'), name='peticion_rechazada_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='peticiondearea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'hecha'), ('hecha_el__isnull', False), ('version__isnull', False)), models.Q(models.Q(('estado', 'hecha'), _negated=True), ('hecha_el', None)), _connector='OR'), name='peticion_hecha_en_una_version'),
        ),
        migrations.AddIndex(
            model_name='mensajedepeticion',
            index=models.Index(fields=['peticion', 'id'], name='mensaje_de_peticion'),
        ),
        migrations.AddConstraint(
            model_name='mensajedepeticion',
            constraint=models.CheckConstraint(condition=models.Q(('texto', ''), _negated=True), name='mensaje_de_peticion_dice_algo'),
        ),
        hacer_inmutable('mejoras_mensajedepeticion'),
    ]
