"""What is bought without VAT, which who buys accrues. Empty in the rows that are there; two indexes are built: some seconds per million rows of the books."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('identidad', '0005_persona_por_numero'),
        ('presupuesto', '0005_nomina_una_vez'),
        ('tributacion', '0003_presentar_otra_vez'),
    ]

    operations = [
        migrations.AddField(
            model_name='apunteiva',
            name='operacion_devengo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='apunteiva',
            name='operacion_gasto',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presupuesto.operacion'),
        ),
        migrations.AddField(
            model_name='apunteiva',
            name='regimen',
            field=models.CharField(blank=True, choices=[('inversion', 'Inversión del sujeto pasivo'), ('intracomunitaria', 'Adquisición intracomunitaria')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='apunteiva',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('operacion_devengo', None), ('operacion_gasto', None), ('regimen', '')), models.Q(models.Q(('regimen', ''), _negated=True), ('libro', 'soportado'), ('operacion_devengo__isnull', False), ('sector__isnull', False)), _connector='OR'), name='apunteiva_regimen'),
        ),
    ]
