"""What a resolution tells of what came after its proposal: one column, no rewrite."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('resoluciones', '0004_retirados_sin_sesion'),
    ]

    operations = [
        migrations.AddField(
            model_name='resolucion',
            name='posteriores',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
