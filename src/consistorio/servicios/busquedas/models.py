"""State of the searches and of the views of a list that are kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7

MAXIMO_NOMBRE, MAXIMO_TEXTO = 80, 100


class BusquedaGuardada(models.Model):
    """What somebody looks for often: words, and of which kind of thing, or of all. `unidad`: whose people may use it too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+", db_index=False)
    nombre = models.CharField(max_length=MAXIMO_NOMBRE)
    texto = models.CharField(max_length=MAXIMO_TEXTO)
    clase = models.SlugField(max_length=20, blank=True, db_index=False)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    guardada_el = models.DateTimeField()

    proposito_datos = _("Repetir sin escribirlas las búsquedas que cada persona de la plantilla hace en su trabajo")
    conservacion_datos = _("Hasta que quien la guardó la borra o deja de trabajar en el Ayuntamiento")

    class Meta:
        verbose_name = _("búsqueda guardada")
        constraints = [
            models.UniqueConstraint(fields=["empleado", "nombre"], name="busqueda_nombre_unico"),
            models.CheckConstraint(condition=~Q(nombre="") & ~Q(texto=""), name="busqueda_dice_algo"),
        ]
        indexes = [
            models.Index(fields=["unidad", "nombre"], condition=Q(unidad__isnull=False), name="busqueda_de_unidad")
        ]

    def __str__(self) -> str:
        return self.nombre


class VistaGuardada(models.Model):
    """How somebody often looks at a list: its filters, each by the name of its field. `lista`: of which list; `unidad`: whose people may use it too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+", db_index=False)
    lista = models.SlugField(max_length=30, db_index=False)
    nombre = models.CharField(max_length=MAXIMO_NOMBRE)
    filtros = models.JSONField()
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    guardada_el = models.DateTimeField()

    proposito_datos = _("Repetir sin escribirlos los filtros con los que cada persona de la plantilla mira una lista")
    conservacion_datos = _("Hasta que quien la guardó la borra o deja de trabajar en el Ayuntamiento")

    class Meta:
        verbose_name = _("vista guardada")
        constraints = [
            models.UniqueConstraint(fields=["empleado", "lista", "nombre"], name="vista_nombre_unico"),
            models.CheckConstraint(condition=~Q(nombre="") & ~Q(lista="") & ~Q(filtros={}), name="vista_dice_algo"),
        ]
        indexes = [models.Index(fields=["unidad", "lista"], condition=Q(unidad__isnull=False), name="vista_de_unidad")]

    def __str__(self) -> str:
        return self.nombre


class VistaPrimera(models.Model):
    """With which view, own or of a unit, a list opens for somebody. It goes with the view."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+", db_index=False)
    lista = models.SlugField(max_length=30, db_index=False)
    vista = models.ForeignKey(VistaGuardada, on_delete=models.CASCADE, related_name="primeras")

    proposito_datos = _("Abrir cada lista como la mira quien la abre")
    conservacion_datos = _(
        "Hasta que se elige otra, se borra la vista o la persona deja de trabajar en el Ayuntamiento"
    )

    class Meta:
        verbose_name = _("vista que se abre primero")
        constraints = [models.UniqueConstraint(fields=["empleado", "lista"], name="vista_primera_una")]

    def __str__(self) -> str:
        return self.lista
