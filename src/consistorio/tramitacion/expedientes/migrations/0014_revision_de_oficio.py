"""Cases may be related as the review of office of a decision: choices, nothing changes in the tables."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0012_carpetas'),
    ]

    operations = [
        migrations.AlterField(
            model_name='relacion',
            name='clase',
            field=models.CharField(choices=[('relacionado', 'Relacionado'), ('acumulado', 'Acumulado (LPACAP art. 57)'), ('antecedente', 'Antecedente'), ('recurso', 'Recurso contra su resolución'), ('revision', 'Revisión de oficio de su resolución')], max_length=12),
        ),
    ]
