"""The period in which proofs are proposed and practised, and each proof (LPACAP 77-78)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.motor.models.tareas import Tarea


class PeriodoPrueba(models.Model):
    """A period for proofs: 10 to 30 hábiles from its notification or, extraordinary, up to 10 that a party asked for (LPACAP 77.2).

    `ampliado`: never; what the law gives when it is not enough is the extraordinary one.
    """

    class Estado(models.TextChoices):
        EMITIDO = "emitido", _("Pendiente de notificar")
        NOTIFICADO = "notificado", _("Notificado")
        CERRADO = "cerrado", _("Cerrado")

    ampliado: ClassVar[int] = 0

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="periodos_prueba")
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="periodo_prueba")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    extraordinario = models.BooleanField(default=False)
    dias = models.PositiveSmallIntegerField()
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.EMITIDO)
    por_notificar = models.JSONField(default=list, blank=True)
    abierto_el = models.DateTimeField()
    notificado_el = models.DateTimeField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    pasos = models.JSONField(default=list)
    cerrado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Saber a quién falta notificar el período de prueba antes de darlo por terminado (LPACAP art. 77)"
    )
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("período de prueba")
        constraints = [
            models.CheckConstraint(
                condition=Q(extraordinario=False, dias__gte=10, dias__lte=30)
                | Q(extraordinario=True, dias__gte=1, dias__lte=10),
                name="prueba_dias",
            ),
            models.UniqueConstraint(
                fields=["expediente"], condition=Q(cerrado_el=None), name="prueba_un_periodo_abierto"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.abierto_el:%d/%m/%Y}"


class Prueba(models.Model):
    """A proof that was decided: admitted, with where and when it is practised (LPACAP 78), or refused with the reason (77.3).

    `propone`: the party who proposed it; none, of office. `suspende`: the term to decide stands still until its result is in the case:
    only technical or contradictory ones that a party proposed (22.1.e). `practica_el` and `lugar`: when and where.
    """

    class Estado(models.TextChoices):
        ADMITIDA = "admitida", _("Admitida")
        RECHAZADA = "rechazada", _("Rechazada")
        PRACTICADA = "practicada", _("Practicada")
        NO_PRACTICADA = "no_practicada", _("No se pudo practicar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    periodo = models.ForeignKey(PeriodoPrueba, on_delete=models.PROTECT, related_name="pruebas")
    descripcion = models.TextField()
    propone = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="pruebas_propuestas"
    )
    estado = models.CharField(max_length=14, choices=Estado.choices)
    suspende = models.BooleanField(default=False)
    lugar = models.CharField(max_length=200, blank=True)
    practica_el = models.DateTimeField(null=True, blank=True)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    decidida_el = models.DateTimeField()
    acta = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    terminada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Decidir y practicar las pruebas de los hechos que cuentan para resolver (LPACAP arts. 77 y 78)"
    )
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("prueba")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="rechazada", practica_el=None, lugar="", suspende=False, propone__isnull=False)
                | (~Q(estado="rechazada") & Q(practica_el__isnull=False) & ~Q(lugar="")),
                name="prueba_admitida_con_lugar_y_fecha",
            ),
            models.CheckConstraint(
                condition=Q(suspende=False) | Q(propone__isnull=False), name="prueba_suspende_si_la_propone_una_parte"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["practicada", "no_practicada"], acta__isnull=False, terminada_el__isnull=False)
                | Q(estado__in=["admitida", "rechazada"], acta=None, terminada_el=None),
                name="prueba_terminada_con_acta",
            ),
        ]
        indexes = [models.Index(fields=["periodo", "decidida_el"], name="prueba_periodo")]

    def __str__(self) -> str:
        return self.descripcion[:80]
