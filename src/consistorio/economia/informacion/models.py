"""State of the quarterly information."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class AjusteSec(models.Model):
    """What national accounts (SEC 2010) add to the budget, or take away, in euros and signed. `trimestre`: until the end of which it counts, 1 to 4. One that was wrong is
    corrected by another with its sign changed. Those of what the books say by themselves (collection, 413) take the place of what they say."""

    class Clase(models.TextChoices):
        ESTABILIDAD = "estabilidad", _("Capacidad o necesidad de financiación")
        RECAUDACION = "recaudacion", _("Recaudación de los capítulos 1 a 3, en lugar de la propuesta")
        CUENTA_413 = "cuenta_413", _("Variación de la cuenta 413, en lugar de la propuesta")
        GASTO = "gasto", _("Gasto computable del año")
        GASTO_ANTERIOR = "gasto_anterior", _("Gasto computable del año anterior")
        NORMATIVO = "normativo", _("Cambios normativos que aumentan la recaudación")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    anio = models.PositiveSmallIntegerField()
    trimestre = models.PositiveSmallIntegerField()
    clase = models.CharField(max_length=14, choices=Clase.choices)
    concepto = models.CharField(max_length=200)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    anotado_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber quién ajustó la información que se envía al Ministerio (Ley Orgánica 2/2012 art. 6)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("ajuste de contabilidad nacional")
        constraints = [
            models.CheckConstraint(condition=Q(trimestre__gte=1, trimestre__lte=4), name="ajustesec_trimestre"),
            models.CheckConstraint(condition=~Q(importe=0) & ~Q(concepto=""), name="ajustesec_entero"),
        ]

    def __str__(self) -> str:
        return self.concepto


@avalada()
class TasaDeReferencia(models.Model):
    """How much the computable expense may grow in a year, in percent with two decimals (LOEPSF 12.3), and who said so."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    por_ciento = models.DecimalField(max_digits=5, decimal_places=2)
    norma = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("tasa de referencia")
        constraints = [models.CheckConstraint(condition=~Q(norma=""), name="tasadereferencia_norma")]

    def __str__(self) -> str:
        return f"{self.anio} {self.por_ciento}"


@avalada(fija=True)
class Remision(models.Model):
    """What was sent of a quarter: the figures as they were, and their document. One that was sent again is another one (`orden`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    anio = models.PositiveSmallIntegerField()
    trimestre = models.PositiveSmallIntegerField()
    orden = models.PositiveSmallIntegerField()
    cifras = models.JSONField()
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    remitida_el = models.DateField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber qué se envió al Ministerio y quién lo hizo (Orden HAP/2105/2012 art. 16)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("remisión de información")
        verbose_name_plural = _("remisiones de información")
        constraints = [
            models.UniqueConstraint(fields=["anio", "trimestre", "orden"], name="remision_orden"),
            models.CheckConstraint(condition=Q(trimestre__gte=1, trimestre__lte=4), name="remision_trimestre"),
        ]

    def __str__(self) -> str:
        return f"{self.anio} {self.trimestre}T"
