"""What PostgreSQL refuses: changing a number once given, the text of what was signed, or erasing anything of the book (ROF 199-200).

Cost: none per row (triggers only).
"""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

FUNCION = """
CREATE FUNCTION resoluciones_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.expediente_id <> OLD.expediente_id THEN
    RAISE EXCEPTION 'una resolución no cambia de expediente' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.numero IS NOT NULL AND (NEW.numero, NEW.libro_id, NEW.elevada_el) IS DISTINCT FROM (OLD.numero, OLD.libro_id, OLD.elevada_el) THEN
    RAISE EXCEPTION 'el número de una resolución no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.estado IN ('firmada', 'anulada') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'una resolución firmada o anulada no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
LIBRO = """
CREATE FUNCTION resoluciones_libro_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.cerrado_el IS NOT NULL THEN
    RAISE EXCEPTION 'el libro está cerrado' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.ultimo NOT IN (OLD.ultimo, OLD.ultimo + 1) THEN
    RAISE EXCEPTION 'los números del libro se toman de uno en uno' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("resoluciones", "0001_initial")]
    operations = [
        hacer_inmutable("resoluciones_libro", "id", "codigo", "anio", "abierto_el"),
        hacer_inmutable("resoluciones_resolucion", "id"),
        hacer_inmutable("resoluciones_devolucionfirma"),
        hacer_inmutable(
            "resoluciones_diligencia", "id", "libro_id", "clase", "resolucion_id", "texto", "momento", "extendida_por"
        ),
        hacer_inmutable(
            "resoluciones_certificado", "id", "resolucion_id", "documento_id", "finalidad", "pedido_el", "pedido_por"
        ),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER resoluciones_resolucion_protegida BEFORE UPDATE ON resoluciones_resolucion "
                "FOR EACH ROW EXECUTE FUNCTION resoluciones_proteger()",
                LIBRO,
                "CREATE TRIGGER resoluciones_libro_protegido BEFORE UPDATE ON resoluciones_libro "
                "FOR EACH ROW EXECUTE FUNCTION resoluciones_libro_proteger()",
            ],
            reverse_sql=[
                "DROP TRIGGER resoluciones_resolucion_protegida ON resoluciones_resolucion",
                "DROP FUNCTION resoluciones_proteger()",
                "DROP TRIGGER resoluciones_libro_protegido ON resoluciones_libro",
                "DROP FUNCTION resoluciones_libro_proteger()",
            ],
        ),
    ]
