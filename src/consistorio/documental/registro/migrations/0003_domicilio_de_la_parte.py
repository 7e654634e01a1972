"""Where a party wants to be notified on paper (LPACAP 66.1.b; SICRES 4, De_Interesado)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registro", "0002_inmutable")]
    operations = [
        migrations.AddField(
            model_name="interesadoasiento", name="domicilio", field=models.JSONField(blank=True, default=dict)
        ),
    ]
