"""The control with which each operation of expense was noted (TRLRHL 213-219; RD 424/2017)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.operaciones import Operacion
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class ControlOperacion(models.Model):
    """How an operation was controlled when it was noted; what corrects it and what was noted before this was kept have none. Immutable.

    `gasto`: how what it authorises or commits was; `intervencion`: how what it recognises, orders or pays was; empty where it does none of that. `resultado`: the signed one that covers it;
    `exencion`, one of `servicios.intervencion.limites.EXENCIONES`, `exento_por`, what proves it, and `sin_iva`, its value without VAT as who noted it said, in euros; `quien`: who noted it (Empleado, or the id of a system process).
    """

    class Modo(models.TextChoices):
        AL_CONTABILIZAR = "contabilizar", _("Conforme de Intervención al contabilizarla")
        RESULTADO = "resultado", _("Con el resultado firmado de Intervención")
        EXPEDIENTE = "expediente", _("Con el control de su expediente")
        EXENTO = "exento", _("Exenta de fiscalización previa")
        RELACION = "relacion", _("En una relación de pagos que firmó Intervención")
        ORDEN = "orden", _("Con la orden de pago que Intervención contabilizó")
        COMPENSADO = "compensado", _("No sale dinero de la Tesorería")
        CARGADA = "carga", _("Con el control que tuvo en el programa del que se cargó")
        ANTERIOR = "anterior", _("Con el control del ejercicio en que se comprometió")
        BANCO = "banco", _("La cargó el banco por sí solo: Intervención la ve después de pagada")

    operacion = models.OneToOneField(Operacion, on_delete=models.PROTECT, primary_key=True, related_name="control")
    gasto = models.CharField(max_length=12, choices=Modo.choices, blank=True)
    intervencion = models.CharField(max_length=12, choices=Modo.choices, blank=True)
    resultado = models.ForeignKey(
        "intervencion.Fiscalizacion", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    exencion = models.CharField(max_length=30, blank=True)
    exento_por = models.CharField(max_length=200, blank=True)
    sin_iva = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    hecho_el = models.DateTimeField()
    quien = models.UUIDField()

    proposito_datos = _("Saber con qué control se contabilizó cada gasto (TRLRHL arts. 213 a 219; RD 424/2017)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("control de una operación")
        verbose_name_plural = _("control de las operaciones")
        constraints = [
            models.CheckConstraint(condition=~Q(gasto="") | ~Q(intervencion=""), name="controloperacion_de_algo"),
            models.CheckConstraint(
                condition=Q(gasto="exento") & ~Q(exencion="")
                | ~Q(gasto="exento") & Q(exencion="", exento_por="", sin_iva=None),
                name="controloperacion_exencion",
            ),
            models.CheckConstraint(
                condition=Q(gasto="resultado", resultado__isnull=False)
                | Q(intervencion="resultado", resultado__isnull=False)
                | ~Q(gasto="resultado") & ~Q(intervencion="resultado") & Q(resultado=None),
                name="controloperacion_resultado",
            ),
        ]

    def __str__(self) -> str:
        return self.intervencion or self.gasto
