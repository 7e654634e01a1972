"""What is left of closed years, what is of no budget, and the funds that habilitados hold."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.creditos import euros
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

CONTADORES_DE_CERRADO = ("rectificado", "anulado", "cancelado", "prescrito", "realizado")
CONTADORES_DE_FONDO = ("entregado", "pagado", "justificado", "repuesto", "reintegrado")


@avalada(salvo=(*CONTADORES_DE_CERRADO, "vigente"))
class SaldoCerrado(models.Model):
    """An obligation or a right that came into a year from an earlier one, by third party, year and concept (accounts 401 and 431).

    `anio`: that in which it was recognised; `codigo`: application or concept of that year; `cuenta`: 401x or 431x; `realizado`: paid or collected. In euros.
    `linea_origen_id`: the line of its year that it is what is left of; `anterior`: the balance of the year before that it continues. `vigente`: not so when it went back to the year
    that it comes from, which brings another when it is closed, or before (`operaciones.traspaso`, `operaciones.vuelta`).
    """

    class Clase(models.TextChoices):
        OBLIGACION = "obligacion", _("Obligación")
        DERECHO = "derecho", _("Derecho")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    anio = models.PositiveSmallIntegerField()
    codigo = models.CharField(max_length=30, blank=True)
    cuenta = models.CharField(max_length=12)
    tercero = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    linea_origen_id = models.UUIDField(null=True, blank=True)
    anterior = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    inicial = euros()
    rectificado = euros()
    anulado = euros()
    cancelado = euros()
    prescrito = euros()
    realizado = euros()
    vigente = models.BooleanField(default=True)

    proposito_datos = _("Saber a quién se debe y quién debe, de ejercicios cerrados (Orden HAP/1781/2013)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("saldo de ejercicios cerrados")
        constraints = [
            models.CheckConstraint(condition=Q(anio__lt=F("ejercicio")), name="saldocerrado_de_antes"),
            models.CheckConstraint(
                condition=Q(clase="obligacion", cuenta__startswith="401")
                | Q(clase="derecho", cuenta__startswith="431"),
                name="saldocerrado_cuenta",
            ),
            models.CheckConstraint(
                condition=Q(
                    inicial__gte=F("anulado") + F("cancelado") + F("prescrito") + F("realizado") - F("rectificado")
                ),
                name="saldocerrado_pendiente",
            ),
            models.CheckConstraint(
                condition=Q(inicial__gte=0, anulado__gte=0, cancelado__gte=0, prescrito__gte=0, realizado__gte=0),
                name="saldocerrado_contadores",
            ),
            models.CheckConstraint(
                condition=Q(vigente=True) | Q(rectificado=0, anulado=0, cancelado=0, prescrito=0, realizado=0),
                name="saldocerrado_sin_efecto",
            ),
            models.UniqueConstraint(
                fields=["ejercicio", "linea_origen_id"], condition=Q(vigente=True), name="saldocerrado_una_vez"
            ),
            models.UniqueConstraint(fields=["anterior"], condition=Q(vigente=True), name="saldocerrado_continuado"),
        ]
        indexes = [
            models.Index(fields=["ejercicio", "clase", "anio"], name="saldocerrado_anio"),
            models.Index(
                fields=["linea_origen_id"], condition=Q(linea_origen_id__isnull=False), name="saldocerrado_origen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anio} {self.codigo}".strip()

    @property
    def pendiente(self) -> Decimal:
        """What is left to pay or to collect, in euros."""
        return self.inicial + self.rectificado - self.anulado - self.cancelado - self.prescrito - self.realizado


@avalada()
class ConceptoNoPresupuestario(models.Model):
    """A concept of what is of no budget: its account and what it is (Orden HAP/1781/2013, fifth part, groups 4 and 5). `de_descuento`: payments
    keep money under it."""

    class Naturaleza(models.TextChoices):
        ACREEDOR = "acreedor", _("Acreedor")
        DEUDOR = "deudor", _("Deudor")
        COBROS = "cobros", _("Cobros pendientes de aplicación")
        PAGOS = "pagos", _("Pagos pendientes de aplicación")

    codigo = models.CharField(primary_key=True, max_length=20)
    denominacion = models.CharField(max_length=200)
    cuenta = models.CharField(max_length=12)
    naturaleza = models.CharField(max_length=10, choices=Naturaleza.choices)
    de_descuento = models.BooleanField(default=False)
    en_uso = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("concepto no presupuestario")
        constraints = [
            models.CheckConstraint(condition=Q(codigo__regex=r"^[A-Z0-9_]+$"), name="conceptonopresupuestario_codigo")
        ]

    def __str__(self) -> str:
        return self.codigo


@avalada(salvo=CONTADORES_DE_FONDO)
class Fondo(models.Model):
    """Money that a habilitado holds: an anticipo de caja fija (TRLRHL 190.3; RD 500/1990 arts. 73-76) or an order a justificar (TRLRHL 190.1; RD 500/1990
    arts. 69-72). `vence`: last day to justify one; `cuenta`: of the treasury, 5751 or 5750. Counters in euros."""

    class Clase(models.TextChoices):
        CAJA_FIJA = "caja_fija", _("Anticipo de caja fija")
        A_JUSTIFICAR = "a_justificar", _("Pago a justificar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    denominacion = models.CharField(max_length=200)
    habilitado = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cuenta = models.CharField(max_length=12)
    vence = models.DateField(null=True, blank=True)
    entregado = euros()
    pagado = euros()
    justificado = euros()
    repuesto = euros()
    reintegrado = euros()

    proposito_datos = _("Saber qué fondos tiene cada habilitado y si los ha justificado (TRLRHL art. 190)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("fondo de un habilitado")
        constraints = [
            models.CheckConstraint(
                condition=Q(entregado__gte=F("pagado") + F("reintegrado") - F("repuesto")), name="fondo_con_dinero"
            ),
            models.CheckConstraint(
                condition=Q(pagado__gte=F("justificado"), justificado__gte=F("repuesto")), name="fondo_justificado"
            ),
            models.CheckConstraint(
                condition=Q(entregado__gte=0, reintegrado__gte=0, repuesto__gte=0), name="fondo_contadores"
            ),
        ]

    def __str__(self) -> str:
        return self.denominacion

    @property
    def en_su_poder(self) -> Decimal:
        """The money that is left in it, in euros."""
        return self.entregado + self.repuesto - self.pagado - self.reintegrado

    @property
    def sin_justificar(self) -> Decimal:
        """What was paid out of it and has no approved account, in euros."""
        return self.pagado - self.justificado
