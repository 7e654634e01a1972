"""What was filed, agreed or written down from paper is kept as it was."""

from django.db import migrations, models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
        ("expedientes", "0001_initial"),
        ("formularios", "0001_initial"),
        ("identidad", "0001_initial"),
        ("organizacion", "0001_initial"),
        ("registro", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Evidencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("sesion", "Sesión identificada"),
                                ("certificado", "Firma con certificado propio"),
                                ("presencial", "Firmada ante personal habilitado"),
                                ("documentos", "Firma en los documentos presentados"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="identidad.persona")),
                    ("documento", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("huella_documento", models.CharField(max_length=64)),
                    ("huella_respuestas", models.CharField(max_length=64)),
                    ("consentimiento", models.TextField()),
                    ("medio", models.CharField(max_length=40)),
                    ("nivel", models.PositiveSmallIntegerField()),
                    ("sesion", models.CharField(blank=True, max_length=64)),
                    ("firma", models.CharField(blank=True, max_length=64)),
                    ("firmante", models.CharField(blank=True, max_length=300)),
                    ("momento", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "evidencia",
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(Q(("clase", "certificado"), ("firma__gt", "")), Q(("clase", "certificado"), _negated=True), _connector="OR"),
                            name="evidencia_con_firma",
                        ),
                        models.CheckConstraint(condition=Q(("consentimiento", ""), _negated=True), name="evidencia_con_consentimiento"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Solicitud",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.OneToOneField(on_delete=models.PROTECT, related_name="solicitud", to="expedientes.expediente")),
                    ("formulario", models.ForeignKey(on_delete=models.PROTECT, related_name="solicitudes", to="formularios.definicionformulario")),
                    ("borrador_id", models.UUIDField(blank=True, null=True, unique=True)),
                    ("presentador", models.ForeignKey(on_delete=models.PROTECT, related_name="solicitudes", to="identidad.persona")),
                    ("datos", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("asiento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="registro.asiento")),
                    ("evidencia", models.OneToOneField(on_delete=models.PROTECT, related_name="solicitud", to="solicitudes.evidencia")),
                    ("canal", models.CharField(max_length=20)),
                    ("presentada_el", models.DateTimeField()),
                    ("clave_idempotencia", models.CharField(max_length=80, unique=True)),
                    ("faltan", models.JSONField(default=list)),
                ],
                options={
                    "verbose_name": "solicitud",
                },
            ),
            migrations.CreateModel(
                name="Aportacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="aportaciones", to="expedientes.expediente")),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("subsanacion", "Corrección de la solicitud"),
                                ("alegaciones", "Alegaciones"),
                                ("recurso", "Recurso administrativo"),
                                ("desistimiento", "Desistimiento"),
                                ("renuncia", "Renuncia"),
                                ("ampliacion", "Petición de más plazo"),
                                ("otro", "Otro escrito"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("presentador", models.ForeignKey(on_delete=models.PROTECT, related_name="aportaciones", to="identidad.persona")),
                    ("texto", models.TextField(blank=True)),
                    ("huella", models.CharField(max_length=64)),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("asiento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="registro.asiento")),
                    ("evidencia", models.OneToOneField(on_delete=models.PROTECT, related_name="aportacion", to="solicitudes.evidencia")),
                    ("referencia", models.UUIDField(blank=True, null=True)),
                    ("canal", models.CharField(max_length=20)),
                    ("presentada_el", models.DateTimeField()),
                    ("clave_idempotencia", models.CharField(max_length=80, unique=True)),
                ],
                options={
                    "verbose_name": "aportación",
                    "indexes": [models.Index(fields=["expediente", "presentada_el"], name="aportacion_expediente")],
                },
            ),
            migrations.CreateModel(
                name="Reparto",
                fields=[
                    (
                        "asiento",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="reparto", serialize=False, to="registro.asiento"
                        ),
                    ),
                    ("unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="repartos", to="organizacion.unidad")),
                    ("llegada", models.DateTimeField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("pendiente", "Sin repartir"),
                                ("abierto", "Expediente abierto"),
                                ("unido", "Unido a un expediente"),
                                ("anulado", "Asiento anulado"),
                            ],
                            default="pendiente",
                            max_length=10,
                        ),
                    ),
                    (
                        "expediente",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="repartos", to="expedientes.expediente"),
                    ),
                    ("repartido_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "reparto de un asiento",
                    "indexes": [
                        models.Index(condition=Q(("estado", "pendiente")), fields=["unidad", "-llegada", "-asiento"], name="reparto_pendiente"),
                        models.Index(fields=["unidad", "-llegada", "-asiento"], name="reparto_unidad"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ("abierto", "unido")), ("expediente__isnull", False)),
                                Q(("estado__in", ("pendiente", "anulado")), ("expediente", None)),
                                _connector="OR",
                            ),
                            name="reparto_con_expediente",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "pendiente"), ("repartido_el", None)),
                                Q(Q(("estado", "pendiente"), _negated=True), ("repartido_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="reparto_con_fecha",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="InicioDeOficio",
                fields=[
                    (
                        "expediente",
                        models.OneToOneField(
                            on_delete=models.PROTECT, primary_key=True, related_name="inicio_de_oficio", serialize=False, to="expedientes.expediente"
                        ),
                    ),
                    (
                        "forma",
                        models.CharField(
                            choices=[
                                ("propia", "Por propia iniciativa (art. 59)"),
                                ("orden", "Por orden de un órgano superior (art. 60)"),
                                ("peticion", "Por petición razonada de otro órgano (art. 61)"),
                                ("denuncia", "Por denuncia (art. 62)"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("organo", models.CharField(max_length=160)),
                    ("motivo", models.TextField()),
                    ("acordado_el", models.DateField()),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("anotado_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "inicio de oficio",
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(Q(("motivo", ""), _negated=True), Q(("organo", ""), _negated=True)), name="inicio_de_oficio_motivado"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Transcripcion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="transcripciones", to="expedientes.expediente")),
                    ("numero", models.PositiveIntegerField()),
                    ("formulario", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="formularios.definicionformulario")),
                    ("datos", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("parcial", models.BooleanField(default=False)),
                    ("transcrita_por", models.UUIDField()),
                    ("quien", models.CharField(max_length=250)),
                    ("transcrita_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "transcripción de una solicitud en papel",
                    "constraints": [
                        models.UniqueConstraint(fields=("expediente", "numero"), name="transcripcion_numero_unico"),
                        models.CheckConstraint(condition=Q(("numero__gte", 1)), name="transcripcion_desde_1"),
                        models.CheckConstraint(condition=Q(("quien", ""), _negated=True), name="transcripcion_con_quien"),
                    ],
                },
            ),
        ),
        hacer_inmutable("solicitudes_solicitud"),
        hacer_inmutable("solicitudes_aportacion"),
        hacer_inmutable("solicitudes_evidencia"),
        hacer_inmutable("solicitudes_iniciodeoficio"),
        hacer_inmutable("solicitudes_transcripcion"),
    ]
