"""What an invoice with a negative amount lowers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class RectificacionDeFactura(models.Model):
    """What an invoice with a negative amount lowers, in euros: of which one (`original`), in which operation of the accounts; with neither, `motivo` says why nothing was owed. `escritas`: the
    operations that were written to note it, as `rectificar` answers them (None: it was noted before they were kept). `de_reintegros`: what of it had come back before, as reintegros of the original say, when the rest
    lowers what was not paid. `deshecha_el`: when it was undone, the only thing of it that changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey("facturas.Factura", on_delete=models.PROTECT, related_name="como_rectificativa")
    original = models.ForeignKey(
        "facturas.Factura", on_delete=models.PROTECT, null=True, blank=True, related_name="rectificaciones"
    )
    operacion_id = models.UUIDField(null=True, blank=True)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    motivo = models.CharField(max_length=300, blank=True)
    de_reintegros = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    escritas = ArrayField(models.UUIDField(), null=True, blank=True)
    deshecha_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber qué factura corrige otra que la rebaja, y cuánto (RD 1619/2012 art. 15)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("rectificación de una factura")
        verbose_name_plural = _("rectificaciones de facturas")
        constraints = [
            models.UniqueConstraint(
                fields=["factura"], condition=Q(deshecha_el=None), name="rectificaciondefactura_una_en_pie"
            ),
            models.CheckConstraint(condition=Q(importe__gt=0), name="rectificaciondefactura_importe"),
            models.CheckConstraint(
                condition=Q(de_reintegros__gte=0, de_reintegros__lt=F("importe")),
                name="rectificaciondefactura_de_reintegros",
            ),
            models.CheckConstraint(
                condition=Q(operacion_id__isnull=False) | ~Q(motivo=""), name="rectificaciondefactura_motivo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factura_id}"
