"""Operations that an area prepares and Intervención accepts or gives back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.operaciones import LineaOperacion, Operacion
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class OperacionPrevia(models.Model):
    """An operation of expense that waits. `retencion`: the RC that holds its credit meanwhile; `operacion`: what it became; `preparada_por`, `resuelta_por`: Empleado;
    `motivo`: why it was given back."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Por revisar")
        ACEPTADA = "aceptada", _("Aceptada")
        DEVUELTA = "devuelta", _("Devuelta")
        RETIRADA = "retirada", _("Retirada por quien la preparó")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField()
    clase = models.CharField(max_length=8)
    fecha = models.DateField()
    texto = models.CharField(max_length=300)
    tercero = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    varios = models.BooleanField(default=False)
    expediente_id = models.UUIDField(null=True, blank=True)
    documento_id = models.UUIDField(null=True, blank=True)
    estado = models.CharField(max_length=9, choices=Estado.choices, default=Estado.PENDIENTE)
    retencion = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    operacion = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    preparada_el = models.DateTimeField()
    preparada_por = models.UUIDField()
    resuelta_el = models.DateTimeField(null=True, blank=True)
    resuelta_por = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=600, blank=True)

    proposito_datos = _("Revisar el gasto que propone cada área antes de contabilizarlo (TRLRHL arts. 200-205)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("operación previa")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "numero"], name="operacionprevia_numero"),
            models.CheckConstraint(
                condition=Q(estado="pendiente", resuelta_el=None)
                | (~Q(estado="pendiente") & Q(resuelta_el__isnull=False, resuelta_por__isnull=False)),
                name="operacionprevia_resuelta",
            ),
            models.CheckConstraint(
                condition=Q(estado="aceptada", operacion__isnull=False)
                | (~Q(estado="aceptada") & Q(operacion__isnull=True)),
                name="operacionprevia_aceptada",
            ),
            models.CheckConstraint(condition=~Q(estado="devuelta") | ~Q(motivo=""), name="operacionprevia_con_motivo"),
        ]
        indexes = [
            models.Index(
                fields=["ejercicio", "id"], condition=Q(estado="pendiente"), name="operacionprevia_por_revisar"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clase} previa {self.ejercicio_id}/{self.numero}"


@avalada(fija=True)
class LineaPrevia(models.Model):
    """What it asks of an application, or of a line that it follows, in euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    previa = models.ForeignKey(OperacionPrevia, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    codigo = models.CharField(max_length=30, blank=True)
    origen = models.ForeignKey(LineaOperacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    importe = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("línea de una operación previa")
        constraints = [
            models.UniqueConstraint(fields=["previa", "orden"], name="lineaprevia_orden"),
            models.CheckConstraint(condition=Q(importe__gt=0), name="lineaprevia_positiva"),
            models.CheckConstraint(
                condition=(~Q(codigo="") & Q(origen=None)) | Q(codigo="", origen__isnull=False),
                name="lineaprevia_de_que",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.importe}"
