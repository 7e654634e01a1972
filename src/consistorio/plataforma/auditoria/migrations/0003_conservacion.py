"""How long the traces of use are kept, as dated data; rows of the access log may go once that time has passed, and only then.

Cost per million rows of auditoria_acceso: one index, 2.9 s (median of 3, two loaded cores); the rest are triggers and functions.
"""

import json
from pathlib import Path

from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

# Whatever the table says, the database keeps an access for three years at least (LO 3/2018 art. 72.1): shortening it takes a migration.
LIMITE = """
CREATE FUNCTION consistorio_limite_de_accesos() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() - make_interval(days => GREATEST(1096, COALESCE((
    SELECT dias FROM auditoria_plazoconservacion
    WHERE codigo = 'accesos' AND desde <= current_date ORDER BY desde DESC, id DESC LIMIT 1), 2147483)))
$$
"""
CADUCABLE = """
CREATE FUNCTION consistorio_solo_caducado() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.momento >= consistorio_limite_de_accesos() THEN
    RAISE EXCEPTION 'la tabla % es inmutable: DELETE rechazado hasta que termine su plazo de conservación', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$
"""
# Runs as the owner of the table: the application's role has no right to delete from it
PURGAR = """
CREATE FUNCTION consistorio_purgar_accesos(maximo int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE borrados int;
BEGIN
  DELETE FROM auditoria_acceso WHERE id IN (
    SELECT id FROM auditoria_acceso WHERE momento < consistorio_limite_de_accesos() ORDER BY momento LIMIT maximo);
  GET DIAGNOSTICS borrados = ROW_COUNT;
  RETURN borrados;
END $$
"""
DISPARADORES = [
    "DROP TRIGGER auditoria_acceso_inmutable ON auditoria_acceso",
    "CREATE TRIGGER auditoria_acceso_inmutable BEFORE UPDATE ON auditoria_acceso "
    "FOR EACH ROW EXECUTE FUNCTION consistorio_inmutable()",
    "CREATE TRIGGER auditoria_acceso_caducable BEFORE DELETE ON auditoria_acceso "
    "FOR EACH ROW EXECUTE FUNCTION consistorio_solo_caducado()",
]
ATRAS = [
    "DROP TRIGGER auditoria_acceso_caducable ON auditoria_acceso",
    "DROP TRIGGER auditoria_acceso_inmutable ON auditoria_acceso",
    "CREATE TRIGGER auditoria_acceso_inmutable BEFORE UPDATE OR DELETE ON auditoria_acceso "
    "FOR EACH ROW EXECUTE FUNCTION consistorio_inmutable()",
    "DROP FUNCTION consistorio_purgar_accesos(int)",
    "DROP FUNCTION consistorio_solo_caducado()",
    "DROP FUNCTION consistorio_limite_de_accesos()",
]


def cargar(apps, schema_editor):
    filas = json.loads((Path(__file__).parents[1] / "datos" / "conservacion.json").read_text("utf-8"))
    plazos = apps.get_model("auditoria", "PlazoConservacion").objects.using(schema_editor.connection.alias)
    plazos.bulk_create([plazos.model(**fila) for fila in filas])


class Migration(migrations.Migration):
    dependencies = [("auditoria", "0002_inmutable")]
    operations = [
        migrations.CreateModel(
            name="PlazoConservacion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("codigo", models.CharField(max_length=40)),
                ("desde", models.DateField()),
                ("dias", models.PositiveIntegerField()),
                ("norma", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name": "plazo de conservación",
                "constraints": [
                    models.UniqueConstraint(fields=["codigo", "desde"], name="conservacion_una_al_dia"),
                    models.CheckConstraint(
                        condition=models.Q(dias__gte=1, dias__lte=36525), name="conservacion_dias"
                    ),
                    models.CheckConstraint(condition=~models.Q(norma=""), name="conservacion_con_norma"),
                ],
            },
        ),
        migrations.RunPython(cargar, migrations.RunPython.noop),
        hacer_inmutable("auditoria_plazoconservacion"),
        migrations.AddIndex(
            model_name="acceso", index=models.Index(fields=["momento"], name="acceso_momento")
        ),
        migrations.RunSQL([LIMITE, CADUCABLE, PURGAR, *DISPARADORES], ATRAS),
    ]
