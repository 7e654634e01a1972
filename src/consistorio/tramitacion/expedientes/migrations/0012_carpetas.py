"""Folders in which a unit arranges the documents of a case. Two empty tables."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower

from consistorio.nucleo.identificadores import uuid7

# A folder is of one case for ever; the one that it is inside of is of that case, and inside of none
FUNCION = """
CREATE FUNCTION expedientes_carpeta_en_su_sitio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.expediente_id, NEW.padre_id) IS DISTINCT FROM (OLD.expediente_id, OLD.padre_id) THEN
    RAISE EXCEPTION 'una carpeta no cambia de expediente ni de carpeta' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.padre_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM expedientes_carpeta p
    WHERE p.id = NEW.padre_id AND p.expediente_id = NEW.expediente_id AND p.padre_id IS NULL
  ) THEN
    RAISE EXCEPTION 'una carpeta va dentro de otra de su expediente que no esté dentro de ninguna'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
DE_SU_EXPEDIENTE = """
CREATE FUNCTION expedientes_documento_en_su_sitio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM expedientes_carpeta c JOIN expedientes_documentoexpediente d ON d.expediente_id = c.expediente_id
    WHERE c.id = NEW.carpeta_id AND d.id = NEW.puesto_id
  ) THEN
    RAISE EXCEPTION 'un documento va en una carpeta de su expediente' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("expedientes", "0011_titulos_y_lugares")]
    operations = [
        migrations.CreateModel(
            "Carpeta",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("nombre", models.CharField(max_length=100)),
                ("lugar", models.PositiveSmallIntegerField()),
                (
                    "expediente",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carpetas",
                        to="expedientes.expediente",
                    ),
                ),
                (
                    "padre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subcarpetas",
                        to="expedientes.carpeta",
                    ),
                ),
            ],
            options={
                "verbose_name": "carpeta de un expediente",
                "constraints": [
                    models.UniqueConstraint(
                        "expediente", "padre", Lower("nombre"), nulls_distinct=False, name="carpeta_nombre_unico"
                    ),
                    models.CheckConstraint(condition=~Q(nombre=""), name="carpeta_con_nombre"),
                ],
            },
        ),
        migrations.CreateModel(
            "DocumentoEnCarpeta",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("lugar", models.PositiveIntegerField()),
                (
                    "carpeta",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documentos",
                        to="expedientes.carpeta",
                    ),
                ),
                (
                    "puesto",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="colocacion",
                        to="expedientes.documentoexpediente",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento en una carpeta",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=models.Deferrable.DEFERRED,
                        fields=["carpeta", "lugar"],
                        name="documento_lugar_en_carpeta",
                    ),
                    models.CheckConstraint(condition=Q(lugar__gte=1), name="documento_lugar_desde_1"),
                ],
            },
        ),
        migrations.RunSQL(
            sql=[
                FUNCION,
                DE_SU_EXPEDIENTE,
                "CREATE TRIGGER expedientes_carpeta_en_su_sitio BEFORE INSERT OR UPDATE ON expedientes_carpeta "
                "FOR EACH ROW EXECUTE FUNCTION expedientes_carpeta_en_su_sitio()",
                "CREATE TRIGGER expedientes_documento_en_su_sitio BEFORE INSERT OR UPDATE ON expedientes_documentoencarpeta "
                "FOR EACH ROW EXECUTE FUNCTION expedientes_documento_en_su_sitio()",
            ],
            reverse_sql=[
                "DROP TRIGGER expedientes_documento_en_su_sitio ON expedientes_documentoencarpeta",
                "DROP TRIGGER expedientes_carpeta_en_su_sitio ON expedientes_carpeta",
                "DROP FUNCTION expedientes_documento_en_su_sitio()",
                "DROP FUNCTION expedientes_carpeta_en_su_sitio()",
            ],
        ),
    ]
