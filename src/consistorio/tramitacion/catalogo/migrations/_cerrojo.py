"""The lock of a version: what it says never changes, and its state only goes forward."""

CERROJO = """
CREATE OR REPLACE FUNCTION catalogo_version_cerrojo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'una versión de procedimiento no se borra' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.capa, NEW.definicion, NEW.huella, NEW.formulario_id, NEW.modelo_id, NEW.modelo_area_id, NEW.numero, NEW.procedimiento_id, NEW.cargada_el,
      NEW.cargada_por) IS DISTINCT FROM
     (OLD.capa, OLD.definicion, OLD.huella, OLD.formulario_id, OLD.modelo_id, OLD.modelo_area_id, OLD.numero, OLD.procedimiento_id, OLD.cargada_el,
      OLD.cargada_por) THEN
    RAISE EXCEPTION 'una versión no se reescribe: se prepara otra' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.estado = 'ensayo' AND NEW.estado IN ('ensayo', 'publicada', 'descartada') THEN
    RETURN NEW;
  END IF;
  IF OLD.estado = 'publicada' AND NEW.estado = 'retirada'
     AND (NEW.publicada_el, NEW.publicada_por) IS NOT DISTINCT FROM (OLD.publicada_el, OLD.publicada_por) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'una versión publicada no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
CERROJO_ANTERIOR = """
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
"""
