"""What an invoice with a negative amount lowers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class RectificacionDeFactura(models.Model):
    """What an invoice with a negative amount lowers, in euros: of which one (`original`), in which operation of the accounts; with neither, `motivo` says why nothing was owed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.OneToOneField("facturas.Factura", on_delete=models.PROTECT, related_name="rectificacion")
    original = models.ForeignKey(
        "facturas.Factura", on_delete=models.PROTECT, null=True, blank=True, related_name="rectificaciones"
    )
    operacion_id = models.UUIDField(null=True, blank=True)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Saber qué factura corrige otra que la rebaja, y cuánto (RD 1619/2012 art. 15)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("rectificación de una factura")
        verbose_name_plural = _("rectificaciones de facturas")
        constraints = [
            models.CheckConstraint(condition=Q(importe__gt=0), name="rectificaciondefactura_importe"),
            models.CheckConstraint(
                condition=Q(operacion_id__isnull=False) | ~Q(motivo=""), name="rectificaciondefactura_motivo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factura_id}"
