"""State of the calendar."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class DesfaseReloj(models.Model):
    """How far the town's clock stands from the machine's, in demo and tests. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    desfase = models.DurationField()

    class Meta:
        verbose_name = _("desfase del reloj")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="desfase_una_fila")]

    def __str__(self) -> str:
        return str(self.desfase)


class PublicacionCalendario(models.Model):
    """The inhábiles of one territory in one year, as published (LPACAP 30.7). Immutable: a correction is another version.

    `territorio`: `ES`, the INE code of the autonomous community (2 digits) or of the municipality (5). `dias`: ISO date ->
    reason. `cotejada`: somebody held it against the official journal that `disposicion` names. `municipio`: the name of one, as
    addresses write it.
    """

    class Ambito(models.TextChoices):
        NACIONAL = "nacional", _("Nacional")
        AUTONOMICO = "autonomico", _("Autonómico")
        LOCAL = "local", _("Local")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ambito = models.CharField(max_length=10, choices=Ambito.choices)
    territorio = models.CharField(max_length=5)
    municipio = models.CharField(max_length=80, blank=True)
    anio = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    disposicion = models.CharField(max_length=300)
    cotejada = models.BooleanField(default=False)
    dias = models.JSONField()
    huella = models.CharField(max_length=64)
    publicada_el = models.DateTimeField()
    publicada_por = models.UUIDField()

    proposito_datos = _("Saber quién publicó cada calendario de días inhábiles (LPACAP art. 30.7)")
    conservacion_datos = _("Permanente (cómputo de los plazos)")

    class Meta:
        verbose_name = _("calendario de días inhábiles")
        verbose_name_plural = _("calendarios de días inhábiles")
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "territorio", "anio", "version"], name="calendario_version_unica"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="calendario_version_desde_1"),
            models.CheckConstraint(condition=models.Q(anio__range=(1900, 9999)), name="calendario_anio"),
            models.CheckConstraint(
                condition=models.Q(ambito="nacional", territorio="ES")
                | models.Q(ambito="autonomico", territorio__regex=r"^[0-9]{2}$")
                | models.Q(ambito="local", territorio__regex=r"^[0-9]{5}$"),
                name="calendario_territorio_de_su_ambito",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(ambito)s %(territorio)s %(anio)s, versión %(version)s") % {
            "ambito": self.get_ambito_display(),
            "territorio": self.territorio,
            "anio": self.anio,
            "version": self.version,
        }
