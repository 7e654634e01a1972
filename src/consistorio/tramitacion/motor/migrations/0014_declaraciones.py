"""What is declared or communicated, with its later control: an empty table, and one more class of request."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0012_carpetas'),
        ('motor', '0013_cambios_de_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='Declaracion',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('naturaleza', models.CharField(choices=[('declaracion', 'Declaración responsable'), ('comunicacion', 'Comunicación')], max_length=12)),
                ('desde', models.DateField()),
                ('estado', models.CharField(choices=[('por_comprobar', 'Por comprobar'), ('comprobada', 'Comprobada'), ('incumplida', 'No se cumple: por resolver'), ('imposible', 'No puede continuar')], default='por_comprobar', max_length=14)),
                ('constancia_el', models.DateField(blank=True, null=True)),
                ('comprobada_el', models.DateTimeField(blank=True, null=True)),
                ('resuelta_el', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'declaración o comunicación',
            },
        ),
        migrations.RemoveConstraint(
            model_name='requerimiento',
            name='requerimiento_dias',
        ),
        migrations.AlterField(
            model_name='requerimiento',
            name='clase',
            field=models.CharField(choices=[('subsanacion', 'Corrección de la solicitud'), ('representacion', 'Acreditación de la representación'), ('documentacion', 'Documentación de lo declarado')], default='subsanacion', max_length=14),
        ),
        migrations.AddConstraint(
            model_name='requerimiento',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', 'subsanacion'), ('dias__gte', 1), ('dias__lte', 15)), models.Q(('clase__in', ['representacion', 'documentacion']), ('dias__gte', 10), ('dias__lte', 30)), _connector='OR'), name='requerimiento_dias'),
        ),
        migrations.AddConstraint(
            model_name='requerimiento',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clase', 'documentacion'), _negated=True), ('suspende', False), _connector='OR'), name='requerimiento_documentacion_no_suspende'),
        ),
        migrations.AddField(
            model_name='declaracion',
            name='expediente',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='declaracion', to='expedientes.expediente'),
        ),
        migrations.AddIndex(
            model_name='declaracion',
            index=models.Index(condition=models.Q(('estado', 'por_comprobar')), fields=['desde', 'id'], name='declaracion_por_comprobar'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado__in', ['incumplida', 'imposible']), _negated=True), ('constancia_el__isnull', False), _connector='OR'), name='declaracion_incumplida_con_constancia'),
        ),
        migrations.AddConstraint(
            model_name='declaracion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado', 'comprobada'), _negated=True), ('comprobada_el__isnull', False), _connector='OR'), name='declaracion_comprobada_con_dia'),
        ),
    ]
