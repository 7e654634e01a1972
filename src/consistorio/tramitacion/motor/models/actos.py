"""Acts of procedure from when they are written until they take effect."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.tramitacion.motor.models.tareas import Tarea


@avalada()
class ActoTramite(models.Model):
    """An act that somebody wrote: it takes effect when it is signed (LPACAP 36 and 39.1; LRJSP 43), by its class.

    `datos`: what its effect needs and what was written, to write it again if it comes back. `motivo`: why it came back, was
    taken back or took no effect. An automated act (LRJSP 41) is born signed, with the organ's seal.
    """

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADO = "firmado", _("Firmado")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")
        RETIRADO = "retirado", _("Retirado de la firma")
        SIN_EFECTO = "sin_efecto", _("Firmado sin efecto")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="actos")
    tarea = models.ForeignKey(Tarea, on_delete=models.PROTECT, related_name="actos")
    clase = models.CharField(max_length=24)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    datos = models.JSONField(default=dict)
    dictado_por = models.UUIDField()
    dictado_el = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.EN_FIRMA)
    terminado_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=1000, blank=True)

    proposito_datos = _("Llevar cada acto de trámite hasta la firma de quien lo dicta (LPACAP art. 36; LRJSP art. 43)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("acto de trámite")
        constraints = [
            models.UniqueConstraint(fields=["tarea"], condition=Q(estado="en_firma"), name="acto_uno_en_firma"),
            models.CheckConstraint(
                condition=Q(estado="en_firma", terminado_el=None)
                | (~Q(estado="en_firma") & Q(terminado_el__isnull=False)),
                name="acto_terminado_con_fecha",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["devuelto", "retirado", "sin_efecto"]) | Q(motivo__gt=""),
                name="acto_fallido_con_motivo",
            ),
        ]
        indexes = [models.Index(fields=["expediente", "clase"], name="acto_expediente")]

    def __str__(self) -> str:
        return f"{self.clase}: {self.estado}"
