"""Relations said by hand may be undone, with the reason: an empty table, whose rows never change."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0016_listas_al_momento'),
    ]

    operations = [
        migrations.CreateModel(
            name='RelacionDeshecha',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('clase', models.CharField(choices=[('relacionado', 'Relacionado'), ('acumulado', 'Acumulado (LPACAP art. 57)'), ('antecedente', 'Antecedente'), ('recurso', 'Recurso contra su resolución'), ('revision', 'Revisión de oficio de su resolución'), ('revocacion', 'Revocación de lo que liquidó (LGT art. 219)')], max_length=12)),
                ('relacionados_el', models.DateTimeField()),
                ('motivo', models.CharField(max_length=600)),
                ('deshecha_por', models.UUIDField()),
                ('deshecha_el', models.DateTimeField()),
                ('expediente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relaciones_deshechas', to='expedientes.expediente')),
                ('otro', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='expedientes.expediente')),
            ],
            options={
                'verbose_name': 'relación deshecha',
                'constraints': [models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='relacion_deshecha_con_motivo')],
            },
        ),
        hacer_inmutable('expedientes_relaciondeshecha'),
    ]
