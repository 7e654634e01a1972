"""What is filed is not changed (LPACAP art. 16.3), numbers have no gaps and times follow their order; the two books exist."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

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
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("identidad", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        TrigramExtension(),
        CrearTablas(
            migrations.CreateModel(
                name="Libro",
                fields=[
                    ("codigo", models.CharField(choices=[("E", "Entrada"), ("S", "Salida")], max_length=1, primary_key=True, serialize=False)),
                    ("anio", models.PositiveSmallIntegerField(default=0)),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                    ("ultima_hora", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "libro de registro",
                    "verbose_name_plural": "libros de registro",
                },
            ),
            migrations.CreateModel(
                name="Asiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("libro", models.ForeignKey(on_delete=models.PROTECT, related_name="asientos", to="registro.libro")),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("numero", models.PositiveIntegerField()),
                    ("numero_completo", models.CharField(max_length=20, unique=True)),
                    ("registrado_el", models.DateTimeField()),
                    ("presentado_el", models.DateTimeField()),
                    ("efectivo_el", models.DateTimeField()),
                    ("practicado_el", models.DateTimeField()),
                    ("calendario", models.CharField(blank=True, max_length=300)),
                    ("epigrafe", models.CharField(blank=True, max_length=120)),
                    ("asunto", models.CharField(max_length=240)),
                    ("extracto", models.TextField(blank=True)),
                    ("idioma", models.CharField(default="es", max_length=5)),
                    ("codigo_asunto", models.CharField(blank=True, max_length=16)),
                    ("referencia_externa", models.CharField(blank=True, max_length=16)),
                    ("numero_expediente", models.CharField(blank=True, max_length=80)),
                    ("codigo_sia", models.CharField(blank=True, max_length=80)),
                    (
                        "canal",
                        models.CharField(
                            choices=[
                                ("sede", "Sede electrónica"),
                                ("oficina", "Oficina de asistencia en materia de registros"),
                                ("cajero", "Cajero ciudadano"),
                                ("sir", "Sistema de Interconexión de Registros"),
                                ("correo_postal", "Correo postal"),
                                ("otro_registro", "Otro registro, en papel"),
                                ("api", "Servicio electrónico"),
                                ("interno", "Actuación del Ayuntamiento"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "documentacion_fisica",
                        models.CharField(choices=[("1", "REQUERIDA"), ("2", "COMPLEMENTARIA"), ("3", "NINGUNA")], default="3", max_length=1),
                    ),
                    (
                        "transporte",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("01", "MENSAJERIA"),
                                ("02", "CORREO"),
                                ("03", "CERTIFICADO"),
                                ("04", "BUROFAX"),
                                ("05", "EN_MANO"),
                                ("06", "FAX"),
                                ("07", "OTROS"),
                                ("08", "OTROS_ELECTRONICOS"),
                            ],
                            max_length=2,
                        ),
                    ),
                    ("numero_transporte", models.CharField(blank=True, max_length=40)),
                    ("unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="asientos", to="organizacion.unidad")),
                    ("unidad_dir3", models.CharField(max_length=9)),
                    ("unidad_nombre", models.CharField(max_length=160)),
                    ("oficina", models.CharField(blank=True, max_length=120)),
                    ("entidad_origen", models.CharField(blank=True, max_length=21)),
                    ("nombre_origen", models.CharField(blank=True, max_length=120)),
                    ("numero_origen", models.CharField(blank=True, max_length=20)),
                    ("fecha_origen", models.DateTimeField(blank=True, null=True)),
                    (
                        "presentado_por",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="asientos_presentados", to="identidad.persona"
                        ),
                    ),
                    ("expone", models.TextField(blank=True)),
                    ("solicita", models.TextField(blank=True)),
                    ("observaciones", models.TextField(blank=True)),
                    ("avisos", models.JSONField(default=list)),
                    ("registrado_por", models.UUIDField()),
                    ("clave_idempotencia", models.CharField(max_length=120, unique=True)),
                    ("huella", models.CharField(max_length=64)),
                    ("busqueda", models.TextField(blank=True)),
                ],
                options={
                    "verbose_name": "asiento",
                    "indexes": [
                        models.Index(fields=["unidad", "-registrado_el", "-id"], name="asiento_unidad_fecha"),
                        models.Index(fields=["-registrado_el", "-id"], name="asiento_fecha"),
                        models.Index(condition=Q(("numero_expediente", ""), _negated=True), fields=["numero_expediente"], name="asiento_expediente"),
                        GinIndex(OpClass("busqueda", name="gin_trgm_ops"), name="asiento_busqueda_trgm"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("libro", "anio", "numero"), name="asiento_numero_unico"),
                        models.CheckConstraint(condition=Q(("numero__gte", 1)), name="asiento_numero_desde_1"),
                        models.CheckConstraint(condition=Q(("presentado_el__lte", F("practicado_el"))), name="asiento_presentado_antes"),
                        models.CheckConstraint(condition=Q(("efectivo_el__gte", F("presentado_el"))), name="asiento_efectivo_despues"),
                        models.CheckConstraint(condition=Q(("registrado_el__lte", F("practicado_el"))), name="asiento_practicado_despues"),
                        models.CheckConstraint(condition=Q(("asunto", ""), _negated=True), name="asiento_con_asunto"),
                        models.CheckConstraint(condition=Q(("clave_idempotencia", ""), _negated=True), name="asiento_con_clave"),
                        models.CheckConstraint(
                            condition=Q(("canal__in", ["sede", "oficina", "cajero", "sir", "correo_postal", "otro_registro", "api", "interno"])),
                            name="asiento_canal",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="InteresadoAsiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("asiento", models.ForeignKey(on_delete=models.PROTECT, related_name="interesados", to="registro.asiento")),
                    ("orden", models.PositiveSmallIntegerField()),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="asientos", to="identidad.persona")),
                    ("nif", models.CharField(max_length=40)),
                    ("nombre", models.CharField(max_length=250)),
                    (
                        "representante",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="asientos_como_representante", to="identidad.persona"
                        ),
                    ),
                    ("representante_nif", models.CharField(blank=True, max_length=40)),
                    ("representante_nombre", models.CharField(blank=True, max_length=250)),
                    ("canal_notificacion", models.CharField(blank=True, choices=[("papel", "PAPEL"), ("electronica", "ELECTRONICA")], max_length=12)),
                    ("domicilio", models.JSONField(blank=True, default=dict)),
                ],
                options={
                    "verbose_name": "persona interesada en un asiento",
                    "constraints": [models.UniqueConstraint(fields=("asiento", "orden"), name="interesado_orden")],
                },
            ),
            migrations.CreateModel(
                name="DocumentoAsiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("asiento", models.ForeignKey(on_delete=models.PROTECT, related_name="documentos", to="registro.asiento")),
                    ("orden", models.PositiveSmallIntegerField()),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="asientos", to="documentos.documento")),
                    ("principal", models.BooleanField(default=False)),
                    ("nombre", models.CharField(max_length=255)),
                    ("titulo", models.CharField(blank=True, max_length=255)),
                    ("sha256", models.CharField(max_length=64)),
                    ("tamano", models.BigIntegerField()),
                    ("tipo_mime", models.CharField(max_length=120)),
                    ("validez", models.CharField(max_length=4)),
                    ("tipo_documental", models.CharField(max_length=4)),
                    ("csv", models.CharField(blank=True, max_length=60)),
                    ("observaciones", models.CharField(blank=True, max_length=160)),
                ],
                options={
                    "verbose_name": "documento de un asiento",
                    "constraints": [
                        models.UniqueConstraint(fields=("asiento", "orden"), name="documento_asiento_orden"),
                        models.CheckConstraint(condition=Q(("sha256__regex", "^[0-9a-f]{64}$")), name="documento_asiento_sha256"),
                        models.CheckConstraint(condition=Q(("tamano__gte", 0)), name="documento_asiento_tamano"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnulacionAsiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("asiento", models.OneToOneField(on_delete=models.PROTECT, related_name="anulacion", to="registro.asiento")),
                    ("motivo", models.CharField(max_length=500)),
                    ("anulado_el", models.DateTimeField()),
                    ("anulado_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "anulación de asiento",
                    "verbose_name_plural": "anulaciones de asientos",
                    "constraints": [models.CheckConstraint(condition=Q(("motivo", ""), _negated=True), name="anulacion_con_motivo")],
                },
            ),
            migrations.CreateModel(
                name="RedireccionAsiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("asiento", models.ForeignKey(on_delete=models.PROTECT, related_name="redirecciones", to="registro.asiento")),
                    ("orden", models.PositiveSmallIntegerField()),
                    ("de_unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.unidad")),
                    ("a_unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="asientos_recibidos", to="organizacion.unidad")),
                    ("motivo", models.CharField(max_length=500)),
                    ("redirigido_el", models.DateTimeField()),
                    ("redirigido_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "redirección de asiento",
                    "verbose_name_plural": "redirecciones de asientos",
                    "constraints": [
                        models.UniqueConstraint(fields=("asiento", "orden"), name="redireccion_orden"),
                        models.CheckConstraint(condition=Q(("de_unidad", F("a_unidad")), _negated=True), name="redireccion_a_otra"),
                        models.CheckConstraint(condition=Q(("motivo", ""), _negated=True), name="redireccion_con_motivo"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RectificacionAsiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("asiento", models.ForeignKey(on_delete=models.PROTECT, related_name="rectificaciones", to="registro.asiento")),
                    ("campo", models.CharField(max_length=40)),
                    ("antes", models.TextField(blank=True)),
                    ("despues", models.TextField(blank=True)),
                    ("motivo", models.CharField(max_length=500)),
                    ("rectificado_el", models.DateTimeField()),
                    ("rectificado_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "rectificación de asiento",
                    "verbose_name_plural": "rectificaciones de asientos",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("motivo", ""), _negated=True), name="rectificacion_con_motivo"),
                        models.CheckConstraint(condition=Q(("antes", F("despues")), _negated=True), name="rectificacion_cambia"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReservaNumeros",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("libro", models.ForeignKey(on_delete=models.PROTECT, related_name="reservas", to="registro.libro")),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("primero", models.PositiveIntegerField()),
                    ("ultimo", models.PositiveIntegerField()),
                    ("motivo", models.CharField(max_length=500)),
                    ("reservado_el", models.DateTimeField()),
                    ("reservado_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "reserva de números",
                    "verbose_name_plural": "reservas de números",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("ultimo__gte", F("primero"))), name="reserva_en_orden"),
                        models.CheckConstraint(condition=Q(("motivo", ""), _negated=True), name="reserva_con_motivo"),
                        models.UniqueConstraint(fields=("libro", "anio", "primero"), name="reserva_unica"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Justificante",
                fields=[
                    (
                        "asiento",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="justificante", serialize=False, to="registro.asiento"
                        ),
                    ),
                    (
                        "estado",
                        models.CharField(
                            choices=[("pendiente", "Pendiente"), ("sin_sellar", "Emitido, pendiente de sello"), ("sellado", "Emitido y sellado")],
                            default="pendiente",
                            max_length=12,
                        ),
                    ),
                    (
                        "documento",
                        models.OneToOneField(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="justificante_de", to="documentos.documento"
                        ),
                    ),
                    ("emitido_el", models.DateTimeField(blank=True, null=True)),
                    ("sellado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "justificante",
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("documento_id", None), ("estado", "pendiente")),
                                Q(Q(("estado", "pendiente"), _negated=True), ("documento_id__isnull", False)),
                                _connector="OR",
                            ),
                            name="justificante_con_documento",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EdicionLibro",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("libro", models.ForeignKey(on_delete=models.PROTECT, related_name="ediciones", to="registro.libro")),
                    ("desde", models.DateField()),
                    ("hasta", models.DateField()),
                    ("pedida_el", models.DateTimeField()),
                    ("pedida_por", models.UUIDField()),
                    (
                        "documento",
                        models.OneToOneField(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="edicion_de_libro", to="documentos.documento"
                        ),
                    ),
                    ("asientos", models.PositiveIntegerField(blank=True, null=True)),
                    ("sellada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "edición del libro",
                    "verbose_name_plural": "ediciones del libro",
                    "constraints": [models.CheckConstraint(condition=Q(("hasta__gte", F("desde"))), name="edicion_periodo")],
                },
            ),
        ),
        *[hacer_inmutable(f"registro_{tabla}") for tabla in INMUTABLES],
        migrations.RunSQL(EN_ORDEN, SIN_ORDEN),
        migrations.RunPython(crear_libros, migrations.RunPython.noop),
    ]
