"""A compensación may be undone: the day of it is the only thing of it that changes. Of a perception nothing may have been withheld."""

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
        migrations.RemoveConstraint(model_name="percepcion", name="percepcion_importes"),
        migrations.AddConstraint(
            model_name="percepcion",
            constraint=models.CheckConstraint(
                condition=models.Q(base__gt=0, retencion__gte=0, retencion__lte=models.F("base")),
                name="percepcion_importes",
            ),
        ),
    ]
