"""The payrolls that were imported."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.operaciones import Operacion
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Nomina(models.Model):
    """A month of payroll: its obligation (ADO of many applications), what its payment keeps (concept of no budget -> euros, as text) and from which account of the
    treasury it is paid. `huella`: SHA-256 of its rows and its text (`nomina.huella_de`), which are not imported twice in any year, unless its obligation was corrected (`anulada`); `motivo`: why the same rows were noted again under another text. No personal data: who is paid is in the payroll system."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    huella = models.CharField(max_length=64)
    texto = models.CharField(max_length=300)
    ordinal = models.CharField(max_length=12)
    bruto = models.DecimalField(max_digits=14, decimal_places=2)
    neto = models.DecimalField(max_digits=14, decimal_places=2)
    descuentos = models.JSONField(default=dict)
    operacion = models.OneToOneField(Operacion, on_delete=models.PROTECT, related_name="+")
    pago = models.OneToOneField(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    anulada = models.BooleanField(default=False)
    motivo = models.CharField(max_length=300, blank=True, default="")

    proposito_datos = _("Pagar las nóminas y lo que se retiene de ellas, por sumas (TRLRHL arts. 184-187)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("nómina")
        constraints = [
            models.UniqueConstraint(fields=["huella"], condition=Q(anulada=False), name="nomina_una_vez"),
            models.CheckConstraint(condition=Q(bruto__gt=0, neto__gte=0, bruto__gte=F("neto")), name="nomina_importes"),
        ]

    def __str__(self) -> str:
        return self.texto

    @property
    def retenido(self) -> Decimal:
        """What its payment keeps, in euros."""
        return self.bruto - self.neto
