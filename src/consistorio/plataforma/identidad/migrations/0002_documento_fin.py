"""A power that ends at the office keeps the document of its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identidad", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="representacion",
            name="documento_fin_id",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
