"""State of the fixed assets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Bien(models.Model):
    """An asset. `cuenta`: of the chart, three figures; `valor`: what it cost, and `residual`: what it will be worth at the end, in euros; `vida`: years that it serves, none
    if it is not used up; `previa`: what was already used up when it came to this program."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.PositiveIntegerField(unique=True)
    nombre = models.CharField(max_length=200)
    cuenta = models.CharField(max_length=12)
    valor = models.DecimalField(max_digits=14, decimal_places=2)
    residual = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    previa = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    en_servicio = models.DateField()
    vida = models.PositiveSmallIntegerField(null=True, blank=True)
    linea_id = models.UUIDField(null=True, blank=True)
    baja = models.DateField(null=True, blank=True)
    causa_baja = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("bien")
        constraints = [
            models.CheckConstraint(
                condition=Q(valor__gt=0, residual__gte=0, residual__lte=F("valor")), name="bien_valor"
            ),
            models.CheckConstraint(
                condition=Q(previa__gte=0, previa__lte=F("valor") - F("residual")), name="bien_previa"
            ),
            models.CheckConstraint(condition=Q(vida=None) | Q(vida__gte=1, vida__lte=200), name="bien_vida"),
            models.CheckConstraint(
                condition=Q(baja=None, causa_baja="") | Q(baja__gte=F("en_servicio")) & ~Q(causa_baja=""),
                name="bien_baja",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.nombre}"


@avalada()
class Dotacion(models.Model):
    """What an asset was used up in a year, and the entry that says it. One that stands for each asset and year; `deshecha`: the entry that undid it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bien = models.ForeignKey(Bien, on_delete=models.PROTECT, related_name="dotaciones")
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    asiento = models.ForeignKey("contabilidad.Asiento", on_delete=models.PROTECT, related_name="+")
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    deshecha = models.ForeignKey(
        "contabilidad.Asiento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    class Meta:
        verbose_name = _("dotación a la amortización")
        constraints = [
            models.UniqueConstraint(
                fields=["bien", "ejercicio"], condition=Q(deshecha=None), name="dotacion_una_en_pie_al_anio"
            ),
            models.CheckConstraint(condition=Q(importe__gt=0), name="dotacion_importe"),
        ]

    def __str__(self) -> str:
        return str(self.importe)
