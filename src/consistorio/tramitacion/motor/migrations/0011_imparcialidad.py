"""Abstentions and challenges (LRJSP 23-24): an empty table."""

import consistorio.nucleo.identificadores
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0002_indice_de_palabras'),
        ('expedientes', '0009_apartamientos'),
        ('motor', '0009_por_fecha_de_cierre'),
        ('organizacion', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CuestionImparcialidad',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('abstencion', 'Abstención'), ('recusacion', 'Recusación')], max_length=10)),
                ('causas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1), size=None)),
                ('hechos', models.TextField()),
                ('referencia', models.UUIDField(blank=True, null=True)),
                ('planteada_el', models.DateTimeField()),
                ('contestar_hasta', models.DateField(blank=True, null=True)),
                ('reconoce', models.BooleanField(blank=True, null=True)),
                ('contestada_el', models.DateTimeField(blank=True, null=True)),
                ('estimada', models.BooleanField(blank=True, null=True)),
                ('acuerdo', models.CharField(blank=True, max_length=200)),
                ('resuelta_el', models.DateTimeField(blank=True, null=True)),
                ('documento', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('empleado', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizacion.empleado')),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cuestiones', to='expedientes.expediente')),
                ('resolucion', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ('tarea', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cuestion', to='motor.tarea')),
            ],
            options={
                'verbose_name': 'cuestión de imparcialidad',
                'verbose_name_plural': 'cuestiones de imparcialidad',
                'constraints': [models.CheckConstraint(condition=models.Q(('causas__len__gte', 1)), name='cuestion_con_causa'), models.CheckConstraint(condition=models.Q(models.Q(('clase', 'abstencion'), ('contestar_hasta', None), ('reconoce', None), ('referencia', None)), models.Q(('clase', 'recusacion'), ('contestar_hasta__isnull', False), ('referencia__isnull', False)), _connector='OR'), name='cuestion_segun_su_clase'), models.CheckConstraint(condition=models.Q(models.Q(('contestada_el', None), ('reconoce', None)), models.Q(('contestada_el__isnull', False), ('reconoce__isnull', False)), _connector='OR'), name='cuestion_contestada_entera'), models.CheckConstraint(condition=models.Q(models.Q(('estimada', None), ('resolucion', None), ('resuelta_el', None)), models.Q(('estimada__isnull', False), ('resolucion__isnull', False), ('resuelta_el__isnull', False)), _connector='OR'), name='cuestion_resuelta_entera')],
            },
        ),
    ]
