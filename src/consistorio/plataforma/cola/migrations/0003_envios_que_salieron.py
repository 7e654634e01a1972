"""When a mail left, so that whoever takes over its job knows. Cost: a column without a value in a small table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cola", "0002_envios_en_curso")]
    operations = [
        migrations.AddField("salidaenmano", "salio_el", models.DateTimeField(null=True)),
    ]
