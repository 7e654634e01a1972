"""What is asked of other administrations (LPACAP 22.1.d, 22.1.g, 79): an empty table."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0004_recientes_de_unidad'),
        ('identidad', '0005_persona_por_numero'),
        ('motor', '0007_informacion_publica'),
        ('registro', '0002_justificantes_por_hacer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consulta',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('informe', 'Informe preceptivo de otra Administración (art. 22.1.d)'), ('pronunciamiento', 'Pronunciamiento de un tribunal (art. 22.1.g)'), ('otra', 'Otra consulta')], max_length=16)),
                ('asunto', models.CharField(max_length=200)),
                ('precepto', models.CharField(max_length=200)),
                ('suspende', models.BooleanField(default=False)),
                ('pedida_el', models.DateTimeField()),
                ('vence', models.DateField()),
                ('recibida_el', models.DateField(blank=True, null=True)),
                ('no_esperada_el', models.DateTimeField(blank=True, null=True)),
                ('asiento', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registro.asiento')),
                ('destinatario', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identidad.persona')),
                ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultas_externas', to='expedientes.expediente')),
                ('respuesta', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('tarea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consulta', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'consulta a otra Administración',
                'verbose_name_plural': 'consultas a otras Administraciones',
                'indexes': [models.Index(fields=['expediente', 'pedida_el'], name='consulta_expediente')],
                'constraints': [models.CheckConstraint(condition=models.Q(('suspende', False), models.Q(('clase', 'otra'), _negated=True), _connector='OR'), name='consulta_suspende_si_la_ley'), models.CheckConstraint(condition=models.Q(models.Q(('recibida_el', None), ('respuesta', None)), models.Q(('recibida_el__isnull', False), ('respuesta__isnull', False)), _connector='OR'), name='consulta_contestada_entera'), models.CheckConstraint(condition=models.Q(('recibida_el', None), ('no_esperada_el', None), _connector='OR'), name='consulta_contestada_o_no_esperada')],
            },
        ),
    ]
