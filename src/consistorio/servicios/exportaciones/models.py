"""State of the copies of cases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class Exportacion(models.Model):
    """A copy of a whole case that somebody asked for: `hechos` of its `total` documents are in it already. Its file lies in the store under its
    identifier until `caduca_el`; then both go. `motivo`: why it could not be made, or not yet.
    """

    class Clase(models.TextChoices):
        COMPRIMIDO = "comprimido", _("Todos los documentos (ZIP)")
        LIBRO = "libro", _("Libro en PDF con índice")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Haciéndose")
        HECHA = "hecha", _("Lista")
        FALLIDA = "fallida", _("No se ha podido hacer")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="exportaciones")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    solicitante = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    pedida_el = models.DateTimeField()
    estado = models.CharField(max_length=9, choices=Estado.choices, default=Estado.PENDIENTE)
    hechos = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tamano = models.PositiveBigIntegerField(default=0)
    caduca_el = models.DateTimeField()
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Entregar a quien tramita la copia del expediente que pidió (LPACAP art. 70)")
    conservacion_datos = _("1 día")

    class Meta:
        verbose_name = _("copia de un expediente")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "solicitante", "clase"],
                condition=Q(estado="pendiente"),
                name="exportacion_una_pendiente",
            ),
            models.CheckConstraint(condition=Q(caduca_el__gt=F("pedida_el")), name="exportacion_caduca_despues"),
        ]
        indexes = [models.Index(fields=["caduca_el"], name="exportacion_por_retirar")]

    def __str__(self) -> str:
        return f"{self.clase} {self.expediente_id}"

    @property
    def nombre(self) -> str:
        """Under which its file lies in the store."""
        return f"exportacion-{self.id}"
