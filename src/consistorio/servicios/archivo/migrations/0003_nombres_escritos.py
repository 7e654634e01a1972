"""Old cases keep the names of their parties as they were written, where the town knew them by another. A column with its default."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archivo", "0002_antiguos")]
    operations = [migrations.AddField("expedienteantiguo", "nombres_escritos", models.JSONField(default=list))]
