"""Documents that are being written, with their versions and who has each one out."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

PROTEGE = django.db.models.deletion.PROTECT

# Only what is being written is out, and what somebody has out is not over
FUNCIONES = """
CREATE FUNCTION redaccion_solo_lo_que_se_escribe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM redaccion_borradordocumento b WHERE b.id = NEW.borrador_id AND b.estado = 'abierto') THEN
    RAISE EXCEPTION 'solo se toma un borrador que se está escribiendo' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION redaccion_nadie_lo_tiene() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.estado <> 'abierto' THEN
    RAISE EXCEPTION 'un borrador terminado no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.estado <> 'abierto' AND EXISTS (SELECT 1 FROM redaccion_prestamo p WHERE p.borrador_id = NEW.id) THEN
    RAISE EXCEPTION 'alguien tiene ese borrador' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("almacen", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="BorradorDocumento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("titulo", models.CharField(max_length=200)),
                    ("tipo_documental", models.CharField(choices=list(TIPOS_DOCUMENTALES.items()), max_length=4)),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("abierto", "En redacción"),
                                ("incorporado", "Incorporado al expediente"),
                                ("descartado", "Descartado"),
                            ],
                            default="abierto",
                            max_length=11,
                        ),
                    ),
                    ("creado_el", models.DateTimeField()),
                    ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                    (
                        "creado_por",
                        models.ForeignKey(on_delete=PROTEGE, related_name="+", to="organizacion.empleado"),
                    ),
                    (
                        "expediente",
                        models.ForeignKey(on_delete=PROTEGE, related_name="borradores", to="expedientes.expediente"),
                    ),
                    (
                        "puesto",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=PROTEGE,
                            related_name="borrador",
                            to="expedientes.documentoexpediente",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "borrador de un documento",
                    "constraints": [
                        models.CheckConstraint(condition=~Q(titulo=""), name="borrador_con_titulo"),
                        models.CheckConstraint(
                            condition=Q(estado="abierto", cerrado_el=None)
                            | (~Q(estado="abierto") & Q(cerrado_el__isnull=False)),
                            name="borrador_cerrado_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(estado="incorporado", puesto__isnull=False)
                            | (~Q(estado="incorporado") & Q(puesto=None)),
                            name="borrador_en_su_puesto",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="VersionBorrador",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("numero", models.PositiveIntegerField()),
                    ("nombre", models.CharField(max_length=255)),
                    ("nota", models.CharField(blank=True, max_length=300)),
                    ("subida_el", models.DateTimeField()),
                    (
                        "borrador",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=PROTEGE,
                            related_name="versiones",
                            to="redaccion.borradordocumento",
                        ),
                    ),
                    (
                        "contenido",
                        models.ForeignKey(on_delete=PROTEGE, related_name="+", to="almacen.contenido"),
                    ),
                    (
                        "subida_por",
                        models.ForeignKey(on_delete=PROTEGE, related_name="+", to="organizacion.empleado"),
                    ),
                ],
                options={
                    "verbose_name": "versión de un borrador",
                    "constraints": [
                        models.UniqueConstraint(fields=["borrador", "numero"], name="version_borrador_unica"),
                        models.CheckConstraint(condition=Q(numero__gte=1), name="version_borrador_desde_1"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Prestamo",
                fields=[
                    ("desde", models.DateTimeField()),
                    (
                        "borrador",
                        models.OneToOneField(
                            on_delete=PROTEGE,
                            primary_key=True,
                            related_name="prestamo",
                            serialize=False,
                            to="redaccion.borradordocumento",
                        ),
                    ),
                    (
                        "empleado",
                        models.ForeignKey(on_delete=PROTEGE, related_name="+", to="organizacion.empleado"),
                    ),
                ],
                options={"verbose_name": "borrador que alguien tiene"},
            ),
        ),
        hacer_inmutable("redaccion_versionborrador"),
        migrations.RunSQL(
            sql=[
                FUNCIONES,
                "CREATE TRIGGER redaccion_prestamo_de_lo_abierto BEFORE INSERT OR UPDATE ON redaccion_prestamo "
                "FOR EACH ROW EXECUTE FUNCTION redaccion_solo_lo_que_se_escribe()",
                "CREATE TRIGGER redaccion_borrador_terminado BEFORE UPDATE ON redaccion_borradordocumento "
                "FOR EACH ROW EXECUTE FUNCTION redaccion_nadie_lo_tiene()",
            ],
            reverse_sql=[
                "DROP TRIGGER redaccion_borrador_terminado ON redaccion_borradordocumento",
                "DROP TRIGGER redaccion_prestamo_de_lo_abierto ON redaccion_prestamo",
                "DROP FUNCTION redaccion_nadie_lo_tiene()",
                "DROP FUNCTION redaccion_solo_lo_que_se_escribe()",
            ],
        ),
    ]
