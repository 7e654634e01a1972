"""The time stamp of the index of a closing; once put it does not change. Cost: a new table."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('almacen', '0002_inmutable'),
        ('archivo', '0002_inmutable'),
    ]

    operations = [
        migrations.CreateModel(
            name='SelloIndice',
            fields=[
                ('cierre', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sello', serialize=False, to='archivo.cierre')),
                ('pendiente_desde', models.DateTimeField(blank=True, null=True)),
                ('sellado_el', models.DateTimeField(blank=True, null=True)),
                ('incidencia', models.CharField(blank=True, max_length=300)),
                ('contenido', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='almacen.contenido')),
            ],
            options={
                'verbose_name': 'sello de tiempo de un índice',
                'indexes': [models.Index(condition=models.Q(('pendiente_desde__isnull', False)), fields=['pendiente_desde'], name='sello_indice_pendiente')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contenido', None), ('pendiente_desde__isnull', False), ('sellado_el', None)), models.Q(('contenido__isnull', False), ('pendiente_desde', None), ('sellado_el__isnull', False)), _connector='OR'), name='sello_indice_pendiente_o_puesto')],
            },
        ),
        migrations.RunSQL(
            sql=[
                "CREATE TRIGGER archivo_selloindice_puesto BEFORE UPDATE OR DELETE ON archivo_selloindice "
                "FOR EACH ROW WHEN (OLD.sellado_el IS NOT NULL) EXECUTE FUNCTION consistorio_inmutable()",
                "CREATE TRIGGER archivo_selloindice_sin_truncar BEFORE TRUNCATE ON archivo_selloindice "
                "FOR EACH STATEMENT EXECUTE FUNCTION consistorio_inmutable()",
            ],
            reverse_sql=[
                "DROP TRIGGER archivo_selloindice_puesto ON archivo_selloindice",
                "DROP TRIGGER archivo_selloindice_sin_truncar ON archivo_selloindice",
            ],
        ),
    ]
