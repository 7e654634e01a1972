"""The exit entry of each notification; once given it does not change. Cost: one nullable column, no rewrite."""

import django.db.models.deletion
from django.db import migrations, models

FUNCION = """
CREATE FUNCTION notificaciones_proteger_salida() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'el asiento de salida de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0002_reglas"), ("registro", "0002_inmutable")]
    operations = [
        migrations.AddField(
            model_name="notificacion",
            name="salida",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notificacion",
                to="registro.asiento",
            ),
        ),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER notificaciones_notificacion_salida BEFORE UPDATE OF salida_id ON notificaciones_notificacion "
                "FOR EACH ROW WHEN (OLD.salida_id IS NOT NULL AND NEW.salida_id IS DISTINCT FROM OLD.salida_id) "
                "EXECUTE FUNCTION notificaciones_proteger_salida()",
            ],
            reverse_sql=[
                "DROP TRIGGER notificaciones_notificacion_salida ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger_salida()",
            ],
        ),
    ]
