"""What the bases say, as data, and the proofs of what finances a modification: four tables that begin empty, and columns without a value in two small ones. Cost: none."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('organizacion', '0002_forma_de_la_suplencia'),
        ('presupuesto', '0005_nomina_una_vez'),
    ]

    operations = [
        migrations.CreateModel(
            name='BasesDeEjecucion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('ejercicio', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField()),
                ('reglas', models.JSONField()),
                ('ampliables', models.JSONField(default=list)),
                ('crea_aplicaciones', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'bases de ejecución',
            },
        ),
        migrations.CreateModel(
            name='CodigoOrganico',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('codigo', models.CharField(max_length=10)),
                ('desde', models.DateField()),
                ('denominacion', models.CharField(max_length=600)),
                ('cerrado', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'código orgánico',
            },
        ),
        migrations.CreateModel(
            name='ExigenciaDePrueba',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tipo', models.CharField(choices=[('extraordinario', 'Crédito extraordinario'), ('suplemento', 'Suplemento de crédito'), ('ampliacion', 'Ampliación de crédito'), ('transferencia', 'Transferencia de crédito'), ('incorporacion', 'Incorporación de remanentes'), ('generacion', 'Generación de crédito'), ('baja', 'Baja por anulación')], max_length=14)),
                ('concepto', models.CharField(blank=True, max_length=7)),
                ('exige', models.CharField(choices=[('compromiso', 'Compromiso firme, o el derecho'), ('derecho', 'Derecho reconocido'), ('cobro', 'Derecho cobrado'), ('nada', 'Nada'), ('nunca', 'Ese ingreso no la financia')], max_length=10)),
                ('desde', models.DateField()),
                ('fundamento', models.CharField(max_length=300)),
            ],
            options={
                'verbose_name': 'prueba que se exige',
            },
        ),
        migrations.CreateModel(
            name='OrganoDeModificacion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tipo', models.CharField(choices=[('extraordinario', 'Crédito extraordinario'), ('suplemento', 'Suplemento de crédito'), ('ampliacion', 'Ampliación de crédito'), ('transferencia', 'Transferencia de crédito'), ('incorporacion', 'Incorporación de remanentes'), ('generacion', 'Generación de crédito'), ('baja', 'Baja por anulación')], max_length=14)),
                ('organo', models.CharField(choices=[('pleno', 'Pleno'), ('presidencia', 'Presidencia'), ('junta', 'Junta de Gobierno Local')], max_length=11)),
                ('hasta', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('desde', models.DateField()),
                ('documento_id', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'órgano de las modificaciones',
            },
        ),
        migrations.AddField(
            model_name='lineamodificacion',
            name='prueba',
            field=models.CharField(blank=True, choices=[('compromiso', 'Compromiso de ingreso'), ('derecho', 'Derecho reconocido')], max_length=10),
        ),
        migrations.AddField(
            model_name='lineamodificacion',
            name='prueba_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='tramitepresupuesto',
            name='organo',
            field=models.CharField(blank=True, choices=[('presidencia', 'Presidencia'), ('junta', 'Junta de Gobierno Local'), ('pleno', 'Pleno')], max_length=11),
        ),
        migrations.AddIndex(
            model_name='lineamodificacion',
            index=models.Index(condition=models.Q(('prueba_id__isnull', False)), fields=['prueba_id'], name='lineamodificacion_de_prueba'),
        ),
        migrations.AddConstraint(
            model_name='lineamodificacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('prueba', ''), ('prueba_id', None)), models.Q(models.Q(('prueba', ''), _negated=True), ('prueba_id__isnull', False), ('sentido', 'financiacion')), _connector='OR'), name='lineamodificacion_prueba'),
        ),
        migrations.AddConstraint(
            model_name='basesdeejecucion',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'version'), name='basesdeejecucion_version'),
        ),
        migrations.AddConstraint(
            model_name='basesdeejecucion',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='basesdeejecucion_desde_uno'),
        ),
        migrations.AddField(
            model_name='codigoorganico',
            name='unidad',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad'),
        ),
        migrations.AddConstraint(
            model_name='exigenciadeprueba',
            constraint=models.UniqueConstraint(fields=('tipo', 'concepto', 'desde'), name='exigenciadeprueba_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='exigenciadeprueba',
            constraint=models.CheckConstraint(condition=models.Q(('tipo__in', ['ampliacion', 'generacion'])), name='exigenciadeprueba_tipo'),
        ),
        migrations.AddConstraint(
            model_name='organodemodificacion',
            constraint=models.UniqueConstraint(fields=('tipo', 'desde', 'organo'), name='organodemodificacion_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='organodemodificacion',
            constraint=models.CheckConstraint(condition=models.Q(('hasta', None), ('hasta__gt', 0), _connector='OR'), name='organodemodificacion_importe'),
        ),
        migrations.AddConstraint(
            model_name='codigoorganico',
            constraint=models.UniqueConstraint(fields=('codigo', 'desde'), name='codigoorganico_una_vez'),
        ),
        migrations.AddConstraint(
            model_name='codigoorganico',
            constraint=models.CheckConstraint(condition=models.Q(('codigo__regex', '^[0-9A-Z]+$')), name='codigoorganico_escrito'),
        ),
        *(
            hacer_inmutable(f"presupuesto_{tabla}")
            for tabla in ("basesdeejecucion", "organodemodificacion", "exigenciadeprueba", "codigoorganico")
        ),
    ]
