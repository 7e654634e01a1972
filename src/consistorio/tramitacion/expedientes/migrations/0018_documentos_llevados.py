"""Documents filed in the wrong case are taken to theirs, with the reason: an empty table, whose rows never change, and in which of them each place stands."""

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
                ('puesto', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.documentoexpediente')),
                ('destino', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.documentoexpediente')),
            ],
            options={
                'verbose_name': 'documento llevado a otro expediente',
                'constraints': [models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='documento_llevado_con_motivo')],
            },
        ),
        migrations.AddField(
            model_name='documentoexpediente',
            name='llevado',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.documentollevado'),
        ),
        hacer_inmutable('expedientes_documentollevado'),
    ]
