"""State of the store."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class EstadoAntivirus(models.TextChoices):
    """What the antivirus said."""

    LIMPIO = "limpio", _("limpio")
    PENDIENTE = "pendiente", _("pendiente de analizar")
    CUARENTENA = "cuarentena", _("en cuarentena")


class Reparo(models.TextChoices):
    """Why somebody cannot read a content as it was meant. It is taken and kept all the same: who works with it is told."""

    CONTRASENA = "contrasena", _("con contraseña: no se puede abrir")
    ILEGIBLE = "ilegible", _("dañado: no se puede abrir")
    INCOMPLETO = "incompleto", _("dañado: puede faltarle una parte")


class Contenido(models.Model):
    """A sequence of bytes, known by its SHA-256 in hexadecimal. Its bytes, size and type never change; nor is it deleted here.

    `reparo`: told when it came from outside; empty when it can be read, or nobody knows how to tell.
    `firmas_antivirus`: the signatures that judged it last; empty for what the house writes itself, which nobody judges.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    tamano = models.BigIntegerField()
    tipo_mime = models.CharField(max_length=120)
    estado_antivirus = models.CharField(max_length=12, choices=EstadoAntivirus.choices)
    amenaza = models.CharField(max_length=200, blank=True)
    firmas_antivirus = models.CharField(max_length=120, blank=True, db_default="")
    guardado = models.DateTimeField(auto_now_add=True)
    reparo = models.CharField(max_length=12, choices=Reparo.choices, blank=True, db_default="")

    proposito_datos = _(
        "Guardar los archivos de documentos y borradores, con los datos que lleven dentro (LPACAP arts. 17 y 70)"
    )
    conservacion_datos = _("La del documento o borrador que lo usa")

    class Meta:
        verbose_name = _("contenido")
        constraints = [
            models.CheckConstraint(condition=models.Q(reparo__in=["", *Reparo.values]), name="contenido_reparo"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="contenido_sha256"),
            models.CheckConstraint(condition=models.Q(tamano__gte=0), name="contenido_tamano"),
            models.CheckConstraint(
                condition=models.Q(estado_antivirus__in=EstadoAntivirus.values), name="contenido_antivirus"
            ),
            models.CheckConstraint(
                condition=models.Q(amenaza="") | models.Q(estado_antivirus="cuarentena"), name="contenido_amenaza"
            ),
        ]
        indexes = [
            models.Index(
                fields=["guardado"], name="contenido_pendiente", condition=models.Q(estado_antivirus="pendiente")
            ),
            models.Index(
                fields=["-guardado"],
                name="contenido_reanalizable",
                condition=models.Q(estado_antivirus="limpio") & ~models.Q(firmas_antivirus=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.tipo_mime} {self.tamano}"


class EstadoSubida(models.TextChoices):
    """Where an upload stands."""

    ABIERTA = "abierta", _("en curso")
    COMPLETA = "completa", _("completa")
    RECHAZADA = "rechazada", _("rechazada")
    CADUCADA = "caducada", _("caducada")


class Subida(models.Model):
    """A file that arrives by pieces and may be resumed. Bytes wait in a partial file until the last one is here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    titular = models.UUIDField()
    nombre = models.CharField(max_length=255)
    tamano = models.BigIntegerField()
    recibido = models.BigIntegerField(default=0)
    estado = models.CharField(max_length=12, choices=EstadoSubida.choices, default=EstadoSubida.ABIERTA)
    motivo = models.CharField(max_length=400, blank=True)
    contenido = models.ForeignKey(Contenido, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    abierta = models.DateTimeField()
    caduca = models.DateTimeField()

    proposito_datos = _("Recibir por partes un archivo que una persona adjunta a su solicitud")
    conservacion_datos = _("Hasta que se completa o caduca (48 horas sin actividad); después queda solo el rastro")

    class Meta:
        verbose_name = _("subida")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recibido__gte=0) & models.Q(recibido__lte=models.F("tamano")), name="subida_recibido"
            ),
            models.CheckConstraint(condition=models.Q(tamano__gte=1), name="subida_tamano"),
            models.CheckConstraint(condition=models.Q(estado__in=EstadoSubida.values), name="subida_estado"),
            models.CheckConstraint(
                condition=~models.Q(estado="completa")
                | (models.Q(contenido__isnull=False) & models.Q(recibido=models.F("tamano"))),
                name="subida_completa_con_contenido",
            ),
        ]
        indexes = [models.Index(fields=["caduca"], name="subida_caduca", condition=models.Q(estado="abierta"))]

    def __str__(self) -> str:
        return f"{self.id} {self.recibido}/{self.tamano} {self.estado}"
