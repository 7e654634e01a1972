"""Whether somebody of the staff must keep away from a case: they say so themselves, or a party challenges them (LRJSP 23-24)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.motor.models.tareas import Tarea


class CuestionImparcialidad(models.Model):
    """An abstention, or a challenge, and what their superior decides of it.

    `tarea`: that of deciding. `causas`: letters of 23.2. `documento`: the signed abstention, or the paper with which a party challenges;
    `referencia`: that paper, for which the term stands still (LPACAP 22.2.c). `reconoce`: what the challenged person answered.
    `acuerdo`: of which session of the Pleno, when nobody is above the person.
    """

    class Clase(models.TextChoices):
        ABSTENCION = "abstencion", _("Abstención")
        RECUSACION = "recusacion", _("Recusación")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="cuestiones")
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="cuestion")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, db_index=False, related_name="+")
    causas = ArrayField(models.CharField(max_length=1))
    hechos = models.TextField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    referencia = models.UUIDField(null=True, blank=True)
    planteada_el = models.DateTimeField()
    contestar_hasta = models.DateField(null=True, blank=True)
    reconoce = models.BooleanField(null=True, blank=True)
    contestada_el = models.DateTimeField(null=True, blank=True)
    estimada = models.BooleanField(null=True, blank=True)
    acuerdo = models.CharField(max_length=200, blank=True)
    resolucion = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resuelta_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Decidir si alguien debe dejar de intervenir en el expediente (LRJSP arts. 23 y 24)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("cuestión de imparcialidad")
        verbose_name_plural = _("cuestiones de imparcialidad")
        constraints = [
            models.CheckConstraint(condition=Q(causas__len__gte=1), name="cuestion_con_causa"),
            models.CheckConstraint(
                condition=Q(clase="abstencion", referencia=None, contestar_hasta=None, reconoce=None)
                | Q(clase="recusacion", referencia__isnull=False, contestar_hasta__isnull=False),
                name="cuestion_segun_su_clase",
            ),
            models.CheckConstraint(
                condition=Q(reconoce=None, contestada_el=None) | Q(reconoce__isnull=False, contestada_el__isnull=False),
                name="cuestion_contestada_entera",
            ),
            models.CheckConstraint(
                condition=Q(estimada=None, resolucion=None, resuelta_el=None)
                | Q(estimada__isnull=False, resolucion__isnull=False, resuelta_el__isnull=False),
                name="cuestion_resuelta_entera",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.planteada_el:%d/%m/%Y}"
