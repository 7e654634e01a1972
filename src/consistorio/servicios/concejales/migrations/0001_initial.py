"""What the councillors ask to see. New tables, at no cost by rows."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0018_documentos_llevados'),
        ('organizacion', '0002_forma_de_la_suplencia'),
        ('registro', '0002_justificantes_por_hacer'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeticionDeInformacion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('cargo', models.CharField(max_length=160)),
                ('clase', models.CharField(choices=[('presupuesto', 'La ejecución de un presupuesto, o de parte de él'), ('expediente', 'Un expediente'), ('otra', 'Otros antecedentes, datos o informaciones')], max_length=11)),
                ('anio', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('codigo', models.CharField(blank=True, max_length=40)),
                ('que', models.TextField()),
                ('para_que', models.TextField(blank=True)),
                ('forma_pedida', models.CharField(choices=[('vista', 'Consulta'), ('copia', 'Copia')], max_length=5)),
                ('presentada_el', models.DateTimeField()),
                ('vence_el', models.DateField()),
                ('estado', models.CharField(choices=[('pendiente', 'Sin resolver'), ('concedida', 'Concedida'), ('denegada', 'Denegada'), ('silencio', 'Concedida por silencio')], default='pendiente', max_length=9)),
                ('resuelta_el', models.DateTimeField(blank=True, null=True)),
                ('forma', models.CharField(blank=True, choices=[('vista', 'Consulta'), ('copia', 'Copia')], max_length=5)),
                ('con_personas', models.BooleanField(default=False)),
                ('por_que_personas', models.TextField(blank=True)),
                ('enterado_concejal_el', models.DateTimeField(blank=True, null=True)),
                ('enterado_organo_el', models.DateTimeField(blank=True, null=True)),
                ('asiento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registro.asiento')),
                ('concejal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                ('expediente', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.expediente')),
                ('unidad', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad')),
            ],
            options={
                'verbose_name': 'petición de información',
                'verbose_name_plural': 'peticiones de información',
            },
        ),
        migrations.CreateModel(
            name='EscritoDePeticion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('concesion', 'Concesión de la información'), ('denegacion', 'Denegación de la información'), ('certificado', 'Certificado del silencio')], max_length=11)),
                ('organo', models.SlugField(max_length=60)),
                ('datos', models.JSONField(default=dict)),
                ('estado', models.CharField(choices=[('en_firma', 'Pendiente de firma'), ('firmado', 'Firmado'), ('devuelto', 'Devuelto sin firmar'), ('retirado', 'Retirado: el plazo pasó sin firmarse'), ('sin_efecto', 'Firmado fuera de plazo: sin efecto')], default='en_firma', max_length=10)),
                ('escrito_el', models.DateTimeField()),
                ('escrito_por', models.UUIDField()),
                ('terminado_el', models.DateTimeField(blank=True, null=True)),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('peticion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escritos', to='concejales.peticiondeinformacion')),
            ],
            options={
                'verbose_name': 'escrito sobre una petición',
                'verbose_name_plural': 'escritos sobre peticiones',
            },
        ),
        migrations.CreateModel(
            name='DocumentoConcedido',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('peticion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documentos', to='concejales.peticiondeinformacion')),
            ],
            options={
                'verbose_name': 'documento concedido',
            },
        ),
        migrations.CreateModel(
            name='AmbitoDeUnidad',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('codigo', models.CharField(max_length=40)),
                ('norma', models.CharField(max_length=200)),
                ('desde', models.DateField()),
                ('hasta', models.DateField(blank=True, null=True)),
                ('anotado_por', models.UUIDField()),
                ('unidad', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.unidad')),
            ],
            options={
                'verbose_name': 'presupuesto de un área',
                'verbose_name_plural': 'presupuestos de las áreas',
                'constraints': [models.UniqueConstraint(condition=models.Q(('hasta', None)), fields=('unidad', 'codigo'), name='ambito_de_unidad_una_vez'), models.CheckConstraint(condition=models.Q(('hasta', None), ('hasta__gte', models.F('desde')), _connector='OR'), name='ambito_de_unidad_periodo'), models.CheckConstraint(condition=models.Q(models.Q(('codigo', ''), _negated=True), models.Q(('norma', ''), _negated=True)), name='ambito_de_unidad_entero')],
            },
        ),
        migrations.AddIndex(
            model_name='peticiondeinformacion',
            index=models.Index(fields=['concejal', '-id'], name='peticion_de_concejal'),
        ),
        migrations.AddIndex(
            model_name='peticiondeinformacion',
            index=models.Index(condition=models.Q(('estado', 'pendiente')), fields=['vence_el'], name='peticion_pendiente'),
        ),
        migrations.AddConstraint(
            model_name='peticiondeinformacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'pendiente'), ('forma', ''), ('resuelta_el', None)), models.Q(('estado', 'denegada'), ('forma', ''), ('resuelta_el__isnull', False)), models.Q(('estado__in', ['concedida', 'silencio']), ('resuelta_el__isnull', False), models.Q(('forma', ''), _negated=True)), _connector='OR'), name='peticion_resuelta'),
        ),
        migrations.AddConstraint(
            model_name='peticiondeinformacion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('anio', None), ('clase', 'expediente'), ('expediente__isnull', False)), models.Q(('anio__isnull', False), ('clase', 'presupuesto'), ('expediente', None)), models.Q(('anio', None), ('clase', 'otra'), ('expediente', None)), _connector='OR'), name='peticion_de_que'),
        ),
        migrations.AddConstraint(
            model_name='peticiondeinformacion',
            constraint=models.CheckConstraint(condition=models.Q(('con_personas', False), models.Q(('estado', 'concedida'), models.Q(('por_que_personas', ''), _negated=True)), _connector='OR'), name='peticion_personas_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='peticiondeinformacion',
            constraint=models.CheckConstraint(condition=models.Q(('que', ''), _negated=True), name='peticion_de_informacion_dice_que'),
        ),
        migrations.AddConstraint(
            model_name='escritodepeticion',
            constraint=models.UniqueConstraint(condition=models.Q(('estado', 'en_firma')), fields=('peticion',), name='escrito_de_peticion_uno_por_firmar'),
        ),
        migrations.AddConstraint(
            model_name='escritodepeticion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'en_firma'), ('terminado_el', None)), models.Q(models.Q(('estado', 'en_firma'), _negated=True), ('terminado_el__isnull', False)), _connector='OR'), name='escrito_de_peticion_terminado'),
        ),
        migrations.AddConstraint(
            model_name='documentoconcedido',
            constraint=models.UniqueConstraint(fields=('peticion', 'documento'), name='documento_concedido_una_vez'),
        ),
        hacer_inmutable("concejales_documentoconcedido"),
    ]
