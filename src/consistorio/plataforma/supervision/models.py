"""State of the supervision."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class VillaReal(models.Model):
    """The database is a real town's: one row at most, and never taken back (base.marca). Immutable."""

    unica = models.BooleanField(primary_key=True, default=True, editable=False)
    dir3 = models.CharField(max_length=9)
    marcada_el = models.DateTimeField()

    class Meta:
        verbose_name = _("ayuntamiento de verdad")
        constraints = [models.CheckConstraint(condition=models.Q(unica=True), name="villa_real_unica")]

    def __str__(self) -> str:
        return self.dir3


class IntervencionTrabajo(models.Model):
    """What somebody did about a job, and why. Immutable."""

    class Que(models.TextChoices):
        """Kinds of intervention."""

        REINTENTAR = "reintentar", _("reintentado")
        ABANDONAR = "abandonar", _("abandonado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    trabajo = models.BigIntegerField()
    nombre = models.CharField(max_length=128)
    que = models.CharField(max_length=12, choices=Que.choices)
    motivo = models.CharField(max_length=500, blank=True)
    actor_id = models.UUIDField()
    momento = models.DateTimeField()

    proposito_datos = _("Saber quién decidió reintentar o abandonar un trabajo automático")
    conservacion_datos = _("La del registro de actividad: 5 años (configurable)")

    class Meta:
        verbose_name = _("intervención en un trabajo")
        indexes = [models.Index(fields=["trabajo", "-momento"], name="intervencion_de_trabajo")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(que="abandonar") | ~models.Q(motivo=""), name="intervencion_abandono_con_motivo"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trabajo} {self.que}"
