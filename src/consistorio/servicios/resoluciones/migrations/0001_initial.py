"""What PostgreSQL refuses: changing a number once given, the text of what was signed, or erasing anything of the book (ROF 199-200)."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

FUNCION = """
CREATE FUNCTION resoluciones_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.expediente_id <> OLD.expediente_id THEN
    RAISE EXCEPTION 'una resolución no cambia de expediente' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.numero IS NOT NULL AND (NEW.numero, NEW.libro_id, NEW.elevada_el) IS DISTINCT FROM (OLD.numero, OLD.libro_id, OLD.elevada_el) THEN
    RAISE EXCEPTION 'el número de una resolución no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.estado IN ('firmada', 'anulada') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'una resolución firmada o anulada no cambia' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
LIBRO = """
CREATE FUNCTION resoluciones_libro_proteger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.cerrado_el IS NOT NULL THEN
    RAISE EXCEPTION 'el libro está cerrado' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.ultimo NOT IN (OLD.ultimo, OLD.ultimo + 1) THEN
    RAISE EXCEPTION 'los números del libro se toman de uno en uno' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Libro",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("codigo", models.SlugField(default="resoluciones", max_length=30)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                    ("abierto_el", models.DateTimeField()),
                    ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "libro de resoluciones",
                    "constraints": [
                        models.UniqueConstraint(fields=("codigo", "anio"), name="libro_resoluciones_unico"),
                        models.CheckConstraint(
                            condition=Q(("cerrado_el", None), ("cerrado_el__gte", F("abierto_el")), _connector="OR"), name="libro_periodo"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Resolucion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="resoluciones", to="expedientes.expediente")),
                    ("tarea_propuesta_id", models.UUIDField(blank=True, null=True)),
                    ("tarea_id", models.UUIDField(blank=True, null=True)),
                    ("asunto", models.CharField(max_length=240)),
                    (
                        "sentido",
                        models.CharField(
                            choices=[
                                ("estima", "Se concede"),
                                ("estima_parcial", "Se concede en parte"),
                                ("deniega", "Se deniega"),
                                ("inadmite", "No se admite"),
                                ("desistida", "Se tiene por desistida"),
                                ("renuncia", "Se acepta la renuncia"),
                                ("caducada", "Se declara la caducidad"),
                                ("archiva", "Se archiva"),
                                ("confirma_silencio", "Se confirma lo concedido por silencio"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("antecedentes", models.JSONField(default=list)),
                    ("fundamentos", models.JSONField(default=list)),
                    ("decision", models.JSONField(default=list)),
                    ("recursos", models.JSONField(default=list)),
                    ("advertencias", models.JSONField(default=list)),
                    ("fin_de_via", models.BooleanField()),
                    ("organo", models.SlugField(max_length=60)),
                    ("organo_texto", models.CharField(max_length=200)),
                    ("delegacion", models.CharField(blank=True, max_length=300)),
                    (
                        "firmante_puesto",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="resoluciones", to="organizacion.puesto"),
                    ),
                    (
                        "fe_publica_puesto",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="resoluciones_con_fe", to="organizacion.puesto"
                        ),
                    ),
                    ("propuesta_por", models.UUIDField()),
                    (
                        "propuesta_documento",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="resolucion_propuesta", to="documentos.documento"
                        ),
                    ),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("borrador", "Propuesta en redacción"),
                                ("propuesta", "Propuesta hecha"),
                                ("en_firma", "En firma"),
                                ("devuelta", "Devuelta sin firmar"),
                                ("firmada", "Firmada"),
                                ("anulada", "Anulada por diligencia"),
                            ],
                            default="borrador",
                            max_length=10,
                        ),
                    ),
                    (
                        "libro",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="resoluciones", to="resoluciones.libro"),
                    ),
                    ("numero", models.PositiveIntegerField(blank=True, null=True)),
                    ("elevada_el", models.DateTimeField(blank=True, null=True)),
                    ("elevada_por", models.UUIDField(blank=True, null=True)),
                    (
                        "documento",
                        models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name="resolucion", to="documentos.documento"),
                    ),
                    ("vuelta", models.PositiveSmallIntegerField(default=1)),
                    ("firmada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "resolución",
                    "verbose_name_plural": "resoluciones",
                    "indexes": [models.Index(fields=["expediente", "estado"], name="resolucion_expediente")],
                    "constraints": [
                        models.UniqueConstraint(fields=("libro", "numero"), name="resolucion_numero_unico"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("elevada_el", None), ("estado__in", ["borrador", "propuesta"]), ("libro", None), ("numero", None)),
                                Q(
                                    Q(("estado__in", ["borrador", "propuesta"]), _negated=True),
                                    ("elevada_el__isnull", False),
                                    ("firmante_puesto__isnull", False),
                                    ("libro__isnull", False),
                                    ("numero__gte", 1),
                                ),
                                _connector="OR",
                            ),
                            name="resolucion_numerada_al_elevar",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("documento__isnull", False), ("estado", "firmada"), ("firmada_el__isnull", False)),
                                Q(("estado", "firmada"), _negated=True),
                                _connector="OR",
                            ),
                            name="resolucion_firmada_con_documento",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DevolucionFirma",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("resolucion", models.ForeignKey(on_delete=models.PROTECT, related_name="devoluciones", to="resoluciones.resolucion")),
                    ("documento", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("momento", models.DateTimeField()),
                    ("motivo", models.CharField(max_length=600)),
                    ("devuelta_por", models.UUIDField()),
                ],
                options={
                    "verbose_name": "devolución",
                },
            ),
            migrations.CreateModel(
                name="Diligencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("libro", models.ForeignKey(on_delete=models.PROTECT, related_name="diligencias", to="resoluciones.libro")),
                    (
                        "clase",
                        models.CharField(
                            choices=[("apertura", "Apertura"), ("cierre", "Cierre"), ("anulacion", "Anulación de un número")], max_length=10
                        ),
                    ),
                    (
                        "resolucion",
                        models.OneToOneField(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="diligencia", to="resoluciones.resolucion"
                        ),
                    ),
                    ("texto", models.TextField()),
                    ("momento", models.DateTimeField()),
                    ("extendida_por", models.UUIDField()),
                    (
                        "documento",
                        models.OneToOneField(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="diligencia_libro", to="documentos.documento"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "diligencia",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=Q(("clase__in", ["apertura", "cierre"])), fields=("libro", "clase"), name="diligencia_una_por_libro"
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("clase", "anulacion"), ("resolucion__isnull", False)),
                                Q(Q(("clase", "anulacion"), _negated=True), ("resolucion", None)),
                                _connector="OR",
                            ),
                            name="diligencia_anula_una_resolucion",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Certificado",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("resolucion", models.ForeignKey(on_delete=models.PROTECT, related_name="certificados", to="resoluciones.resolucion")),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="certificado_resolucion", to="documentos.documento")),
                    ("finalidad", models.CharField(max_length=300)),
                    ("pedido_el", models.DateTimeField()),
                    ("pedido_por", models.UUIDField()),
                    ("firmado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "certificado",
                },
            ),
        ),
        hacer_inmutable("resoluciones_libro", "id", "codigo", "anio", "abierto_el"),
        hacer_inmutable("resoluciones_resolucion", "id"),
        hacer_inmutable("resoluciones_devolucionfirma"),
        hacer_inmutable("resoluciones_diligencia", "id", "libro_id", "clase", "resolucion_id", "texto", "momento", "extendida_por"),
        hacer_inmutable("resoluciones_certificado", "id", "resolucion_id", "documento_id", "finalidad", "pedido_el", "pedido_por"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER resoluciones_resolucion_protegida BEFORE UPDATE ON resoluciones_resolucion "
                "FOR EACH ROW EXECUTE FUNCTION resoluciones_proteger()",
                LIBRO,
                "CREATE TRIGGER resoluciones_libro_protegido BEFORE UPDATE ON resoluciones_libro "
                "FOR EACH ROW EXECUTE FUNCTION resoluciones_libro_proteger()",
            ],
            reverse_sql=[
                "DROP TRIGGER resoluciones_resolucion_protegida ON resoluciones_resolucion",
                "DROP FUNCTION resoluciones_proteger()",
                "DROP TRIGGER resoluciones_libro_protegido ON resoluciones_libro",
                "DROP FUNCTION resoluciones_libro_proteger()",
            ],
        ),
    ]
