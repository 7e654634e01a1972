"""The budget of a year: its approval, its classifications and how its credits bind."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Presupuesto(models.Model):
    """The budget of a year, approved, or that of the year before while it is `prorrogado` (TRLRHL 169.6). `crea_aplicaciones`: the bases let an application that is not in it be made, with no credit, at the first expense that its
    bolsa bears. `descuadrado`: it was loaded knowing that income and expense are not equal. `plurianuales_el`: when what was committed of it in earlier years went to it."""

    ejercicio = models.OneToOneField(
        "contabilidad.Ejercicio", on_delete=models.PROTECT, primary_key=True, related_name="presupuesto"
    )
    aprobado = models.DateField()
    crea_aplicaciones = models.BooleanField(default=False)
    descuadrado = models.BooleanField(default=False)
    documento_id = models.UUIDField(null=True, blank=True)
    prorrogado = models.BooleanField(default=False)
    plurianuales_el = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("presupuesto")

    def __str__(self) -> str:
        return str(self.pk)


class Clasificacion(models.Model):
    """A code of one of the classifications of a year and its name (Orden EHA/3565/2008, anexos I, III and IV; the organic one is of the town)."""

    class Clase(models.TextChoices):
        ORGANICA = "organica", _("Orgánica")
        PROGRAMA = "programa", _("Por programas")
        GASTO = "gasto", _("Económica de gastos")
        INGRESO = "ingreso", _("Económica de ingresos")

    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=8, choices=Clase.choices)
    codigo = models.CharField(max_length=10)
    denominacion = models.CharField(max_length=600)
    propio = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("código de clasificación")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "clase", "codigo"], name="clasificacion_codigo"),
            models.CheckConstraint(condition=Q(codigo__regex=r"^[0-9A-Z]+$"), name="clasificacion_codigo_escrito"),
        ]

    def __str__(self) -> str:
        return self.codigo


@avalada(fija=True)
class ReglaVinculacion(models.Model):
    """How the applications that begin so bind (RD 500/1990 arts. 27-32): the first one that fits counts. The three levels are figures of each code that make
    the bolsa; `en_si_misma`: the application alone is its bolsa; `prorrogada`: it is of the extended budget, and binds until the new one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    orden = models.PositiveSmallIntegerField()
    organica = models.CharField(max_length=10, blank=True)
    programa = models.CharField(max_length=5, blank=True)
    economica = models.CharField(max_length=7, blank=True)
    nivel_organico = models.PositiveSmallIntegerField(default=0)
    nivel_programa = models.PositiveSmallIntegerField(default=0)
    nivel_economica = models.PositiveSmallIntegerField(default=0)
    en_si_misma = models.BooleanField(default=False)
    prorrogada = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("regla de vinculación")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "prorrogada", "orden"], name="reglavinculacion_orden"),
            models.CheckConstraint(
                condition=Q(en_si_misma=True) | Q(nivel_programa__gte=1, nivel_economica__gte=1),
                name="reglavinculacion_area_y_capitulo",
            ),
        ]

    def __str__(self) -> str:
        return str(self.orden)
