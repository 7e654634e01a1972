"""When a term starts again because the application came to count as filed (LPACAP 68.4); an added empty column, no cost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("motor", "0004_actos_en_firma")]
    operations = [
        migrations.AddField(model_name="plazo", name="reinicio", field=models.DateTimeField(blank=True, null=True)),
    ]
