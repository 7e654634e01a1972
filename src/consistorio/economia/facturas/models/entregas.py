"""What arrives with invoices, and what comes beside them."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.facturas.models.proposito import CONSERVACION, PROPOSITO
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class Entrega(models.Model):
    """What arrived: a file with invoices, or the scan of one on paper, and what its signature was worth then; or one of the register of another program, without its file.

    `entrada_el`: when it was filed, from which terms run; `asiento`: its entry in the registry, if it came through it. `firma`: VALIDA, NO
    VALIDA, INDETERMINADA, or empty when it needs none. `huella`: SHA-256 of the file; of what another program noted, of its load. `numero_anterior`: the one that it has there.
    """

    class Canal(models.TextChoices):
        FACE = "face", _("Punto general de entrada")
        REGISTRO = "registro", _("Registro")
        ARCHIVO = "archivo", _("Archivo que trajo la oficina contable")
        PAPEL = "papel", _("En papel")
        ANTERIOR = "anterior", _("Registro de facturas anterior")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    canal = models.CharField(max_length=10, choices=Canal.choices)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    huella = models.CharField(max_length=64)
    numero_anterior = models.CharField(max_length=40, blank=True)
    asiento = models.ForeignKey(
        "registro.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="entregas_de_facturas"
    )
    version = models.CharField(max_length=6, blank=True)
    firma = models.CharField(max_length=13, blank=True)
    firma_dice = models.TextField(blank=True)
    entrada_el = models.DateTimeField()
    recibida_el = models.DateTimeField()
    recibida_por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("entrega de facturas")
        verbose_name_plural = _("entregas de facturas")
        constraints = [
            # Paper is scanned again; FACe gives each filing a number; a load brings many; any other file is the same file
            models.UniqueConstraint(
                fields=["huella"], condition=~Q(canal__in=["papel", "face", "anterior"]), name="entrega_una_vez"
            ),
            models.CheckConstraint(
                condition=Q(canal="anterior", documento=None) & ~Q(numero_anterior="")
                | ~Q(canal="anterior") & Q(documento__isnull=False, numero_anterior=""),
                name="entrega_con_documento",
            ),
            models.CheckConstraint(condition=Q(entrada_el__lte=F("recibida_el")), name="entrega_entra_antes"),
        ]

    def __str__(self) -> str:
        return self.canal

    @property
    def original_id(self) -> UUID | None:
        """What arrived or, of what another program noted, what was attached afterwards."""
        return self.documento_id or self.anexos.order_by("orden").values_list("documento_id", flat=True).first()


@avalada(fija=True)
class AnexoFactura(models.Model):
    """A file that came beside the invoices of a delivery, in the order in which it came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entrega = models.ForeignKey(Entrega, on_delete=models.PROTECT, related_name="anexos")
    orden = models.PositiveIntegerField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("anexo de una factura")
        verbose_name_plural = _("anexos de facturas")
        constraints = [models.UniqueConstraint(fields=["entrega", "orden"], name="anexo_factura_orden")]

    def __str__(self) -> str:
        return str(self.orden)
