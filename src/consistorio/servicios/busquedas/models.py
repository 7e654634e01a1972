"""State of the searches that are kept."""

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
