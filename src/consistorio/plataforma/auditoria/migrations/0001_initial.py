"""The log is append-only (ENS op.exp.8). How long the traces of use are kept is dated data; rows of the access log may go once
that time has passed, and only then.
"""

import json
from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

# Whatever the table says, the database keeps an access for three years at least, the floor of the house: shortening it takes a migration.
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
ACCESOS = [
    "CREATE TRIGGER auditoria_acceso_inmutable BEFORE UPDATE ON auditoria_acceso FOR EACH ROW EXECUTE FUNCTION consistorio_inmutable()",
    "CREATE TRIGGER auditoria_acceso_caducable BEFORE DELETE ON auditoria_acceso FOR EACH ROW EXECUTE FUNCTION consistorio_solo_caducado()",
    "CREATE TRIGGER auditoria_acceso_sin_truncar BEFORE TRUNCATE ON auditoria_acceso FOR EACH STATEMENT EXECUTE FUNCTION consistorio_inmutable()",
]
ATRAS = [
    "DROP TRIGGER auditoria_acceso_sin_truncar ON auditoria_acceso",
    "DROP TRIGGER auditoria_acceso_caducable ON auditoria_acceso",
    "DROP TRIGGER auditoria_acceso_inmutable ON auditoria_acceso",
    "DROP FUNCTION consistorio_purgar_accesos(int)",
    "DROP FUNCTION consistorio_solo_caducado()",
    "DROP FUNCTION consistorio_limite_de_accesos()",
]


def cargar(apps, schema_editor):
    filas = json.loads((Path(__file__).parents[1] / "datos" / "conservacion.json").read_text("utf-8"))
    plazos = apps.get_model("auditoria", "PlazoConservacion").objects.using(schema_editor.connection.alias)
    plazos.bulk_create([plazos.model(**fila) for fila in filas])


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Cadena",
                fields=[
                    ("nombre", models.CharField(max_length=80, primary_key=True, serialize=False)),
                    ("seq", models.BigIntegerField(default=0)),
                    ("hash", models.CharField(blank=True, default="", max_length=64)),
                ],
                options={
                    "verbose_name": "cadena de hechos",
                },
            ),
            migrations.CreateModel(
                name="Evento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("cadena", models.CharField(max_length=80)),
                    ("seq", models.BigIntegerField()),
                    ("tipo", models.CharField(max_length=100)),
                    ("actor_clase", models.CharField(max_length=12)),
                    ("actor_id", models.UUIDField()),
                    ("momento", models.DateTimeField()),
                    ("datos", models.JSONField()),
                    ("hash_previo", models.CharField(blank=True, max_length=64)),
                    ("hash", models.CharField(max_length=64)),
                    ("canonico", models.TextField()),
                ],
                options={
                    "verbose_name": "hecho",
                    "indexes": [
                        models.Index(fields=["tipo", "momento"], name="evento_tipo_momento"),
                        models.Index(fields=["actor_id", "momento"], name="evento_actor_momento"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("cadena", "seq"), name="evento_orden_en_cadena"),
                        models.CheckConstraint(condition=Q(("seq__gte", 1)), name="evento_seq_desde_1"),
                    ],
                },
            ),
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
                        models.UniqueConstraint(fields=("codigo", "desde"), name="conservacion_una_al_dia"),
                        models.CheckConstraint(condition=Q(("dias__gte", 1), ("dias__lte", 36525)), name="conservacion_dias"),
                        models.CheckConstraint(condition=Q(("norma", ""), _negated=True), name="conservacion_con_norma"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Acceso",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("momento", models.DateTimeField()),
                    ("actor_clase", models.CharField(max_length=12)),
                    ("actor_id", models.UUIDField()),
                    ("cargo", models.CharField(blank=True, max_length=200)),
                    ("que", models.CharField(max_length=100)),
                    ("objeto_id", models.CharField(max_length=80)),
                    ("expediente_id", models.UUIDField(blank=True, null=True)),
                    ("motivo", models.CharField(max_length=300)),
                    ("resultado", models.CharField(choices=[("permitido", "permitido"), ("denegado", "denegado")], max_length=12)),
                    ("medio", models.CharField(blank=True, max_length=40)),
                ],
                options={
                    "verbose_name": "acceso",
                    "indexes": [
                        models.Index(fields=["expediente_id", "momento"], name="acceso_expediente"),
                        models.Index(fields=["objeto_id", "momento"], name="acceso_objeto"),
                        models.Index(fields=["actor_id", "momento"], name="acceso_actor"),
                        models.Index(fields=["momento"], name="acceso_momento"),
                    ],
                },
            ),
        ),
        hacer_inmutable("auditoria_evento"),
        migrations.RunPython(cargar, migrations.RunPython.noop),
        hacer_inmutable("auditoria_plazoconservacion"),
        migrations.RunSQL([LIMITE, CADUCABLE, PURGAR, *ACCESOS], ATRAS),
    ]
