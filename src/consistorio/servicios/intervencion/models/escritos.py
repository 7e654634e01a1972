"""What is written outside the tasks of a case and waits for its signature before it counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class EscritoDeControl(models.Model):
    """A result, an answer, a decision or a report. `sobre`: the row that it is about; `datos`: what it does once it is signed."""

    class Clase(models.TextChoices):
        RESULTADO = "resultado", _("Resultado de Intervención")
        ACEPTACION = "aceptacion", _("Aceptación del reparo")
        DISCREPANCIA = "discrepancia", _("Discrepancia con el reparo")
        RESOLUCION = "resolucion", _("Resolución de la discrepancia")
        OMISION = "omision", _("Informe de omisión de la función interventora")
        DECISION = "decision", _("Decisión sobre la omisión")
        ACTA = "acta", _("Acta de comprobación material")
        ANUAL = "anual", _("Informe anual")
        RESUMEN = "resumen", _("Informe resumen del control interno")

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADO = "firmado", _("Firmado")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    sobre = models.CharField(max_length=60)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    datos = models.JSONField(default=dict)
    estado = models.CharField(max_length=8, choices=Estado.choices, default=Estado.EN_FIRMA)
    escrito_el = models.DateTimeField()
    escrito_por = models.UUIDField()
    terminado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Dejar escrito y firmado el control de Intervención y lo que se contesta (RD 424/2017)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("escrito de control")
        verbose_name_plural = _("escritos de control")
        constraints = [
            models.UniqueConstraint(fields=["sobre"], condition=Q(estado="en_firma"), name="escrito_uno_por_firmar"),
            models.CheckConstraint(
                condition=Q(estado="en_firma", terminado_el=None)
                | ~Q(estado="en_firma") & Q(terminado_el__isnull=False),
                name="escrito_terminado",
            ),
        ]
        indexes = [models.Index(fields=["sobre", "id"], name="escrito_sobre")]

    def __str__(self) -> str:
        return self.clase
