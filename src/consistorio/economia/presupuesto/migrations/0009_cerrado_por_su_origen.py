from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("presupuesto", "0008_documento_de_la_exigencia"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="saldocerrado",
            index=models.Index(
                condition=models.Q(("linea_origen_id__isnull", False)),
                fields=["linea_origen_id"],
                name="saldocerrado_origen",
            ),
        ),
    ]
