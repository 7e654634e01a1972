"""What the bases de ejecución say of a budget before it is loaded, and of its modifications (TRLRHL 165.1; RD 500/1990 arts. 9 and 27-51)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.modificaciones import ModificacionCredito
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class BasesDeEjecucion(models.Model):
    """A version of how the credits of a year will bind: the last one counts when its budget is loaded. `reglas`: each as `vinculacion.Regla`, in order; `ampliables`:
    codes of the applications that they declare so; `crea_aplicaciones`: see `Presupuesto`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    reglas = models.JSONField()
    ampliables = models.JSONField(default=list)
    crea_aplicaciones = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("bases de ejecución")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "version"], name="basesdeejecucion_version"),
            models.CheckConstraint(condition=Q(version__gte=1), name="basesdeejecucion_desde_uno"),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio} v{self.version}"


@avalada(fija=True)
class OrganoDeModificacion(models.Model):
    """Who approves a kind of modification since a day, and up to how much: `hasta` in euros, None without a limit; `por_uno`: one person may take all its steps. The rows of
    the last day count together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tipo = models.CharField(max_length=14, choices=ModificacionCredito.Tipo.choices)
    organo = models.CharField(max_length=11, choices=ModificacionCredito.Organo.choices)
    hasta = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    desde = models.DateField()
    por_uno = models.BooleanField(default=False)
    documento_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("órgano de las modificaciones")
        constraints = [
            models.UniqueConstraint(fields=["tipo", "desde", "organo"], name="organodemodificacion_una_vez"),
            models.CheckConstraint(condition=Q(hasta=None) | Q(hasta__gt=0), name="organodemodificacion_importe"),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} {self.organo}"


@avalada(fija=True)
class ExigenciaDePrueba(models.Model):
    """What the town asks, since a day, for a concept of income to finance a kind of modification, in the place of what comes with the program (`datos/pruebas.csv`).
    `concepto`: how its code begins, "" for all; `documento_id`: the bases that say it."""

    class Exige(models.TextChoices):
        COMPROMISO = "compromiso", _("Compromiso firme, o el derecho")
        DERECHO = "derecho", _("Derecho reconocido")
        COBRO = "cobro", _("Derecho cobrado")
        RECAUDADO = "recaudado", _("Cobrado en su concepto más de lo previsto")
        NADA = "nada", _("Nada")
        NUNCA = "nunca", _("Ese ingreso no la financia")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tipo = models.CharField(max_length=14, choices=ModificacionCredito.Tipo.choices)
    concepto = models.CharField(max_length=7, blank=True)
    exige = models.CharField(max_length=10, choices=Exige.choices)
    desde = models.DateField()
    fundamento = models.CharField(max_length=300)
    documento_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("prueba que se exige")
        constraints = [
            models.UniqueConstraint(fields=["tipo", "concepto", "desde"], name="exigenciadeprueba_una_vez"),
            models.CheckConstraint(condition=~Q(tipo__in=["transferencia", "baja"]), name="exigenciadeprueba_tipo"),
        ]

    def __str__(self) -> str:
        return f"{self.tipo} {self.concepto}"


@avalada(fija=True)
class CodigoOrganico(models.Model):
    """How an organic code of the town is since a day: its name, its unit, or that it is `cerrado` and takes no new application. The last day that has come counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.CharField(max_length=10)
    desde = models.DateField()
    denominacion = models.CharField(max_length=600)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cerrado = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("código orgánico")
        constraints = [
            models.UniqueConstraint(fields=["codigo", "desde"], name="codigoorganico_una_vez"),
            models.CheckConstraint(condition=Q(codigo__regex=r"^[0-9A-Z]+$"), name="codigoorganico_escrito"),
        ]

    def __str__(self) -> str:
        return self.codigo
