"""What is done to many things at once. Nothing of it is legal history: it is deleted a month later, and what was done stays in each case."""

from django.db import migrations, models
from django.db.models import F, Q

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.tablas import CrearTablas

CLAVE = models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("expedientes", "0001_initial"), ("motor", "0001_initial"), ("organizacion", "0001_initial")]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name="Encargo",
                fields=[
                    ("id", CLAVE.clone()),
                    ("clave", models.UUIDField()),
                    (
                        "acto",
                        models.CharField(
                            choices=[
                                ("tomar", "Tomar"),
                                ("soltar", "Dejar en la unidad"),
                                ("asignar", "Asignar a otra persona"),
                                ("completar", "Dar por hechas o admitir"),
                                ("seguir", "Seguir"),
                                ("anotar", "Añadir una nota"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("motivo_orden", models.CharField(blank=True, max_length=600)),
                    ("texto", models.TextField(blank=True)),
                    ("pedido_el", models.DateTimeField()),
                    ("terminado_el", models.DateTimeField(null=True)),
                    ("caduca_el", models.DateTimeField()),
                    (
                        "empleado",
                        models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="organizacion.empleado"),
                    ),
                    (
                        "solicitante",
                        models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="organizacion.empleado"),
                    ),
                ],
                options={
                    "verbose_name": "trabajo en bloque",
                    "indexes": [
                        models.Index(fields=["solicitante", "-pedido_el"], name="encargo_de_quien"),
                        models.Index(fields=["caduca_el"], name="encargo_por_retirar"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("solicitante", "clave"), name="encargo_una_vez"),
                        models.CheckConstraint(
                            condition=Q(("acto", "asignar"), ("empleado__isnull", False))
                            | (~Q(("acto", "asignar")) & Q(("empleado", None))),
                            name="encargo_a_quien_se_asigna",
                        ),
                        models.CheckConstraint(
                            condition=Q(("caduca_el__gt", F("pedido_el"))), name="encargo_caduca_despues"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FilaEncargo",
                fields=[
                    ("id", CLAVE.clone()),
                    ("orden", models.PositiveSmallIntegerField()),
                    (
                        "estado",
                        models.CharField(
                            choices=[("pendiente", "En espera"), ("hecha", "Hecha"), ("fallida", "No se ha hecho")],
                            default="pendiente",
                            max_length=9,
                        ),
                    ),
                    ("motivo", models.CharField(blank=True, max_length=500)),
                    (
                        "encargo",
                        models.ForeignKey(on_delete=models.CASCADE, related_name="filas", to="encargos.encargo"),
                    ),
                    (
                        "expediente",
                        models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="expedientes.expediente"),
                    ),
                    (
                        "tarea",
                        models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="motor.tarea"),
                    ),
                ],
                options={
                    "verbose_name": "fila de un trabajo en bloque",
                    "constraints": [
                        models.UniqueConstraint(fields=("encargo", "orden"), name="fila_encargo_en_orden"),
                        models.UniqueConstraint(
                            fields=("encargo", "expediente", "tarea"), name="fila_encargo_una_vez", nulls_distinct=False
                        ),
                        models.CheckConstraint(
                            condition=~Q(("estado", "fallida")) | ~Q(("motivo", "")), name="fila_encargo_por_que_no"
                        ),
                    ],
                },
            ),
        ),
    ]
