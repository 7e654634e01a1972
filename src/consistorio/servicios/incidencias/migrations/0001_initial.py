"""A decision that was sent to sign says for ever what it says; only what becomes of it is written later."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("documentos", "0001_initial"),
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Incidencia",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("titulo", models.CharField(max_length=160)),
                    ("descripcion", models.TextField()),
                    ("desde", models.DateTimeField()),
                    ("hasta", models.DateTimeField(blank=True, null=True)),
                    (
                        "estado",
                        models.CharField(choices=[("borrador", "Sin publicar"), ("publicada", "Publicada")], default="borrador", max_length=10),
                    ),
                    ("anotada_el", models.DateTimeField()),
                    ("anotada_por", models.UUIDField()),
                    ("publicada_el", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "incidencia técnica",
                    "verbose_name_plural": "incidencias técnicas",
                    "indexes": [models.Index(fields=["estado", "-desde"], name="incidencia_publicadas")],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("hasta", None), ("hasta__gt", F("desde")), _connector="OR"), name="incidencia_intervalo"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "borrador"), ("publicada_el", None)),
                                Q(("estado", "publicada"), ("publicada_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="incidencia_publicada_con_fecha",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AmpliacionDePlazos",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("incidencia", models.ForeignKey(on_delete=models.PROTECT, related_name="ampliaciones", to="incidencias.incidencia")),
                    ("hasta", models.DateField()),
                    ("motivo", models.TextField()),
                    ("documento", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="documentos.documento")),
                    (
                        "estado",
                        models.CharField(
                            choices=[
                                ("en_firma", "Pendiente de firma"),
                                ("firmada", "Firmada"),
                                ("devuelta", "Devuelta sin firmar"),
                                ("sin_efecto", "Firmada cuando ya no servía"),
                            ],
                            default="en_firma",
                            max_length=10,
                        ),
                    ),
                    ("propuesta_el", models.DateTimeField()),
                    ("propuesta_por", models.UUIDField()),
                    ("firmada_el", models.DateTimeField(blank=True, null=True)),
                    ("aplicada_el", models.DateTimeField(blank=True, null=True)),
                    ("terminos", models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    "verbose_name": "ampliación de plazos",
                    "verbose_name_plural": "ampliaciones de plazos",
                    "constraints": [
                        models.UniqueConstraint(condition=Q(("estado", "en_firma")), fields=("incidencia",), name="ampliacion_una_en_firma"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado__in", ["en_firma", "devuelta"]), ("firmada_el", None)),
                                Q(("estado__in", ["firmada", "sin_efecto"]), ("firmada_el__isnull", False)),
                                _connector="OR",
                            ),
                            name="ampliacion_firmada_con_fecha",
                        ),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("aplicada_el", None), ("terminos", None)), Q(("estado", "firmada"), ("terminos__isnull", False)), _connector="OR"
                            ),
                            name="ampliacion_aplicada_si_firmada",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable(
            "incidencias_ampliaciondeplazos",
            *("incidencia_id", "hasta", "motivo", "documento_id", "propuesta_el", "propuesta_por"),
        ),
    ]
