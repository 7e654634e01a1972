"""Models never change. A published version is locked: only withdrawing it is left."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

CERROJO = """
CREATE OR REPLACE FUNCTION catalogo_version_cerrojo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'una versión de procedimiento no se borra' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.estado = 'borrador' AND NEW.estado IN ('borrador', 'publicada') THEN
    IF (NEW.definicion, NEW.huella, NEW.formulario_id, NEW.modelo_id, NEW.numero, NEW.procedimiento_id)
       IS DISTINCT FROM (OLD.definicion, OLD.huella, OLD.formulario_id, OLD.modelo_id, OLD.numero, OLD.procedimiento_id) THEN
      RAISE EXCEPTION 'una versión cargada no se reescribe: se carga otra' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.estado = 'publicada' AND NEW.estado = 'retirada'
     AND (NEW.definicion, NEW.huella, NEW.formulario_id, NEW.modelo_id, NEW.numero, NEW.procedimiento_id, NEW.publicada_el)
       IS NOT DISTINCT FROM
       (OLD.definicion, OLD.huella, OLD.formulario_id, OLD.modelo_id, OLD.numero, OLD.procedimiento_id, OLD.publicada_el) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'una versión publicada no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER catalogo_version_cerrojo BEFORE UPDATE OR DELETE ON catalogo_versionprocedimiento
  FOR EACH ROW EXECUTE FUNCTION catalogo_version_cerrojo();
"""
SIN_CERROJO = """
DROP TRIGGER catalogo_version_cerrojo ON catalogo_versionprocedimiento;
DROP FUNCTION catalogo_version_cerrojo();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogo", "0002_initial")]
    operations = [hacer_inmutable("catalogo_modelo"), migrations.RunSQL(CERROJO, SIN_CERROJO)]
