"""An extension of the term is an act: it never changes. What was asked of the citizen and on which document does not either, nor does an
act once its signature ended.
"""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


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
                name="Tarea",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="tareas", to="expedientes.expediente")),
                    ("codigo", models.CharField(max_length=60)),
                    ("tipo", models.CharField(max_length=60)),
                    ("nombre", models.CharField(max_length=200)),
                    ("fase", models.CharField(max_length=20)),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("pendiente", "Pendiente"),
                                ("en_curso", "En curso"),
                                ("en_espera", "En espera"),
                                ("hecha", "Hecha"),
                                ("cancelada", "No procede"),
                            ],
                            default="pendiente",
                            max_length=10,
                        ),
                    ),
                    ("unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="tareas", to="organizacion.unidad")),
                    (
                        "asignada_a",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="tareas", to="organizacion.empleado"),
                    ),
                    ("preceptiva", models.BooleanField(default=False)),
                    ("del_modelo", models.BooleanField(default=True)),
                    ("creada_el", models.DateTimeField()),
                    ("vence", models.DateField(blank=True, null=True)),
                    ("datos", models.JSONField(blank=True, default=dict)),
                    ("resultado", models.JSONField(blank=True, default=dict)),
                    ("cerrada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "tarea",
                    "indexes": [
                        models.Index(condition=Q(("cerrada_el", None)), fields=["asignada_a", "vence", "id"], name="tarea_abierta_de_quien"),
                        models.Index(condition=Q(("cerrada_el", None)), fields=["unidad", "vence", "id"], name="tarea_abierta_de_unidad"),
                        models.Index(fields=["expediente", "creada_el"], name="tarea_expediente"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("del_modelo", True)), fields=("expediente", "codigo"), name="tarea_del_modelo_unica"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("cerrada_el__isnull", False), ("estado__in", ["hecha", "cancelada"])),
                                Q(("cerrada_el", None), ("estado__in", ["pendiente", "en_curso", "en_espera"])),
                                _connector="OR",
                            ),
                            name="tarea_cerrada_con_fecha",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ActoTramite",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="actos", to="expedientes.expediente")),
                    ("tarea", models.ForeignKey(on_delete=models.PROTECT, related_name="actos", to="motor.tarea")),
                    ("clase", models.CharField(max_length=24)),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("datos", models.JSONField(default=dict)),
                    ("dictado_por", models.UUIDField()),
                    ("dictado_el", models.DateTimeField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("en_firma", "Pendiente de firma"),
                                ("firmado", "Firmado"),
                                ("devuelto", "Devuelto sin firmar"),
                                ("retirado", "Retirado de la firma"),
                                ("sin_efecto", "Firmado sin efecto"),
                            ],
                            default="en_firma",
                            max_length=10,
                        ),
                    ),
                    ("terminado_el", models.DateTimeField(blank=True, null=True)),
                    ("motivo", models.CharField(blank=True, max_length=1000)),
                ],
                options={
                    "verbose_name": "acto de trámite",
                    "indexes": [models.Index(fields=["expediente", "clase"], name="acto_expediente")],
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("estado", "en_firma")), fields=("tarea",), name="acto_uno_en_firma"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "en_firma"), ("terminado_el", None)),
                                Q(Q(("estado", "en_firma"), _negated=True), ("terminado_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="acto_terminado_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["devuelto", "retirado", "sin_efecto"]), _negated=True), ("motivo__gt", ""), _connector="OR"
                            ),
                            name="acto_fallido_con_motivo",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Plazo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.OneToOneField(on_delete=models.PROTECT, related_name="plazo", to="expedientes.expediente")),
                    ("inicio", models.DateTimeField()),
                    ("reinicio", models.DateTimeField(blank=True, null=True)),
                    ("cantidad", models.PositiveSmallIntegerField()),
                    ("unidad_tiempo", models.CharField(max_length=16)),
                    ("regimen", models.CharField(max_length=12)),
                    ("silencio", models.CharField(max_length=16)),
                    ("vence_inicial", models.DateField()),
                    ("vence", models.DateField()),
                    ("pasos", models.JSONField(default=list)),
                    (
                        "estado",
                        models.CharField(
                            choices=[("corriendo", "Corriendo"), ("suspendido", "Suspendido"), ("cumplido", "Cumplido"), ("vencido", "Vencido")],
                            default="corriendo",
                            max_length=10,
                        ),
                    ),
                    ("cumplido_el", models.DateTimeField(blank=True, null=True)),
                    ("silencio_el", models.DateField(blank=True, null=True)),
                    (
                        "certificado_documento",
                        models.ForeignKey(
                            blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento"
                        ),
                    ),
                    ("certificado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "plazo para resolver",
                    "indexes": [models.Index(fields=["estado", "vence"], name="plazo_estado_vence")],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("cantidad__gte", 1)), name="plazo_cantidad_positiva"),
                        models.CheckConstraint(
                            condition=Q(("silencio_el", None), ("silencio_el__gt", F("vence")), _connector="OR"), name="silencio_tras_vencer"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Suspension",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("plazo", models.ForeignKey(on_delete=models.PROTECT, related_name="suspensiones", to="motor.plazo")),
                    ("causa", models.CharField(max_length=10)),
                    ("referencia", models.UUIDField()),
                    ("acordada_el", models.DateTimeField()),
                    ("desde", models.DateField(blank=True, null=True)),
                    ("hasta", models.DateField(blank=True, null=True)),
                    ("tope", models.DateField(blank=True, null=True)),
                    ("dias", models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "suspensión",
                    "constraints": [
                        models.UniqueConstraint(fields=("plazo", "referencia"), name="suspension_una_por_causa"),
                        models.CheckConstraint(
                            condition=Q(("hasta", None), Q(("desde__isnull", False), ("hasta__gte", F("desde"))), _connector="OR"),
                            name="suspension_intervalo",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ampliacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("plazo", models.ForeignKey(on_delete=models.PROTECT, related_name="ampliaciones", to="motor.plazo")),
                    ("cantidad", models.PositiveSmallIntegerField()),
                    ("unidad_tiempo", models.CharField(max_length=16)),
                    ("motivo", models.TextField()),
                    (
                        "documento",
                        models.ForeignKey(
                            blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento"
                        ),
                    ),
                    ("acordada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "ampliación",
                    "constraints": [models.CheckConstraint(condition=Q(("cantidad__gte", 1)), name="ampliacion_positiva")],
                },
            ),
            migrations.CreateModel(
                name="ProrrogaIncidencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="prorrogas", to="expedientes.expediente")),
                    (
                        "clase",
                        models.CharField(
                            choices=[("requerimiento", "Requerimiento"), ("audiencia", "Audiencia"), ("caducidad", "Advertencia de caducidad")],
                            max_length=16,
                        ),
                    ),
                    ("referencia", models.UUIDField()),
                    ("documento", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("incidencia", models.UUIDField()),
                    ("vencia", models.DateField()),
                    ("hasta", models.DateField()),
                    ("acordada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "prórroga por incidencia técnica",
                    "constraints": [
                        models.UniqueConstraint(fields=("referencia", "documento"), name="prorroga_una_por_acuerdo"),
                        models.CheckConstraint(condition=Q(("hasta__gt", F("vencia"))), name="prorroga_alarga"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Vencimiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="vencimientos", to="expedientes.expediente")),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("resolver", "Plazo para resolver"),
                                ("requerimiento", "Plazo para corregir la solicitud"),
                                ("audiencia", "Plazo de audiencia"),
                                ("informe", "Plazo del informe"),
                                ("suspension", "Tope de la suspensión"),
                                ("certificado", "Plazo del certificado de silencio"),
                                ("caducidad", "Tres meses de la advertencia de caducidad"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("referencia", models.UUIDField()),
                    ("vence", models.DateField()),
                    ("procesado_el", models.DateTimeField(blank=True, null=True)),
                    ("anulado", models.BooleanField(default=False)),
                ],
                options={
                    "verbose_name": "vencimiento",
                    "indexes": [
                        models.Index(condition=Q(("anulado", False), ("procesado_el", None)), fields=["vence", "id"], name="vencimiento_por_barrer")
                    ],
                    "constraints": [models.UniqueConstraint(fields=("clase", "referencia"), name="vencimiento_uno_por_causa")],
                },
            ),
            migrations.CreateModel(
                name="Requerimiento",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="requerimientos", to="expedientes.expediente")),
                    ("tarea", models.OneToOneField(on_delete=models.PROTECT, related_name="requerimiento", to="motor.tarea")),
                    (
                        "clase",
                        models.CharField(
                            choices=[("subsanacion", "Corrección de la solicitud"), ("representacion", "Acreditación de la representación")],
                            default="subsanacion",
                            max_length=14,
                        ),
                    ),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("defectos", models.JSONField()),
                    ("dias", models.PositiveSmallIntegerField()),
                    ("ampliado", models.PositiveSmallIntegerField(default=0)),
                    ("suspende", models.BooleanField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("emitido", "Pendiente de notificar"),
                                ("notificado", "Notificado"),
                                ("cumplido", "Contestado"),
                                ("desatendido", "Sin contestar en plazo"),
                                ("cerrado", "Cerrado"),
                            ],
                            default="emitido",
                            max_length=12,
                        ),
                    ),
                    ("emitido_el", models.DateTimeField()),
                    ("notificado_el", models.DateTimeField(blank=True, null=True)),
                    ("vence", models.DateField(blank=True, null=True)),
                    ("pasos", models.JSONField(default=list)),
                    ("cumplido_el", models.DateTimeField(blank=True, null=True)),
                    ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "requerimiento",
                    "indexes": [models.Index(fields=["expediente", "estado"], name="requerimiento_expediente")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("clase", "subsanacion"), ("dias__gte", 1), ("dias__lte", 15)),
                                Q(("clase", "representacion"), ("dias__gte", 10), ("dias__lte", 30)),
                                _connector="OR",
                            ),
                            name="requerimiento_dias",
                        ),
                        models.CheckConstraint(
                            condition=Q(("ampliado__lte", CombinedExpression(F("dias"), "/", models.Value(2)))), name="requerimiento_ampliado"
                        ),
                        models.CheckConstraint(
                            condition=Q(("vence", None), ("notificado_el__isnull", False), _connector="OR"),
                            name="requerimiento_corre_desde_notificacion",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Informe",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="informes", to="expedientes.expediente")),
                    ("tarea", models.OneToOneField(on_delete=models.PROTECT, related_name="informe", to="motor.tarea")),
                    ("asunto", models.CharField(max_length=250)),
                    ("preceptivo", models.BooleanField(default=False)),
                    ("suspende", models.BooleanField(default=False)),
                    ("precepto", models.CharField(max_length=200)),
                    ("pedido_el", models.DateTimeField()),
                    ("vence", models.DateField()),
                    ("emitido_el", models.DateTimeField(blank=True, null=True)),
                    (
                        "sentido",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("favorable", "Favorable"),
                                ("condicionado", "Favorable con condiciones"),
                                ("desfavorable", "Desfavorable"),
                                ("sin_sentido", "Informativo"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("documento", models.OneToOneField(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                ],
                options={
                    "verbose_name": "informe",
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(("suspende", False), ("preceptivo", True), _connector="OR"), name="informe_suspende_si_preceptivo"
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("documento_id", None), ("emitido_el", None), ("sentido", "")),
                                Q(("documento_id__isnull", False), ("emitido_el__isnull", False), Q(("sentido", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="informe_emitido_entero",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TramiteAudiencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="audiencias", to="expedientes.expediente")),
                    ("tarea", models.OneToOneField(on_delete=models.PROTECT, related_name="audiencia", to="motor.tarea")),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("dias", models.PositiveSmallIntegerField()),
                    ("ampliado", models.PositiveSmallIntegerField(default=0)),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("emitido", "Pendiente de notificar"),
                                ("notificado", "Notificado"),
                                ("cumplido", "Contestado"),
                                ("desatendido", "Sin contestar en plazo"),
                                ("cerrado", "Cerrado"),
                            ],
                            default="emitido",
                            max_length=12,
                        ),
                    ),
                    ("abierta_el", models.DateTimeField()),
                    ("notificado_el", models.DateTimeField(blank=True, null=True)),
                    ("vence", models.DateField(blank=True, null=True)),
                    ("pasos", models.JSONField(default=list)),
                    ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "trámite de audiencia",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("dias__gte", 10), ("dias__lte", 15)), name="audiencia_dias"),
                        models.CheckConstraint(
                            condition=Q(("ampliado__lte", CombinedExpression(F("dias"), "/", models.Value(2)))), name="audiencia_ampliado"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Terminacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="terminaciones", to="expedientes.expediente")),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("desistimiento", "Desistimiento (art. 94)"),
                                ("desistido", "No corrigió la solicitud en plazo (art. 68.1)"),
                                ("renuncia", "Renuncia (art. 94)"),
                                ("caducidad", "Caducidad por paralización (art. 95)"),
                                ("no_acreditada", "No se acreditó la representación (art. 5.6)"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("advertida", "Advertida"),
                                ("pedida", "Pedida"),
                                ("propuesta", "Propuesta"),
                                ("aceptada", "Aceptada"),
                                ("descartada", "Descartada"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("referencia", models.UUIDField(blank=True, null=True)),
                    (
                        "documento",
                        models.ForeignKey(
                            blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento"
                        ),
                    ),
                    ("creada_el", models.DateTimeField()),
                    ("advertida_el", models.DateField(blank=True, null=True)),
                    ("vence", models.DateField(blank=True, null=True)),
                    ("cerrada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "terminación",
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("cerrada_el", None)), fields=("expediente", "clase"), name="terminacion_abierta_unica")
                    ],
                },
            ),
        ),
        hacer_inmutable("motor_ampliacion"),
        hacer_inmutable("motor_requerimiento", "expediente_id", "documento_id", "defectos", "dias", "suspende", "emitido_el"),
        hacer_inmutable("motor_plazo", "expediente_id", "inicio", "vence_inicial"),
        hacer_inmutable("motor_prorrogaincidencia"),
        hacer_inmutable("motor_actotramite", "id", "expediente_id", "tarea_id", "clase", "documento_id", "datos", "dictado_por", "dictado_el"),
        migrations.RunSQL(
            "CREATE TRIGGER motor_actotramite_cerrado BEFORE UPDATE ON motor_actotramite "
            "FOR EACH ROW WHEN (OLD.estado <> 'en_firma') EXECUTE FUNCTION consistorio_inmutable()",
            "DROP TRIGGER motor_actotramite_cerrado ON motor_actotramite",
        ),
    ]
