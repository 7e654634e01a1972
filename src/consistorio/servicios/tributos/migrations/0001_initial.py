"""The debts of cases and what comes in for them: two empty tables. What a debt is never changes, nor does a payment."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

LO_QUE_ES = (
    'id', 'expediente_id', 'tarea_id', 'deudor_id', 'regimen', 'concepto', 'nombre', 'articulo', 'base', 'base_unidad', 'tarifa',
    'tarifa_por', 'periodos', 'periodos_unidad', 'importe', 'referencia', 'devengo', 'emitida_el', 'documento_id', 'acto_id',
)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0007_respuestas_y_menciones'),
        ('identidad', '0005_persona_por_numero'),
        ('motor', '0009_por_fecha_de_cierre'),
    ]

    operations = [
        migrations.CreateModel(
            name='Liquidacion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('regimen', models.CharField(choices=[('autoliquidacion', 'Autoliquidación'), ('liquidacion', 'Liquidación')], max_length=16)),
                ('concepto', models.CharField(max_length=60)),
                ('nombre', models.CharField(max_length=160)),
                ('articulo', models.CharField(max_length=200)),
                ('base', models.DecimalField(decimal_places=4, max_digits=16)),
                ('base_unidad', models.CharField(blank=True, max_length=20)),
                ('tarifa', models.DecimalField(decimal_places=6, max_digits=16)),
                ('tarifa_por', models.CharField(max_length=80)),
                ('periodos', models.DecimalField(decimal_places=2, max_digits=8)),
                ('periodos_unidad', models.CharField(blank=True, max_length=20)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=15)),
                ('referencia', models.CharField(max_length=12, unique=True)),
                ('devengo', models.DateField()),
                ('emitida_el', models.DateTimeField()),
                ('notificada', models.DateField(blank=True, null=True)),
                ('vence', models.DateField(blank=True, null=True)),
                ('estado', models.CharField(choices=[('pendiente', 'Por pagar'), ('cobrada', 'Pagada'), ('anulada', 'Anulada')], default='pendiente', max_length=10)),
                ('recibido', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                ('por_devolver', models.DecimalField(decimal_places=2, default=0, max_digits=15)),
                ('cobrada', models.DateField(blank=True, null=True)),
                ('anulada_el', models.DateTimeField(blank=True, null=True)),
                ('motivo', models.CharField(blank=True, max_length=600)),
                ('acto', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('deudor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liquidaciones', to='expedientes.expediente')),
                ('justificante', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('tarea', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='liquidaciones', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'liquidación',
            },
        ),
        migrations.CreateModel(
            name='Cobro',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=15)),
                ('dia', models.DateField()),
                ('medio', models.CharField(choices=[('transferencia', 'Transferencia'), ('entidad', 'Entidad colaboradora'), ('tarjeta', 'Tarjeta, en el terminal de la Tesorería'), ('caja', 'Caja de la Tesorería')], max_length=14)),
                ('referencia_banco', models.CharField(max_length=60, unique=True)),
                ('resultado', models.CharField(choices=[('completo', 'Paga todo lo que faltaba'), ('a_cuenta', 'Paga una parte: falta el resto'), ('de_mas', 'Paga más de lo que faltaba: lo que sobra se devuelve'), ('duplicado', 'Ya estaba pagado: se devuelve'), ('de_anulada', 'La liquidación estaba anulada: se devuelve')], max_length=10)),
                ('fuera_de_plazo', models.BooleanField()),
                ('fichero', models.CharField(blank=True, max_length=64)),
                ('anotado_el', models.DateTimeField()),
                ('anotado_por', models.UUIDField()),
                ('liquidacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cobros', to='tributos.liquidacion')),
            ],
            options={
                'verbose_name': 'cobro',
            },
        ),
        migrations.AddIndex(
            model_name='liquidacion',
            index=models.Index(fields=['expediente', 'emitida_el'], name='liquidacion_expediente'),
        ),
        migrations.AddIndex(
            model_name='liquidacion',
            index=models.Index(condition=models.Q(('estado', 'pendiente')), fields=['vence', 'id'], name='liquidacion_por_cobrar'),
        ),
        migrations.AddIndex(
            model_name='liquidacion',
            index=models.Index(condition=models.Q(('por_devolver__gt', 0)), fields=['id'], name='liquidacion_por_devolver'),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'anulada'), _negated=True), fields=('tarea',), name='liquidacion_una_viva_por_tarea'),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.CheckConstraint(condition=models.Q(('referencia__regex', '^\\d{12}$')), name='liquidacion_referencia'),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0), ('por_devolver__gte', 0), ('recibido__gte', 0)), name='liquidacion_importes'),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anulada_el', None), ('cobrada', None), ('estado', 'pendiente'), ('por_devolver', 0), ('recibido__lt', models.F('importe'))), models.Q(('anulada_el', None), ('cobrada__isnull', False), ('estado', 'cobrada'), ('recibido', django.db.models.expressions.CombinedExpression(models.F('importe'), '+', models.F('por_devolver')))), models.Q(('anulada_el__isnull', False), ('estado', 'anulada'), ('recibido', models.F('por_devolver')), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='liquidacion_estado'),
        ),
        migrations.AddConstraint(
            model_name='cobro',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='cobro_positivo'),
        ),
        migrations.AddConstraint(
            model_name='cobro',
            constraint=models.CheckConstraint(condition=models.Q(('referencia_banco', ''), _negated=True), name='cobro_con_referencia'),
        ),
        hacer_inmutable('tributos_cobro'),
        hacer_inmutable('tributos_liquidacion', *LO_QUE_ES),
    ]
