"""What is heard or advised on the proposal, hearings of third parties, and what the term to decide counts from.

Nine columns with constant defaults, which rewrite no row; two constraints are checked in one pass over their tables (some 2 s per million terms).
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documentos', '0004_sin_fichero_y_fallido'),
        ('expedientes', '0012_carpetas'),
        ('identidad', '0005_persona_por_numero'),
        ('motor', '0014_declaraciones'),
        ('registro', '0002_justificantes_por_hacer'),
    ]

    operations = [
        migrations.AddField(
            model_name='consulta',
            name='conforme',
            field=models.CharField(blank=True, choices=[('conforme', 'Está conforme con la propuesta'), ('no_conforme', 'No está conforme con la propuesta')], max_length=12),
        ),
        migrations.AddField(
            model_name='consulta',
            name='lleva',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='consulta',
            name='vinculante',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='plazo',
            name='comienzo',
            field=models.CharField(blank=True, choices=[('entrada', 'Desde que la solicitud entra en el registro'), ('acuerdo', 'Desde el acuerdo de inicio'), ('convocatoria', 'Desde que se publica la convocatoria'), ('sin_convocatoria', 'Desde la entrada, mientras no conste la convocatoria')], max_length=16),
        ),
        migrations.AddField(
            model_name='plazo',
            name='comienzo_norma',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='plazo',
            name='convocatoria',
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name='plazo',
            name='convocatoria_el',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='tramiteaudiencia',
            name='lleva',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documentos.documento'),
        ),
        migrations.AddField(
            model_name='tramiteaudiencia',
            name='terceros',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='consulta',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('conforme', ''), ('recibida_el', None)), models.Q(('conforme', ''), ('lleva', None)), models.Q(('lleva__isnull', False), ('recibida_el__isnull', False), models.Q(('conforme', ''), _negated=True)), _connector='OR'), name='consulta_dictamen_dice_si_conforme'),
        ),
        migrations.AddConstraint(
            model_name='plazo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comienzo', 'convocatoria'), ('convocatoria_el__isnull', False)), models.Q(models.Q(('comienzo', 'convocatoria'), _negated=True), ('convocatoria_el', None)), _connector='OR'), name='plazo_de_convocatoria_con_su_dia'),
        ),
    ]
