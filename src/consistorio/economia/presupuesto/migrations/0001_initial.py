"""The budget: fourteen tables. What an operation says never changes, nor what an application or a bolsa is: only their counters."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from decimal import Decimal
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

LINEA = (
    "id", "operacion_id", "orden", "aplicacion_id", "concepto_id", "cerrado_id", "no_presupuestario_id", "fondo_id", "importe", "origen_id",
    "aplica_id", "de_retencion", "cuenta",
)
CERRADO = ("id", "ejercicio_id", "clase", "anio", "codigo", "cuenta", "tercero_id", "linea_origen_id", "inicial")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contabilidad', '0001_initial'),
        ('identidad', '0005_persona_por_numero'),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='Presupuesto',
                fields=[
                    ('ejercicio', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='presupuesto', serialize=False, to='contabilidad.ejercicio')),
                    ('aprobado', models.DateField()),
                    ('crea_aplicaciones', models.BooleanField(default=False)),
                    ('descuadrado', models.BooleanField(default=False)),
                    ('documento_id', models.UUIDField(blank=True, null=True)),
                ],
                options={
                    'verbose_name': 'presupuesto',
                },
            ),
            migrations.CreateModel(
                name='Bolsa',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('clave', models.CharField(max_length=40)),
                    ('definitivo', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('retenido', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('no_disponible', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('autorizado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'bolsa de vinculación',
                },
            ),
            migrations.CreateModel(
                name='Aplicacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('organica', models.CharField(blank=True, max_length=10)),
                    ('programa', models.CharField(max_length=5)),
                    ('economica', models.CharField(max_length=7)),
                    ('denominacion', models.CharField(blank=True, max_length=600)),
                    ('ampliable', models.BooleanField(default=False)),
                    ('iniciales', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('modificaciones', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('retenido_gastar', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('retenido_transferir', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('retenido_no_disponer', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('no_disponible', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('autorizado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('dispuesto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('obligado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ordenado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('pagado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                    ('bolsa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aplicaciones', to='presupuesto.bolsa')),
                ],
                options={
                    'verbose_name': 'aplicación presupuestaria',
                },
            ),
            migrations.CreateModel(
                name='Clasificacion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('clase', models.CharField(choices=[('organica', 'Orgánica'), ('programa', 'Por programas'), ('gasto', 'Económica de gastos'), ('ingreso', 'Económica de ingresos')], max_length=8)),
                    ('codigo', models.CharField(max_length=10)),
                    ('denominacion', models.CharField(max_length=600)),
                    ('propio', models.BooleanField(default=False)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'código de clasificación',
                },
            ),
            migrations.CreateModel(
                name='ConceptoIngreso',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('economica', models.CharField(max_length=7)),
                    ('denominacion', models.CharField(blank=True, max_length=600)),
                    ('iniciales', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('modificaciones', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('reconocido', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('anulado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('aplazado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('cancelado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('recaudado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('por_devolver', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('devuelto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'concepto de ingresos',
                },
            ),
            migrations.CreateModel(
                name='ConceptoNoPresupuestario',
                fields=[
                    ('codigo', models.CharField(max_length=20, primary_key=True, serialize=False)),
                    ('denominacion', models.CharField(max_length=200)),
                    ('cuenta', models.CharField(max_length=12)),
                    ('naturaleza', models.CharField(choices=[('acreedor', 'Acreedor'), ('deudor', 'Deudor'), ('cobros', 'Cobros pendientes de aplicación'), ('pagos', 'Pagos pendientes de aplicación')], max_length=10)),
                    ('de_descuento', models.BooleanField(default=False)),
                    ('en_uso', models.BooleanField(default=True)),
                ],
                options={
                    'verbose_name': 'concepto no presupuestario',
                    'constraints': [models.CheckConstraint(condition=models.Q(('codigo__regex', '^[A-Z0-9_]+$')), name='conceptonopresupuestario_codigo')],
                },
            ),
            migrations.CreateModel(
                name='Fondo',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('clase', models.CharField(choices=[('caja_fija', 'Anticipo de caja fija'), ('a_justificar', 'Pago a justificar')], max_length=12)),
                    ('denominacion', models.CharField(max_length=200)),
                    ('cuenta', models.CharField(max_length=12)),
                    ('vence', models.DateField(blank=True, null=True)),
                    ('entregado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('pagado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('justificado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('repuesto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('reintegrado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                    ('habilitado', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'fondo de un habilitado',
                },
            ),
            migrations.CreateModel(
                name='ModificacionCredito',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('numero', models.PositiveIntegerField()),
                    ('tipo', models.CharField(choices=[('extraordinario', 'Crédito extraordinario'), ('suplemento', 'Suplemento de crédito'), ('ampliacion', 'Ampliación de crédito'), ('transferencia', 'Transferencia de crédito'), ('incorporacion', 'Incorporación de remanentes'), ('generacion', 'Generación de crédito'), ('baja', 'Baja por anulación')], max_length=14)),
                    ('texto', models.CharField(max_length=300)),
                    ('estado', models.CharField(choices=[('borrador', 'Borrador'), ('informada', 'Informada por Intervención'), ('aprobada', 'Aprobada'), ('contabilizada', 'Contabilizada')], default='borrador', max_length=13)),
                    ('reorganizacion', models.BooleanField(default=False)),
                    ('expediente_id', models.UUIDField(blank=True, null=True)),
                    ('informe_id', models.UUIDField(blank=True, null=True)),
                    ('informada_el', models.DateField(blank=True, null=True)),
                    ('organo', models.CharField(blank=True, choices=[('pleno', 'Pleno'), ('presidencia', 'Presidencia'), ('junta', 'Junta de Gobierno Local')], max_length=11)),
                    ('acuerdo_id', models.UUIDField(blank=True, null=True)),
                    ('aprobada_el', models.DateField(blank=True, null=True)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'modificación de crédito',
                },
            ),
            migrations.CreateModel(
                name='LineaModificacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('orden', models.PositiveIntegerField()),
                    ('sentido', models.CharField(choices=[('alta', 'Alta'), ('baja', 'Baja'), ('financiacion', 'Financiación')], max_length=12)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('comprometido', models.BooleanField(default=False)),
                    ('retencion_id', models.UUIDField(blank=True, null=True)),
                    ('aplicacion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.aplicacion')),
                    ('concepto', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.conceptoingreso')),
                    ('modificacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.modificacioncredito')),
                ],
                options={
                    'verbose_name': 'línea de una modificación',
                },
            ),
            migrations.CreateModel(
                name='Numeracion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('libro', models.CharField(max_length=20)),
                    ('ultimo', models.PositiveIntegerField(default=0)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'numeración de operaciones',
                },
            ),
            migrations.CreateModel(
                name='Operacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('libro', models.CharField(choices=[('presupuesto', 'Presupuesto y sus modificaciones'), ('gasto', 'Gastos'), ('ingreso', 'Ingresos'), ('cerrados', 'Ejercicios cerrados'), ('no_presupuestario', 'No presupuestarias'), ('fondos', 'Fondos de habilitados')], max_length=20)),
                    ('numero', models.PositiveIntegerField()),
                    ('clase', models.CharField(max_length=8)),
                    ('signo', models.SmallIntegerField(default=1)),
                    ('fecha', models.DateField()),
                    ('texto', models.CharField(max_length=300)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('varios', models.BooleanField(default=False)),
                    ('expediente_id', models.UUIDField(blank=True, null=True)),
                    ('documento_id', models.UUIDField(blank=True, null=True)),
                    ('factura_id', models.UUIDField(blank=True, null=True)),
                    ('factura', models.CharField(blank=True, max_length=80)),
                    ('contrapartida', models.CharField(blank=True, max_length=12)),
                    ('anotada_el', models.DateTimeField()),
                    ('asiento', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.asiento')),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                    ('modificacion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='operaciones', to='presupuesto.modificacioncredito')),
                    ('origen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correcciones', to='presupuesto.operacion')),
                    ('tercero', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'operación presupuestaria',
                },
            ),
            migrations.CreateModel(
                name='ReglaVinculacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('orden', models.PositiveSmallIntegerField()),
                    ('organica', models.CharField(blank=True, max_length=10)),
                    ('programa', models.CharField(blank=True, max_length=5)),
                    ('economica', models.CharField(blank=True, max_length=7)),
                    ('nivel_organico', models.PositiveSmallIntegerField(default=0)),
                    ('nivel_programa', models.PositiveSmallIntegerField(default=0)),
                    ('nivel_economica', models.PositiveSmallIntegerField(default=0)),
                    ('en_si_misma', models.BooleanField(default=False)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'regla de vinculación',
                },
            ),
            migrations.CreateModel(
                name='SaldoCerrado',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('clase', models.CharField(choices=[('obligacion', 'Obligación'), ('derecho', 'Derecho')], max_length=10)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('codigo', models.CharField(blank=True, max_length=30)),
                    ('cuenta', models.CharField(max_length=12)),
                    ('linea_origen_id', models.UUIDField(blank=True, null=True)),
                    ('inicial', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('rectificado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('anulado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('cancelado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('prescrito', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('realizado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                    ('tercero', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ],
                options={
                    'verbose_name': 'saldo de ejercicios cerrados',
                },
            ),
            migrations.CreateModel(
                name='LineaOperacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('orden', models.PositiveIntegerField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('saldo', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('de_retencion', models.BooleanField(default=False)),
                    ('cuenta', models.CharField(blank=True, max_length=12)),
                    ('aplica', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aplicadas', to='presupuesto.lineaoperacion')),
                    ('aplicacion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.aplicacion')),
                    ('concepto', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.conceptoingreso')),
                    ('fondo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.fondo')),
                    ('no_presupuestario', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.conceptonopresupuestario')),
                    ('origen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='siguientes', to='presupuesto.lineaoperacion')),
                    ('operacion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.operacion')),
                    ('cerrado', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.saldocerrado')),
                ],
                options={
                    'verbose_name': 'línea de una operación',
                },
            ),
        ),
        migrations.AddConstraint(
            model_name='bolsa',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'clave'), name='bolsa_clave'),
        ),
        migrations.AddConstraint(
            model_name='bolsa',
            constraint=models.CheckConstraint(condition=models.Q(('definitivo__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('retenido'), '+', models.F('no_disponible')), '+', models.F('autorizado')))), name='bolsa_con_credito'),
        ),
        migrations.AddConstraint(
            model_name='bolsa',
            constraint=models.CheckConstraint(condition=models.Q(('autorizado__gte', 0), ('no_disponible__gte', 0), ('retenido__gte', 0)), name='bolsa_contadores'),
        ),
        migrations.AddIndex(
            model_name='aplicacion',
            index=models.Index(fields=['ejercicio', 'programa', 'economica'], name='aplicacion_programa'),
        ),
        migrations.AddConstraint(
            model_name='aplicacion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'organica', 'programa', 'economica'), name='aplicacion_clave'),
        ),
        migrations.AddConstraint(
            model_name='aplicacion',
            constraint=models.CheckConstraint(condition=models.Q(('economica__regex', '^\\d{3}(\\d{2,4})?$'), ('programa__regex', '^\\d{3,5}$')), name='aplicacion_codigos'),
        ),
        migrations.AddConstraint(
            model_name='aplicacion',
            constraint=models.CheckConstraint(condition=models.Q(('autorizado__gte', models.F('dispuesto')), ('dispuesto__gte', models.F('obligado')), ('obligado__gte', models.F('ordenado')), ('ordenado__gte', models.F('pagado')), ('pagado__gte', 0)), name='aplicacion_fases'),
        ),
        migrations.AddConstraint(
            model_name='aplicacion',
            constraint=models.CheckConstraint(condition=models.Q(('no_disponible__gte', 0), ('retenido_gastar__gte', 0), ('retenido_no_disponer__gte', 0), ('retenido_transferir__gte', 0)), name='aplicacion_retenciones'),
        ),
        migrations.AddConstraint(
            model_name='clasificacion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'clase', 'codigo'), name='clasificacion_codigo'),
        ),
        migrations.AddConstraint(
            model_name='clasificacion',
            constraint=models.CheckConstraint(condition=models.Q(('codigo__regex', '^[0-9A-Z]+$')), name='clasificacion_codigo_escrito'),
        ),
        migrations.AddConstraint(
            model_name='conceptoingreso',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'economica'), name='conceptoingreso_clave'),
        ),
        migrations.AddConstraint(
            model_name='conceptoingreso',
            constraint=models.CheckConstraint(condition=models.Q(('economica__regex', '^\\d{3}(\\d{2,4})?$')), name='conceptoingreso_codigo'),
        ),
        migrations.AddConstraint(
            model_name='conceptoingreso',
            constraint=models.CheckConstraint(condition=models.Q(('reconocido__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('anulado'), '+', models.F('aplazado')), '+', models.F('cancelado')), '+', models.F('recaudado')))), name='conceptoingreso_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='conceptoingreso',
            constraint=models.CheckConstraint(condition=models.Q(('anulado__gte', 0), ('aplazado__gte', 0), ('cancelado__gte', 0), ('recaudado__gte', 0), ('devuelto__gte', 0), ('por_devolver__gte', 0)), name='conceptoingreso_contadores'),
        ),
        migrations.AddConstraint(
            model_name='conceptoingreso',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('economica__startswith', '870'), _negated=True), ('reconocido', 0), _connector='OR'), name='conceptoingreso_remanente'),
        ),
        migrations.AddConstraint(
            model_name='fondo',
            constraint=models.CheckConstraint(condition=models.Q(('entregado__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('pagado'), '+', models.F('reintegrado')), '-', models.F('repuesto')))), name='fondo_con_dinero'),
        ),
        migrations.AddConstraint(
            model_name='fondo',
            constraint=models.CheckConstraint(condition=models.Q(('justificado__gte', models.F('repuesto')), ('pagado__gte', models.F('justificado'))), name='fondo_justificado'),
        ),
        migrations.AddConstraint(
            model_name='fondo',
            constraint=models.CheckConstraint(condition=models.Q(('entregado__gte', 0), ('reintegrado__gte', 0), ('repuesto__gte', 0)), name='fondo_contadores'),
        ),
        migrations.AddConstraint(
            model_name='modificacioncredito',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'numero'), name='modificacioncredito_numero'),
        ),
        migrations.AddConstraint(
            model_name='modificacioncredito',
            constraint=models.CheckConstraint(condition=models.Q(('estado', 'borrador'), ('informada_el__isnull', False), _connector='OR'), name='modificacioncredito_informada'),
        ),
        migrations.AddConstraint(
            model_name='modificacioncredito',
            constraint=models.CheckConstraint(condition=models.Q(('estado__in', ['borrador', 'informada']), models.Q(('aprobada_el__isnull', False), models.Q(('organo', ''), _negated=True)), _connector='OR'), name='modificacioncredito_aprobada'),
        ),
        migrations.AddConstraint(
            model_name='lineamodificacion',
            constraint=models.UniqueConstraint(fields=('modificacion', 'orden'), name='lineamodificacion_orden'),
        ),
        migrations.AddConstraint(
            model_name='lineamodificacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='lineamodificacion_positiva'),
        ),
        migrations.AddConstraint(
            model_name='lineamodificacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aplicacion__isnull', False), ('concepto', None), ('sentido__in', ['alta', 'baja'])), models.Q(('aplicacion', None), ('concepto__isnull', False), ('sentido', 'financiacion')), _connector='OR'), name='lineamodificacion_de_que'),
        ),
        migrations.AddConstraint(
            model_name='numeracion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'libro'), name='numeracion_libro'),
        ),
        migrations.AddIndex(
            model_name='operacion',
            index=models.Index(condition=models.Q(('expediente_id__isnull', False)), fields=['expediente_id'], name='operacion_expediente'),
        ),
        migrations.AddIndex(
            model_name='operacion',
            index=models.Index(condition=models.Q(('factura_id__isnull', False)), fields=['factura_id'], name='operacion_factura'),
        ),
        migrations.AddIndex(
            model_name='operacion',
            index=models.Index(fields=['ejercicio', 'fecha', 'id'], name='operacion_fecha'),
        ),
        migrations.AddConstraint(
            model_name='operacion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'libro', 'numero'), name='operacion_numero'),
        ),
        migrations.AddConstraint(
            model_name='operacion',
            constraint=models.CheckConstraint(condition=models.Q(('signo', 1), models.Q(('origen__isnull', False), ('signo', -1)), _connector='OR'), name='operacion_signo_con_origen'),
        ),
        migrations.AddConstraint(
            model_name='operacion',
            constraint=models.CheckConstraint(condition=models.Q(('numero__gte', 1)), name='operacion_numero_desde_uno'),
        ),
        migrations.AddConstraint(
            model_name='operacion',
            constraint=models.CheckConstraint(condition=models.Q(('asiento__isnull', False), ('clase', 'P'), _connector='OR'), name='operacion_con_asiento'),
        ),
        migrations.AddConstraint(
            model_name='reglavinculacion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'orden'), name='reglavinculacion_orden'),
        ),
        migrations.AddConstraint(
            model_name='reglavinculacion',
            constraint=models.CheckConstraint(condition=models.Q(('en_si_misma', True), models.Q(('nivel_economica__gte', 1), ('nivel_programa__gte', 1)), _connector='OR'), name='reglavinculacion_area_y_capitulo'),
        ),
        migrations.AddIndex(
            model_name='saldocerrado',
            index=models.Index(fields=['ejercicio', 'clase', 'anio'], name='saldocerrado_anio'),
        ),
        migrations.AddConstraint(
            model_name='saldocerrado',
            constraint=models.CheckConstraint(condition=models.Q(('anio__lt', models.F('ejercicio'))), name='saldocerrado_de_antes'),
        ),
        migrations.AddConstraint(
            model_name='saldocerrado',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', 'obligacion'), ('cuenta__startswith', '401')), models.Q(('clase', 'derecho'), ('cuenta__startswith', '431')), _connector='OR'), name='saldocerrado_cuenta'),
        ),
        migrations.AddConstraint(
            model_name='saldocerrado',
            constraint=models.CheckConstraint(condition=models.Q(('inicial__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('anulado'), '+', models.F('cancelado')), '+', models.F('prescrito')), '+', models.F('realizado')), '-', models.F('rectificado')))), name='saldocerrado_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='saldocerrado',
            constraint=models.CheckConstraint(condition=models.Q(('anulado__gte', 0), ('cancelado__gte', 0), ('inicial__gte', 0), ('prescrito__gte', 0), ('realizado__gte', 0)), name='saldocerrado_contadores'),
        ),
        migrations.AddConstraint(
            model_name='lineaoperacion',
            constraint=models.UniqueConstraint(fields=('operacion', 'orden'), name='lineaoperacion_orden'),
        ),
        migrations.AddConstraint(
            model_name='lineaoperacion',
            constraint=models.CheckConstraint(condition=models.Q(('saldo__gte', 0)), name='lineaoperacion_saldo'),
        ),
        migrations.AddConstraint(
            model_name='lineaoperacion',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(models.Func(models.F('aplicacion'), models.F('concepto'), models.F('cerrado'), models.F('no_presupuestario'), function='num_nonnulls', output_field=models.IntegerField()), 1), name='lineaoperacion_un_destino'),
        ),
        migrations.AddConstraint(
            model_name='lineaoperacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe', 0), _negated=True), name='lineaoperacion_no_nula'),
        ),
        hacer_inmutable("presupuesto_operacion"),
        hacer_inmutable("presupuesto_lineaoperacion", *LINEA),
        hacer_inmutable("presupuesto_reglavinculacion"),
        hacer_inmutable("presupuesto_lineamodificacion"),
        hacer_inmutable("presupuesto_bolsa", "id", "ejercicio_id", "clave"),
        hacer_inmutable("presupuesto_aplicacion", "id", "ejercicio_id", "organica", "programa", "economica", "bolsa_id"),
        hacer_inmutable("presupuesto_conceptoingreso", "id", "ejercicio_id", "economica"),
        hacer_inmutable("presupuesto_saldocerrado", *CERRADO),
        hacer_inmutable("presupuesto_presupuesto", "ejercicio_id", "aprobado", "descuadrado"),
    ]
