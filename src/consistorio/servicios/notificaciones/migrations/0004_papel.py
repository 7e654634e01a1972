"""What is printed and posted: each printing, and an address that is fixed once the letter left.

Cost: an empty table, a trigger and a partial index over `notificaciones_notificacion` (only what is on paper and not over: few
rows, read in one pass; writes to the table wait meanwhile. NOT MEASURED on a large table).
"""

import django.db.models.deletion
from django.db import migrations, models

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

FUNCION = """
CREATE FUNCTION notificaciones_proteger_direccion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'la dirección de lo que ya se envió no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0003_salida")]
    operations = [
        migrations.CreateModel(
            name="ImpresionPapel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=consistorio.nucleo.identificadores.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("momento", models.DateTimeField()),
                ("por", models.UUIDField()),
                ("huella", models.CharField(max_length=64)),
                (
                    "notificacion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="impresiones",
                        to="notificaciones.notificacion",
                    ),
                ),
            ],
            options={"verbose_name": "impresión en papel"},
        ),
        migrations.AddIndex(
            model_name="notificacion",
            index=models.Index(
                condition=models.Q(("canal", "papel"), ("estado__in", ["disponible", "infructuosa"])),
                fields=["puesta_a_disposicion", "id"],
                name="notificacion_papel_pendiente",
            ),
        ),
        hacer_inmutable("notificaciones_impresionpapel"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER notificaciones_notificacion_direccion BEFORE UPDATE OF direccion_postal "
                "ON notificaciones_notificacion FOR EACH ROW "
                "WHEN (OLD.salida_id IS NOT NULL AND NEW.direccion_postal IS DISTINCT FROM OLD.direccion_postal) "
                "EXECUTE FUNCTION notificaciones_proteger_direccion()",
            ],
            reverse_sql=[
                "DROP TRIGGER notificaciones_notificacion_direccion ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger_direccion()",
            ],
        ),
    ]
