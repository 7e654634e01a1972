"""Where a party wants their letters, apart from where they live.

Cost: a column with a constant default, which PostgreSQL keeps in the catalogue: no row is rewritten.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="interesado",
            name="direccion_postal",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
