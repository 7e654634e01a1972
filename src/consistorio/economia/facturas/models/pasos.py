"""What is done with an invoice, and who is told."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from consistorio.economia.facturas.models.facturas import Factura
from consistorio.economia.facturas.models.proposito import CONSERVACION, PROPOSITO
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class PasoFactura(models.Model):
    """What somebody did with an invoice, in which capacity (`cargo`), with which words and for which reason (of `reglas.motivos`; `POR_FACE`). Immutable."""

    class Clase(models.TextChoices):
        REMITIDA = "remitida", _("Enviada a la unidad")
        IDENTIFICADA = "identificada", _("Identificada quien la expide")
        DEVUELTA = "devuelta", _("Devuelta: no es de esa unidad")
        CONFORMADA = "conformada", _("Conformada")
        FIRMADA = "firmada", _("Firmada su conformidad")
        RETIRADA = "retirada", _("Retirada su conformidad: se devolvió sin firmar")
        RECHAZADA = "rechazada", _("Rechazada")
        CONTABILIZADA = "contabilizada", _("Contabilizada la obligación")
        DESCONTABILIZADA = "descontabilizada", _("Anulada su obligación")
        PAGADA = "pagada", _("Pagada")
        IMPAGADA = "impagada", _("Devuelto su pago")
        ANULACION_PEDIDA = "anulacion_pedida", _("Quien la presentó pidió anularla")
        ANULADA = "anulada", _("Anulada")
        ANULACION_NEGADA = "anulacion_negada", _("No se aceptó anularla")
        TRAIDA = "traida", _("Traída del registro de facturas anterior")
        ADJUNTADA = "adjuntada", _("Adjuntado su original")
        RECTIFICADA = "rectificada", _("Anotado lo que rectifica")
        ASUMIDA = "asumida", _("Sigue a pesar de lo que se vio en ella")
        DESHECHA = "deshecha", _("Deshecho lo que se anotó de la rectificativa")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="pasos")
    clase = models.CharField(max_length=18, choices=Clase.choices)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    texto = models.TextField(blank=True)
    motivo = models.CharField(max_length=20, blank=True)
    dado_el = models.DateTimeField()
    dado_por = models.UUIDField()
    cargo = models.CharField(max_length=250, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("paso de una factura")
        verbose_name_plural = _("pasos de facturas")
        indexes = [models.Index(fields=["factura", "dado_el"], name="paso_factura")]

    def __str__(self) -> str:
        return self.clase


@avalada(fija=True)
class AvisoRetraso(models.Model):
    """Somebody was told that an invoice is late. `escalon`: of `reglas.Escalon`; `a_quienes`: Empleado."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="avisos")
    escalon = models.CharField(max_length=40)
    a_quienes = ArrayField(models.UUIDField(), default=list)
    dado_el = models.DateTimeField()

    proposito_datos = _("Saber a quién se avisó de que una factura se retrasa (Ley 25/2013 art. 10)")
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("aviso de retraso")
        verbose_name_plural = _("avisos de retraso")
        constraints = [models.UniqueConstraint(fields=["factura", "escalon"], name="aviso_retraso_una_vez")]

    def __str__(self) -> str:
        return self.escalon


@avalada(fija=True)
class AvisoEmisor(models.Model):
    """Who sent an invoice was told of something, or could not be. `detalle`: what the mail server said, without the address, or how it was told otherwise."""

    class Clase(models.TextChoices):
        ANOTADA = "anotada", _("Que está anotada")
        RECHAZADA = "rechazada", _("Que se rechaza, y por qué")
        DEVUELTA = "devuelta", _("Que cambia de unidad")
        PAGADA = "pagada", _("Que está pagada")
        IMPAGADA = "impagada", _("Que el banco devolvió su pago")
        ANULADA = "anulada", _("Que se anula")
        ANULACION_NEGADA = "anulacion_negada", _("Que no se anula")

    class Resultado(models.TextChoices):
        ENVIADO = "enviado", _("Enviado por correo")
        SIN_MEDIO = "sin_medio", _("No se conoce su correo")
        FALLIDO = "fallido", _("El correo no lo admite")
        DUDOSO = "dudoso", _("No se sabe si salió")
        OTRO_MEDIO = "otro_medio", _("Avisado por otro medio")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="avisos_al_emisor")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    resultado = models.CharField(max_length=10, choices=Resultado.choices)
    detalle = models.CharField(max_length=200, blank=True)
    momento = models.DateTimeField()

    proposito_datos = _("Probar que se avisó a quien expidió una factura (Ley 25/2013 art. 9)")
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("aviso a quien expidió una factura")
        verbose_name_plural = _("avisos a quienes expidieron facturas")
        indexes = [models.Index(fields=["factura", "momento"], name="aviso_emisor")]

    def __str__(self) -> str:
        return self.clase
