"""What was given back of each debt, which never changes: an empty table, and a column of the debts with its default."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('tributos', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Devolucion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=15)),
                ('dia', models.DateField()),
                ('referencia_banco', models.CharField(max_length=60, unique=True)),
                ('anotada_el', models.DateTimeField()),
                ('anotada_por', models.UUIDField()),
            ],
            options={
                'verbose_name': 'devolución de un ingreso',
            },
        ),
        migrations.RemoveConstraint(
            model_name='liquidacion',
            name='liquidacion_importes',
        ),
        migrations.RemoveConstraint(
            model_name='liquidacion',
            name='liquidacion_estado',
        ),
        migrations.AddField(
            model_name='liquidacion',
            name='devuelto',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=15),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.CheckConstraint(condition=models.Q(('devuelto__gte', 0), ('importe__gt', 0), ('por_devolver__gte', 0), ('recibido__gte', 0)), name='liquidacion_importes'),
        ),
        migrations.AddConstraint(
            model_name='liquidacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anulada_el', None), ('cobrada', None), ('devuelto', 0), ('estado', 'pendiente'), ('por_devolver', 0), ('recibido__lt', models.F('importe'))), models.Q(('anulada_el', None), ('cobrada__isnull', False), ('estado', 'cobrada'), ('recibido', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('importe'), '+', models.F('por_devolver')), '+', models.F('devuelto')))), models.Q(('anulada_el__isnull', False), ('estado', 'anulada'), ('recibido', django.db.models.expressions.CombinedExpression(models.F('por_devolver'), '+', models.F('devuelto'))), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='liquidacion_estado'),
        ),
        migrations.AddField(
            model_name='devolucion',
            name='liquidacion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devoluciones', to='tributos.liquidacion'),
        ),
        migrations.AddConstraint(
            model_name='devolucion',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='devolucion_positiva'),
        ),
        migrations.AddConstraint(
            model_name='devolucion',
            constraint=models.CheckConstraint(condition=models.Q(('referencia_banco', ''), _negated=True), name='devolucion_con_referencia'),
        ),
        hacer_inmutable('tributos_devolucion'),
    ]
