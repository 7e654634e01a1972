"""A compensación may be undone: the day of it is the only thing of it that changes."""

from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

_ANTES = hacer_inmutable("tributacion_compensacion")


class Migration(migrations.Migration):

    dependencies = [("tributacion", "0001_initial")]

    operations = [
        migrations.RunSQL(sql=_ANTES.reverse_sql, reverse_sql=_ANTES.sql),
        migrations.AddField(
            model_name="compensacion",
            name="deshecha",
            field=models.DateField(blank=True, null=True),
        ),
        hacer_inmutable("tributacion_compensacion", "id", "clase", "persona_id", "fecha", "importe", "documento_id", "pago_id"),
    ]
