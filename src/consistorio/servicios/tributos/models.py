"""State of the debts of cases and of what came in for them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.servicios.tributos.reglas import Factores, como_se_dicta


@avalada()
class Liquidacion(models.Model):
    """A debt of a case, with each factor of its amount as it was.

    `referencia`: by which it is paid, twelve figures; `articulo`: of the ordenanza; `devengo`: the day whose tariff counts; `vence`: the last
    day to pay, empty while it is not notified or when it only has to be before the decision; `recibido`, `por_devolver` and `devuelto`: in
    euros, the fold of its payments and of what was given back. `documento`: with which it is paid; `acto`: that which liquidates it, of a liquidación.
    """

    class Regimen(models.TextChoices):
        AUTOLIQUIDACION = "autoliquidacion", _("Autoliquidación")
        LIQUIDACION = "liquidacion", _("Liquidación")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Por pagar")
        COBRADA = "cobrada", _("Pagada")
        ANULADA = "anulada", _("Anulada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="liquidaciones")
    tarea = models.ForeignKey("motor.Tarea", on_delete=models.PROTECT, related_name="liquidaciones")
    deudor = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    regimen = models.CharField(max_length=16, choices=Regimen.choices)
    concepto = models.CharField(max_length=60)
    nombre = models.CharField(max_length=160)
    articulo = models.CharField(max_length=200)
    base = models.DecimalField(max_digits=16, decimal_places=4)
    base_unidad = models.CharField(max_length=20, blank=True)
    tarifa = models.DecimalField(max_digits=16, decimal_places=6)
    tarifa_por = models.CharField(max_length=80)
    periodos = models.DecimalField(max_digits=8, decimal_places=2)
    periodos_unidad = models.CharField(max_length=20, blank=True)
    importe = models.DecimalField(max_digits=15, decimal_places=2)
    referencia = models.CharField(max_length=12, unique=True)
    devengo = models.DateField()
    emitida_el = models.DateTimeField()
    notificada = models.DateField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    recibido = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    por_devolver = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    devuelto = models.DecimalField(max_digits=15, decimal_places=2, default=0)
    cobrada = models.DateField(null=True, blank=True)
    anulada_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=600, blank=True)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    acto = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    justificante = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Liquidar y cobrar las tasas de los expedientes (LGT arts. 62 y 101; TRLRHL art. 2)")
    conservacion_datos = _("La del expediente y, como mínimo, lo que tarda en prescribir la deuda (LGT art. 66)")

    class Meta:
        verbose_name = _("liquidación")
        constraints = [
            models.UniqueConstraint(
                fields=["tarea"], condition=~Q(estado="anulada"), name="liquidacion_una_viva_por_tarea"
            ),
            models.CheckConstraint(condition=Q(referencia__regex=r"^\d{12}$"), name="liquidacion_referencia"),
            models.CheckConstraint(
                condition=Q(importe__gt=0, recibido__gte=0, por_devolver__gte=0, devuelto__gte=0),
                name="liquidacion_importes",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado="pendiente",
                    cobrada=None,
                    anulada_el=None,
                    recibido__lt=F("importe"),
                    por_devolver=0,
                    devuelto=0,
                )
                | Q(
                    estado="cobrada",
                    cobrada__isnull=False,
                    anulada_el=None,
                    recibido=F("importe") + F("por_devolver") + F("devuelto"),
                )
                | (
                    Q(estado="anulada", anulada_el__isnull=False, recibido=F("por_devolver") + F("devuelto"))
                    & ~Q(motivo="")
                ),
                name="liquidacion_estado",
            ),
        ]
        indexes = [
            models.Index(fields=["expediente", "emitida_el"], name="liquidacion_expediente"),
            models.Index(fields=["vence", "id"], condition=Q(estado="pendiente"), name="liquidacion_por_cobrar"),
            models.Index(fields=["id"], condition=Q(por_devolver__gt=0), name="liquidacion_por_devolver"),
        ]

    def __str__(self) -> str:
        return self.referencia_dictada

    @property
    def factores(self) -> Factores:
        """What its amount is the product of."""
        return Factores(self.tarifa, self.tarifa_por, self.base, self.base_unidad, self.periodos, self.periodos_unidad)

    @property
    def debido(self) -> Importe:
        """What it comes to."""
        return Importe(self.importe)

    @property
    def falta(self) -> Importe:
        """What is left to pay."""
        return Importe(self.importe - self.recibido) if self.estado == self.Estado.PENDIENTE else Importe.de(0)

    @property
    def a_devolver(self) -> Importe:
        """What came in and is not owed."""
        return Importe(self.por_devolver)

    @property
    def referencia_dictada(self) -> str:
        """Its reference as it is dictated."""
        return como_se_dicta(self.referencia)


@avalada(fija=True)
class Cobro(models.Model):
    """A payment that came in. Immutable. `dia`: when it was paid; `referencia_banco`: the bank's, or that of the cash desk: the same is the same payment.

    `fichero`: SHA-256 of the file that brought it, if one did.
    """

    class Medio(models.TextChoices):
        TRANSFERENCIA = "transferencia", _("Transferencia")
        ENTIDAD = "entidad", _("Entidad colaboradora")
        TARJETA = "tarjeta", _("Tarjeta, en el terminal de la Tesorería")
        CAJA = "caja", _("Caja de la Tesorería")

    class Resultado(models.TextChoices):
        COMPLETO = "completo", _("Paga todo lo que faltaba")
        A_CUENTA = "a_cuenta", _("Paga una parte: falta el resto")
        DE_MAS = "de_mas", _("Paga más de lo que faltaba: lo que sobra se devuelve")
        DUPLICADO = "duplicado", _("Ya estaba pagado: se devuelve")
        DE_ANULADA = "de_anulada", _("La liquidación estaba anulada: se devuelve")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    liquidacion = models.ForeignKey(Liquidacion, on_delete=models.PROTECT, related_name="cobros")
    importe = models.DecimalField(max_digits=15, decimal_places=2)
    dia = models.DateField()
    medio = models.CharField(max_length=14, choices=Medio.choices)
    referencia_banco = models.CharField(max_length=60, unique=True)
    resultado = models.CharField(max_length=10, choices=Resultado.choices)
    fuera_de_plazo = models.BooleanField()
    fichero = models.CharField(max_length=64, blank=True)
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Saber qué se pagó, cuándo y cómo, y quién lo anotó (LGT art. 60; TRLRHL art. 196)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("cobro")
        constraints = [
            models.CheckConstraint(condition=Q(importe__gt=0), name="cobro_positivo"),
            models.CheckConstraint(condition=~Q(referencia_banco=""), name="cobro_con_referencia"),
        ]

    def __str__(self) -> str:
        return self.referencia_banco

    @property
    def cantidad(self) -> Importe:
        """What came in."""
        return Importe(self.importe)


@avalada(fija=True)
class Devolucion(models.Model):
    """Money of a debt that was given back. Immutable. `dia`: when it left; `referencia_banco`: the bank's: the same is the same one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    liquidacion = models.ForeignKey(Liquidacion, on_delete=models.PROTECT, related_name="devoluciones")
    importe = models.DecimalField(max_digits=15, decimal_places=2)
    dia = models.DateField()
    referencia_banco = models.CharField(max_length=60, unique=True)
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()

    proposito_datos = _("Saber qué se devolvió, cuándo y quién lo anotó (LGT arts. 31, 32 y 221)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("devolución de un ingreso")
        constraints = [
            models.CheckConstraint(condition=Q(importe__gt=0), name="devolucion_positiva"),
            models.CheckConstraint(condition=~Q(referencia_banco=""), name="devolucion_con_referencia"),
        ]

    def __str__(self) -> str:
        return self.referencia_banco

    @property
    def cantidad(self) -> Importe:
        """What was given back."""
        return Importe(self.importe)
