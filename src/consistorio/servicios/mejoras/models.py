"""State of the requests of change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(salvo=("por_ver",))
class PeticionDeArea(models.Model):
    """A unit asks the area of a procedure to change something in it.

    `area`: the one of the procedure when it was asked. `borrador` and `version`: what carries the change, once somebody said so. `antes_*`: how the
    procedure went when it was accepted, over what was decided in `antes_desde`-`antes_hasta`. `por_ver`: something happened that who asked has not seen.
    """

    class Estado(models.TextChoices):
        ABIERTA = "abierta", _("Abierta")
        ACEPTADA = "aceptada", _("Aceptada")
        RECHAZADA = "rechazada", _("Rechazada")
        HECHA = "hecha", _("Hecha")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedimiento = models.ForeignKey("catalogo.Procedimiento", on_delete=models.PROTECT, related_name="peticiones")
    area = models.CharField(max_length=60)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+", db_index=False)
    pedida_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+", db_index=False)
    pedida_el = models.DateTimeField()
    problema = models.TextField()
    mejora = models.TextField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ABIERTA)
    motivo = models.TextField(blank=True)
    decidida_por = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decidida_el = models.DateTimeField(null=True, blank=True)
    borrador = models.ForeignKey(
        "catalogo.BorradorProcedimiento", on_delete=models.PROTECT, null=True, blank=True, related_name="peticiones"
    )
    version = models.ForeignKey(
        "catalogo.VersionProcedimiento", on_delete=models.PROTECT, null=True, blank=True, related_name="peticiones"
    )
    hecha_el = models.DateTimeField(null=True, blank=True)
    antes_desde = models.DateField(null=True, blank=True)
    antes_hasta = models.DateField(null=True, blank=True)
    antes_casos = models.PositiveIntegerField(null=True, blank=True)
    antes_dias = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    antes_tareas = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    por_ver = models.BooleanField(default=False)

    proposito_datos = _("Mejorar los procedimientos con lo que piden las unidades (LRJSP art. 3.1)")
    conservacion_datos = _("Mientras conste el procedimiento")

    class Meta:
        verbose_name = _("petición de cambio de un procedimiento")
        verbose_name_plural = _("peticiones de cambio de los procedimientos")
        constraints = [
            models.CheckConstraint(condition=~Q(problema="") & ~Q(mejora=""), name="peticion_dice_que"),
            models.CheckConstraint(
                condition=Q(estado="abierta", decidida_el=None) | ~Q(estado="abierta") & Q(decidida_el__isnull=False),
                name="peticion_decidida_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(estado="rechazada") & ~Q(motivo="") | ~Q(estado="rechazada") & Q(motivo=""),
                name="peticion_rechazada_con_motivo",
            ),
            models.CheckConstraint(
                condition=Q(estado="hecha", hecha_el__isnull=False, version__isnull=False)
                | ~Q(estado="hecha") & Q(hecha_el=None),
                name="peticion_hecha_en_una_version",
            ),
        ]
        indexes = [
            models.Index(fields=["unidad", "estado", "-id"], name="peticion_de_unidad"),
            models.Index(fields=["area", "estado", "-id"], name="peticion_de_area"),
            models.Index(fields=["pedida_por", "-id"], condition=Q(por_ver=True), name="peticion_por_ver"),
        ]

    def __str__(self) -> str:
        return f"{self.procedimiento_id} {self.estado}"

    @property
    def cadena(self) -> str:
        """Name of its chain of facts."""
        return f"mejora:{self.id}"


@avalada(fija=True)
class MensajeDePeticion(models.Model):
    """What somebody of either side says about a request. It never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peticion = models.ForeignKey(PeticionDeArea, on_delete=models.PROTECT, related_name="mensajes", db_index=False)
    autor = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    texto = models.TextField()
    escrito_el = models.DateTimeField()

    proposito_datos = _("Hablar de un cambio entre quien lo pide y quien prepara el procedimiento (LRJSP art. 3.1)")
    conservacion_datos = _("La de la petición")

    class Meta:
        verbose_name = _("mensaje de una petición de cambio")
        constraints = [models.CheckConstraint(condition=~Q(texto=""), name="mensaje_de_peticion_dice_algo")]
        indexes = [models.Index(fields=["peticion", "id"], name="mensaje_de_peticion")]

    def __str__(self) -> str:
        return f"{self.escrito_el:%d/%m/%Y}"
