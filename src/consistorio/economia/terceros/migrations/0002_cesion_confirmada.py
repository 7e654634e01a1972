from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas


class Migration(migrations.Migration):
    dependencies = [("terceros", "0001_initial")]

    operations = [
        migrations.AddField(model_name="bloqueo", name="confirmado_el", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(model_name="bloqueo", name="confirmado_por", field=models.UUIDField(blank=True, null=True)),
        migrations.AddConstraint(
            model_name="bloqueo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmado_el", None), ("confirmado_por", None)),
                    models.Q(
                        ("clase", "cesion"),
                        ("confirmado_el__isnull", False),
                        ("confirmado_por__isnull", False),
                        models.Q(("confirmado_por", models.F("puesto_por")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bloqueo_cesion_dos_personas",
            ),
        ),
        cerrar_filas(
            "terceros_bloqueo",
            "OLD.confirmado_por IS NOT NULL AND NEW.confirmado_por IS DISTINCT FROM OLD.confirmado_por",
            "confirmado",
        ),
    ]
