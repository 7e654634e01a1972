"""What is filed in FACe, and what FACe knows of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consistorio.economia.facturas.models.entregas import Entrega
from consistorio.economia.facturas.models.pasos import PasoFactura
from consistorio.economia.facturas.models.proposito import CONSERVACION, PROPOSITO
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class RegistroFace(models.Model):
    """A filing in FACe: the number that it has there and what of ours it is. Until it is confirmed, FACe offers it again.

    `anulacion_pedida`: the request to cancel it that was noted last, by the instant that FACe says, as it says it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.CharField(max_length=60, unique=True)
    oficina_contable = models.CharField(max_length=10, blank=True)
    entrega = models.OneToOneField(Entrega, on_delete=models.PROTECT, related_name="face")
    recogida_el = models.DateTimeField()
    confirmada_el = models.DateTimeField(null=True, blank=True)
    anulacion_pedida = models.CharField(max_length=60, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("registro en el punto general de entrada")
        verbose_name_plural = _("registros en el punto general de entrada")

    def __str__(self) -> str:
        return self.numero

    @property
    def cadena(self) -> str:
        """The chain of its facts."""
        return f"face:{self.id}"


@avalada(fija=True)
class DichoFace(models.Model):
    """FACe knows of a step of an invoice, by this code of its states. Each step once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registro = models.ForeignKey(RegistroFace, on_delete=models.PROTECT, related_name="dichos")
    paso = models.OneToOneField(PasoFactura, on_delete=models.PROTECT, related_name="dicho_a_face")
    codigo = models.CharField(max_length=4)
    dicho_el = models.DateTimeField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("estado dicho al punto general de entrada")
        verbose_name_plural = _("estados dichos al punto general de entrada")

    def __str__(self) -> str:
        return self.codigo
