"""What a resolution tells of what came after its proposal (one column, no rewrite), and the reviews of office of acts (an empty table).

A constraint of the diligencias of the books is checked again: they are a few for each book.
"""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0014_revision_de_oficio'),
        ('resoluciones', '0004_retirados_sin_sesion'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('nulidad', 'Nulidad de pleno derecho (art. 106)'), ('lesividad', 'Lesividad para el interés público (art. 107)')], max_length=10)),
                ('causa', models.CharField(blank=True, max_length=1)),
                ('motivo', models.CharField(max_length=1000)),
                ('dictado_el', models.DateField()),
                ('senalada_el', models.DateTimeField()),
                ('senalada_por', models.UUIDField()),
                ('suspendida_el', models.DateTimeField(blank=True, null=True)),
                ('resultado', models.CharField(blank=True, choices=[('declarada', 'Declarada'), ('no_declarada', 'No declarada')], max_length=12)),
            ],
            options={
                'verbose_name': 'revisión de un acto',
                'verbose_name_plural': 'revisiones de actos',
            },
        ),
        migrations.RemoveConstraint(
            model_name='diligencia',
            name='diligencia_anula_una_resolucion',
        ),
        migrations.AddField(
            model_name='resolucion',
            name='posteriores',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='diligencia',
            name='clase',
            field=models.CharField(choices=[('apertura', 'Apertura'), ('cierre', 'Cierre'), ('anulacion', 'Anulación de un número'), ('nulidad', 'Nulidad de una resolución')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='diligencia',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase__in', ['anulacion', 'nulidad']), ('resolucion__isnull', False)), models.Q(models.Q(('clase__in', ['anulacion', 'nulidad']), _negated=True), ('resolucion', None)), _connector='OR'), name='diligencia_anula_una_resolucion'),
        ),
        migrations.AddField(
            model_name='revision',
            name='declaracion',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='declara', to='resoluciones.resolucion'),
        ),
        migrations.AddField(
            model_name='revision',
            name='expediente',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revision', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='revision',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisiones', to='expedientes.expediente'),
        ),
        migrations.AddField(
            model_name='revision',
            name='resolucion',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisiones', to='resoluciones.resolucion'),
        ),
        migrations.AddField(
            model_name='revision',
            name='suspension',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('causa__in', ['a', 'b', 'c', 'd', 'e', 'f', 'g']), ('clase', 'nulidad')), models.Q(('causa', ''), ('clase', 'lesividad')), _connector='OR'), name='revision_con_su_causa'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declaracion', None), ('resultado', '')), models.Q(models.Q(('resultado', ''), _negated=True), ('declaracion__isnull', False)), _connector='OR'), name='revision_decidida_entera'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('expediente', models.F('original')), _negated=True), name='revision_de_otro'),
        ),
    ]
