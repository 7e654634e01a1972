"""A step of a case that somebody has to do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class Tarea(models.Model):
    """A task. `vence` is the internal date (last day to do it in time); it has no effect on the citizen's rights.

    `procedimiento` and `incoada_el` are its case's, kept here because they say whose turn it is (LPACAP 71.2): `incoada_el` is the entry
    that started the case, or the agreement to start it.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        EN_CURSO = "en_curso", _("En curso")
        EN_ESPERA = "en_espera", _("En espera")
        HECHA = "hecha", _("Hecha")
        CANCELADA = "cancelada", _("No procede")

    # The code of the result of a task that was closed because its case did not need it
    INNECESARIA = "innecesaria"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="tareas")
    codigo = models.CharField(max_length=60)
    tipo = models.CharField(max_length=60)
    nombre = models.CharField(max_length=200)
    fase = models.CharField(max_length=20)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="tareas")
    asignada_a = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, related_name="tareas"
    )
    procedimiento = models.ForeignKey(
        "catalogo.Procedimiento", on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    incoada_el = models.DateTimeField()
    preceptiva = models.BooleanField(default=False)
    del_modelo = models.BooleanField(default=True)
    creada_el = models.DateTimeField()
    vence = models.DateField(null=True, blank=True)
    datos = models.JSONField(default=dict, blank=True)
    resultado = models.JSONField(default=dict, blank=True)
    cerrada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Repartir el trabajo y saber quién responde de cada trámite (LPACAP arts. 20 y 53.1.b)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("tarea")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "codigo"], condition=Q(del_modelo=True), name="tarea_del_modelo_unica"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["hecha", "cancelada"], cerrada_el__isnull=False)
                | Q(estado__in=["pendiente", "en_curso", "en_espera"], cerrada_el=None),
                name="tarea_cerrada_con_fecha",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asignada_a", "vence", "id"],
                condition=Q(cerrada_el=None),
                name="tarea_abierta_de_quien",
            ),
            models.Index(
                fields=["unidad", "vence", "id"], condition=Q(cerrada_el=None), name="tarea_abierta_de_unidad"
            ),
            # The tray of what nobody took
            models.Index(
                fields=["unidad", "vence", "id"],
                condition=Q(cerrada_el=None, asignada_a=None),
                name="tarea_sin_asignar_de_unidad",
            ),
            # The tray of what waits: few of the open tasks of a unit, which would all be read to find them
            models.Index(
                fields=["unidad", "vence", "id"], condition=Q(estado="en_espera"), name="tarea_en_espera_de_unidad"
            ),
            # Whose turn it is among those that are alike, free or in somebody's hands: the oldest case first
            models.Index(
                fields=["unidad", "procedimiento", "codigo", "asignada_a", "incoada_el", "id"],
                condition=Q(cerrada_el=None, del_modelo=True, estado__in=["pendiente", "en_curso"]),
                name="tarea_por_turno",
            ),
            models.Index(fields=["expediente", "creada_el"], name="tarea_expediente"),
            # The statistics of a period
            models.Index(fields=["cerrada_el"], condition=Q(estado="hecha"), name="tarea_hecha_el"),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def innecesaria(self) -> bool:
        """Whether it was closed because its case did not need it."""
        return self.cerrada_el is not None and self.resultado.get("codigo") == self.INNECESARIA

    @property
    def abierta(self) -> bool:
        """Whether it is still to be done."""
        return self.cerrada_el is None
