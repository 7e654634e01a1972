"""The quarterly information: three tables. An adjustment and what was sent never change."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='AjusteSec',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('trimestre', models.PositiveSmallIntegerField()),
                    ('clase', models.CharField(choices=[('estabilidad', 'Capacidad o necesidad de financiación'), ('gasto', 'Gasto computable del año'), ('gasto_anterior', 'Gasto computable del año anterior'), ('normativo', 'Cambios normativos que aumentan la recaudación')], max_length=14)),
                    ('concepto', models.CharField(max_length=200)),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('anotado_el', models.DateTimeField()),
                    ('autor_id', models.UUIDField()),
                ],
                options={
                    'verbose_name': 'ajuste de contabilidad nacional',
                    'constraints': [models.CheckConstraint(condition=models.Q(('trimestre__gte', 1), ('trimestre__lte', 4)), name='ajustesec_trimestre'), models.CheckConstraint(condition=models.Q(models.Q(('importe', 0), _negated=True), models.Q(('concepto', ''), _negated=True)), name='ajustesec_entero')],
                },
            ),
            migrations.CreateModel(
                name='TasaDeReferencia',
                fields=[
                    ('anio', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ('por_ciento', models.DecimalField(decimal_places=2, max_digits=5)),
                    ('norma', models.CharField(max_length=200)),
                ],
                options={
                    'verbose_name': 'tasa de referencia',
                    'constraints': [models.CheckConstraint(condition=models.Q(('norma', ''), _negated=True), name='tasadereferencia_norma')],
                },
            ),
            migrations.CreateModel(
                name='Remision',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('anio', models.PositiveSmallIntegerField()),
                    ('trimestre', models.PositiveSmallIntegerField()),
                    ('orden', models.PositiveSmallIntegerField()),
                    ('cifras', models.JSONField()),
                    ('remitida_el', models.DateField()),
                    ('autor_id', models.UUIDField()),
                    ('documento', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento')),
                ],
                options={
                    'verbose_name': 'remisión de información',
                    'verbose_name_plural': 'remisiones de información',
                    'constraints': [models.UniqueConstraint(fields=('anio', 'trimestre', 'orden'), name='remision_orden'), models.CheckConstraint(condition=models.Q(('trimestre__gte', 1), ('trimestre__lte', 4)), name='remision_trimestre')],
                },
            ),
        ),
        hacer_inmutable("informacion_ajustesec"),
        hacer_inmutable("informacion_remision"),
    ]
