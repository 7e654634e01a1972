"""What PostgreSQL refuses: changing what was notified, to whom or how, its dates once given, or any proof (LPACAP 41).

Cost: none per row (triggers only).
"""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

FUNCION = """
CREATE FUNCTION notificaciones_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.puesta_a_disposicion IS NOT NULL AND (NEW.puesta_a_disposicion, NEW.caduca, NEW.regla_caducidad, NEW.huella, NEW.cedula_id)
     IS DISTINCT FROM (OLD.puesta_a_disposicion, OLD.caduca, OLD.regla_caducidad, OLD.huella, OLD.cedula_id) THEN
    RAISE EXCEPTION 'la puesta a disposición de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.practicada_el IS NOT NULL AND (NEW.practicada_el, NEW.estado) IS DISTINCT FROM (OLD.practicada_el, OLD.estado) THEN
    RAISE EXCEPTION 'una notificación practicada no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.evidencia_id IS NOT NULL AND NEW.evidencia_id IS DISTINCT FROM OLD.evidencia_id THEN
    RAISE EXCEPTION 'el justificante de una notificación no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0001_initial")]
    operations = [
        hacer_inmutable(
            "notificaciones_notificacion",
            "id",
            "numero",
            "clase",
            "expediente_id",
            "destinatario_id",
            "representante_id",
            "documento_id",
            "asunto",
            "referencia",
            "tarea_id",
            "contenido",
            "canal",
            "motivo_canal",
            "emitida_el",
        ),
        hacer_inmutable("notificaciones_aviso"),
        hacer_inmutable("notificaciones_comparecencia"),
        hacer_inmutable("notificaciones_intentopapel"),
        hacer_inmutable("notificaciones_publicacionboe"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER notificaciones_notificacion_protegida BEFORE UPDATE ON notificaciones_notificacion "
                "FOR EACH ROW EXECUTE FUNCTION notificaciones_proteger()",
            ],
            reverse_sql=[
                "DROP TRIGGER notificaciones_notificacion_protegida ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger()",
            ],
        ),
    ]
