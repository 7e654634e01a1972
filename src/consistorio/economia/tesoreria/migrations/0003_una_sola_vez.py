import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import RunSQL

from consistorio.plataforma.auditoria.inmutables import cerrar_filas


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial"), ("tesoreria", "0002_sin_orden")]

    operations = [
        migrations.AddField(
            model_name="relaciondepagos",
            name="rechazo",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documentos.documento"
            ),
        ),
        migrations.AddField(model_name="relaciondepagos", name="retirada_pedida_el", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="relaciondepagos", name="retirada_pedida_por", field=models.UUIDField(blank=True, null=True)),
        migrations.AddField(model_name="relaciondepagos", name="retirada_por", field=models.UUIDField(blank=True, null=True)),
        migrations.AddConstraint(
            model_name="relaciondepagos",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("retirada_por", None),
                    ("fichero", None),
                    models.Q(
                        ("retirada_pedida_por__isnull", False),
                        models.Q(("retirada_pedida_por", models.F("retirada_por")), _negated=True),
                        models.Q(("enviada_el", None), ("rechazo__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="relacion_pagos_retirada_entre_dos",
            ),
        ),
        # One that is paid is to be paid again when a payment that was noted and not made is corrected
        RunSQL(sql="DROP TRIGGER tesoreria_relaciondepagos_terminada ON tesoreria_relaciondepagos", reverse_sql=RunSQL.noop),
        cerrar_filas(
            "tesoreria_relaciondepagos",
            "OLD.terminada_el IS NOT NULL AND NOT (OLD.estado = 'pagada' AND NEW.terminada_el IS NULL)",
            "terminada",
        ),
    ]
