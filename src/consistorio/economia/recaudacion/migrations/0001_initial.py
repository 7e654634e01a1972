"""Collection files: two tables. A file never changes, nor what a receipt said."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
                    'indexes': [models.Index(condition=models.Q(('estado', 'pendiente')), fields=['fecha'], name='cobroleido_pendiente')],
                    'constraints': [models.UniqueConstraint(fields=('fichero', 'fila'), name='cobroleido_fila'), models.CheckConstraint(condition=models.Q(models.Q(('aplicacion__isnull', False), ('estado', 'aplicado'), ('motivo', '')), models.Q(('aplicacion', None), ('estado', 'pendiente'), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='cobroleido_estado'), models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='cobroleido_importe')],
                },
            ),
        ),
        hacer_inmutable("recaudacion_ficherodecobros"),
        hacer_inmutable("recaudacion_cobroleido", "id", "fichero_id", "fila", "fecha", "referencia", "importe", "nif", "pendiente_id"),
    ]
