"""Models never change. A published version is locked: only withdrawing it is left."""

from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

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
    initial = True

    dependencies = [
        ("formularios", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Modelo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("clase", models.CharField(choices=[("modelo", "Modelo estándar"), ("area", "Modelo de área")], max_length=8)),
                    ("codigo", models.CharField(max_length=60)),
                    ("numero", models.PositiveIntegerField()),
                    ("nombre", models.CharField(max_length=200)),
                    ("definicion", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("cargado_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "modelo de tramitación",
                    "constraints": [models.UniqueConstraint(fields=("clase", "codigo", "numero"), name="modelo_version_unica")],
                },
            ),
            migrations.CreateModel(
                name="Area",
                fields=[
                    ("codigo", models.CharField(max_length=60, primary_key=True, serialize=False)),
                    ("nombre", models.CharField(max_length=160)),
                    ("unidad", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="areas", to="organizacion.unidad")),
                ],
                options={
                    "verbose_name": "área",
                },
            ),
            migrations.CreateModel(
                name="Procedimiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("codigo", models.CharField(max_length=60, unique=True)),
                    ("nombre", models.CharField(max_length=200)),
                    ("serie", models.CharField(max_length=6)),
                ],
                options={
                    "verbose_name": "procedimiento",
                    "constraints": [models.CheckConstraint(condition=Q(("serie__regex", "^[A-Z]{2,6}$")), name="procedimiento_serie")],
                },
            ),
            migrations.CreateModel(
                name="VersionProcedimiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("procedimiento", models.ForeignKey(on_delete=models.PROTECT, related_name="versiones", to="catalogo.procedimiento")),
                    ("numero", models.PositiveIntegerField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[("borrador", "En preparación"), ("publicada", "Publicada"), ("retirada", "Retirada")],
                            default="borrador",
                            max_length=10,
                        ),
                    ),
                    ("definicion", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("modelo", models.ForeignKey(on_delete=models.PROTECT, related_name="versiones", to="catalogo.modelo")),
                    (
                        "formulario",
                        models.OneToOneField(on_delete=models.PROTECT, related_name="version_procedimiento", to="formularios.definicionformulario"),
                    ),
                    ("cargada_el", models.DateTimeField()),
                    ("publicada_el", models.DateTimeField(blank=True, null=True)),
                    ("retirada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "versión de procedimiento",
                    "constraints": [
                        models.UniqueConstraint(fields=("procedimiento", "numero"), name="version_numero_unico"),
                        models.UniqueConstraint(condition=Q(("estado", "publicada")), fields=("procedimiento",), name="version_una_publicada"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "borrador"), ("publicada_el", None), ("retirada_el", None)),
                                Q(("estado", "publicada"), ("publicada_el__isnull", False), ("retirada_el", None)),
                                Q(("estado", "retirada"), ("publicada_el__isnull", False), ("retirada_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="version_estado_con_fechas",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable("catalogo_modelo"),
        migrations.RunSQL(CERROJO, SIN_CERROJO),
    ]
