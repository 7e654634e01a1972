"""Collection files and commitments of income: four tables. A file never changes, nor what a receipt or a commitment said."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
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
                name='FicheroDeCobros',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('nombre', models.CharField(max_length=200)),
                    ('huella', models.CharField(max_length=64, unique=True)),
                    ('cuenta', models.CharField(max_length=12)),
                    ('recibos', models.PositiveIntegerField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('cargado_el', models.DateTimeField()),
                    ('autor_id', models.UUIDField()),
                ],
                options={
                    'verbose_name': 'fichero de cobros',
                    'verbose_name_plural': 'ficheros de cobros',
                },
            ),
            migrations.CreateModel(
                name='CompromisoDeIngreso',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('economica', models.CharField(max_length=7)),
                    ('texto', models.CharField(max_length=300)),
                    ('fecha', models.DateField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('anulado', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                    ('anotado_el', models.DateTimeField()),
                    ('autor_id', models.UUIDField()),
                    ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                    ('persona', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'compromiso de ingreso',
                    'verbose_name_plural': 'compromisos de ingreso',
                },
            ),
            migrations.CreateModel(
                name='CompromisoCumplido',
                fields=[
                    ('linea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='presupuesto.lineaoperacion')),
                    ('compromiso', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cumplidos', to='recaudacion.compromisodeingreso')),
                ],
                options={
                    'verbose_name': 'cumplimiento de un compromiso',
                },
            ),
            migrations.CreateModel(
                name='CobroLeido',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('fila', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('referencia', models.CharField(max_length=40, unique=True)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('derecho', models.CharField(blank=True, max_length=40)),
                    ('concepto', models.CharField(blank=True, max_length=40)),
                    ('nif', models.CharField(blank=True, max_length=40)),
                    ('estado', models.CharField(choices=[('aplicado', 'Aplicado'), ('pendiente', 'Pendiente de aplicar')], max_length=9)),
                    ('motivo', models.CharField(blank=True, max_length=300)),
                    ('aplicacion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('pendiente', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.lineaoperacion')),
                    ('fichero', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cobros', to='recaudacion.ficherodecobros')),
                ],
                options={
                    'verbose_name': 'cobro de un fichero',
                    'verbose_name_plural': 'cobros de ficheros',
                },
            ),
        ),
        migrations.AddIndex(
            model_name='compromisodeingreso',
            index=models.Index(fields=['anio', 'economica'], name='compromisodeingreso_anio'),
        ),
        migrations.AddConstraint(
            model_name='compromisodeingreso',
            constraint=models.CheckConstraint(condition=models.Q(('anulado__gte', 0), ('anulado__lte', models.F('importe')), ('importe__gt', 0)), name='compromisodeingreso_importe'),
        ),
        migrations.AddIndex(
            model_name='cobroleido',
            index=models.Index(condition=models.Q(('estado', 'pendiente')), fields=['fecha'], name='cobroleido_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='cobroleido',
            constraint=models.UniqueConstraint(fields=('fichero', 'fila'), name='cobroleido_fila'),
        ),
        migrations.AddConstraint(
            model_name='cobroleido',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aplicacion__isnull', False), ('estado', 'aplicado'), ('motivo', '')), models.Q(('aplicacion', None), ('estado', 'pendiente'), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='cobroleido_estado'),
        ),
        migrations.AddConstraint(
            model_name='cobroleido',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='cobroleido_importe'),
        ),
        hacer_inmutable("recaudacion_ficherodecobros"),
        hacer_inmutable("recaudacion_compromisocumplido"),
        hacer_inmutable("recaudacion_cobroleido", "id", "fichero_id", "fila", "fecha", "referencia", "importe", "nif", "pendiente_id"),
        hacer_inmutable("recaudacion_compromisodeingreso", "id", "anio", "economica", "persona_id", "importe", "documento_id"),
    ]
