"""What is committed of later years (TRLRHL 174; RD 500/1990 arts. 79-88): a register apart, with no entry in the journal until its year comes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.operaciones import LineaOperacion, Operacion
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class OperacionFutura(models.Model):
    """A retention, an authorisation or a commitment of later years. `clase`: RC, A, D or AD, or TR when its year comes and it goes to the budget; `signo` -1 corrects
    what `origen` says, and 1 with `origen` is what went up when its annuities were readjusted; `supuesto`: of TRLRHL 174.2, as the table of limits names it; `anticipada`: its expense begins next year, and it is subject to the credit of that
    year; `inicia`: the operation of this year with which its expense begins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField()
    clase = models.CharField(max_length=2)
    signo = models.SmallIntegerField(default=1)
    fecha = models.DateField()
    texto = models.CharField(max_length=300)
    supuesto = models.CharField(max_length=20)
    anticipada = models.BooleanField(default=False)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    tercero = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    varios = models.BooleanField(default=False)
    expediente_id = models.UUIDField(null=True, blank=True)
    documento_id = models.UUIDField(null=True, blank=True)
    inicia = models.ForeignKey(Operacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    origen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correcciones")
    anotada_el = models.DateTimeField()

    proposito_datos = _("Saber con quién hay compromisos de gasto de ejercicios futuros (TRLRHL art. 174.6)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("operación de ejercicios futuros")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "numero"], name="operacionfutura_numero"),
            models.CheckConstraint(condition=Q(clase__in=["RC", "A", "D", "AD", "TR"]), name="operacionfutura_clase"),
            models.CheckConstraint(
                condition=Q(signo=1) | Q(signo=-1, origen__isnull=False), name="operacionfutura_signo_con_origen"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expediente_id"], condition=Q(expediente_id__isnull=False), name="operacionfutura_expediente"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clase}{'/' if self.signo < 0 else ''} F{self.ejercicio_id}/{self.numero}"


@avalada(salvo=("saldo",))
class LineaFutura(models.Model):
    """What of a later year is retained, authorised or committed in an application, in euros. `desde`: the year in which it was noted; `origen`: the line that it
    follows, corrects or takes to the budget; `saldo`: what is left of it; `linea`: that of the budget which it became."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operacion = models.ForeignKey(OperacionFutura, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    desde = models.PositiveSmallIntegerField()
    anio = models.PositiveSmallIntegerField()
    codigo = models.CharField(max_length=30)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    saldo = models.DecimalField(max_digits=14, decimal_places=2)
    origen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="siguientes")
    linea = models.ForeignKey(LineaOperacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("línea de ejercicios futuros")
        constraints = [
            models.UniqueConstraint(fields=["operacion", "orden"], name="lineafutura_orden"),
            models.CheckConstraint(condition=Q(saldo__gte=0), name="lineafutura_saldo"),
            models.CheckConstraint(condition=~Q(importe=0), name="lineafutura_no_nula"),
            models.CheckConstraint(
                condition=Q(anio__gt=F("desde")) | Q(origen__isnull=False), name="lineafutura_de_despues"
            ),
        ]
        indexes = [models.Index(fields=["anio", "codigo"], name="lineafutura_anio")]

    def __str__(self) -> str:
        return f"{self.anio} {self.codigo} {self.importe}"


@avalada(fija=True)
class LimitePlurianual(models.Model):
    """How much of a later year may be committed in an application, above what the percentages or the number of years allow: because the Pleno raised it (TRLRHL 174.5) or
    the bases name its project (174.4). `del_anio`: what of the credit of `ejercicio` is of that project, on which percentages are not reckoned. In euros."""

    class Por(models.TextChoices):
        PLENO = "pleno", _("Acuerdo del Pleno")
        BASES = "bases", _("Bases de ejecución")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    codigo = models.CharField(max_length=30)
    anio = models.PositiveSmallIntegerField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    del_anio = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    por = models.CharField(max_length=5, choices=Por.choices)
    acuerdo_id = models.UUIDField(null=True, blank=True)
    fecha = models.DateField()
    texto = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("límite de un gasto plurianual")
        constraints = [
            models.CheckConstraint(
                condition=Q(importe__gt=0, del_anio__gte=0, anio__gt=F("ejercicio")), name="limiteplurianual_bien"
            )
        ]
        indexes = [models.Index(fields=["codigo", "anio"], name="limiteplurianual_de")]

    def __str__(self) -> str:
        return f"{self.anio} {self.codigo}"
