"""What was declared or communicated in a case: from when it has effects, and how its later control ends (LPACAP 69)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Declaracion(models.Model):
    """A responsible declaration or a communication. It stands where an application has its `Plazo`: there is nothing to decide in a term.

    `desde`: the day from which it has effects, that of its filing (69.3). `constancia_el`: the day on which it was known that what was
    declared is not so, from which it is impossible to go on (69.4). `resuelta_el`: when the decision on it counts as notified.
    """

    class Naturaleza(models.TextChoices):
        DECLARACION = "declaracion", _("Declaración responsable")
        COMUNICACION = "comunicacion", _("Comunicación")

    class Estado(models.TextChoices):
        POR_COMPROBAR = "por_comprobar", _("Por comprobar")
        COMPROBADA = "comprobada", _("Comprobada")
        INCUMPLIDA = "incumplida", _("No se cumple: por resolver")
        IMPOSIBLE = "imposible", _("No puede continuar")
        RESTABLECIDA = "restablecida", _("Puede continuar: la resolución quedó sin efecto")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.OneToOneField("expedientes.Expediente", on_delete=models.PROTECT, related_name="declaracion")
    naturaleza = models.CharField(max_length=12, choices=Naturaleza.choices)
    desde = models.DateField()
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.POR_COMPROBAR)
    constancia_el = models.DateField(null=True, blank=True)
    comprobada_el = models.DateTimeField(null=True, blank=True)
    resuelta_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("declaración o comunicación")
        constraints = [
            models.CheckConstraint(
                condition=~Q(estado__in=["incumplida", "imposible"]) | Q(constancia_el__isnull=False),
                name="declaracion_incumplida_con_constancia",
            ),
            models.CheckConstraint(
                condition=~Q(estado="comprobada") | Q(comprobada_el__isnull=False),
                name="declaracion_comprobada_con_dia",
            ),
        ]
        indexes = [
            # The programme of control: what is still to be checked, the oldest first
            models.Index(fields=["desde", "id"], condition=Q(estado="por_comprobar"), name="declaracion_por_comprobar")
        ]

    def __str__(self) -> str:
        return f"{self.get_naturaleza_display()} {self.desde:%d/%m/%Y}"
