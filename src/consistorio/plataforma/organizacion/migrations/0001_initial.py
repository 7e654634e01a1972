"""Units, posts and who holds them. The tree of units has no cycles, and no unit outlives the one above it."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.identidad.models import RangoDeFechas
from consistorio.plataforma.tablas import CrearTablas

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
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("identidad", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Unidad",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("dir3", models.CharField(max_length=9)),
                    ("nombre", models.CharField(max_length=160)),
                    ("padre", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="hijas", to="organizacion.unidad")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField(blank=True, null=True)),
                    (
                        "sucede_a",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="sucesoras", to="organizacion.unidad"),
                    ),
                    ("telefono", models.CharField(blank=True, max_length=20)),
                    ("correo", models.EmailField(blank=True, max_length=254)),
                    ("direccion", models.CharField(blank=True, max_length=200)),
                    ("es_oficina_registro", models.BooleanField(default=False)),
                ],
                options={
                    "verbose_name": "unidad",
                    "constraints": [
                        ExclusionConstraint(
                            expressions=[
                                ("dir3", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="unidad_dir3_sin_solapes",
                        ),
                        models.CheckConstraint(condition=Q(("hasta", None), ("hasta__gte", F("desde")), _connector="OR"), name="unidad_periodo"),
                        models.CheckConstraint(condition=Q(("dir3__regex", "^[A-Z]{1,2}[0-9A-Z]{7,8}$")), name="unidad_dir3_forma"),
                        models.CheckConstraint(
                            condition=Q(("padre", None), Q(("padre", F("id")), _negated=True), _connector="OR"), name="unidad_no_es_su_madre"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Rol",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("codigo", models.SlugField(max_length=60, unique=True)),
                    ("nombre", models.CharField(max_length=120)),
                    ("permisos", ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ],
                options={
                    "verbose_name": "rol",
                },
            ),
            migrations.CreateModel(
                name="Puesto",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="puestos", to="organizacion.unidad")),
                    ("codigo", models.SlugField(max_length=60, unique=True)),
                    ("nombre", models.CharField(max_length=160)),
                    ("organo", models.SlugField(blank=True, max_length=60)),
                    ("activo", models.BooleanField(default=True)),
                    ("roles", models.ManyToManyField(blank=True, related_name="puestos", to="organizacion.rol")),
                ],
                options={
                    "verbose_name": "puesto",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=Q(("activo", True), Q(("organo", ""), _negated=True)), fields=("organo",), name="puesto_organo_unico"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Empleado",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("persona", models.OneToOneField(on_delete=models.PROTECT, related_name="empleado", to="identidad.persona")),
                    (
                        "cuenta",
                        models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name="empleado", to=settings.AUTH_USER_MODEL),
                    ),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "empleado",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("hasta", None), ("hasta__gte", F("desde")), _connector="OR"), name="empleado_periodo")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ocupacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("empleado", models.ForeignKey(on_delete=models.PROTECT, related_name="ocupaciones", to="organizacion.empleado")),
                    ("puesto", models.ForeignKey(on_delete=models.PROTECT, related_name="ocupaciones", to="organizacion.puesto")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField(blank=True, null=True)),
                    ("norma", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "verbose_name": "ocupación",
                    "constraints": [
                        ExclusionConstraint(
                            expressions=[
                                ("puesto", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="ocupacion_un_titular",
                        ),
                        models.CheckConstraint(condition=Q(("hasta", None), ("hasta__gte", F("desde")), _connector="OR"), name="ocupacion_periodo"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Suplencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("puesto", models.ForeignKey(on_delete=models.PROTECT, related_name="suplencias", to="organizacion.puesto")),
                    ("suplente", models.ForeignKey(on_delete=models.PROTECT, related_name="suplencias", to="organizacion.empleado")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField()),
                    ("norma", models.CharField(max_length=200)),
                ],
                options={
                    "verbose_name": "suplencia",
                    "constraints": [
                        ExclusionConstraint(
                            expressions=[
                                ("puesto", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="suplencia_un_suplente",
                        ),
                        models.CheckConstraint(condition=Q(("hasta__gte", F("desde"))), name="suplencia_periodo"),
                        models.CheckConstraint(condition=Q(("norma", ""), _negated=True), name="suplencia_con_norma"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Delegacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("organo", models.SlugField(max_length=60)),
                    ("en", models.ForeignKey(on_delete=models.PROTECT, related_name="delegaciones", to="organizacion.puesto")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField(blank=True, null=True)),
                    ("texto", models.CharField(max_length=300)),
                    ("materia", models.CharField(blank=True, max_length=300)),
                    ("publicada_en", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "verbose_name": "delegación",
                    "constraints": [
                        ExclusionConstraint(
                            expressions=[
                                ("organo", "="),
                                ("en", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="delegacion_sin_solapes",
                        ),
                        models.CheckConstraint(condition=Q(("hasta", None), ("hasta__gte", F("desde")), _connector="OR"), name="delegacion_periodo"),
                        models.CheckConstraint(condition=Q(("texto", ""), _negated=True), name="delegacion_con_texto"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ausencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("empleado", models.ForeignKey(on_delete=models.PROTECT, related_name="ausencias", to="organizacion.empleado")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField()),
                    (
                        "motivo",
                        models.CharField(
                            choices=[
                                ("vacaciones", "Vacaciones"),
                                ("permiso", "Permiso o licencia"),
                                ("baja", "Baja"),
                                ("comision", "Comisión de servicio o formación"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("anulada", models.BooleanField(default=False)),
                ],
                options={
                    "verbose_name": "ausencia",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("hasta__gte", F("desde"))), name="ausencia_periodo"),
                        ExclusionConstraint(
                            condition=Q(("anulada", False)),
                            expressions=[
                                ("empleado", "="),
                                (RangoDeFechas("desde", "hasta", RangeBoundary(inclusive_lower=True, inclusive_upper=True)), "&&"),
                            ],
                            name="ausencia_sin_solapes",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [FUNCION, DISPARADOR],
            ["DROP TRIGGER organizacion_unidad_arbol ON organizacion_unidad", "DROP FUNCTION organizacion_arbol()"],
        ),
    ]
