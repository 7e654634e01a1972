"""Why somebody did with a task what has to be explained."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class MotivoDeTarea(models.Model):
    """A reason given in writing, which stays on record. `anterior`: of a task done out of its turn, the one that it went before (LPACAP 71.2)."""

    class Clase(models.TextChoices):
        ADELANTO = "adelanto", _("Adelantada a otra más antigua")
        DELEGACION = "delegacion", _("Delegada en otra persona de la unidad")
        SOBRA = "sobra", _("No hace falta en su expediente")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tarea = models.ForeignKey("motor.Tarea", on_delete=models.PROTECT, related_name="motivos")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    texto = models.CharField(max_length=600)
    anterior = models.ForeignKey(
        "motor.Tarea", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    dado_por = models.UUIDField()
    dado_el = models.DateTimeField()

    proposito_datos = _(
        "Dejar constancia de por qué se alteró el orden, se delegó o se dejó sin hacer una tarea (LPACAP art. 71)"
    )
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("motivo de una tarea")
        constraints = [
            models.CheckConstraint(condition=~Q(texto=""), name="motivo_con_texto"),
            models.CheckConstraint(
                condition=Q(clase="adelanto", anterior__isnull=False) | ~Q(clase="adelanto") & Q(anterior=None),
                name="motivo_adelanto_a_cual",
            ),
        ]

    def __str__(self) -> str:
        return self.texto
