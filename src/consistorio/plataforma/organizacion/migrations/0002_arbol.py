"""The tree of units has no cycles, and no unit outlives the one above it."""

from django.db import migrations

FUNCION = """
CREATE OR REPLACE FUNCTION organizacion_arbol() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  arriba uuid := NEW.padre_id;
  pasos integer := 0;
  fin_arriba date;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('organizacion_arbol'));
  WHILE arriba IS NOT NULL LOOP
    pasos := pasos + 1;
    IF arriba = NEW.id OR pasos > 50 THEN
      RAISE EXCEPTION 'la unidad % quedaría dentro de sí misma', NEW.dir3 USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT padre_id INTO arriba FROM organizacion_unidad WHERE id = arriba;
  END LOOP;
  IF NEW.padre_id IS NOT NULL THEN
    SELECT hasta INTO fin_arriba FROM organizacion_unidad WHERE id = NEW.padre_id;
    IF fin_arriba IS NOT NULL AND (NEW.hasta IS NULL OR NEW.hasta > fin_arriba) THEN
      RAISE EXCEPTION 'la unidad % dura más que la unidad de la que depende', NEW.dir3
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF NEW.hasta IS NOT NULL AND EXISTS (
    SELECT 1 FROM organizacion_unidad WHERE padre_id = NEW.id AND (hasta IS NULL OR hasta > NEW.hasta)
  ) THEN
    RAISE EXCEPTION 'de la unidad % dependen otras que siguen vigentes', NEW.dir3
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""
DISPARADOR = """
CREATE TRIGGER organizacion_unidad_arbol AFTER INSERT OR UPDATE ON organizacion_unidad
  FOR EACH ROW EXECUTE FUNCTION organizacion_arbol();
"""


class Migration(migrations.Migration):
    dependencies = [("organizacion", "0001_initial")]
    operations = [
        migrations.RunSQL(
            [FUNCION, DISPARADOR],
            ["DROP TRIGGER organizacion_unidad_arbol ON organizacion_unidad", "DROP FUNCTION organizacion_arbol()"],
        )
    ]
