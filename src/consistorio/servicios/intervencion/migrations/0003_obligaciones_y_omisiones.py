"""Obligations and payments are examined too; omissions, material checks, what the Pleno agreed and samples of the income: five empty tables."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0018_documentos_llevados'),
        ('intervencion', '0002_sin_gasto'),
        ('motor', '0021_informes_por_emitir'),
        ('organizacion', '0002_forma_de_la_suplencia'),
    ]

    operations = [
        migrations.CreateModel(
            name='AcuerdoDeControl',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clave', models.CharField(choices=[('toma_de_razon', 'Los ingresos se controlan con la toma de razón en contabilidad'), ('limitada', 'Fiscalización e intervención limitada previa de requisitos básicos'), ('comprobacion', 'Se comprueban las inversiones desde un importe menor que el de la ley'), ('obligaciones', 'Ningún pago sin el resultado firmado de la intervención de su obligación')], max_length=14)),
                ('desde', models.DateField()),
                ('rige', models.BooleanField()),
                ('importe', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('nota', models.CharField(blank=True, max_length=600)),
                ('anotado_el', models.DateTimeField()),
                ('anotado_por', models.UUIDField()),
            ],
            options={
                'verbose_name': 'acuerdo sobre el control',
                'verbose_name_plural': 'acuerdos sobre el control',
            },
        ),
        migrations.CreateModel(
            name='Comprobacion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('objeto', models.CharField(db_index=True, max_length=60)),
                ('asunto', models.CharField(max_length=300)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('prevista_el', models.DateField()),
                ('designada_el', models.DateTimeField()),
                ('estado', models.CharField(choices=[('designada', 'Falta el acta'), ('conforme', 'Recibida de conformidad'), ('no_conforme', 'Con deficiencias')], default='designada', max_length=12)),
                ('hecha_el', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'comprobación material',
                'verbose_name_plural': 'comprobaciones materiales',
            },
        ),
        migrations.CreateModel(
            name='ControlDeIngresos',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ejercicio', models.PositiveSmallIntegerField(db_index=True)),
                ('alcance', models.CharField(max_length=300)),
                ('poblacion', models.PositiveIntegerField()),
                ('muestra', models.PositiveIntegerField()),
                ('anomalia', models.TextField(blank=True)),
                ('importe', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('anotado_el', models.DateTimeField()),
                ('anotado_por', models.UUIDField()),
            ],
            options={
                'verbose_name': 'control posterior de ingresos',
                'verbose_name_plural': 'controles posteriores de ingresos',
            },
        ),
        migrations.CreateModel(
            name='EscritoDeControl',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('resultado', 'Resultado de Intervención'), ('aceptacion', 'Aceptación del reparo'), ('discrepancia', 'Discrepancia con el reparo'), ('resolucion', 'Resolución de la discrepancia'), ('omision', 'Informe de omisión de la función interventora'), ('decision', 'Decisión sobre la omisión'), ('acta', 'Acta de comprobación material'), ('anual', 'Informe anual'), ('resumen', 'Informe resumen del control interno')], max_length=12)),
                ('sobre', models.CharField(max_length=60)),
                ('datos', models.JSONField(default=dict)),
                ('estado', models.CharField(choices=[('en_firma', 'Pendiente de firma'), ('firmado', 'Firmado'), ('devuelto', 'Devuelto sin firmar')], default='en_firma', max_length=8)),
                ('escrito_el', models.DateTimeField()),
                ('escrito_por', models.UUIDField()),
                ('terminado_el', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'escrito de control',
                'verbose_name_plural': 'escritos de control',
            },
        ),
        migrations.CreateModel(
            name='Omision',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('objeto', models.CharField(max_length=60)),
                ('asunto', models.CharField(max_length=300)),
                ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                ('aplicacion', models.CharField(blank=True, max_length=40)),
                ('ejercicio', models.PositiveSmallIntegerField()),
                ('como', models.TextField()),
                ('notada_el', models.DateTimeField()),
                ('notada_por', models.UUIDField()),
                ('devengo_id', models.UUIDField(blank=True, null=True)),
                ('decide', models.CharField(choices=[('presidencia', 'Presidencia'), ('pleno', 'Pleno'), ('junta', 'Junta de Gobierno Local')], max_length=12)),
                ('estado', models.CharField(choices=[('notada', 'Falta el informe de Intervención'), ('informada', 'Falta decidir si continúa'), ('continua', 'Se acordó continuar'), ('no_continua', 'Se acordó no continuar')], default='notada', max_length=12)),
                ('decidida_el', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'omisión de la función interventora',
                'verbose_name_plural': 'omisiones de la función interventora',
            },
        ),
        migrations.RemoveConstraint(
            model_name='fiscalizacion',
            name='fiscalizacion_hecha_entera',
        ),
        migrations.RemoveConstraint(
            model_name='reparo',
            name='reparo_que_suspende_con_tarea',
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='asunto',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='clase',
            field=models.CharField(blank=True, choices=[('', 'Fiscalización previa'), ('obligacion', 'Intervención de la obligación'), ('pago', 'Intervención del pago')], default='', max_length=10),
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='exento',
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='exento_por',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='objeto',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='fiscalizacion',
            name='unidad',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad'),
        ),
        migrations.AddField(
            model_name='reparo',
            name='objeto',
            field=models.CharField(blank=True, db_index=True, max_length=60),
        ),
        migrations.AlterField(
            model_name='fiscalizacion',
            name='estado',
            field=models.CharField(choices=[('pendiente', 'Por fiscalizar'), ('favorable', 'Favorable'), ('observaciones', 'Favorable, con observaciones'), ('reparo', 'Con reparo'), ('levantado', 'Reparo levantado'), ('sin_gasto', 'No hace falta: lo que se propone no gasta'), ('en_firma', 'Pendiente de la firma de Intervención'), ('sin_firmar', 'Devuelta sin firmar'), ('rehecha', 'Se aceptó el reparo: se examina otra vez')], default='pendiente', max_length=14),
        ),
        migrations.AlterField(
            model_name='fiscalizacion',
            name='expediente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fiscalizaciones', to='expedientes.expediente'),
        ),
        migrations.AlterField(
            model_name='fiscalizacion',
            name='tarea',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fiscalizacion', to='motor.tarea'),
        ),
        migrations.AlterField(
            model_name='reparo',
            name='documento',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.CheckConstraint(condition=models.Q(('estado__in', ['pendiente', 'sin_gasto', 'en_firma', 'sin_firmar']), models.Q(('documento__isnull', False), ('hecha_el__isnull', False), ('importe__gt', 0)), _connector='OR'), name='fiscalizacion_hecha_entera'),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', ''), ('expediente__isnull', False), ('objeto', ''), ('tarea__isnull', False)), models.Q(('tarea', None), ('unidad__isnull', False), models.Q(('clase', ''), _negated=True), models.Q(('objeto', ''), _negated=True), models.Q(('asunto', ''), _negated=True)), _connector='OR'), name='fiscalizacion_de_que'),
        ),
        migrations.AddConstraint(
            model_name='fiscalizacion',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('objeto', ''), _negated=True), models.Q(('estado__in', ['sin_firmar', 'rehecha', 'sin_gasto']), _negated=True)), fields=('objeto', 'clase'), name='fiscalizacion_una_en_pie'),
        ),
        migrations.AddConstraint(
            model_name='reparo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('objeto', ''), ('suspende', True), ('tarea__isnull', False), models.Q(('estado', 'sin_suspender'), _negated=True)), models.Q(('suspende', True), ('tarea', None), models.Q(('objeto', ''), _negated=True), models.Q(('estado', 'sin_suspender'), _negated=True)), models.Q(('estado', 'sin_suspender'), ('suspende', False), ('tarea', None)), _connector='OR'), name='reparo_que_suspende_con_tarea'),
        ),
        migrations.AddField(
            model_name='acuerdodecontrol',
            name='documento',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='comprobacion',
            name='acta',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='comprobacion',
            name='designado',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado'),
        ),
        migrations.AddField(
            model_name='comprobacion',
            name='expediente',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='comprobacion',
            name='unidad',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad'),
        ),
        migrations.AddConstraint(
            model_name='controldeingresos',
            constraint=models.CheckConstraint(condition=models.Q(('muestra__gte', 1), ('poblacion__gte', models.F('muestra'))), name='controldeingresos_muestra'),
        ),
        migrations.AddConstraint(
            model_name='controldeingresos',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anomalia', ''), _negated=True), ('importe', None), _connector='OR'), name='controldeingresos_importe'),
        ),
        migrations.AddField(
            model_name='escritodecontrol',
            name='documento',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='escritodecontrol',
            name='expediente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='omision',
            name='decision',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='omision',
            name='expediente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='omisiones', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='omision',
            name='informe',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='omision',
            name='unidad',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad'),
        ),
        migrations.AddConstraint(
            model_name='acuerdodecontrol',
            constraint=models.UniqueConstraint(fields=('clave', 'desde'), name='acuerdodecontrol_uno_al_dia'),
        ),
        migrations.AddConstraint(
            model_name='acuerdodecontrol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clave', 'comprobacion'), ('importe__gt', 0), ('rige', True)), models.Q(('importe', None), models.Q(models.Q(('clave', 'comprobacion'), _negated=True), ('rige', False), _connector='OR')), _connector='OR'), name='acuerdodecontrol_importe'),
        ),
        migrations.AddConstraint(
            model_name='comprobacion',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'designada')), fields=('objeto',), name='comprobacion_una_por_hacer'),
        ),
        migrations.AddConstraint(
            model_name='comprobacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acta', None), ('estado', 'designada'), ('hecha_el', None)), models.Q(('acta__isnull', False), ('hecha_el__isnull', False), models.Q(('estado', 'designada'), _negated=True)), _connector='OR'), name='comprobacion_con_acta'),
        ),
        migrations.AddConstraint(
            model_name='comprobacion',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='comprobacion_importe'),
        ),
        migrations.AddIndex(
            model_name='escritodecontrol',
            index=models.Index(fields=['sobre', 'id'], name='escrito_sobre'),
        ),
        migrations.AddConstraint(
            model_name='escritodecontrol',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'en_firma')), fields=('sobre',), name='escrito_uno_por_firmar'),
        ),
        migrations.AddConstraint(
            model_name='escritodecontrol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'en_firma'), ('terminado_el', None)), models.Q(models.Q(('estado', 'en_firma'), _negated=True), ('terminado_el__isnull', False)), _connector='OR'), name='escrito_terminado'),
        ),
        migrations.AddIndex(
            model_name='omision',
            index=models.Index(fields=['notada_el'], name='omision_notada'),
        ),
        migrations.AddIndex(
            model_name='omision',
            index=models.Index(condition=models.Q(('estado__in', ('notada', 'informada'))), fields=['expediente'], name='omision_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='omision',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'no_continua'), _negated=True), fields=('objeto',), name='omision_una_de_cada_cosa'),
        ),
        migrations.AddConstraint(
            model_name='omision',
            constraint=models.CheckConstraint(condition=models.Q(('importe__gt', 0)), name='omision_importe'),
        ),
        migrations.AddConstraint(
            model_name='omision',
            constraint=models.CheckConstraint(condition=models.Q(('estado', 'notada'), ('informe__isnull', False), _connector='OR'), name='omision_con_informe'),
        ),
        migrations.AddConstraint(
            model_name='omision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decidida_el', None), ('decision', None), ('estado__in', ('notada', 'informada'))), models.Q(('decidida_el__isnull', False), ('decision__isnull', False), models.Q(('estado__in', ('notada', 'informada')), _negated=True)), _connector='OR'), name='omision_decidida_entera'),
        ),
        # What is examined never changes, whatever it is
        migrations.RunSQL(
            sql=['DROP TRIGGER intervencion_fiscalizacion_inmutable ON intervencion_fiscalizacion',
                 'DROP TRIGGER intervencion_fiscalizacion_sin_truncar ON intervencion_fiscalizacion',
                 'DROP TRIGGER intervencion_reparo_inmutable ON intervencion_reparo',
                 'DROP TRIGGER intervencion_reparo_sin_truncar ON intervencion_reparo'],
            reverse_sql=migrations.RunSQL.noop,
        ),
        hacer_inmutable('intervencion_fiscalizacion', 'id', 'clase', 'expediente_id', 'tarea_id', 'objeto', 'asunto', 'exento', 'exento_por'),
        hacer_inmutable(
            'intervencion_reparo', 'id', 'fiscalizacion_id', 'tarea_id', 'objeto', 'causas', 'suspende', 'formulado_el', 'vence', 'documento_id'
        ),
        hacer_inmutable('intervencion_escritodecontrol', 'id', 'clase', 'sobre', 'expediente_id', 'documento_id', 'datos', 'escrito_el', 'escrito_por'),
        hacer_inmutable('intervencion_omision', 'id', 'objeto', 'expediente_id', 'unidad_id', 'asunto', 'importe', 'como', 'notada_el', 'notada_por', 'decide'),
        hacer_inmutable('intervencion_comprobacion', 'id', 'objeto', 'expediente_id', 'unidad_id', 'importe', 'prevista_el', 'designado_id', 'designada_el'),
        hacer_inmutable('intervencion_acuerdodecontrol'),
        hacer_inmutable('intervencion_controldeingresos'),
    ]
