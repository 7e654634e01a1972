"""Documents are immutable after capture, save corrections whose earlier state is kept (NTI de Documento V.1.c) and revisions."""

from django.db import migrations

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

FUNCION = """
CREATE OR REPLACE FUNCTION documentos_guardian() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.id_eni, NEW.csv, NEW.fecha_captura, NEW.plantilla, NEW.documento_origen_id, NEW.formato)
     IS DISTINCT FROM (OLD.id, OLD.id_eni, OLD.csv, OLD.fecha_captura, OLD.plantilla, OLD.documento_origen_id, OLD.formato) THEN
    RAISE EXCEPTION 'documento %: identificador, CSV, captura y origen son inmutables', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.contenido_id IS DISTINCT FROM OLD.contenido_id OR NEW.revision <> OLD.revision THEN
    IF NEW.revision <> OLD.revision + 1 OR NOT EXISTS (
      SELECT 1 FROM documentos_revisiondocumento r
      WHERE r.documento_id = OLD.id AND r.numero = NEW.revision AND r.contenido_id = NEW.contenido_id) THEN
      RAISE EXCEPTION 'documento %: el contenido solo cambia con una revisión', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF (NEW.titulo, NEW.nombre_fichero, NEW.tipo_documental, NEW.origen_administracion, NEW.estado_elaboracion,
      NEW.id_eni_origen, NEW.organo, NEW.version_metadatos)
     IS DISTINCT FROM (OLD.titulo, OLD.nombre_fichero, OLD.tipo_documental, OLD.origen_administracion, OLD.estado_elaboracion,
      OLD.id_eni_origen, OLD.organo, OLD.version_metadatos) THEN
    IF NEW.version_metadatos <> OLD.version_metadatos + 1 OR NOT EXISTS (
      SELECT 1 FROM documentos_versionmetadatos v
      WHERE v.documento_id = OLD.id AND v.numero = OLD.version_metadatos
        AND v.datos = jsonb_build_object('titulo', OLD.titulo, 'nombre_fichero', OLD.nombre_fichero,
          'tipo_documental', OLD.tipo_documental, 'origen_administracion', OLD.origen_administracion,
          'estado_elaboracion', OLD.estado_elaboracion, 'id_eni_origen', OLD.id_eni_origen, 'organo', OLD.organo)) THEN
      RAISE EXCEPTION 'documento %: los metadatos solo se corrigen conservando los anteriores', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documentos", "0001_initial"), ("auditoria", "0002_inmutable")]
    operations = [
        hacer_inmutable("documentos_revisiondocumento"),
        hacer_inmutable("documentos_versionmetadatos"),
        hacer_inmutable("documentos_documento", "id", "id_eni", "csv", "fecha_captura"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER documentos_documento_guardian BEFORE UPDATE ON documentos_documento "
                "FOR EACH ROW EXECUTE FUNCTION documentos_guardian()",
            ],
            reverse_sql=["DROP TRIGGER documentos_documento_guardian ON documentos_documento", "DROP FUNCTION documentos_guardian"],
        ),
    ]
