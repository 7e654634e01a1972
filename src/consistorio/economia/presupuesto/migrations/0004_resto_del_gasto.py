"""What is committed of later years, the remnants of a year, the states of the budget, previas, payrolls and loans: twelve tables. Cost: none, they begin empty."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
import django.db.models.expressions
from decimal import Decimal
from django.db import migrations, models

from django.db.migrations import RunSQL

from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable

FUTURA = ("id", "operacion_id", "orden", "desde", "anio", "codigo", "importe", "origen_id", "linea_id")
REMANENTE = (
    "id", "ejercicio_id", "codigo", "comprometido", "autorizado", "retenido", "no_disponible", "disponible", "obligatorio", "voluntario", "causas",
)


class Migration(migrations.Migration):

    dependencies = [
        ('contabilidad', '0001_initial'),
        ('identidad', '0005_persona_por_numero'),
        ('presupuesto', '0003_operacion_libro_y_clase'),
    ]

    operations = [
        migrations.CreateModel(
            name='CuotaPrestamo',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('numero', models.PositiveSmallIntegerField()),
                ('vence', models.DateField()),
                ('amortizacion', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('intereses', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
            ],
            options={
                'verbose_name': 'cuota de un préstamo',
            },
        ),
        migrations.CreateModel(
            name='LimitePlurianual',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('codigo', models.CharField(max_length=30)),
                ('anio', models.PositiveSmallIntegerField()),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('del_anio', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('por', models.CharField(choices=[('pleno', 'Acuerdo del Pleno'), ('bases', 'Bases de ejecución')], max_length=5)),
                ('acuerdo_id', models.UUIDField(blank=True, null=True)),
                ('fecha', models.DateField()),
                ('texto', models.CharField(max_length=300)),
            ],
            options={
                'verbose_name': 'límite de un gasto plurianual',
            },
        ),
        migrations.CreateModel(
            name='LineaFutura',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('orden', models.PositiveIntegerField()),
                ('desde', models.PositiveSmallIntegerField()),
                ('anio', models.PositiveSmallIntegerField()),
                ('codigo', models.CharField(max_length=30)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('saldo', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'verbose_name': 'línea de ejercicios futuros',
            },
        ),
        migrations.CreateModel(
            name='LineaPrevia',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('orden', models.PositiveIntegerField()),
                ('codigo', models.CharField(blank=True, max_length=30)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'verbose_name': 'línea de una operación previa',
            },
        ),
        migrations.CreateModel(
            name='MovimientoPrestamo',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('disposicion', 'Disposición'), ('amortizacion', 'Amortización'), ('reclasificacion', 'Reclasificación a corto plazo')], max_length=15)),
                ('fecha', models.DateField()),
                ('importe', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('a_corto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
            ],
            options={
                'verbose_name': 'movimiento de un préstamo',
            },
        ),
        migrations.CreateModel(
            name='Nomina',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('huella', models.CharField(max_length=64)),
                ('texto', models.CharField(max_length=300)),
                ('ordinal', models.CharField(max_length=12)),
                ('bruto', models.DecimalField(decimal_places=2, max_digits=14)),
                ('neto', models.DecimalField(decimal_places=2, max_digits=14)),
                ('anulada', models.BooleanField(default=False)),
                ('descuentos', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'nómina',
            },
        ),
        migrations.CreateModel(
            name='OperacionFutura',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('numero', models.PositiveIntegerField()),
                ('clase', models.CharField(max_length=2)),
                ('signo', models.SmallIntegerField(default=1)),
                ('fecha', models.DateField()),
                ('texto', models.CharField(max_length=300)),
                ('supuesto', models.CharField(max_length=20)),
                ('anticipada', models.BooleanField(default=False)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('varios', models.BooleanField(default=False)),
                ('expediente_id', models.UUIDField(blank=True, null=True)),
                ('documento_id', models.UUIDField(blank=True, null=True)),
                ('anotada_el', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'operación de ejercicios futuros',
            },
        ),
        migrations.CreateModel(
            name='OperacionPrevia',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('numero', models.PositiveIntegerField()),
                ('clase', models.CharField(max_length=8)),
                ('fecha', models.DateField()),
                ('texto', models.CharField(max_length=300)),
                ('varios', models.BooleanField(default=False)),
                ('expediente_id', models.UUIDField(blank=True, null=True)),
                ('estado', models.CharField(choices=[('pendiente', 'Por revisar'), ('aceptada', 'Aceptada'), ('devuelta', 'Devuelta'), ('retirada', 'Retirada por quien la preparó')], default='pendiente', max_length=9)),
                ('preparada_el', models.DateTimeField()),
                ('preparada_por', models.UUIDField()),
                ('resuelta_el', models.DateTimeField(blank=True, null=True)),
                ('resuelta_por', models.UUIDField(blank=True, null=True)),
                ('motivo', models.CharField(blank=True, max_length=600)),
            ],
            options={
                'verbose_name': 'operación previa',
            },
        ),
        migrations.CreateModel(
            name='Prestamo',
            fields=[
                ('codigo', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('denominacion', models.CharField(max_length=200)),
                ('formalizado', models.DateField()),
                ('principal', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('concepto', models.CharField(max_length=7)),
                ('amortiza', models.CharField(max_length=30)),
                ('intereses', models.CharField(max_length=30)),
                ('dispuesto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('amortizado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('a_corto', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
            ],
            options={
                'verbose_name': 'préstamo',
            },
        ),
        migrations.CreateModel(
            name='RemanenteCredito',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('codigo', models.CharField(max_length=30)),
                ('comprometido', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('autorizado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('retenido', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('no_disponible', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('disponible', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('obligatorio', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('voluntario', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('causas', models.CharField(blank=True, max_length=200)),
                ('incorporado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('incorporado_comprometido', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('vigente', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'remanente de crédito',
            },
        ),
        migrations.CreateModel(
            name='RemanenteQueFinancia',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('concepto', models.CharField(max_length=7)),
                ('importe', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('usado', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=14)),
                ('vigente', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'remanente de tesorería que financia',
            },
        ),
        migrations.CreateModel(
            name='TramitePresupuesto',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ejercicio', models.PositiveSmallIntegerField()),
                ('estado', models.CharField(choices=[('proyecto', 'Proyecto con sus bases de ejecución'), ('inicial', 'Aprobación inicial'), ('exposicion', 'Exposición al público'), ('definitiva', 'Aprobación definitiva'), ('publicada', 'Publicación: entra en vigor')], max_length=10)),
                ('fecha', models.DateField()),
                ('documento_id', models.UUIDField(blank=True, null=True)),
                ('reclamaciones', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'trámite del presupuesto',
            },
        ),
        migrations.RemoveConstraint(
            model_name='reglavinculacion',
            name='reglavinculacion_orden',
        ),
        migrations.AddField(
            model_name='presupuesto',
            name='plurianuales_el',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='presupuesto',
            name='prorrogado',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='reglavinculacion',
            name='prorrogada',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='reglavinculacion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'prorrogada', 'orden'), name='reglavinculacion_orden'),
        ),
        migrations.AddField(
            model_name='cuotaprestamo',
            name='operacion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='limiteplurianual',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='lineafutura',
            name='linea',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.lineaoperacion'),
        ),
        migrations.AddField(
            model_name='lineafutura',
            name='origen',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='siguientes', to='presupuesto.lineafutura'),
        ),
        migrations.AddField(
            model_name='lineaprevia',
            name='origen',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.lineaoperacion'),
        ),
        migrations.AddField(
            model_name='movimientoprestamo',
            name='asiento',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.asiento'),
        ),
        migrations.AddField(
            model_name='movimientoprestamo',
            name='operacion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='nomina',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='nomina',
            name='operacion',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='nomina',
            name='pago',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='operacionfutura',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='operacionfutura',
            name='inicia',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='operacionfutura',
            name='origen',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correcciones', to='presupuesto.operacionfutura'),
        ),
        migrations.AddField(
            model_name='operacionfutura',
            name='tercero',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona'),
        ),
        migrations.AddField(
            model_name='lineafutura',
            name='operacion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.operacionfutura'),
        ),
        migrations.AddField(
            model_name='operacionprevia',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='operacionprevia',
            name='operacion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='operacionprevia',
            name='retencion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='operacionprevia',
            name='tercero',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona'),
        ),
        migrations.AddField(
            model_name='lineaprevia',
            name='previa',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lineas', to='presupuesto.operacionprevia'),
        ),
        migrations.AddField(
            model_name='prestamo',
            name='entidad',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona'),
        ),
        migrations.AddField(
            model_name='movimientoprestamo',
            name='prestamo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movimientos', to='presupuesto.prestamo'),
        ),
        migrations.AddField(
            model_name='cuotaprestamo',
            name='prestamo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cuotas', to='presupuesto.prestamo'),
        ),
        migrations.AddField(
            model_name='remanentecredito',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='remanentequefinancia',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddConstraint(
            model_name='tramitepresupuesto',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'estado'), name='tramitepresupuesto_una_vez'),
        ),
        migrations.AddIndex(
            model_name='limiteplurianual',
            index=models.Index(fields=['codigo', 'anio'], name='limiteplurianual_de'),
        ),
        migrations.AddConstraint(
            model_name='limiteplurianual',
            constraint=models.CheckConstraint(condition=models.Q(('anio__gt', models.F('ejercicio')), ('del_anio__gte', 0), ('importe__gt', 0)), name='limiteplurianual_bien'),
        ),
        migrations.AddConstraint(
            model_name='nomina',
            constraint=models.UniqueConstraint(condition=models.Q(('anulada', False)), fields=('ejercicio', 'huella'), name='nomina_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='nomina',
            constraint=models.CheckConstraint(condition=models.Q(('bruto__gt', 0), ('bruto__gte', models.F('neto')), ('neto__gte', 0)), name='nomina_importes'),
        ),
        migrations.AddIndex(
            model_name='operacionfutura',
            index=models.Index(condition=models.Q(('expediente_id__isnull', False)), fields=['expediente_id'], name='operacionfutura_expediente'),
        ),
        migrations.AddConstraint(
            model_name='operacionfutura',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'numero'), name='operacionfutura_numero'),
        ),
        migrations.AddConstraint(
            model_name='operacionfutura',
            constraint=models.CheckConstraint(condition=models.Q(('clase__in', ['RC', 'A', 'D', 'AD', 'TR'])), name='operacionfutura_clase'),
        ),
        migrations.AddConstraint(
            model_name='operacionfutura',
            constraint=models.CheckConstraint(condition=models.Q(('signo', 1), models.Q(('origen__isnull', False), ('signo', -1)), _connector='OR'), name='operacionfutura_signo_con_origen'),
        ),
        migrations.AddIndex(
            model_name='lineafutura',
            index=models.Index(fields=['anio', 'codigo'], name='lineafutura_anio'),
        ),
        migrations.AddConstraint(
            model_name='lineafutura',
            constraint=models.UniqueConstraint(fields=('operacion', 'orden'), name='lineafutura_orden'),
        ),
        migrations.AddConstraint(
            model_name='lineafutura',
            constraint=models.CheckConstraint(condition=models.Q(('saldo__gte', 0)), name='lineafutura_saldo'),
        ),
        migrations.AddConstraint(
            model_name='lineafutura',
            constraint=models.CheckConstraint(condition=models.Q(('importe', 0), _negated=True), name='lineafutura_no_nula'),
        ),
        migrations.AddConstraint(
            model_name='lineafutura',
            constraint=models.CheckConstraint(condition=models.Q(('anio__gt', models.F('desde')), ('origen__isnull', False), _connector='OR'), name='lineafutura_de_despues'),
        ),
        migrations.AddIndex(
            model_name='operacionprevia',
            index=models.Index(condition=models.Q(('estado', 'pendiente')), fields=['ejercicio', 'id'], name='operacionprevia_por_revisar'),
        ),
        migrations.AddConstraint(
            model_name='operacionprevia',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'numero'), name='operacionprevia_numero'),
        ),
        migrations.AddConstraint(
            model_name='operacionprevia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'pendiente'), ('resuelta_el', None)), models.Q(models.Q(('estado', 'pendiente'), _negated=True), ('resuelta_el__isnull', False), ('resuelta_por__isnull', False)), _connector='OR'), name='operacionprevia_resuelta'),
        ),
        migrations.AddConstraint(
            model_name='operacionprevia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'aceptada'), ('operacion__isnull', False)), models.Q(models.Q(('estado', 'aceptada'), _negated=True), ('operacion__isnull', True)), _connector='OR'), name='operacionprevia_aceptada'),
        ),
        migrations.AddConstraint(
            model_name='operacionprevia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'devuelta'), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='operacionprevia_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='lineaprevia',
            constraint=models.UniqueConstraint(fields=('previa', 'orden'), name='lineaprevia_orden'),
        ),
        migrations.AddConstraint(
            model_name='lineaprevia',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='lineaprevia_positiva'),
        ),
        migrations.AddConstraint(
            model_name='lineaprevia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('codigo', ''), _negated=True), ('origen', None)), models.Q(('codigo', ''), ('origen__isnull', False)), _connector='OR'), name='lineaprevia_de_que'),
        ),
        migrations.AddConstraint(
            model_name='prestamo',
            constraint=models.CheckConstraint(condition=models.Q(('amortizado__lte', models.F('dispuesto')), ('dispuesto__lte', models.F('principal')), ('principal__gt', 0), ('a_corto__gte', 0), ('a_corto__lte', django.db.models.expressions.CombinedExpression(models.F('dispuesto'), '-', models.F('amortizado'))), ('amortizado__gte', 0)), name='prestamo_vivo'),
        ),
        migrations.AddConstraint(
            model_name='prestamo',
            constraint=models.CheckConstraint(condition=models.Q(('codigo__regex', '^[A-Z0-9_-]+$'), ('concepto__startswith', '9')), name='prestamo_codigos'),
        ),
        migrations.AddConstraint(
            model_name='cuotaprestamo',
            constraint=models.UniqueConstraint(fields=('prestamo', 'numero'), name='cuotaprestamo_numero'),
        ),
        migrations.AddConstraint(
            model_name='cuotaprestamo',
            constraint=models.CheckConstraint(condition=models.Q(('amortizacion__gte', 0), ('intereses__gte', 0), models.Q(('amortizacion__gt', 0), ('intereses__gt', 0), _connector='OR')), name='cuotaprestamo_importes'),
        ),
        migrations.AddConstraint(
            model_name='remanentecredito',
            constraint=models.UniqueConstraint(condition=models.Q(('vigente', True)), fields=('ejercicio', 'codigo'), name='remanentecredito_de_aplicacion'),
        ),
        migrations.AddConstraint(
            model_name='remanentecredito',
            constraint=models.CheckConstraint(condition=models.Q(('incorporado__gte', models.F('incorporado_comprometido')), ('incorporado_comprometido__gte', 0), ('incorporado__lte', django.db.models.expressions.CombinedExpression(models.F('obligatorio'), '+', models.F('voluntario'))), ('incorporado_comprometido__lte', models.F('comprometido'))), name='remanentecredito_incorporado'),
        ),
        migrations.AddConstraint(
            model_name='remanentecredito',
            constraint=models.CheckConstraint(condition=models.Q(('autorizado__gte', 0), ('comprometido__gte', 0), ('obligatorio__gte', 0), ('voluntario__gte', 0)), name='remanentecredito_contadores'),
        ),
        migrations.AddConstraint(
            model_name='remanentecredito',
            constraint=models.CheckConstraint(condition=models.Q(('vigente', True), ('incorporado', 0), _connector='OR'), name='remanentecredito_sin_efecto'),
        ),
        migrations.AddConstraint(
            model_name='remanentequefinancia',
            constraint=models.UniqueConstraint(condition=models.Q(('vigente', True)), fields=('ejercicio', 'concepto'), name='remanentequefinancia_concepto'),
        ),
        migrations.AddConstraint(
            model_name='remanentequefinancia',
            constraint=models.CheckConstraint(condition=models.Q(('usado__gte', 0), ('usado__lte', models.F('importe'))), name='remanentequefinancia_usado'),
        ),
        migrations.AddConstraint(
            model_name='remanentequefinancia',
            constraint=models.CheckConstraint(condition=models.Q(('vigente', True), ('usado', 0), _connector='OR'), name='remanentequefinancia_sin_efecto'),
        ),
        RunSQL(
            sql=[
                "DROP TRIGGER presupuesto_presupuesto_inmutable ON presupuesto_presupuesto",
                "DROP TRIGGER presupuesto_presupuesto_sin_truncar ON presupuesto_presupuesto",
                "DROP TRIGGER presupuesto_aplicacion_inmutable ON presupuesto_aplicacion",
                "DROP TRIGGER presupuesto_aplicacion_sin_truncar ON presupuesto_aplicacion",
            ],
            reverse_sql=RunSQL.noop,
        ),
        hacer_inmutable("presupuesto_presupuesto", "ejercicio_id"),
        # An extended budget is replaced; one that was approved is what it is
        cerrar_filas(
            "presupuesto_presupuesto",
            "NOT OLD.prorrogado AND (NEW.prorrogado OR OLD.aprobado <> NEW.aprobado OR OLD.descuadrado <> NEW.descuadrado)",
            "aprobado",
        ),
        # Its bolsa changes when the new budget binds in another way; the fact that changes it vouches for the row
        hacer_inmutable("presupuesto_aplicacion", "id", "ejercicio_id", "organica", "programa", "economica"),
        hacer_inmutable("presupuesto_operacionfutura"),
        hacer_inmutable("presupuesto_lineafutura", *FUTURA),
        hacer_inmutable("presupuesto_limiteplurianual"),
        hacer_inmutable("presupuesto_tramitepresupuesto"),
        hacer_inmutable("presupuesto_lineaprevia"),
        hacer_inmutable("presupuesto_movimientoprestamo"),
        hacer_inmutable("presupuesto_remanentecredito", *REMANENTE),
        hacer_inmutable("presupuesto_remanentequefinancia", "id", "ejercicio_id", "concepto", "importe"),
        hacer_inmutable("presupuesto_nomina", "id", "ejercicio_id", "huella", "bruto", "neto", "operacion_id"),
    ]
