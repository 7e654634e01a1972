"""State of the tree. Every table is append-only: triggers refuse UPDATE, DELETE and TRUNCATE."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_HEX = r"^[0-9a-f]{64}$"


class Hoja(models.Model):
    """A leaf: the position in the tree of one event of the log, and its hash over the event's canonical bytes."""

    indice = models.BigIntegerField(primary_key=True)
    evento = models.OneToOneField("auditoria.Evento", on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("hoja")
        constraints = [
            models.CheckConstraint(condition=Q(indice__gte=0), name="hoja_desde_0"),
            models.CheckConstraint(condition=Q(hash__regex=_HEX), name="hoja_hash"),
        ]

    def __str__(self) -> str:
        return f"hoja {self.indice}"


class Nodo(models.Model):
    """A complete subtree of level 1 or more: what makes proofs cost a handful of rows."""

    nivel = models.SmallIntegerField()
    indice = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("nodo")
        constraints = [
            models.UniqueConstraint(fields=["nivel", "indice"], name="nodo_unico"),
            models.CheckConstraint(condition=Q(nivel__gte=1, indice__gte=0), name="nodo_lugar"),
            models.CheckConstraint(condition=Q(hash__regex=_HEX), name="nodo_hash"),
        ]

    def __str__(self) -> str:
        return f"nodo {self.nivel}.{self.indice}"


class Cabecera(models.Model):
    """A head: size and root of the tree at an instant, with the organ's seal (CAdES, base64) over its canonical JSON."""

    tamano = models.BigIntegerField(primary_key=True)
    raiz = models.CharField(max_length=64)
    momento = models.DateTimeField()
    organo = models.CharField(max_length=9)
    firma = models.TextField()

    class Meta:
        verbose_name = _("cabecera del árbol")
        constraints = [
            models.CheckConstraint(condition=Q(tamano__gte=1), name="cabecera_tamano"),
            models.CheckConstraint(condition=Q(raiz__regex=_HEX), name="cabecera_raiz"),
        ]

    def __str__(self) -> str:
        return f"{self.tamano} {self.raiz[:12]}"


class SelloCabecera(models.Model):
    """The time-stamp answer (RFC 3161, DER) over the published bytes of a head."""

    cabecera = models.OneToOneField(Cabecera, on_delete=models.PROTECT, primary_key=True, related_name="sello")
    respuesta = models.BinaryField()
    sellada_el = models.DateTimeField()

    class Meta:
        verbose_name = _("sello de tiempo de una cabecera")

    def __str__(self) -> str:
        return f"sello de {self.cabecera_id}"


class SuscripcionCabeceras(models.Model):
    """Somebody who keeps our published heads, by mail. The last sent says where to go on."""

    correo = models.EmailField(unique=True)
    alta = models.DateTimeField()
    baja = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Enviar las cabeceras publicadas a quien quiere guardarlas fuera del Ayuntamiento")
    conservacion_datos = _("Hasta que se da de baja")

    class Meta:
        verbose_name = _("suscripción a las cabeceras")

    def __str__(self) -> str:
        return f"suscripción {self.pk}"
