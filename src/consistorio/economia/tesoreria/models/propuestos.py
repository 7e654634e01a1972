"""What of no budget is to be paid by the bank: how much of a concept goes to whom, until a list pays it."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

LARGO_TEXTO: Final = 300


@avalada()
class PagoPropuesto(models.Model):
    """Money that the town owes outside its budget and somebody says that is to be paid: withholdings, guarantees, what was seized for another.

    `linea`: the operation that it gives back (a deposit), when that is known; without it, the oldest of the concept are paid. In euros. It waits until a list pays it, or it is
    withdrawn, with its reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    concepto = models.ForeignKey("presupuesto.ConceptoNoPresupuestario", on_delete=models.PROTECT, related_name="+")
    linea = models.ForeignKey(
        "presupuesto.LineaOperacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    texto = models.CharField(max_length=LARGO_TEXTO)
    fecha = models.DateField()
    propuesto_el = models.DateTimeField()
    propuesto_por = models.UUIDField()
    retirado_el = models.DateTimeField(null=True, blank=True)
    retirado_por = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=LARGO_TEXTO, blank=True)

    proposito_datos = _("Pagar a cada uno lo que el ayuntamiento guarda o retuvo para él (TRLRHL art. 196)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("pago no presupuestario propuesto")
        verbose_name_plural = _("pagos no presupuestarios propuestos")
        constraints = [
            models.CheckConstraint(condition=Q(importe__gt=0) & ~Q(texto=""), name="pago_propuesto_entero"),
            models.CheckConstraint(
                condition=Q(retirado_el=None, retirado_por=None, motivo="")
                | Q(retirado_el__isnull=False, retirado_por__isnull=False) & ~Q(motivo=""),
                name="pago_propuesto_retirado",
            ),
        ]
        indexes = [models.Index(fields=["fecha"], condition=Q(retirado_el=None), name="pago_propuesto_vivos")]

    def __str__(self) -> str:
        return self.referencia

    @property
    def referencia(self) -> str:
        """What the bank gives back."""
        return f"N-{self.fecha.year}-{self.id.hex[-12:].upper()}"
