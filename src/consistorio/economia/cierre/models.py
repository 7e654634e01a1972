"""What a year was when it was closed. PostgreSQL refuses that it changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(salvo=("reapertura_id",))
class Cierre(models.Model):
    """A closing of a year, with its settlement and its statements as they were then.

    `cuentas`: as `calculo.como_datos` writes them, with amounts as text; `huella`: SHA-256 of that in canonical JSON; `primer_asiento`, `ultimo_asiento`: numbers of its
    entries in the year; `primera_apertura`, `ultima_apertura`: in the next one; `reapertura_id`: the act that undid it. One year has one closing that stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="cierres")
    cerrado_el = models.DateTimeField()
    autor_id = models.UUIDField()
    primer_asiento = models.PositiveIntegerField()
    ultimo_asiento = models.PositiveIntegerField()
    primera_apertura = models.PositiveIntegerField()
    ultima_apertura = models.PositiveIntegerField()
    cuentas = models.JSONField()
    huella = models.CharField(max_length=64)
    reapertura = models.OneToOneField(
        "cierre.Reapertura", on_delete=models.PROTECT, null=True, blank=True, related_name="cierre"
    )

    class Meta:
        verbose_name = _("cierre")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio"], condition=Q(reapertura=None), name="cierre_uno_en_pie"),
            models.CheckConstraint(
                condition=Q(primer_asiento__gte=1, ultimo_asiento__gte=models.F("primer_asiento"))
                & Q(primera_apertura__gte=1, ultima_apertura__gte=models.F("primera_apertura")),
                name="cierre_con_asientos",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ejercicio_id)


@avalada(fija=True)
class Reapertura(models.Model):
    """The act that opens a closed year again: who signed it, why, and with what document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    motivo = models.CharField(max_length=600)
    reabierto_el = models.DateTimeField()
    autor_id = models.UUIDField()

    class Meta:
        verbose_name = _("reapertura")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="reapertura_con_motivo")]

    def __str__(self) -> str:
        return self.motivo[:60]
