"""State of what is done to many things at once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class Encargo(models.Model):
    """One act asked for over many tasks or cases. `clave`: of the sheet on which it was asked, so that sent twice it is one.

    `empleado` is who the tasks are assigned to, `motivo_orden` why they go before others of older cases, `texto` the note that is added. Both
    texts go with it when its month is over: those of each row that was done stay in its case.
    """

    class Acto(models.TextChoices):
        TOMAR = "tomar", _("Tomar")
        SOLTAR = "soltar", _("Dejar en la unidad")
        ASIGNAR = "asignar", _("Asignar a otra persona")
        COMPLETAR = "completar", _("Dar por hechas o admitir")
        SEGUIR = "seguir", _("Seguir")
        ANOTAR = "anotar", _("Añadir una nota")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clave = models.UUIDField()
    acto = models.CharField(max_length=10, choices=Acto.choices)
    solicitante = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, null=True, related_name="+")
    motivo_orden = models.CharField(max_length=600, blank=True)
    texto = models.TextField(blank=True)
    pedido_el = models.DateTimeField()
    terminado_el = models.DateTimeField(null=True)
    caduca_el = models.DateTimeField()

    proposito_datos = _("Hacer lo mismo con varias tareas o expedientes y decir cómo acabó cada una (LPACAP art. 71)")
    conservacion_datos = _("30 días")

    class Meta:
        verbose_name = _("trabajo en bloque")
        constraints = [
            models.UniqueConstraint(fields=["solicitante", "clave"], name="encargo_una_vez"),
            models.CheckConstraint(
                condition=Q(acto="asignar", empleado__isnull=False) | (~Q(acto="asignar") & Q(empleado=None)),
                name="encargo_a_quien_se_asigna",
            ),
            models.CheckConstraint(condition=Q(caduca_el__gt=F("pedido_el")), name="encargo_caduca_despues"),
        ]
        indexes = [
            models.Index(fields=["solicitante", "-pedido_el"], name="encargo_de_quien"),
            models.Index(fields=["caduca_el"], name="encargo_por_retirar"),
        ]

    def __str__(self) -> str:
        return f"{self.acto} {self.pedido_el:%d/%m/%Y %H:%M}"


class FilaEncargo(models.Model):
    """One of the things of an act over many, in the order in which they are done. `motivo`: why it could not be done, or not yet."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("En espera")
        HECHA = "hecha", _("Hecha")
        FALLIDA = "fallida", _("No se ha hecho")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    encargo = models.ForeignKey(Encargo, on_delete=models.CASCADE, related_name="filas")
    orden = models.PositiveSmallIntegerField()
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="+")
    tarea = models.ForeignKey("motor.Tarea", on_delete=models.PROTECT, null=True, related_name="+")
    estado = models.CharField(max_length=9, choices=Estado.choices, default=Estado.PENDIENTE)
    motivo = models.CharField(max_length=500, blank=True)

    proposito_datos = _("Decir qué se hizo con cada tarea o expediente, y por qué no se pudo (LPACAP art. 71)")
    conservacion_datos = _("30 días")

    class Meta:
        verbose_name = _("fila de un trabajo en bloque")
        constraints = [
            models.UniqueConstraint(fields=["encargo", "orden"], name="fila_encargo_en_orden"),
            models.UniqueConstraint(
                fields=["encargo", "expediente", "tarea"], nulls_distinct=False, name="fila_encargo_una_vez"
            ),
            models.CheckConstraint(condition=~Q(estado="fallida") | ~Q(motivo=""), name="fila_encargo_por_que_no"),
        ]

    def __str__(self) -> str:
        return f"{self.orden} {self.estado}"
