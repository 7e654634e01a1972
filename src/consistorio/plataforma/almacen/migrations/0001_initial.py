"""Content never changes once in, only what the antivirus says of it does; which signatures judged it is kept, so that it is judged again
when they are updated.
"""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Contenido",
                fields=[
                    ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ("tamano", models.BigIntegerField()),
                    ("tipo_mime", models.CharField(max_length=120)),
                    (
                        "estado_antivirus",
                        models.CharField(
                            choices=[("limpio", "limpio"), ("pendiente", "pendiente de analizar"), ("cuarentena", "en cuarentena")], max_length=12
                        ),
                    ),
                    ("amenaza", models.CharField(blank=True, max_length=200)),
                    ("firmas_antivirus", models.CharField(blank=True, db_default="", max_length=120)),
                    ("guardado", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "verbose_name": "contenido",
                    "indexes": [
                        models.Index(condition=Q(("estado_antivirus", "pendiente")), fields=["guardado"], name="contenido_pendiente"),
                        models.Index(
                            condition=Q(("estado_antivirus", "limpio"), Q(("firmas_antivirus", ""), _negated=True)),
                            fields=["-guardado"],
                            name="contenido_reanalizable",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("sha256__regex", "^[0-9a-f]{64}$")), name="contenido_sha256"),
                        models.CheckConstraint(condition=Q(("tamano__gte", 0)), name="contenido_tamano"),
                        models.CheckConstraint(
                            condition=Q(("estado_antivirus__in", ["limpio", "pendiente", "cuarentena"])), name="contenido_antivirus"
                        ),
                        models.CheckConstraint(
                            condition=Q(("amenaza", ""), ("estado_antivirus", "cuarentena"), _connector="OR"), name="contenido_amenaza"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Subida",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    ("titular", models.UUIDField()),
                    ("nombre", models.CharField(max_length=255)),
                    ("tamano", models.BigIntegerField()),
                    ("recibido", models.BigIntegerField(default=0)),
                    (
                        "estado",
                        models.CharField(
                            choices=[("abierta", "en curso"), ("completa", "completa"), ("rechazada", "rechazada"), ("caducada", "caducada")],
                            default="abierta",
                            max_length=12,
                        ),
                    ),
                    ("motivo", models.CharField(blank=True, max_length=400)),
                    ("contenido", models.ForeignKey(blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="almacen.contenido")),
                    ("abierta", models.DateTimeField()),
                    ("caduca", models.DateTimeField()),
                ],
                options={
                    "verbose_name": "subida",
                    "indexes": [models.Index(condition=Q(("estado", "abierta")), fields=["caduca"], name="subida_caduca")],
                    "constraints": [
                        models.CheckConstraint(condition=Q(("recibido__gte", 0), ("recibido__lte", F("tamano"))), name="subida_recibido"),
                        models.CheckConstraint(condition=Q(("tamano__gte", 1)), name="subida_tamano"),
                        models.CheckConstraint(condition=Q(("estado__in", ["abierta", "completa", "rechazada", "caducada"])), name="subida_estado"),
                        models.CheckConstraint(
                            condition=Q(
                                Q(("estado", "completa"), _negated=True), Q(("contenido__isnull", False), ("recibido", F("tamano"))), _connector="OR"
                            ),
                            name="subida_completa_con_contenido",
                        ),
                    ],
                },
            ),
        ),
        hacer_inmutable("almacen_contenido", "sha256", "tamano", "tipo_mime", "guardado"),
    ]
