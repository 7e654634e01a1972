"""State of the catalogue."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.recordado import Recordado
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tipos import Definicion

_LEIDAS: Recordado[Definicion] = Recordado()


class Modelo(models.Model):
    """One version of the standard model or of an area's model. Immutable."""

    class Clase(models.TextChoices):
        MODELO = "modelo", _("Modelo estándar")
        AREA = "area", _("Modelo de área")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=8, choices=Clase.choices)
    codigo = models.CharField(max_length=60)
    numero = models.PositiveIntegerField()
    nombre = models.CharField(max_length=200)
    definicion = models.JSONField()
    huella = models.CharField(max_length=64)
    cargado_el = models.DateTimeField()

    class Meta:
        verbose_name = _("modelo de tramitación")
        constraints = [models.UniqueConstraint(fields=["clase", "codigo", "numero"], name="modelo_version_unica")]

    def __str__(self) -> str:
        return f"{self.nombre} v{self.numero}"


class Area(models.Model):
    """The unit that answers for an area named in the definitions: they name areas, each town says who they are."""

    codigo = models.CharField(max_length=60, primary_key=True)
    nombre = models.CharField(max_length=160)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="areas"
    )

    class Meta:
        verbose_name = _("área")

    def __str__(self) -> str:
        return self.nombre


class Procedimiento(models.Model):
    """A procedure of the town, through its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.CharField(max_length=60, unique=True)
    nombre = models.CharField(max_length=200)
    serie = models.CharField(max_length=6)

    class Meta:
        verbose_name = _("procedimiento")
        constraints = [models.CheckConstraint(condition=Q(serie__regex=r"^[A-Z]{2,6}$"), name="procedimiento_serie")]

    def __str__(self) -> str:
        return self.nombre


class VersionProcedimiento(models.Model):
    """A composed definition. Published, it is locked by trigger; a running case keeps its version."""

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("En preparación")
        PUBLICADA = "publicada", _("Publicada")
        RETIRADA = "retirada", _("Retirada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedimiento = models.ForeignKey(Procedimiento, on_delete=models.PROTECT, related_name="versiones")
    numero = models.PositiveIntegerField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    definicion = models.JSONField()
    huella = models.CharField(max_length=64)
    modelo = models.ForeignKey(Modelo, on_delete=models.PROTECT, related_name="versiones")
    formulario = models.OneToOneField(
        "formularios.DefinicionFormulario", on_delete=models.PROTECT, related_name="version_procedimiento"
    )
    cargada_el = models.DateTimeField()
    publicada_el = models.DateTimeField(null=True, blank=True)
    retirada_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("versión de procedimiento")
        constraints = [
            models.UniqueConstraint(fields=["procedimiento", "numero"], name="version_numero_unico"),
            models.UniqueConstraint(
                fields=["procedimiento"], condition=Q(estado="publicada"), name="version_una_publicada"
            ),
            models.CheckConstraint(
                condition=Q(estado="borrador", publicada_el=None, retirada_el=None)
                | Q(estado="publicada", publicada_el__isnull=False, retirada_el=None)
                | Q(estado="retirada", publicada_el__isnull=False, retirada_el__isnull=False),
                name="version_estado_con_fechas",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedimiento} v{self.numero}"

    @property
    def tipada(self) -> Definicion:
        """The typed definition, read once a process."""
        return _LEIDAS.de(self.huella, lambda: leer_definicion(self.definicion)[0])
