"""Why an obligation of a year is of an expense of an earlier one (RD 500/1990 arts. 26.2 and 60)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.operaciones import Operacion
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class GastoDeAntes(models.Model):
    """The reason of an obligation, of the table of `gasto_de_antes`. `documento_id`: the agreement or act; `compromiso`: the operation of an earlier year that committed it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operacion = models.OneToOneField(Operacion, on_delete=models.PROTECT, related_name="de_antes")
    causa = models.CharField(max_length=20)
    documento_id = models.UUIDField(null=True, blank=True)
    compromiso = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("gasto de un ejercicio anterior")
        constraints = [models.CheckConstraint(condition=~Q(causa=""), name="gastodeantes_con_causa")]

    def __str__(self) -> str:
        return f"{self.operacion_id} {self.causa}"
