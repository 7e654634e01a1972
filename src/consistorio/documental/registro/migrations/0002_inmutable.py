"""What is filed is not changed (LPACAP art. 16.3), numbers have no gaps and times follow their order; the two books exist."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

INMUTABLES = (
    "asiento",
    "interesadoasiento",
    "documentoasiento",
    "anulacionasiento",
    "redireccionasiento",
    "rectificacionasiento",
    "reservanumeros",
)

EN_ORDEN = """
CREATE FUNCTION registro_asiento_en_orden() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  anterior integer;
  hora timestamptz;
BEGIN
  IF NEW.anio <> extract(year FROM NEW.registrado_el AT TIME ZONE 'Europe/Madrid') THEN
    RAISE EXCEPTION 'el asiento % no es del año de su hora oficial', NEW.numero_completo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM registro_reservanumeros r WHERE r.libro_id = NEW.libro_id AND r.anio = NEW.anio
             AND NEW.numero BETWEEN r.primero AND r.ultimo AND r.reservado_el = NEW.registrado_el) THEN
    RETURN NEW;
  END IF;
  SELECT greatest(
    coalesce((SELECT max(numero) FROM registro_asiento WHERE libro_id = NEW.libro_id AND anio = NEW.anio), 0),
    coalesce((SELECT max(ultimo) FROM registro_reservanumeros WHERE libro_id = NEW.libro_id AND anio = NEW.anio), 0)) INTO anterior;
  IF NEW.numero <> anterior + 1 THEN
    RAISE EXCEPTION 'el asiento % deja un hueco o repite número: el último es %', NEW.numero_completo, anterior
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT ultima_hora INTO hora FROM registro_libro WHERE codigo = NEW.libro_id;
  IF NEW.registrado_el < hora THEN
    RAISE EXCEPTION 'el asiento % lleva una hora anterior a la del último', NEW.numero_completo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registro_asiento_en_orden BEFORE INSERT ON registro_asiento
  FOR EACH ROW EXECUTE FUNCTION registro_asiento_en_orden();
"""
SIN_ORDEN = "DROP TRIGGER registro_asiento_en_orden ON registro_asiento; DROP FUNCTION registro_asiento_en_orden();"


def crear_libros(apps, schema_editor):
    libro = apps.get_model("registro", "Libro")
    for codigo in ("E", "S"):
        libro.objects.using(schema_editor.connection.alias).get_or_create(codigo=codigo)


class Migration(migrations.Migration):
    dependencies = [("registro", "0001_initial")]
    operations = [
        *[hacer_inmutable(f"registro_{tabla}") for tabla in INMUTABLES],
        migrations.RunSQL(EN_ORDEN, SIN_ORDEN),
        migrations.RunPython(crear_libros, migrations.RunPython.noop),
    ]
