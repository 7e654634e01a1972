"""What went wrong with each job."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FalloTrabajo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trabajo", models.BigIntegerField()),
                ("intento", models.PositiveIntegerField()),
                ("momento", models.DateTimeField(auto_now_add=True)),
                ("clase", models.CharField(max_length=120)),
                ("explicacion", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "verbose_name": "fallo de un trabajo",
                "indexes": [models.Index(fields=["trabajo", "-id"], name="fallo_de_trabajo")],
            },
        ),
    ]
