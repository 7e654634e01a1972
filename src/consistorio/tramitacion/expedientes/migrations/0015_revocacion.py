"""Cases may be related as the revocation of what another one liquidated: choices, nothing changes in the tables."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('expedientes', '0014_revision_de_oficio'),
    ]

    operations = [
        migrations.AlterField(
            model_name='relacion',
            name='clase',
            field=models.CharField(choices=[('relacionado', 'Relacionado'), ('acumulado', 'Acumulado (LPACAP art. 57)'), ('antecedente', 'Antecedente'), ('recurso', 'Recurso contra su resolución'), ('revision', 'Revisión de oficio de su resolución'), ('revocacion', 'Revocación de lo que liquidó (LGT art. 219)')], max_length=12),
        ),
    ]
