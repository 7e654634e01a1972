"""An entry may be attended outside of any case. Changes a check: it reads the table once, some 0.3 s per million entries."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0018_documentos_llevados'),
        ('organizacion', '0002_forma_de_la_suplencia'),
        ('registro', '0002_justificantes_por_hacer'),
        ('solicitudes', '0006_pedir_el_certificado'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='reparto',
            name='reparto_con_expediente',
        ),
        migrations.AlterField(
            model_name='reparto',
            name='estado',
            field=models.CharField(choices=[('pendiente', 'Sin repartir'), ('abierto', 'Expediente abierto'), ('unido', 'Unido a un expediente'), ('anulado', 'Asiento anulado'), ('atendido', 'Se atiende en su propia lista')], default='pendiente', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='reparto',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('estado__in', ('abierto', 'unido')), ('expediente__isnull', False)), models.Q(('estado__in', ('pendiente', 'anulado', 'atendido')), ('expediente', None)), _connector='OR'), name='reparto_con_expediente'),
        ),
    ]
