from django.db import migrations, models


class Migration(migrations.Migration):
    """Calendars of other municipalities are found by name (LPACAP 30.6). Cost: constant, whatever the rows."""

    dependencies = [("calendario", "0003_inmutable")]

    operations = [
        migrations.AddField(
            model_name="publicacioncalendario",
            name="municipio",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
    ]
