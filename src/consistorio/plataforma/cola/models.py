"""State of the queue that the engine does not keep."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FalloTrabajo(models.Model):
    """Why an attempt of a job failed. `trabajo` is the engine's number; the row goes when the job is purged."""

    trabajo = models.BigIntegerField()
    intento = models.PositiveIntegerField()
    momento = models.DateTimeField(auto_now_add=True)
    clase = models.CharField(max_length=120)
    explicacion = models.CharField(max_length=500, blank=True)

    proposito_datos = _("Saber por qué falló un trabajo; la explicación puede citar el caso (RD 311/2022 op.exp.7)")
    conservacion_datos = _("Hasta que se borra el trabajo de la cola")

    class Meta:
        verbose_name = _("fallo de un trabajo")
        indexes = [models.Index(fields=["trabajo", "-id"], name="fallo_de_trabajo")]

    def __str__(self) -> str:
        return f"{self.trabajo}/{self.intento} {self.clase}"


class SalidaEnMano(models.Model):
    """A mail that is leaving the house, or left (`salio_el`). `clave` names it; of one that did not leave no row stays."""

    clave = models.CharField(max_length=120, primary_key=True)
    desde = models.DateTimeField(auto_now_add=True)
    salio_el = models.DateTimeField(null=True)

    proposito_datos = _("No enviar dos veces lo que ya salió; la clave señala a qué se refiere")
    conservacion_datos = _("Hasta que se borra de la cola el trabajo que lo envió")

    class Meta:
        verbose_name = _("envío en curso")

    def __str__(self) -> str:
        return self.clave
