"""Projects change: a table of what they were, and an application may leave its project. Tables of a few rows: instant."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

ENTERA = hacer_inmutable('proyectos_aplicaciondeproyecto')


class Migration(migrations.Migration):

    dependencies = [
        ('contabilidad', '0002_formulario_usado'),
        ('proyectos', '0003_inmutables'),
    ]

    operations = [
        migrations.CreateModel(
            name='CambioDeProyecto',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('motivo', models.CharField(max_length=500)),
                ('antes', models.JSONField()),
                ('anotado_el', models.DateTimeField()),
                ('anotado_por', models.UUIDField()),
            ],
            options={
                'verbose_name': 'cambio de un proyecto',
            },
        ),
        migrations.RemoveConstraint(
            model_name='agente',
            name='agente_aportacion',
        ),
        migrations.AlterField(
            model_name='aplicaciondeproyecto',
            name='proyecto',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aplicaciones', to='proyectos.proyecto'),
        ),
        migrations.AddConstraint(
            model_name='agente',
            constraint=models.CheckConstraint(condition=models.Q(('aportacion__gte', 0)), name='agente_aportacion'),
        ),
        migrations.AddField(
            model_name='cambiodeproyecto',
            name='ejercicio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio'),
        ),
        migrations.AddField(
            model_name='cambiodeproyecto',
            name='proyecto',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cambios', to='proyectos.proyecto'),
        ),
        migrations.AddConstraint(
            model_name='cambiodeproyecto',
            constraint=models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='cambiodeproyecto_motivo'),
        ),
        hacer_inmutable('proyectos_cambiodeproyecto'),
        migrations.RunSQL(ENTERA.reverse_sql, ENTERA.sql),
        hacer_inmutable('proyectos_aplicaciondeproyecto', 'aplicacion_id'),
    ]
