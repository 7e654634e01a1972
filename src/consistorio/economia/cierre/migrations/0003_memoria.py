"""What the town types in the notes of its memoria: an empty table, and the trigger that refuses that it changes."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('cierre', '0002_inmutables'),
        ('contabilidad', '0002_formulario_usado'),
    ]

    operations = [
        migrations.CreateModel(
            name='NotaDeMemoria',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('nota', models.PositiveSmallIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('texto', models.TextField(blank=True)),
                ('tabla', models.TextField(blank=True)),
                ('escrita_el', models.DateTimeField()),
                ('autor_id', models.UUIDField()),
                ('ejercicio', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
            ],
            options={
                'verbose_name': 'nota de la memoria',
                'verbose_name_plural': 'notas de la memoria',
                'constraints': [models.UniqueConstraint(fields=('ejercicio', 'nota', 'version'), name='notadememoria_version'), models.CheckConstraint(condition=models.Q(('nota__gte', 1), ('nota__lte', 28), ('version__gte', 1)), name='notadememoria_cual')],
            },
        ),
        hacer_inmutable("cierre_notadememoria"),
    ]
