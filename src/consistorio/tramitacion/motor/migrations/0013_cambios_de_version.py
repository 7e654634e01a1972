"""Running cases that are moved to another version of their procedure: two empty tables."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('catalogo', '0003_casos_de_prueba'),
        ('expedientes', '0010_abiertos_de_version'),
        ('motor', '0011_imparcialidad'),
        ('organizacion', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CambioDeVersion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('motivo', models.CharField(max_length=600)),
                ('pedido_el', models.DateTimeField()),
                ('pedido_por', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cambios', to='catalogo.versionprocedimiento')),
            ],
            options={
                'verbose_name': 'cambio de versión',
            },
        ),
        migrations.CreateModel(
            name='CasoDeCambio',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('estado', models.CharField(choices=[('por_hacer', 'Por hacer'), ('pasado', 'Ha pasado'), ('se_queda', 'Se queda como estaba')], default='por_hacer', max_length=10)),
                ('resultado', models.TextField(blank=True)),
                ('hecho_el', models.DateTimeField(blank=True, null=True)),
                ('cambio', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='casos', to='motor.cambiodeversion')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cambios_de_version', to='expedientes.expediente')),
            ],
            options={
                'verbose_name': 'expediente de un cambio de versión',
            },
        ),
        migrations.AddConstraint(
            model_name='cambiodeversion',
            constraint=models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='cambio_version_con_motivo'),
        ),
        migrations.AddIndex(
            model_name='casodecambio',
            index=models.Index(fields=['cambio', 'id'], name='cambio_version_casos'),
        ),
        migrations.AddIndex(
            model_name='casodecambio',
            index=models.Index(condition=models.Q(('estado', 'por_hacer')), fields=['cambio', 'id'], name='cambio_version_por_hacer'),
        ),
        migrations.AddConstraint(
            model_name='casodecambio',
            constraint=models.UniqueConstraint(fields=('cambio', 'expediente'), name='cambio_version_caso_unico'),
        ),
        migrations.AddConstraint(
            model_name='casodecambio',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'por_hacer'), ('hecho_el', None)), models.Q(models.Q(('estado', 'por_hacer'), _negated=True), ('hecho_el__isnull', False)), _connector='OR'), name='cambio_version_hecho_con_fecha'),
        ),
        hacer_inmutable('motor_cambiodeversion'),
    ]
