"""Documents filed in the wrong case are taken to theirs, with the reason: an empty table, whose rows never change."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0017_deshacer_relaciones'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentoLlevado',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('motivo', models.CharField(max_length=600)),
                ('llevado_por', models.UUIDField()),
                ('llevado_el', models.DateTimeField()),
                ('puesto', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='llevado', to='expedientes.documentoexpediente')),
                ('destino', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='traido', to='expedientes.documentoexpediente')),
            ],
            options={
                'verbose_name': 'documento llevado a otro expediente',
                'constraints': [models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='documento_llevado_con_motivo')],
            },
        ),
        hacer_inmutable('expedientes_documentollevado'),
    ]
