"""The states of the budget of a year, from its draft to the day it was published (TRLRHL 168-169), and those of what is approved with the same steps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.modificaciones import ModificacionCredito
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


class Tramite(models.Model):
    """A state that was reached and its day. `documento_id`: the act or the announcement; `organo`: whose act it is; `reclamaciones`: there were, and the Pleno resolved them."""

    class Estado(models.TextChoices):
        PROYECTO = "proyecto", _("Proyecto con sus bases de ejecución")
        INICIAL = "inicial", _("Aprobación inicial")
        EXPOSICION = "exposicion", _("Exposición al público")
        DEFINITIVA = "definitiva", _("Aprobación definitiva")
        PUBLICADA = "publicada", _("Publicación: entra en vigor")

    class Organo(models.TextChoices):
        PRESIDENCIA = "presidencia", _("Presidencia")
        JUNTA = "junta", _("Junta de Gobierno Local")
        PLENO = "pleno", _("Pleno")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    estado = models.CharField(max_length=10, choices=Estado.choices)
    fecha = models.DateField()
    documento_id = models.UUIDField(null=True, blank=True)
    organo = models.CharField(max_length=11, choices=Organo.choices, blank=True)
    reclamaciones = models.BooleanField(default=False)

    class Meta:
        abstract = True


@avalada(fija=True)
class TramitePresupuesto(Tramite):
    """Of the budget of a year. `documento_id`: of the draft, the bases de ejecución."""

    ejercicio = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("trámite del presupuesto")
        constraints = [models.UniqueConstraint(fields=["ejercicio", "estado"], name="tramitepresupuesto_una_vez")]

    def __str__(self) -> str:
        return f"{self.ejercicio} {self.estado}"


@avalada(fija=True)
class TramiteModificacion(Tramite):
    """Of a modification that follows the steps of the budget (RD 500/1990 arts. 38 and 42.1), from its initial approval."""

    modificacion = models.ForeignKey(ModificacionCredito, on_delete=models.PROTECT, related_name="tramites")

    class Meta:
        verbose_name = _("trámite de una modificación")
        constraints = [models.UniqueConstraint(fields=["modificacion", "estado"], name="tramitemodificacion_una_vez")]

    def __str__(self) -> str:
        return f"{self.modificacion_id} {self.estado}"
