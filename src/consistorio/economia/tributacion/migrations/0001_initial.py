"""The taxes that the town hall declares: eight tables. What a register book, a perception or a compensación says never changes."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from decimal import Decimal
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('identidad', '0005_persona_por_numero'),
        ('presupuesto', '0003_operacion_libro_y_clase'),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='Compensacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('clase', models.CharField(choices=[('oficio', 'De oficio'), ('peticion', 'A petición del obligado')], max_length=8)),
                    ('fecha', models.DateField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                    ('pago', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'compensación',
                    'verbose_name_plural': 'compensaciones',
                },
            ),
            migrations.CreateModel(
                name='CobroCompensado',
                fields=[
                    ('operacion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='presupuesto.operacion')),
                    ('compensacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cobros', to='tributacion.compensacion')),
                ],
                options={
                    'verbose_name': 'cobro por compensación',
                },
            ),
            migrations.CreateModel(
                name='Declaracion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('modelo', models.CharField(max_length=3)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('periodo', models.CharField(max_length=2)),
                    ('casillas', models.JSONField()),
                    ('resultado', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('presentada', models.DateField()),
                    ('justificante', models.CharField(max_length=40)),
                    ('anotada_el', models.DateTimeField()),
                    ('anotada_por', models.UUIDField()),
                    ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                    ('pago', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion')),
                ],
                options={
                    'verbose_name': 'declaración presentada',
                    'verbose_name_plural': 'declaraciones presentadas',
                },
            ),
            migrations.CreateModel(
                name='Percepcion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('fecha', models.DateField()),
                    ('clave', models.CharField(max_length=3)),
                    ('subclave', models.CharField(blank=True, max_length=2)),
                    ('en_especie', models.BooleanField(default=False)),
                    ('base', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('retencion', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('devengo', models.PositiveSmallIntegerField(default=0)),
                    ('linea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='percepciones', to='presupuesto.lineaoperacion')),
                    ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'percepción con retención',
                    'verbose_name_plural': 'percepciones con retención',
                },
            ),
            migrations.CreateModel(
                name='SectorIva',
                fields=[
                    ('codigo', models.CharField(max_length=20, primary_key=True, serialize=False)),
                    ('nombre', models.CharField(max_length=200)),
                    ('en_uso', models.BooleanField(default=True)),
                ],
                options={
                    'verbose_name': 'actividad sujeta al IVA',
                    'constraints': [models.CheckConstraint(condition=models.Q(('codigo__regex', '^[A-Z0-9_]+$')), name='sectoriva_codigo'), models.CheckConstraint(condition=models.Q(('nombre', ''), _negated=True), name='sectoriva_nombre')],
                },
            ),
            migrations.CreateModel(
                name='Prorrata',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('clase', models.CharField(choices=[('general', 'General: el mismo tanto por ciento de todas las cuotas'), ('especial', 'Especial: según en qué se usa lo que se compra')], max_length=8)),
                    ('provisional', models.PositiveSmallIntegerField()),
                    ('definitiva', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('regularizacion', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('regularizada', models.DateField(blank=True, null=True)),
                    ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prorratas', to='tributacion.sectoriva')),
                ],
                options={
                    'verbose_name': 'prorrata',
                },
            ),
            migrations.CreateModel(
                name='ApunteIva',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('libro', models.CharField(choices=[('soportado', 'Facturas recibidas'), ('repercutido', 'Facturas expedidas')], max_length=11)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('numero', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('expedida', models.DateField()),
                    ('factura', models.CharField(max_length=80)),
                    ('destino', models.CharField(choices=[('con_derecho', 'Solo en operaciones con derecho a deducir'), ('sin_derecho', 'Solo en operaciones sin derecho a deducir'), ('comun', 'En unas y en otras')], default='comun', max_length=11)),
                    ('inversion', models.BooleanField(default=False)),
                    ('exenta', models.BooleanField(default=False)),
                    ('base', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('tipo', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('cuota', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('deducible', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('anula', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anulado_por', to='tributacion.apunteiva')),
                    ('operacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('operacion_iva', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                    ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tributacion.sectoriva')),
                ],
                options={
                    'verbose_name': 'apunte de un libro de IVA',
                },
            ),
        ),
        migrations.AddConstraint(
            model_name='compensacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='compensacion_importe'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.UniqueConstraint(fields=('modelo', 'anio', 'periodo'), name='declaracion_una'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.CheckConstraint(condition=models.Q(('justificante', ''), _negated=True), name='declaracion_justificante'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.CheckConstraint(condition=models.Q(('pago', None), ('resultado__gt', 0), _connector='OR'), name='declaracion_pagada'),
        ),
        migrations.AddIndex(
            model_name='percepcion',
            index=models.Index(fields=['fecha'], name='percepcion_fecha'),
        ),
        migrations.AddConstraint(
            model_name='percepcion',
            constraint=models.UniqueConstraint(fields=('linea', 'persona', 'clave', 'subclave', 'en_especie', 'devengo'), name='percepcion_una'),
        ),
        migrations.AddConstraint(
            model_name='percepcion',
            constraint=models.CheckConstraint(condition=models.Q(('base__gt', 0), ('retencion__gt', 0), ('retencion__lte', models.F('base'))), name='percepcion_importes'),
        ),
        migrations.AddConstraint(
            model_name='prorrata',
            constraint=models.UniqueConstraint(fields=('sector', 'anio'), name='prorrata_una_al_anio'),
        ),
        migrations.AddConstraint(
            model_name='prorrata',
            constraint=models.CheckConstraint(condition=models.Q(('provisional__lte', 100), models.Q(('definitiva', None), ('definitiva__lte', 100), _connector='OR')), name='prorrata_por_ciento'),
        ),
        migrations.AddConstraint(
            model_name='prorrata',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('definitiva', None), ('regularizacion', None), ('regularizada', None)), models.Q(('definitiva__isnull', False), ('regularizacion__isnull', False), ('regularizada__isnull', False)), _connector='OR'), name='prorrata_regularizada_entera'),
        ),
        migrations.AddIndex(
            model_name='apunteiva',
            index=models.Index(fields=['libro', 'fecha'], name='apunteiva_fecha'),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.UniqueConstraint(fields=('libro', 'anio', 'numero'), name='apunteiva_numero'),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.CheckConstraint(condition=models.Q(('tipo__gte', 0), ('tipo__lte', 100)), name='apunteiva_tipo'),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.CheckConstraint(condition=models.Q(('libro', 'soportado'), models.Q(('deducible', 0), ('libro', 'repercutido'), ('sector__isnull', False)), _connector='OR'), name='apunteiva_libro'),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.CheckConstraint(condition=models.Q(('deducible', 0), models.Q(('operacion_iva__isnull', False), ('sector__isnull', False)), _connector='OR'), name='apunteiva_deducible'),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.CheckConstraint(condition=models.Q(('exenta', False), ('cuota', 0), _connector='OR'), name='apunteiva_exenta'),
        ),
        hacer_inmutable("tributacion_apunteiva"),
        hacer_inmutable("tributacion_percepcion"),
        hacer_inmutable("tributacion_compensacion"),
        hacer_inmutable("tributacion_cobrocompensado"),
        hacer_inmutable("tributacion_prorrata", "id", "sector_id", "anio"),
        hacer_inmutable("tributacion_declaracion", "id", "modelo", "anio", "periodo", "casillas", "resultado", "presentada", "justificante", "documento_id"),
    ]
