"""Public information of a procedure, and what anybody alleges in it (LPACAP 83)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.motor.models.tareas import Tarea


class InformacionPublica(models.Model):
    """Anybody may see part of a case and allege: 20 hábiles at least, from the announcement in the official gazette (LPACAP 83.2).

    `titulo`: what is announced, without personal data. `boletin`: in which gazette and number; `notificado_el`: its day, from which
    the days run. `ampliado`: never; only an incident of the sede makes it longer (32.4).
    """

    class Estado(models.TextChoices):
        EMITIDO = "emitido", _("Pendiente de publicar en el boletín")
        NOTIFICADO = "notificado", _("Publicada en el boletín")
        CERRADO = "cerrado", _("Cerrada")

    ampliado: ClassVar[int] = 0

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, related_name="informaciones_publicas"
    )
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="informacion_publica")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    titulo = models.CharField(max_length=200)
    dias = models.PositiveSmallIntegerField()
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.EMITIDO)
    boletin = models.CharField(max_length=120, blank=True)
    abierta_el = models.DateTimeField()
    notificado_el = models.DateTimeField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    pasos = models.JSONField(default=list)
    cerrado_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("información pública")
        constraints = [
            models.CheckConstraint(condition=Q(dias__gte=20, dias__lte=120), name="informacion_dias"),
            models.CheckConstraint(
                condition=Q(notificado_el=None, vence=None, boletin="")
                | (Q(notificado_el__isnull=False, vence__isnull=False) & ~Q(boletin="")),
                name="informacion_corre_desde_el_boletin",
            ),
            models.UniqueConstraint(
                fields=["expediente"], condition=Q(cerrado_el=None), name="informacion_una_abierta"
            ),
        ]

    def __str__(self) -> str:
        return self.titulo


class AlegacionPublica(models.Model):
    """What somebody alleged in a public information, party or not: they are owed a reasoned answer, maybe the same for many (LPACAP 83.3).

    It makes nobody a party. What they say is in the document of the case; `aportacion` is its filing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    informacion = models.ForeignKey(InformacionPublica, on_delete=models.PROTECT, related_name="alegaciones")
    aportacion = models.UUIDField(unique=True)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="alegaciones_publicas")
    representante = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    en_papel = models.BooleanField(default=False)
    presentada_el = models.DateTimeField()
    respuesta = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    respondida_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Contestar a quien alegó en una información pública (LPACAP art. 83.3)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("alegación en información pública")
        verbose_name_plural = _("alegaciones en información pública")
        constraints = [
            models.CheckConstraint(
                condition=Q(respuesta=None, respondida_el=None)
                | Q(respuesta__isnull=False, respondida_el__isnull=False),
                name="alegacion_respondida_entera",
            ),
        ]
        indexes = [
            models.Index(
                fields=["informacion", "presentada_el", "id"],
                condition=Q(respondida_el=None),
                name="alegacion_por_responder",
            )
        ]

    def __str__(self) -> str:
        return f"{self.presentada_el:%d/%m/%Y %H:%M}"
