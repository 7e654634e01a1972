"""What is leaving the house right now, so that it does not leave twice. Cost: an empty table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cola", "0001_inicial")]
    operations = [
        migrations.CreateModel(
            name="SalidaEnMano",
            fields=[
                ("clave", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("desde", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "envío en curso",
            },
        ),
    ]
