"""The remnants with which a year is closed: of its credits (RD 500/1990 arts. 98-100), and of the treasury, that may finance the next one (TRLRHL 182 and 191)."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.creditos import euros
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

CONTADORES_DE_REMANENTE = ("incorporado", "incorporado_comprometido")


@avalada(salvo=(*CONTADORES_DE_REMANENTE, "vigente"))
class RemanenteCredito(models.Model):
    """What an application did not spend in a year, by class, and what of it may be incorporated in the next one, in euros.

    `comprometido`: D - O; `autorizado`: A - D; the three that follow were not authorised (`disponible` goes below zero when others of its bolsa bore it).
    `obligatorio`: it has affected financing; `voluntario`: the rest of what RD 500/1990 art. 47 lets; `causas`: why. PostgreSQL refuses that more is incorporated.
    `vigente`: not so when the year was opened again. `provisional`: of a year that ended and is not closed; `sobrante`: what was incorporated beyond what is left of it, which the next
    year has to give up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    codigo = models.CharField(max_length=30)
    comprometido = euros()
    autorizado = euros()
    retenido = euros()
    no_disponible = euros()
    disponible = euros()
    obligatorio = euros()
    voluntario = euros()
    causas = models.CharField(max_length=200, blank=True)
    incorporado = euros()
    incorporado_comprometido = euros()
    vigente = models.BooleanField(default=True)
    provisional = models.BooleanField(default=False)
    sobrante = euros()

    class Meta:
        verbose_name = _("remanente de crédito")
        constraints = [
            models.UniqueConstraint(
                fields=["ejercicio", "codigo"], condition=Q(vigente=True), name="remanentecredito_de_aplicacion"
            ),
            models.CheckConstraint(
                condition=Q(incorporado__gte=F("incorporado_comprometido"), incorporado_comprometido__gte=0)
                & Q(incorporado__lte=F("obligatorio") + F("voluntario") + F("sobrante"))
                & Q(incorporado_comprometido__lte=F("comprometido") + F("sobrante")),
                name="remanentecredito_incorporado",
            ),
            models.CheckConstraint(
                condition=Q(
                    obligatorio__gte=0, voluntario__gte=0, comprometido__gte=0, autorizado__gte=0, sobrante__gte=0
                ),
                name="remanentecredito_contadores",
            ),
            models.CheckConstraint(condition=Q(vigente=True) | Q(incorporado=0), name="remanentecredito_sin_efecto"),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id} {self.codigo}"

    @property
    def total(self) -> Decimal:
        """What was not spent of it, in euros; below zero when others of its bolsa bore it."""
        return self.comprometido + self.autorizado + self.retenido + self.no_disponible + self.disponible

    @property
    def incorporable(self) -> Decimal:
        """What may be incorporated yet, in euros."""
        return max(Decimal(0), self.obligatorio + self.voluntario - self.incorporado)


@avalada(salvo=("usado", "vigente"))
class RemanenteQueFinancia(models.Model):
    """What the remnant of the treasury of a closed year may finance in the next one, in euros. `concepto`: 87000, for general expenses; 87010, excess of affected
    financing. PostgreSQL refuses that more is used. `provisional`, `sobrante`: as in `RemanenteCredito`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    concepto = models.CharField(max_length=7)
    importe = euros()
    usado = euros()
    vigente = models.BooleanField(default=True)
    provisional = models.BooleanField(default=False)
    sobrante = euros()

    class Meta:
        verbose_name = _("remanente de tesorería que financia")
        constraints = [
            models.UniqueConstraint(
                fields=["ejercicio", "concepto"], condition=Q(vigente=True), name="remanentequefinancia_concepto"
            ),
            models.CheckConstraint(
                condition=Q(usado__gte=0, usado__lte=F("importe") + F("sobrante"), sobrante__gte=0),
                name="remanentequefinancia_usado",
            ),
            models.CheckConstraint(condition=Q(vigente=True) | Q(usado=0), name="remanentequefinancia_sin_efecto"),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id} {self.concepto}"
