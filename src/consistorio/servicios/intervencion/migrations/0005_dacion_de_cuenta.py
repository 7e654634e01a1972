"""The reports that are told of in a session of the Pleno. A new table, empty."""

import consistorio.nucleo.identificadores
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):

    dependencies = [
        ('intervencion', '0004_comprobacion_sustituida'),
    ]

    operations = [
        migrations.CreateModel(
            name='DacionDeCuenta',
            fields=[
                ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                ('pedida_el', models.DateTimeField()),
                ('pedida_por', models.UUIDField()),
                ('sesion_el', models.DateField(blank=True, null=True)),
                ('sesion_numero', models.CharField(blank=True, max_length=40)),
                ('anotada_el', models.DateTimeField(blank=True, null=True)),
                ('anotada_por', models.UUIDField(blank=True, null=True)),
                ('escrito', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dacion', to='intervencion.escritodecontrol')),
            ],
            options={
                'verbose_name': 'dación de cuenta al Pleno',
                'verbose_name_plural': 'daciones de cuenta al Pleno',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('anotada_el', None), ('anotada_por', None), ('sesion_el', None), ('sesion_numero', '')), models.Q(('anotada_el__isnull', False), ('anotada_por__isnull', False), ('sesion_el__isnull', False), models.Q(('sesion_numero', ''), _negated=True)), _connector='OR'), name='dacion_anotada_entera')],
            },
        ),
        hacer_inmutable("intervencion_daciondecuenta", "id", "escrito_id", "pedida_el", "pedida_por"),
    ]
