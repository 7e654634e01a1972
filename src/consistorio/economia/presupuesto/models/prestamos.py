"""The loans that the town owes (TRLRHL 48-55): what was drawn, what is to be paid back and when."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.creditos import euros
from consistorio.economia.presupuesto.models.operaciones import Operacion
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

CONTADORES_DE_PRESTAMO = ("dispuesto", "amortizado", "a_corto")


@avalada(salvo=CONTADORES_DE_PRESTAMO)
class Prestamo(models.Model):
    """A loan. `concepto`: of income, chapter 9; `amortiza`, `intereses`: applications by programme and economic code; `condiciones`: its rate, grace and
    guarantees, in words; counters in euros: what was drawn, paid
    back, and what of the rest is in account 520 because it falls due within a year."""

    codigo = models.CharField(primary_key=True, max_length=20)
    denominacion = models.CharField(max_length=200)
    entidad = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    formalizado = models.DateField()
    principal = euros()
    concepto = models.CharField(max_length=7)
    amortiza = models.CharField(max_length=30)
    intereses = models.CharField(max_length=30)
    condiciones = models.CharField(max_length=500, blank=True, default="")
    dispuesto = euros()
    amortizado = euros()
    a_corto = euros()

    proposito_datos = _("Saber a quién se debe el capital de los préstamos (TRLRHL arts. 48-55)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("préstamo")
        constraints = [
            models.CheckConstraint(
                condition=Q(principal__gt=0, dispuesto__lte=F("principal"), amortizado__lte=F("dispuesto"))
                & Q(amortizado__gte=0, a_corto__gte=0, a_corto__lte=F("dispuesto") - F("amortizado")),
                name="prestamo_vivo",
            ),
            models.CheckConstraint(
                condition=Q(codigo__regex=r"^[A-Z0-9_-]+$", concepto__startswith="9"), name="prestamo_codigos"
            ),
        ]

    def __str__(self) -> str:
        return self.codigo

    @property
    def vivo(self) -> Decimal:
        """What is owed, in euros."""
        return self.dispuesto - self.amortizado


@avalada()
class CuotaPrestamo(models.Model):
    """What falls due on a day, in euros; `operacion`: the obligation by which it was recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    prestamo = models.ForeignKey(Prestamo, on_delete=models.PROTECT, related_name="cuotas")
    numero = models.PositiveSmallIntegerField()
    vence = models.DateField()
    amortizacion = euros()
    intereses = euros()
    operacion = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("cuota de un préstamo")
        constraints = [
            models.UniqueConstraint(fields=["prestamo", "numero"], name="cuotaprestamo_numero"),
            models.CheckConstraint(
                condition=Q(amortizacion__gte=0, intereses__gte=0) & (Q(amortizacion__gt=0) | Q(intereses__gt=0)),
                name="cuotaprestamo_importes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prestamo_id} {self.numero}"

    @property
    def total(self) -> Decimal:
        """What falls due, in euros."""
        return self.amortizacion + self.intereses


@avalada(fija=True)
class MovimientoPrestamo(models.Model):
    """What changed in a loan, in euros: drawn, paid back, moved to the short term; `operacion`: with which, `asiento`: or by which entry alone."""

    class Clase(models.TextChoices):
        DISPOSICION = "disposicion", _("Disposición")
        AMORTIZACION = "amortizacion", _("Amortización")
        RECLASIFICACION = "reclasificacion", _("Reclasificación a corto plazo")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    prestamo = models.ForeignKey(Prestamo, on_delete=models.PROTECT, related_name="movimientos")
    clase = models.CharField(max_length=15, choices=Clase.choices)
    fecha = models.DateField()
    importe = euros()
    a_corto = euros()
    operacion = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asiento = models.ForeignKey(
        "contabilidad.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("movimiento de un préstamo")

    def __str__(self) -> str:
        return f"{self.prestamo_id} {self.clase} {self.importe}"
