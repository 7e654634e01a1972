"""A step that was signed, returned or cancelled, and a circuit that ended, never change. Cost: two triggers, no row is touched."""

from django.db import migrations, models


def _cerrada(tabla: str) -> tuple[str, str]:
    """The trigger that refuses to change a row of `tabla` once it is no longer pending, and how it is taken away."""
    return (
        f"CREATE TRIGGER {tabla}_cerrada BEFORE UPDATE ON {tabla} "
        "FOR EACH ROW WHEN (OLD.estado <> 'pendiente') EXECUTE FUNCTION consistorio_inmutable()",
        f"DROP TRIGGER {tabla}_cerrada ON {tabla}",
    )


class Migration(migrations.Migration):
    dependencies = [("firma", "0002_permanencia"), ("auditoria", "0002_inmutable")]
    operations = [
        migrations.AlterField(
            model_name="circuito",
            name="estado",
            field=models.CharField(
                choices=[
                    ("pendiente", "Pendiente de firma"),
                    ("completado", "Firmado por todos"),
                    ("devuelto", "Devuelto sin firmar"),
                    ("retirado", "Retirado antes de firmarse"),
                ],
                default="pendiente",
                max_length=10,
            ),
        ),
        *(migrations.RunSQL(*_cerrada(tabla)) for tabla in ("firma_pasofirma", "firma_circuito")),
    ]
