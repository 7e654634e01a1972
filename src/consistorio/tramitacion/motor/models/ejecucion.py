"""Acts whose execution stands still while another case looks at them again (LPACAP 108, 117)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class EjecucionSuspendida(models.Model):
    """What a case (`original`) decided is not carried out while another one, an appeal or a review of office, decides on it.

    `via`: an act that the organ signed, or what an organ agreed in the session `sesion`; `documento`: that act, or its certificate. `desde`:
    the first day on which it stands still; `hasta`: the day on which it went on, and `fin`, why.
    """

    class Via(models.TextChoices):
        ACTO = "acto", _("Por acto firmado")
        SESION = "sesion", _("Acordada en sesión")

    class Fin(models.TextChoices):
        DECIDIDA = "decidida", _("Se notificó la decisión, y el acto sigue en pie")
        CERRADO = "cerrado", _("Se cerró el expediente que la acordó")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, related_name="ejecuciones_que_suspende"
    )
    original = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, related_name="ejecucion_suspendida"
    )
    via = models.CharField(max_length=6, choices=Via.choices)
    sesion = models.CharField(max_length=40, blank=True)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    desde = models.DateField()
    suspendida_el = models.DateTimeField()
    hasta = models.DateField(null=True, blank=True)
    alzada_el = models.DateTimeField(null=True, blank=True)
    fin = models.CharField(max_length=8, choices=Fin.choices, blank=True)

    class Meta:
        verbose_name = _("ejecución suspendida")
        verbose_name_plural = _("ejecuciones suspendidas")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente"], condition=Q(alzada_el=None), name="ejecucion_suspendida_una_viva"
            ),
            models.CheckConstraint(
                condition=Q(hasta=None, alzada_el=None, fin="")
                | (Q(hasta__isnull=False, alzada_el__isnull=False, hasta__gte=F("desde")) & ~Q(fin="")),
                name="ejecucion_suspendida_fin_entero",
            ),
            models.CheckConstraint(
                condition=Q(via="acto", sesion="") | (Q(via="sesion") & ~Q(sesion="")),
                name="ejecucion_suspendida_sesion",
            ),
            models.CheckConstraint(condition=~Q(expediente=F("original")), name="ejecucion_suspendida_de_otro"),
        ]

    def __str__(self) -> str:
        return f"{self.get_via_display()} {self.desde:%d/%m/%Y}"
