"""What the banks say, and which of it is in the books. A movement is written once and never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.tesoreria.models.ordinales import Ordinal
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class Extracto(models.Model):
    """A statement of an ordinal. `huella`: SHA-256 of its file and of which of its accounts it is; `movimientos`: those that it was the first to bring."""

    class Formato(models.TextChoices):
        N43 = "n43", _("Norma 43")
        CAMT = "camt053", _("camt.053")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="extractos")
    formato = models.CharField(max_length=8, choices=Formato.choices)
    desde = models.DateField()
    hasta = models.DateField()
    saldo_inicial = models.DecimalField(max_digits=14, decimal_places=2)
    saldo_final = models.DecimalField(max_digits=14, decimal_places=2)
    nuevos = models.PositiveIntegerField()
    contenido = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="+")
    huella = models.CharField(max_length=64, unique=True)
    cargado_el = models.DateTimeField()
    cargado_por = models.UUIDField()

    proposito_datos = _("Comprobar con el banco los cobros y los pagos (Orden HAP/1781/2013)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("extracto de un banco")
        verbose_name_plural = _("extractos de los bancos")
        constraints = [
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="extracto_periodo"),
            models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="extracto_huella"),
        ]
        indexes = [models.Index(fields=["ordinal", "-hasta"], name="extracto_ordinal")]

    def __str__(self) -> str:
        return f"{self.desde:%d/%m/%Y} - {self.hasta:%d/%m/%Y}"


@avalada(fija=True)
class MovimientoBancario(models.Model):
    """A movement of an account; in euros, what comes in is positive. The balance that the first statement begins with is one too (`saldo_inicial`).

    `huella`: the same whatever statement brings it (`reglas.huellas_de`).
    """

    class Clase(models.TextChoices):
        MOVIMIENTO = "movimiento", _("Movimiento")
        SALDO_INICIAL = "saldo_inicial", _("Saldo con el que empieza el primer extracto")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="movimientos")
    extracto = models.ForeignKey(Extracto, on_delete=models.PROTECT, related_name="movimientos")
    clase = models.CharField(max_length=13, choices=Clase.choices, default=Clase.MOVIMIENTO)
    orden = models.PositiveIntegerField()
    fecha = models.DateField()
    valor = models.DateField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    texto = models.TextField(blank=True)
    referencias = models.JSONField(default=list, blank=True)
    huella = models.CharField(max_length=64, unique=True)

    proposito_datos = _("Comprobar con el banco los cobros y los pagos (Orden HAP/1781/2013)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("movimiento de un banco")
        verbose_name_plural = _("movimientos de los bancos")
        constraints = [
            models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="movimiento_bancario_huella"),
        ]
        indexes = [models.Index(fields=["ordinal", "fecha", "orden"], name="movimiento_bancario_fecha")]

    def __str__(self) -> str:
        return f"{self.fecha:%d/%m/%Y} {self.importe}"

    @property
    def dicho(self) -> str:
        """Everything that the bank says of it."""
        return " ".join([*map(str, self.referencias), self.texto])


@avalada()
class Conciliacion(models.Model):
    """Some movements of the bank are some rows of the books, of the same sum: somebody accepted it. Undone, what it held is free again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="conciliaciones")
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    hecha_el = models.DateTimeField()
    hecha_por = models.UUIDField()
    deshecha_el = models.DateTimeField(null=True, blank=True)
    deshecha_por = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Saber quién concilió los bancos con la contabilidad (Orden HAP/1781/2013)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("conciliación")
        verbose_name_plural = _("conciliaciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(deshecha_el=None, deshecha_por=None, motivo="")
                | Q(deshecha_el__isnull=False, deshecha_por__isnull=False) & ~Q(motivo=""),
                name="conciliacion_deshecha",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.importe}"


@avalada()
class ConciliacionMovimiento(models.Model):
    """A movement of a conciliation. `viva`: until it is undone; a movement is in one alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conciliacion = models.ForeignKey(Conciliacion, on_delete=models.PROTECT, related_name="movimientos")
    movimiento = models.ForeignKey(MovimientoBancario, on_delete=models.PROTECT, related_name="conciliaciones")
    viva = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("movimiento conciliado")
        verbose_name_plural = _("movimientos conciliados")
        constraints = [
            models.UniqueConstraint(
                fields=["movimiento"], condition=Q(viva=True), name="movimiento_conciliado_una_vez"
            ),
        ]

    def __str__(self) -> str:
        return str(self.movimiento_id)


@avalada()
class ConciliacionApunte(models.Model):
    """A row of the books in a conciliation. A row that moves money between two ordinals may be in one of each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conciliacion = models.ForeignKey(Conciliacion, on_delete=models.PROTECT, related_name="apuntes")
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="+")
    apunte = models.ForeignKey("contabilidad.Apunte", on_delete=models.PROTECT, related_name="+")
    viva = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("apunte conciliado")
        verbose_name_plural = _("apuntes conciliados")
        constraints = [
            models.UniqueConstraint(
                fields=["ordinal", "apunte"], condition=Q(viva=True), name="apunte_conciliado_una_vez"
            ),
        ]

    def __str__(self) -> str:
        return str(self.apunte_id)
