from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('presupuesto', '0007_motivos_y_condiciones'),
    ]

    operations = [
        migrations.AddField(
            model_name='exigenciadeprueba',
            name='documento_id',
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
