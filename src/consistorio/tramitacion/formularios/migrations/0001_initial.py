"""A version of a form never changes: who started with it ends with it."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identidad", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="DefinicionFormulario",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("codigo", models.CharField(max_length=60)),
                    ("numero", models.PositiveIntegerField()),
                    ("esquema", models.JSONField()),
                    ("huella", models.CharField(max_length=64)),
                    ("creada_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "formulario",
                    "constraints": [
                        models.UniqueConstraint(fields=("codigo", "numero"), name="formulario_version_unica"),
                        models.CheckConstraint(condition=Q(("numero__gte", 1)), name="formulario_numero_desde_1"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SerieBorrador",
                fields=[
                    ("anio", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ("ultimo", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "verbose_name": "serie de borradores",
                },
            ),
            migrations.CreateModel(
                name="Borrador",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("numero", models.CharField(max_length=20, unique=True)),
                    ("procedimiento", models.CharField(max_length=60)),
                    ("formulario", models.ForeignKey(on_delete=models.PROTECT, related_name="borradores", to="formularios.definicionformulario")),
                    ("titular", models.ForeignKey(on_delete=models.PROTECT, related_name="borradores", to="identidad.persona")),
                    (
                        "representado",
                        models.ForeignKey(
                            blank=True, null=True, on_delete=models.PROTECT, related_name="borradores_en_su_nombre", to="identidad.persona"
                        ),
                    ),
                    ("sin_poder", models.BooleanField(default=False)),
                    ("expediente_id", models.UUIDField(blank=True, null=True)),
                    ("clase", models.CharField(blank=True, max_length=14)),
                    ("datos", models.JSONField(default=dict)),
                    (
                        "estado",
                        models.CharField(choices=[("vivo", "Aún no presentado"), ("presentado", "Presentado")], default="vivo", max_length=12),
                    ),
                    ("creado_el", models.DateTimeField()),
                    ("guardado_el", models.DateTimeField()),
                    ("caduca_el", models.DateTimeField()),
                    ("presentado_el", models.DateTimeField(blank=True, null=True)),
                    ("recordado_el", models.DateTimeField(blank=True, null=True)),
                    ("aviso_caducidad_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "borrador",
                    "indexes": [
                        models.Index(fields=["titular", "estado", "-guardado_el"], name="borrador_titular"),
                        models.Index(fields=["estado", "caduca_el"], name="borrador_caduca"),
                    ],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("caduca_el__gt", F("creado_el"))), name="borrador_caduca_despues"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "vivo"), ("presentado_el", None)),
                                Q(("estado", "presentado"), ("presentado_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="borrador_presentado_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(("sin_poder", False), ("representado__isnull", False), _connector="OR"), name="borrador_sin_poder_de_alguien"
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("clase", ""), ("expediente_id", None)), Q(("clase__gt", ""), ("expediente_id__isnull", False)), _connector="OR"
                            ),
                            name="borrador_escrito_con_clase",
                        ),
                        models.UniqueConstraint(
                            condition=Q(("estado", "vivo"), ("expediente_id__isnull", False)),
                            fields=("titular", "representado", "expediente_id", "clase"),
                            name="borrador_escrito_vivo_unico",
                            nulls_distinct=False,
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AdjuntoBorrador",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("borrador", models.ForeignKey(on_delete=models.CASCADE, related_name="adjuntos", to="formularios.borrador")),
                    ("requisito", models.CharField(max_length=60)),
                    ("contenido", models.CharField(max_length=64)),
                    ("nombre", models.CharField(max_length=255)),
                    ("tamano", models.BigIntegerField()),
                    ("tipo_mime", models.CharField(max_length=120)),
                    ("subido_el", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "adjunto",
                    "ordering": ["requisito", "subido_el", "id"],
                    "constraints": [
                        models.UniqueConstraint(fields=("borrador", "requisito", "contenido"), name="adjunto_sin_repetir"),
                        models.CheckConstraint(condition=Q(("tamano__gt", 0)), name="adjunto_no_vacio"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="InteresadoBorrador",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("borrador", models.ForeignKey(on_delete=models.CASCADE, related_name="interesados", to="formularios.borrador")),
                    ("persona", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="identidad.persona")),
                    ("representante", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="identidad.persona")),
                ],
                options={
                    "verbose_name": "otra persona interesada",
                    "constraints": [
                        models.UniqueConstraint(fields=("borrador", "persona"), name="interesado_borrador_unico"),
                        models.CheckConstraint(
                            condition=Q(("representante", None), Q(("representante", F("persona")), _negated=True), _connector="OR"),
                            name="interesado_borrador_otro",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable("formularios_definicionformulario"),
    ]
