"""The copies of whole cases that somebody asked for. Nothing of them is legal history: they are deleted a day later."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.tablas import CrearTablas


class Migration(migrations.Migration):
    initial = True

    dependencies = [("expedientes", "0001_initial"), ("organizacion", "0001_initial")]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Exportacion",
                fields=[
                    ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                    (
                        "clase",
                        models.CharField(
                            choices=[("comprimido", "Todos los documentos (ZIP)"), ("libro", "Libro en PDF con índice")], max_length=10
                        ),
                    ),
                    ("pedida_el", models.DateTimeField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[("pendiente", "Haciéndose"), ("hecha", "Lista"), ("fallida", "No se ha podido hacer")],
                            default="pendiente",
                            max_length=9,
                        ),
                    ),
                    ("hechos", models.PositiveIntegerField(default=0)),
                    ("total", models.PositiveIntegerField(default=0)),
                    ("tamano", models.PositiveBigIntegerField(default=0)),
                    ("caduca_el", models.DateTimeField()),
                    ("motivo", models.CharField(blank=True, max_length=300)),
                    ("expediente", models.ForeignKey(on_delete=models.PROTECT, related_name="exportaciones", to="expedientes.expediente")),
                    ("solicitante", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.empleado")),
                ],
                options={
                    "verbose_name": "copia de un expediente",
                    "indexes": [models.Index(fields=["caduca_el"], name="exportacion_por_retirar")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=Q(("estado", "pendiente")),
                            fields=("expediente", "solicitante", "clase"),
                            name="exportacion_una_pendiente",
                        ),
                        models.CheckConstraint(condition=Q(("caduca_el__gt", F("pedida_el"))), name="exportacion_caduca_despues"),
                    ],
                },
            ),
        ),
    ]
