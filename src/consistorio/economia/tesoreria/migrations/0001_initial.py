"""The treasury: eleven tables. What was signed, sent or said by a bank stays; only what becomes of it is written later."""

from django.db import migrations, models
import consistorio.nucleo.identificadores
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

ORDINAL = ("codigo", "nombre", "clase", "cuenta_id", "iban", "bic", "desde")
RELACION = ("id", "ejercicio_id", "numero", "ordinal_id", "fecha", "motivo_orden", "importe", "liquido", "huella", "preparada_el", "preparada_por")
LINEA = (
    "id", "relacion_id", "orden", "operacion_id", "cerrado_id", "persona_id", "cuenta_id", "nombre", "iban", "bic", "referencia", "concepto", "importe",
    "liquido", "descuentos",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("almacen", "0002_reparo"),
        ("contabilidad", "0001_initial"),
        ("documentos", "0004_sin_fichero_y_fallido"),
        ("identidad", "0005_persona_por_numero"),
        ("presupuesto", "0001_initial"),
        ("terceros", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='Ordinal',
                fields=[
                    ('codigo', models.CharField(max_length=6, primary_key=True, serialize=False)),
                    ('nombre', models.CharField(max_length=120)),
                    ('clase', models.CharField(choices=[('operativa', 'Cuenta operativa'), ('restringida', 'Cuenta restringida de recaudación'), ('caja', 'Caja en metálico'), ('pagos_a_justificar', 'Pagos a justificar'), ('caja_fija', 'Anticipos de caja fija'), ('formalizacion', 'Formalización')], max_length=20)),
                    ('iban', models.CharField(blank=True, max_length=34)),
                    ('bic', models.CharField(blank=True, max_length=11)),
                    ('desde', models.DateField()),
                    ('hasta', models.DateField(blank=True, null=True)),
                    ('cuenta', models.OneToOneField(on_delete=models.PROTECT, related_name='+', to='contabilidad.cuenta')),
                ],
                options={
                    'verbose_name': 'ordinal de la Tesorería',
                    'verbose_name_plural': 'ordinales de la Tesorería',
                    'constraints': [models.CheckConstraint(condition=models.Q(('codigo__regex', '^[0-9]{1,6}$'), models.Q(('nombre', ''), _negated=True)), name='ordinal_codigo'), models.CheckConstraint(condition=models.Q(('hasta', None), ('hasta__gte', models.F('desde')), _connector='OR'), name='ordinal_periodo'), models.CheckConstraint(condition=models.Q(models.Q(('clase__in', ['operativa', 'restringida']), models.Q(('iban', ''), _negated=True)), models.Q(('clase__in', ['caja', 'formalizacion']), ('iban', '')), ('clase__in', ['pagos_a_justificar', 'caja_fija']), _connector='OR'), name='ordinal_iban'), models.CheckConstraint(condition=models.Q(models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('operativa')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 3), models.Value('571'))), models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('restringida')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 3), models.Value('573'))), models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('caja')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 3), models.Value('570'))), models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('pagos_a_justificar')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 4), models.Value('5750'))), models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('caja_fija')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 4), models.Value('5751'))), models.Q(django.db.models.lookups.Exact(models.F('clase'), models.Value('formalizacion')), django.db.models.lookups.Exact(django.db.models.functions.text.Left('cuenta', 3), models.Value('557'))), _connector='OR'), name='ordinal_cuenta'), models.UniqueConstraint(condition=models.Q(('hasta', None), models.Q(('iban', ''), _negated=True)), fields=('iban',), name='ordinal_iban_una_vez')],
                },
            ),
            migrations.CreateModel(
                name='PlanDeFondos',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('desde', models.DateField(unique=True)),
                    ('grupos', models.JSONField(default=list)),
                    ('anotado_el', models.DateTimeField()),
                    ('anotado_por', models.UUIDField()),
                    ('documento', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='documentos.documento')),
                ],
                options={
                    'verbose_name': 'plan de disposición de fondos',
                    'verbose_name_plural': 'planes de disposición de fondos',
                },
            ),
            migrations.CreateModel(
                name='RelacionDePagos',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('numero', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('estado', models.CharField(choices=[('borrador', 'En preparación'), ('en_firma', 'Pendiente de firma'), ('devuelta', 'Devuelta sin firmar'), ('firmada', 'Firmada'), ('enviada', 'Enviada al banco'), ('pagada', 'Pagada'), ('retirada', 'Retirada')], default='borrador', max_length=10)),
                    ('motivo_orden', models.TextField(blank=True)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('liquido', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('huella', models.CharField(max_length=64)),
                    ('preparada_el', models.DateTimeField()),
                    ('preparada_por', models.UUIDField()),
                    ('firmada_el', models.DateTimeField(blank=True, null=True)),
                    ('fichero_el', models.DateTimeField(blank=True, null=True)),
                    ('enviada_el', models.DateTimeField(blank=True, null=True)),
                    ('terminada_el', models.DateTimeField(blank=True, null=True)),
                    ('motivo', models.CharField(blank=True, max_length=300)),
                    ('documento', models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='documentos.documento')),
                    ('ejercicio', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                    ('fichero', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='almacen.contenido')),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='relaciones', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'relación de pagos',
                    'verbose_name_plural': 'relaciones de pagos',
                    'indexes': [models.Index(fields=['ordinal', '-fecha'], name='relacion_pagos_ordinal')],
                    'constraints': [models.UniqueConstraint(fields=('ejercicio', 'numero'), name='relacion_pagos_numero'), models.CheckConstraint(condition=models.Q(('importe__gt', 0), ('liquido__gte', 0), ('liquido__lte', models.F('importe')), ('numero__gte', 1), ('huella__regex', '^[0-9a-f]{64}$')), name='relacion_pagos_entera'), models.CheckConstraint(condition=models.Q(('estado__in', ['borrador', 'retirada']), models.Q(('documento__isnull', False), ('estado__in', ['en_firma', 'devuelta']), ('firmada_el', None)), models.Q(('documento__isnull', False), ('estado__in', ['firmada', 'enviada', 'pagada']), ('firmada_el__isnull', False)), _connector='OR'), name='relacion_pagos_firmada'), models.CheckConstraint(condition=models.Q(models.Q(('fichero', None), ('fichero_el', None)), models.Q(('fichero__isnull', False), ('fichero_el__isnull', False), ('firmada_el__isnull', False)), _connector='OR'), name='relacion_pagos_fichero_firmado'), models.CheckConstraint(condition=models.Q(models.Q(('estado', 'enviada'), _negated=True), ('enviada_el__isnull', False), _connector='OR'), name='relacion_pagos_enviada'), models.CheckConstraint(condition=models.Q(models.Q(('estado__in', ['pagada', 'retirada']), ('terminada_el__isnull', False)), models.Q(models.Q(('estado__in', ['pagada', 'retirada']), _negated=True), ('terminada_el', None)), _connector='OR'), name='relacion_pagos_terminada'), models.CheckConstraint(condition=models.Q(models.Q(('estado', 'retirada'), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='relacion_pagos_con_motivo')],
                },
            ),
            migrations.CreateModel(
                name='LineaDePago',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('orden', models.PositiveIntegerField()),
                    ('nombre', models.CharField(max_length=250)),
                    ('iban', models.CharField(blank=True, max_length=34)),
                    ('bic', models.CharField(blank=True, max_length=11)),
                    ('referencia', models.CharField(max_length=35)),
                    ('concepto', models.CharField(max_length=300)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('liquido', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('descuentos', models.JSONField(blank=True, default=list)),
                    ('estado', models.CharField(choices=[('pendiente', 'Por pagar'), ('pagada', 'Pagada'), ('devuelta', 'Devuelta por el banco'), ('retirada', 'Retirada')], default='pendiente', max_length=10)),
                    ('viva', models.BooleanField(default=True)),
                    ('cerrado', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='presupuesto.saldocerrado')),
                    ('cuenta', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='terceros.cuentatercero')),
                    ('operacion', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('pago', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('persona', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='identidad.persona')),
                    ('vuelta', models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name='+', to='presupuesto.operacion')),
                    ('relacion', models.ForeignKey(on_delete=models.PROTECT, related_name='lineas', to='tesoreria.relaciondepagos')),
                ],
                options={
                    'verbose_name': 'pago de una relación',
                    'verbose_name_plural': 'pagos de relaciones',
                    'constraints': [models.UniqueConstraint(fields=('relacion', 'orden'), name='linea_pago_orden'), models.UniqueConstraint(fields=('relacion', 'referencia'), name='linea_pago_referencia'), models.UniqueConstraint(condition=models.Q(('viva', True)), fields=('operacion',), name='linea_pago_una_relacion'), models.UniqueConstraint(condition=models.Q(('viva', True)), fields=('cerrado',), name='linea_pago_un_cerrado'), models.CheckConstraint(condition=models.Q(models.Q(('cerrado', None), ('operacion__isnull', False)), models.Q(('cerrado__isnull', False), ('operacion', None)), _connector='OR'), name='linea_pago_de_algo'), models.CheckConstraint(condition=models.Q(('importe__gt', 0), ('liquido__gte', 0), ('liquido__lte', models.F('importe')), models.Q(('liquido', 0), models.Q(('cuenta__isnull', False), models.Q(('iban', ''), _negated=True)), _connector='OR')), name='linea_pago_importe'), models.CheckConstraint(condition=models.Q(models.Q(('estado', 'pendiente'), ('pago', None), ('viva', True), ('vuelta', None)), models.Q(('estado', 'retirada'), ('pago', None), ('viva', False), ('vuelta', None)), models.Q(('estado', 'pagada'), ('pago__isnull', False), ('viva', False), ('vuelta', None)), models.Q(('estado', 'devuelta'), ('pago__isnull', False), ('viva', False), ('vuelta__isnull', False)), _connector='OR'), name='linea_pago_estado')],
                },
            ),
            migrations.CreateModel(
                name='Extracto',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('formato', models.CharField(choices=[('n43', 'Norma 43'), ('camt053', 'camt.053')], max_length=8)),
                    ('desde', models.DateField()),
                    ('hasta', models.DateField()),
                    ('saldo_inicial', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('saldo_final', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('nuevos', models.PositiveIntegerField()),
                    ('huella', models.CharField(max_length=64, unique=True)),
                    ('cargado_el', models.DateTimeField()),
                    ('cargado_por', models.UUIDField()),
                    ('contenido', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='almacen.contenido')),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='extractos', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'extracto de un banco',
                    'verbose_name_plural': 'extractos de los bancos',
                    'indexes': [models.Index(fields=['ordinal', '-hasta'], name='extracto_ordinal')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('hasta__gte', models.F('desde'))), name='extracto_periodo'), models.CheckConstraint(condition=models.Q(('huella__regex', '^[0-9a-f]{64}$')), name='extracto_huella')],
                },
            ),
            migrations.CreateModel(
                name='MovimientoBancario',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('clase', models.CharField(choices=[('movimiento', 'Movimiento'), ('saldo_inicial', 'Saldo con el que empieza el primer extracto')], default='movimiento', max_length=13)),
                    ('orden', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('valor', models.DateField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('texto', models.TextField(blank=True)),
                    ('referencias', models.JSONField(blank=True, default=list)),
                    ('huella', models.CharField(max_length=64, unique=True)),
                    ('extracto', models.ForeignKey(on_delete=models.PROTECT, related_name='movimientos', to='tesoreria.extracto')),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='movimientos', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'movimiento de un banco',
                    'verbose_name_plural': 'movimientos de los bancos',
                    'indexes': [models.Index(fields=['ordinal', 'fecha', 'orden'], name='movimiento_bancario_fecha')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('huella__regex', '^[0-9a-f]{64}$')), name='movimiento_bancario_huella')],
                },
            ),
            migrations.CreateModel(
                name='Conciliacion',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('hecha_el', models.DateTimeField()),
                    ('hecha_por', models.UUIDField()),
                    ('deshecha_el', models.DateTimeField(blank=True, null=True)),
                    ('deshecha_por', models.UUIDField(blank=True, null=True)),
                    ('motivo', models.CharField(blank=True, max_length=300)),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='conciliaciones', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'conciliación',
                    'verbose_name_plural': 'conciliaciones',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('deshecha_el', None), ('deshecha_por', None), ('motivo', '')), models.Q(('deshecha_el__isnull', False), ('deshecha_por__isnull', False), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='conciliacion_deshecha')],
                },
            ),
            migrations.CreateModel(
                name='ConciliacionMovimiento',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('viva', models.BooleanField(default=True)),
                    ('conciliacion', models.ForeignKey(on_delete=models.PROTECT, related_name='movimientos', to='tesoreria.conciliacion')),
                    ('movimiento', models.ForeignKey(on_delete=models.PROTECT, related_name='conciliaciones', to='tesoreria.movimientobancario')),
                ],
                options={
                    'verbose_name': 'movimiento conciliado',
                    'verbose_name_plural': 'movimientos conciliados',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('viva', True)), fields=('movimiento',), name='movimiento_conciliado_una_vez')],
                },
            ),
            migrations.CreateModel(
                name='ConciliacionApunte',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('viva', models.BooleanField(default=True)),
                    ('apunte', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='contabilidad.apunte')),
                    ('conciliacion', models.ForeignKey(on_delete=models.PROTECT, related_name='apuntes', to='tesoreria.conciliacion')),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'apunte conciliado',
                    'verbose_name_plural': 'apuntes conciliados',
                    'constraints': [models.UniqueConstraint(condition=models.Q(('viva', True)), fields=('ordinal', 'apunte'), name='apunte_conciliado_una_vez')],
                },
            ),
            migrations.CreateModel(
                name='Arqueo',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('desde', models.DateField()),
                    ('hasta', models.DateField()),
                    ('estado', models.CharField(choices=[('en_firma', 'Pendiente de firma'), ('firmado', 'Firmado'), ('devuelto', 'Devuelto sin firmar')], default='en_firma', max_length=10)),
                    ('hecho_el', models.DateTimeField()),
                    ('hecho_por', models.UUIDField()),
                    ('firmado_el', models.DateTimeField(blank=True, null=True)),
                    ('documento', models.OneToOneField(on_delete=models.PROTECT, related_name='+', to='documentos.documento')),
                    ('ejercicio', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'acta de arqueo',
                    'verbose_name_plural': 'actas de arqueo',
                    'constraints': [models.CheckConstraint(condition=models.Q(('hasta__gte', models.F('desde'))), name='arqueo_periodo'), models.UniqueConstraint(condition=models.Q(('estado', 'devuelto'), _negated=True), fields=('hasta',), name='arqueo_uno_por_dia'), models.CheckConstraint(condition=models.Q(models.Q(('estado', 'firmado'), ('firmado_el__isnull', False)), models.Q(models.Q(('estado', 'firmado'), _negated=True), ('firmado_el', None)), _connector='OR'), name='arqueo_firmado')],
                },
            ),
            migrations.CreateModel(
                name='LineaDeArqueo',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('anterior', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('cobros', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('pagos', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('existencias', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('banco', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('cobros_sin_contabilizar', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('pagos_sin_contabilizar', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('cobros_sin_banco', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('pagos_sin_banco', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('arqueo', models.ForeignKey(on_delete=models.PROTECT, related_name='lineas', to='tesoreria.arqueo')),
                    ('ordinal', models.ForeignKey(on_delete=models.PROTECT, related_name='+', to='tesoreria.ordinal')),
                ],
                options={
                    'verbose_name': 'línea de un acta de arqueo',
                    'verbose_name_plural': 'líneas de actas de arqueo',
                    'constraints': [models.UniqueConstraint(fields=('arqueo', 'ordinal'), name='linea_arqueo_ordinal'), models.CheckConstraint(condition=models.Q(('existencias', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('anterior'), '+', models.F('cobros')), '-', models.F('pagos')))), name='linea_arqueo_cuadra'), models.CheckConstraint(condition=models.Q(('banco', None), ('existencias', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('banco'), '-', models.F('cobros_sin_contabilizar')), '+', models.F('pagos_sin_contabilizar')), '+', models.F('cobros_sin_banco')), '-', models.F('pagos_sin_banco'))), _connector='OR'), name='linea_arqueo_conciliada')],
                },
            ),
        ),
        hacer_inmutable("tesoreria_ordinal", *ORDINAL),
        cerrar_filas("tesoreria_ordinal", "OLD.hasta IS NOT NULL", "cerrado"),
        hacer_inmutable("tesoreria_plandefondos"),
        hacer_inmutable("tesoreria_relaciondepagos", *RELACION),
        cerrar_filas(
            "tesoreria_relaciondepagos", "OLD.fichero_id IS NOT NULL AND NEW.fichero_id IS DISTINCT FROM OLD.fichero_id", "fichero"
        ),
        cerrar_filas("tesoreria_relaciondepagos", "OLD.terminada_el IS NOT NULL", "terminada"),
        hacer_inmutable("tesoreria_lineadepago", *LINEA),
        cerrar_filas("tesoreria_lineadepago", "OLD.estado IN ('retirada', 'devuelta')", "terminada"),
        hacer_inmutable("tesoreria_extracto"),
        hacer_inmutable("tesoreria_movimientobancario"),
        hacer_inmutable("tesoreria_conciliacion", "id", "ordinal_id", "importe", "hecha_el", "hecha_por"),
        cerrar_filas("tesoreria_conciliacion", "OLD.deshecha_el IS NOT NULL", "deshecha"),
        hacer_inmutable("tesoreria_conciliacionmovimiento", "id", "conciliacion_id", "movimiento_id"),
        cerrar_filas("tesoreria_conciliacionmovimiento", "NOT OLD.viva", "deshecha"),
        hacer_inmutable("tesoreria_conciliacionapunte", "id", "conciliacion_id", "ordinal_id", "apunte_id"),
        cerrar_filas("tesoreria_conciliacionapunte", "NOT OLD.viva", "deshecha"),
        hacer_inmutable("tesoreria_arqueo", "id", "ejercicio_id", "desde", "hasta", "documento_id", "hecho_el", "hecho_por"),
        cerrar_filas("tesoreria_arqueo", "OLD.estado <> 'en_firma'", "terminado"),
        hacer_inmutable("tesoreria_lineadearqueo"),
    ]
