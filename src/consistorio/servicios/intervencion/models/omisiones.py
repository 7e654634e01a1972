"""What was ordered without the control that it owed (RD 424/2017 art. 28)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

PENDIENTES = ("notada", "informada")


@avalada()
class Omision(models.Model):
    """An expense or an obligation that nobody fiscalised when it was due: who saw it and when, and what is decided.

    `objeto`: how others name it (`factura:<uuid>`, `expediente:<uuid>`); `importe`: in euros, with VAT; `aplicacion` and `ejercicio`: of the budget; `devengo_id`: the
    operation that noted it in 413 meanwhile; `decide`: who says whether it goes on.
    """

    class Estado(models.TextChoices):
        NOTADA = "notada", _("Falta el informe de Intervención")
        INFORMADA = "informada", _("Falta decidir si continúa")
        CONTINUA = "continua", _("Se acordó continuar")
        NO_CONTINUA = "no_continua", _("Se acordó no continuar")

    class Decide(models.TextChoices):
        PRESIDENCIA = "presidencia", _("Presidencia")
        PLENO = "pleno", _("Pleno")
        JUNTA = "junta", _("Junta de Gobierno Local")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    objeto = models.CharField(max_length=60)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="omisiones"
    )
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, db_index=False, related_name="+")
    asunto = models.CharField(max_length=300)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    aplicacion = models.CharField(max_length=40, blank=True)
    ejercicio = models.PositiveSmallIntegerField()
    como = models.TextField()
    notada_el = models.DateTimeField()
    notada_por = models.UUIDField()
    devengo_id = models.UUIDField(null=True, blank=True)
    decide = models.CharField(max_length=12, choices=Decide.choices)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.NOTADA)
    informe = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    decision = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    decidida_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Conocer y resolver la omisión de la función interventora (RD 424/2017 art. 28)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("omisión de la función interventora")
        verbose_name_plural = _("omisiones de la función interventora")
        constraints = [
            models.UniqueConstraint(
                fields=["objeto"], condition=~Q(estado="no_continua"), name="omision_una_de_cada_cosa"
            ),
            models.CheckConstraint(condition=Q(importe__gt=0), name="omision_importe"),
            models.CheckConstraint(condition=Q(estado="notada") | Q(informe__isnull=False), name="omision_con_informe"),
            models.CheckConstraint(
                condition=Q(estado__in=PENDIENTES, decidida_el=None, decision=None)
                | Q(decidida_el__isnull=False, decision__isnull=False) & ~Q(estado__in=PENDIENTES),
                name="omision_decidida_entera",
            ),
        ]
        indexes = [
            models.Index(fields=["notada_el"], name="omision_notada"),
            models.Index(fields=["expediente"], condition=Q(estado__in=PENDIENTES), name="omision_pendiente"),
        ]

    def __str__(self) -> str:
        return self.estado

    @property
    def referencia(self) -> str:
        """How what is written about it names it."""
        return f"omision:{self.id}"
