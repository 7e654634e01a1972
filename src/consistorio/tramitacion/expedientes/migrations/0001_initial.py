"""What identifies a case, its index and its corrections never change (LPACAP 70, 109.2)."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogo", "0001_initial"),
        ("documentos", "0001_initial"),
        ("identidad", "0001_initial"),
        ("organizacion", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="SerieExpediente",
                fields=[
                    ("id", models.BigAutoField(primary_key=True, serialize=False)),
                    ("serie", models.CharField(max_length=6)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "serie de expedientes",
                    "constraints": [models.UniqueConstraint(fields=("serie", "anio"), name="serie_expediente_unica")],
                },
            ),
            migrations.CreateModel(
                name="Expediente",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("numero", models.CharField(max_length=30, unique=True)),
                    ("serie", models.CharField(max_length=6)),
                    ("anio", models.PositiveSmallIntegerField()),
                    ("orden", models.PositiveIntegerField()),
                    ("id_eni", models.CharField(max_length=52, unique=True)),
                    ("version", models.ForeignKey(on_delete=models.PROTECT, related_name="expedientes", to="catalogo.versionprocedimiento")),
                    ("titulo", models.CharField(max_length=250)),
                    ("unidad", models.ForeignKey(on_delete=models.PROTECT, related_name="expedientes", to="organizacion.unidad")),
                    (
                        "estado",
                        models.CharField(
                            choices=[("abierto", "Abierto"), ("cerrado", "Cerrado"), ("archivado", "Archivado")], default="abierto", max_length=10
                        ),
                    ),
                    ("fase", models.CharField(max_length=20)),
                    ("datos", models.JSONField(default=dict)),
                    ("abierto_el", models.DateTimeField()),
                    ("cerrado_el", models.DateTimeField(blank=True, null=True)),
                    ("archivado_el", models.DateTimeField(blank=True, null=True)),
                    ("resultado", models.CharField(blank=True, max_length=40)),
                ],
                options={
                    "verbose_name": "expediente",
                    "indexes": [
                        models.Index(fields=["unidad", "estado", "-abierto_el"], name="expediente_unidad"),
                        models.Index(fields=["-abierto_el", "-id"], name="expediente_recientes"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("serie", "anio", "orden"), name="expediente_numero_de_serie"),
                        models.CheckConstraint(condition=Q(("orden__gte", 1)), name="expediente_orden_desde_1"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("archivado_el", None), ("cerrado_el", None), ("estado", "abierto")),
                                Q(("archivado_el", None), ("cerrado_el__isnull", False), ("estado", "cerrado")),
                                Q(("archivado_el__isnull", False), ("cerrado_el__isnull", False), ("estado", "archivado")),
                                _connector="OR",
                            ),
                            name="expediente_estado_con_fechas",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Interesado",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="interesados", to="expedientes.expediente")),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="expedientes_como_parte", to="identidad.persona")),
                    (
                        "representante",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="expedientes_como_representante", to="identidad.persona"
                        ),
                    ),
                    (
                        "representacion",
                        models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="identidad.representacion"),
                    ),
                    (
                        "acreditacion",
                        models.CharField(
                            choices=[
                                ("no_procede", "Actúa en su propio nombre"),
                                ("poder", "Con poder inscrito"),
                                ("pendiente", "Representación sin acreditar"),
                                ("acreditada", "Representación acreditada en el expediente"),
                                ("no_acreditada", "No acreditó la representación"),
                            ],
                            default="no_procede",
                            max_length=13,
                        ),
                    ),
                    (
                        "papel",
                        models.CharField(
                            choices=[("solicitante", "Solicitante"), ("interesado", "Persona interesada"), ("afectado", "Persona afectada")],
                            max_length=12,
                        ),
                    ),
                    ("canal", models.CharField(choices=[("electronica", "Por medios electrónicos"), ("papel", "En papel")], max_length=12)),
                    ("obligado", models.BooleanField(default=False)),
                    ("causa_obligacion", models.CharField(blank=True, max_length=6)),
                    ("correo_aviso", models.EmailField(blank=True, max_length=254)),
                    ("telefono_aviso", models.CharField(blank=True, max_length=20)),
                    ("domicilio", models.JSONField(blank=True, default=dict)),
                    ("desde", models.DateTimeField()),
                    ("hasta", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "persona interesada",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=Q(("hasta", None)), fields=("expediente", "persona"), name="interesado_unico_en_expediente"
                        ),
                        models.CheckConstraint(
                            condition=Q(("representante", None), Q(("representante", F("persona")), _negated=True), _connector="OR"),
                            name="interesado_representante_otro",
                        ),
                        models.CheckConstraint(
                            condition=Q(("obligado", False), ("canal", "electronica"), _connector="OR"), name="interesado_obligado_electronico"
                        ),
                        models.CheckConstraint(
                            condition=Q(("obligado", False), Q(("causa_obligacion", ""), _negated=True), _connector="OR"), name="interesado_causa"
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("acreditacion", "no_procede"), ("representante", None)),
                                Q(("representante__isnull", False), Q(("acreditacion", "no_procede"), _negated=True)),
                                _connector="OR",
                            ),
                            name="interesado_acreditacion",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentoExpediente",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="documentos", to="expedientes.expediente")),
                    ("documento", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    ("orden", models.PositiveIntegerField()),
                    ("incorporado_el", models.DateTimeField()),
                    ("huella", models.CharField(max_length=64)),
                    ("origen", models.CharField(max_length=40)),
                    ("requisito", models.CharField(blank=True, max_length=60)),
                    ("visible_interesado", models.BooleanField(default=True)),
                ],
                options={
                    "verbose_name": "documento del expediente",
                    "ordering": ["expediente", "orden"],
                    "indexes": [models.Index(fields=["documento"], name="documento_en_expedientes")],
                    "constraints": [
                        models.UniqueConstraint(fields=("expediente", "orden"), name="documento_orden_en_expediente"),
                        models.UniqueConstraint(fields=("expediente", "documento"), name="documento_una_vez_en_expediente"),
                        models.CheckConstraint(condition=Q(("orden__gte", 1)), name="documento_orden_desde_1"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Relacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="relaciones", to="expedientes.expediente")),
                    ("otro", models.ForeignKey(on_delete=models.PROTECT, related_name="relaciones_de_otros", to="expedientes.expediente")),
                    (
                        "clase",
                        models.CharField(
                            choices=[
                                ("relacionado", "Relacionado"),
                                ("acumulado", "Acumulado (LPACAP art. 57)"),
                                ("antecedente", "Antecedente"),
                                ("recurso", "Recurso contra su resolución"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("creada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "relación",
                    "constraints": [
                        models.UniqueConstraint(fields=("expediente", "otro", "clase"), name="relacion_unica"),
                        models.CheckConstraint(condition=Q(("expediente", F("otro")), _negated=True), name="relacion_con_otro"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="NotaTrabajo",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="notas", to="expedientes.expediente")),
                    ("autor", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.empleado")),
                    ("texto", models.TextField()),
                    ("creada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "nota de trabajo",
                    "indexes": [models.Index(fields=["expediente", "-creada_el"], name="nota_expediente")],
                },
            ),
            migrations.CreateModel(
                name="PermisoExpediente",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="permisos", to="expedientes.expediente")),
                    ("unidad", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="organizacion.unidad")),
                    ("empleado", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="organizacion.empleado")),
                    ("referencia", models.UUIDField()),
                    ("causa", models.CharField(max_length=120)),
                    ("desde", models.DateTimeField()),
                    ("hasta", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "permiso sobre un expediente",
                    "indexes": [
                        models.Index(condition=Q(("hasta", None)), fields=["unidad", "expediente"], name="permiso_unidad"),
                        models.Index(condition=Q(("hasta", None)), fields=["empleado", "expediente"], name="permiso_empleado"),
                        models.Index(fields=["referencia"], name="permiso_referencia"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=Q(
                                Q(("empleado__isnull", False), ("unidad", None)), Q(("empleado", None), ("unidad__isnull", False)), _connector="OR"
                            ),
                            name="permiso_de_unidad_o_de_empleado",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Rectificacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="rectificaciones", to="expedientes.expediente")),
                    (
                        "documento",
                        models.ForeignKey(
                            blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="documentos.documento"
                        ),
                    ),
                    ("donde_dice", models.TextField()),
                    ("debe_decir", models.TextField()),
                    ("motivo", models.TextField()),
                    ("acordada_el", models.DateTimeField()),
                    ("acordada_por", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.empleado")),
                ],
                options={
                    "verbose_name": "rectificación",
                    "constraints": [
                        models.CheckConstraint(condition=Q(("donde_dice", F("debe_decir")), _negated=True), name="rectificacion_cambia_algo")
                    ],
                },
            ),
        ),
        hacer_inmutable("expedientes_expediente", "id", "numero", "serie", "anio", "orden", "id_eni", "abierto_el"),
        hacer_inmutable(
            "expedientes_documentoexpediente",
            *("id", "expediente_id", "documento_id", "orden", "incorporado_el", "huella", "origen", "requisito"),
        ),
        hacer_inmutable("expedientes_rectificacion"),
    ]
