"""The mark of a real town's database, never taken back."""

from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_inmutable")]
    operations = [
        migrations.CreateModel(
            name="VillaReal",
            fields=[
                ("unica", models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                ("dir3", models.CharField(max_length=9)),
                ("marcada_el", models.DateTimeField()),
            ],
            options={
                "verbose_name": "ayuntamiento de verdad",
                "constraints": [models.CheckConstraint(condition=models.Q(("unica", True)), name="villa_real_unica")],
            },
        ),
        hacer_inmutable("supervision_villareal"),
    ]
