"""The heartbeats of the sede, and the days on which they say that it was down: two empty tables."""

from datetime import date

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models


DIAS, NORMA = 400, "RD 311/2022 anexo II op.mon: lo que tarda en poder discutirse si la sede funcionaba un día"


def cargar(apps, schema_editor):
    plazos = apps.get_model("auditoria", "PlazoConservacion").objects.using(schema_editor.connection.alias)
    plazos.get_or_create(codigo="latidos", desde=date(2026, 1, 1), defaults={"dias": DIAS, "norma": NORMA})


class Migration(migrations.Migration):

    dependencies = [
        ('auditoria', '0001_initial'),
        ('incidencias', '0002_publicada'),
    ]

    operations = [
        migrations.CreateModel(
            name='Latido',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origen', models.CharField(choices=[('web', 'Páginas'), ('trabajador', 'Segundo plano')], max_length=10)),
                ('minuto', models.DateTimeField()),
                ('bien', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'latido',
                'constraints': [models.UniqueConstraint(fields=('minuto', 'origen'), name='latido_uno_por_minuto')],
            },
        ),
        migrations.CreateModel(
            name='CaidaDetectada',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('dia', models.DateField(unique=True)),
                ('desde', models.DateTimeField()),
                ('hasta', models.DateTimeField()),
                ('minutos', models.PositiveIntegerField()),
                ('tramos', models.JSONField(default=list)),
                ('estado', models.CharField(choices=[('propuesta', 'Por decidir'), ('anotada', 'Anotada como incidencia'), ('descartada', 'Falsa alarma')], default='propuesta', max_length=10)),
                ('motivo', models.TextField(blank=True)),
                ('detectada_el', models.DateTimeField()),
                ('decidida_el', models.DateTimeField(blank=True, null=True)),
                ('decidida_por', models.UUIDField(blank=True, null=True)),
                ('incidencia', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='caida', to='incidencias.incidencia')),
            ],
            options={
                'verbose_name': 'caída detectada de la sede',
                'verbose_name_plural': 'caídas detectadas de la sede',
                'indexes': [models.Index(fields=['estado', '-dia'], name='caida_por_decidir')],
                'constraints': [models.CheckConstraint(condition=models.Q(('hasta__gt', models.F('desde')), ('minutos__gte', 1)), name='caida_intervalo'), models.CheckConstraint(condition=models.Q(models.Q(('decidida_el', None), ('estado', 'propuesta'), ('incidencia', None), ('motivo', '')), models.Q(('decidida_el__isnull', False), ('estado', 'anotada'), ('incidencia__isnull', False), ('motivo', '')), models.Q(('decidida_el__isnull', False), ('estado', 'descartada'), ('incidencia', None), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='caida_decidida')],
            },
        ),
        migrations.RunPython(cargar, migrations.RunPython.noop),
    ]
