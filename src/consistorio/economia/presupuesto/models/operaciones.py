"""The operations of the budget. Append-only: they are corrected by their negative."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.creditos import Aplicacion, ConceptoIngreso
from consistorio.economia.presupuesto.models.modificaciones import ModificacionCredito
from consistorio.economia.presupuesto.models.otros import ConceptoNoPresupuestario, Fondo, SaldoCerrado
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras

DESTINOS: Final = ("aplicacion", "concepto", "cerrado", "no_presupuestario")
# What an operation is looked for by
PALABRAS: Final = ("texto", "factura")


class Numeracion(models.Model):
    """The last number of a book of a year: taken under its lock, so that none is missing."""

    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    libro = models.CharField(max_length=20)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("numeración de operaciones")
        constraints = [models.UniqueConstraint(fields=["ejercicio", "libro"], name="numeracion_libro")]

    def __str__(self) -> str:
        return self.libro


@avalada(fija=True)
class Operacion(models.Model):
    """An operation. `clase`: one of `clases`; `signo` -1 corrects what `origen` says: it lowers it or, with an amount above zero, restores what another one had lowered; `contrapartida`: account of the
    treasury, or 413x of what is devengado; `asiento`: none for what the ledger does
    not see (P); `varios`: its third parties are those of a list, as in a payroll."""

    class Libro(models.TextChoices):
        PRESUPUESTO = "presupuesto", _("Presupuesto y sus modificaciones")
        GASTO = "gasto", _("Gastos")
        INGRESO = "ingreso", _("Ingresos")
        CERRADOS = "cerrados", _("Ejercicios cerrados")
        NO_PRESUPUESTARIO = "no_presupuestario", _("No presupuestarias")
        FONDOS = "fondos", _("Fondos de habilitados")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    libro = models.CharField(max_length=20, choices=Libro.choices)
    numero = models.PositiveIntegerField()
    clase = models.CharField(max_length=8)
    signo = models.SmallIntegerField(default=1)
    fecha = models.DateField()
    texto = models.CharField(max_length=300)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    tercero = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    varios = models.BooleanField(default=False)
    expediente_id = models.UUIDField(null=True, blank=True)
    documento_id = models.UUIDField(null=True, blank=True)
    factura_id = models.UUIDField(null=True, blank=True)
    factura = models.CharField(max_length=80, blank=True)
    contrapartida = models.CharField(max_length=12, blank=True)
    origen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correcciones")
    modificacion = models.ForeignKey(
        ModificacionCredito, on_delete=models.PROTECT, null=True, blank=True, related_name="operaciones"
    )
    asiento = models.OneToOneField(
        "contabilidad.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    anotada_el = models.DateTimeField()

    proposito_datos = _(
        "Llevar las cuentas del presupuesto y saber a quién se paga y quién paga (TRLRHL arts. 200-205)"
    )
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("operación presupuestaria")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "libro", "numero"], name="operacion_numero"),
            models.CheckConstraint(
                condition=Q(signo=1) | Q(signo=-1, origen__isnull=False), name="operacion_signo_con_origen"
            ),
            models.CheckConstraint(condition=Q(numero__gte=1), name="operacion_numero_desde_uno"),
            models.CheckConstraint(condition=Q(asiento__isnull=False) | Q(clase="P"), name="operacion_con_asiento"),
        ]
        indexes = [
            models.Index(
                fields=["expediente_id"], condition=Q(expediente_id__isnull=False), name="operacion_expediente"
            ),
            models.Index(fields=["factura_id"], condition=Q(factura_id__isnull=False), name="operacion_factura"),
            models.Index(fields=["ejercicio", "fecha", "id"], name="operacion_fecha"),
            models.Index(fields=["ejercicio", "libro", "id"], name="operacion_libro"),
            models.Index(fields=["ejercicio", "clase", "id"], name="operacion_clase"),
            indice_de_palabras("operacion_palabras", *PALABRAS),
        ]

    def __str__(self) -> str:
        return f"{self.clase}{'/' if self.rebaja else ''} {self.ejercicio_id}/{self.numero}"

    @property
    def rebaja(self) -> bool:
        """Whether it lowers what it corrects."""
        return self.signo < 0 and self.importe < 0


@avalada(salvo=("saldo",))
class LineaOperacion(models.Model):
    """What an operation does to one application, concept, closed balance or concept of no budget. In euros; negative in what corrects.

    `origen`: the line that it follows, or that it corrects; `aplica`: the pending line (413, 554, 559) that it puts in its place; `saldo`: what is left of its last
    phase; `de_retencion`: its credit was set aside before; `cuenta`: of the chart, of what is bought, sold or received.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operacion = models.ForeignKey(Operacion, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    aplicacion = models.ForeignKey(Aplicacion, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas")
    concepto = models.ForeignKey(
        ConceptoIngreso, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas"
    )
    cerrado = models.ForeignKey(SaldoCerrado, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas")
    no_presupuestario = models.ForeignKey(
        ConceptoNoPresupuestario, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas"
    )
    fondo = models.ForeignKey(Fondo, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas")
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    saldo = models.DecimalField(max_digits=14, decimal_places=2)
    origen = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="siguientes")
    aplica = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="aplicadas")
    de_retencion = models.BooleanField(default=False)
    cuenta = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("línea de una operación")
        constraints = [
            models.UniqueConstraint(fields=["operacion", "orden"], name="lineaoperacion_orden"),
            models.CheckConstraint(condition=Q(saldo__gte=0), name="lineaoperacion_saldo"),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func(*(F(d) for d in DESTINOS), function="num_nonnulls", output_field=IntegerField()), 1
                ),
                name="lineaoperacion_un_destino",
            ),
            models.CheckConstraint(condition=~Q(importe=0), name="lineaoperacion_no_nula"),
        ]

    def __str__(self) -> str:
        return f"{self.importe}"
