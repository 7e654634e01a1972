"""What is asked of another administration, or of a court, in a procedure (LPACAP 22.1.d, 22.1.g, 79; LRJSP 141)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.motor.models.tareas import Tarea


class Consulta(models.Model):
    """A question that leaves by the registry, and its answer. `asiento`: its exit; `vence`: until when it is asked to answer.

    `lleva`: the proposal on which it is asked, whole, when it is the dictamen of an advisory body (LPACAP 81.2); then its answer says whether
    it agrees with it (`conforme`), and `vinculante` whether it can be decided against. It stops the term only where the law says so: a mandatory report, three months at most (22.1.d), or the ruling of a court without
    which the case cannot be decided (22.1.g). `no_esperada_el`: when the procedure went on without it.
    """

    class Clase(models.TextChoices):
        INFORME = "informe", _("Informe preceptivo de otra Administración (art. 22.1.d)")
        PRONUNCIAMIENTO = "pronunciamiento", _("Pronunciamiento de un tribunal (art. 22.1.g)")
        OTRA = "otra", _("Otra consulta")

    class Conformidad(models.TextChoices):
        CONFORME = "conforme", _("Está conforme con la propuesta")
        NO_CONFORME = "no_conforme", _("No está conforme con la propuesta")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, related_name="consultas_externas"
    )
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="consulta")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    lleva = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    vinculante = models.BooleanField(default=False)
    conforme = models.CharField(max_length=12, choices=Conformidad.choices, blank=True)
    clase = models.CharField(max_length=16, choices=Clase.choices)
    destinatario = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    asunto = models.CharField(max_length=200)
    precepto = models.CharField(max_length=200)
    suspende = models.BooleanField(default=False)
    pedida_el = models.DateTimeField()
    vence = models.DateField()
    asiento = models.OneToOneField(
        "registro.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recibida_el = models.DateField(null=True, blank=True)
    respuesta = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    no_esperada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Pedir a otra Administración lo que hace falta para resolver, y saber qué contestó (LPACAP art. 79)"
    )
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("consulta a otra Administración")
        verbose_name_plural = _("consultas a otras Administraciones")
        constraints = [
            models.CheckConstraint(condition=Q(suspende=False) | ~Q(clase="otra"), name="consulta_suspende_si_la_ley"),
            models.CheckConstraint(
                condition=Q(recibida_el=None, respuesta=None) | Q(recibida_el__isnull=False, respuesta__isnull=False),
                name="consulta_contestada_entera",
            ),
            models.CheckConstraint(
                condition=Q(conforme="", recibida_el=None)
                | Q(conforme="", lleva=None)
                | (Q(lleva__isnull=False, recibida_el__isnull=False) & ~Q(conforme="")),
                name="consulta_dictamen_dice_si_conforme",
            ),
            models.CheckConstraint(
                condition=Q(recibida_el=None) | Q(no_esperada_el=None), name="consulta_contestada_o_no_esperada"
            ),
        ]
        indexes = [models.Index(fields=["expediente", "pedida_el"], name="consulta_expediente")]

    def __str__(self) -> str:
        return self.asunto
