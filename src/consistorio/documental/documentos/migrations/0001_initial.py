"""Documents are immutable after capture, save corrections whose earlier state is kept (NTI de Documento V.1.c) and revisions; who
compared each scan with its paper is kept too.
"""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

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
    initial = True

    dependencies = [
        ("almacen", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Documento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("id_eni", models.CharField(max_length=48, unique=True)),
                    ("csv", models.CharField(max_length=24, unique=True)),
                    ("fecha_captura", models.DateTimeField()),
                    ("contenido", models.ForeignKey(on_delete=models.PROTECT, related_name="documentos", to="almacen.contenido")),
                    ("huella", models.CharField(max_length=64)),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("plantilla", models.CharField(blank=True, max_length=60)),
                    ("titulo", models.CharField(max_length=300)),
                    ("nombre_fichero", models.CharField(max_length=255)),
                    ("formato", models.CharField(max_length=20)),
                    (
                        "tipo_documental",
                        models.CharField(
                            choices=[
                                ("TD01", "Resolución"),
                                ("TD02", "Acuerdo"),
                                ("TD03", "Contrato"),
                                ("TD04", "Convenio"),
                                ("TD05", "Declaración"),
                                ("TD06", "Comunicación"),
                                ("TD07", "Notificación"),
                                ("TD08", "Publicación"),
                                ("TD09", "Acuse de recibo"),
                                ("TD10", "Acta"),
                                ("TD11", "Certificado"),
                                ("TD12", "Diligencia"),
                                ("TD13", "Informe"),
                                ("TD14", "Solicitud"),
                                ("TD15", "Denuncia"),
                                ("TD16", "Alegación"),
                                ("TD17", "Recurso"),
                                ("TD18", "Comunicación del ciudadano"),
                                ("TD19", "Factura"),
                                ("TD20", "Otros incautados"),
                                ("TD99", "Otros"),
                            ],
                            max_length=4,
                        ),
                    ),
                    ("origen_administracion", models.BooleanField()),
                    (
                        "estado_elaboracion",
                        models.CharField(
                            choices=[
                                ("EE01", "Original"),
                                ("EE02", "Copia electrónica auténtica con cambio de formato"),
                                ("EE03", "Copia electrónica auténtica de documento en papel"),
                                ("EE04", "Copia electrónica parcial auténtica"),
                                ("EE99", "Otros"),
                            ],
                            max_length=4,
                        ),
                    ),
                    (
                        "documento_origen",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="copias", to="documentos.documento"),
                    ),
                    ("id_eni_origen", models.CharField(blank=True, max_length=48)),
                    ("organo", models.CharField(max_length=9)),
                    ("version_metadatos", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "verbose_name": "documento",
                    "indexes": [models.Index(fields=["huella"], name="documento_por_huella")],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("id_eni__regex", "^ES_[A-Z0-9]{9}_[0-9]{4}_[A-Za-z0-9]{30}$")), name="documento_id_eni"),
                        models.CheckConstraint(condition=Q(("csv__regex", "^[2-9A-HJ-NP-TV-Z]{4}(-[2-9A-HJ-NP-TV-Z]{4}){4}$")), name="documento_csv"),
                        models.CheckConstraint(condition=Q(("huella__regex", "^[0-9a-f]{64}$")), name="documento_huella"),
                        models.CheckConstraint(condition=Q(("huella", F("contenido"))), name="documento_huella_del_contenido"),
                        models.CheckConstraint(
                            condition=Q(
                                (
                                    "tipo_documental__in",
                                    [
                                        "TD01",
                                        "TD02",
                                        "TD03",
                                        "TD04",
                                        "TD05",
                                        "TD06",
                                        "TD07",
                                        "TD08",
                                        "TD09",
                                        "TD10",
                                        "TD11",
                                        "TD12",
                                        "TD13",
                                        "TD14",
                                        "TD15",
                                        "TD16",
                                        "TD17",
                                        "TD18",
                                        "TD19",
                                        "TD20",
                                        "TD99",
                                    ],
                                )
                            ),
                            name="documento_tipo_documental",
                        ),
                        models.CheckConstraint(
                            condition=Q(("estado_elaboracion__in", ["EE01", "EE02", "EE03", "EE04", "EE99"])), name="documento_estado_elaboracion"
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado_elaboracion__in", ("EE02", "EE04")), _negated=True),
                                Q(("id_eni_origen", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="documento_copia_con_origen",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                ("id_eni_origen", ""), ("id_eni_origen__regex", "^ES_[A-Z0-9]{9}_[0-9]{4}_[A-Za-z0-9]{30}$"), _connector="OR"
                            ),
                            name="documento_id_eni_origen",
                        ),
                        models.CheckConstraint(condition=Q(("organo__regex", "^[A-Z0-9]{9}$")), name="documento_organo_dir3"),
                        models.CheckConstraint(
                            condition=Q(Q(("titulo", ""), _negated=True), Q(("formato", ""), _negated=True)), name="documento_titulo_y_formato"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RevisionDocumento",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="revisiones", to="documentos.documento")),
                    ("numero", models.PositiveIntegerField()),
                    ("contenido", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="almacen.contenido")),
                    ("motivo", models.CharField(max_length=200)),
                    ("momento", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "revisión de documento",
                    "constraints": [
                        models.UniqueConstraint(fields=("documento", "numero"), name="revision_numero_unico"),
                        models.CheckConstraint(condition=Q(("numero__gte", 1)), name="revision_desde_1"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="VersionMetadatos",
                fields=[
                    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="versiones_metadatos", to="documentos.documento")),
                    ("numero", models.PositiveIntegerField()),
                    ("datos", models.JSONField()),
                    ("motivo", models.CharField(max_length=400)),
                    ("momento", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "versión de metadatos",
                    "constraints": [
                        models.UniqueConstraint(fields=("documento", "numero"), name="version_metadatos_unica"),
                        models.CheckConstraint(condition=Q(("motivo", ""), _negated=True), name="version_metadatos_motivo"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cotejo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="cotejo", to="documentos.documento")),
                    ("habilitado", models.UUIDField()),
                    ("quien", models.CharField(max_length=250)),
                    ("cotejado_el", models.DateTimeField()),
                    ("escaneo", models.CharField(max_length=64)),
                ],
                options={
                    "verbose_name": "cotejo de un documento en papel",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("quien", ""), _negated=True), name="cotejo_con_quien"),
                        models.CheckConstraint(condition=Q(("escaneo__regex", "^[0-9a-f]{64}$")), name="cotejo_escaneo"),
                    ],
                },
            ),
        ),
        hacer_inmutable("documentos_revisiondocumento"),
        hacer_inmutable("documentos_versionmetadatos"),
        hacer_inmutable("documentos_documento", "id", "id_eni", "csv", "fecha_captura"),
        hacer_inmutable("documentos_cotejo"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER documentos_documento_guardian BEFORE UPDATE ON documentos_documento "
                "FOR EACH ROW EXECUTE FUNCTION documentos_guardian()",
            ],
            reverse_sql=["DROP TRIGGER documentos_documento_guardian ON documentos_documento", "DROP FUNCTION documentos_guardian"],
        ),
    ]
