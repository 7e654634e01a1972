"""The invoices of the register."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.facturas import reglas
from consistorio.economia.facturas.models.entregas import Entrega
from consistorio.economia.facturas.models.proposito import CONSERVACION, PROPOSITO
from consistorio.economia.facturas.palabras import PALABRAS
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras


class LibroFacturas(models.Model):
    """The head of a year of the register: its row is the lock under which numbers are given."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("libro de facturas")
        verbose_name_plural = _("libros de facturas")

    def __str__(self) -> str:
        return str(self.anio)


@avalada()
class Factura(models.Model):
    """An invoice in the register, with its number of the year (`codigo`). Amounts in euros; None: it does not say them.

    `unidad`: whose conformity it waits for. `problemas`: what was found wrong when it came ({codigo, donde, mensaje}); `motivo_propuesto`: of
    `reglas.motivos`. `conformidad`: the document that who conformed it signs. `operacion_o_id`: the operation that recognises it; `compromiso_id`: that which committed it, if said. Dates are instants.
    """

    class Estado(models.TextChoices):
        ANOTADA = "anotada", _("Anotada")
        REMITIDA = "remitida", _("Pendiente de conformidad")
        CONFORMADA = "conformada", _("Conformada")
        RECHAZADA = "rechazada", _("Rechazada")
        CONTABILIZADA = "contabilizada", _("Contabilizada la obligación")
        PAGADA = "pagada", _("Pagada")
        ANULADA = "anulada", _("Anulada")

    class Anulacion(models.TextChoices):
        SOLICITADA = "solicitada", _("Anulación pedida")
        ACEPTADA = "aceptada", _("Anulación aceptada")
        RECHAZADA = "rechazada", _("Anulación no aceptada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entrega = models.ForeignKey(Entrega, on_delete=models.PROTECT, related_name="facturas")
    orden = models.PositiveIntegerField(default=1)
    anio = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    codigo = models.CharField(max_length=20, unique=True)
    emisor = models.ForeignKey(
        "terceros.Tercero", on_delete=models.PROTECT, null=True, blank=True, related_name="facturas"
    )
    emisor_nif = models.CharField(max_length=30, blank=True)
    emisor_nombre = models.CharField(max_length=250, blank=True)
    receptor_nif = models.CharField(max_length=30, blank=True)
    serie = models.CharField(max_length=20, blank=True)
    numero_factura = models.CharField(max_length=40, blank=True)
    clase = models.CharField(max_length=2, blank=True)
    rectifica = models.CharField(max_length=40, blank=True)
    fecha = models.DateField(null=True, blank=True)
    fecha_operacion = models.DateField(null=True, blank=True)
    moneda = models.CharField(max_length=3, default="EUR")
    concepto = models.CharField(max_length=500, blank=True)
    base = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    repercutido = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    retenido = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    a_pagar = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    expediente_dicho = models.CharField(max_length=40, blank=True)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="facturas"
    )
    iban = models.CharField(max_length=34, blank=True)
    vencimiento = models.DateField(null=True, blank=True)
    forma_de_pago = models.CharField(max_length=2, blank=True)
    cesionario_nif = models.CharField(max_length=30, blank=True)
    cesionario_nombre = models.CharField(max_length=250, blank=True)
    cesion_iban = models.CharField(max_length=34, blank=True)
    oficina_contable = models.CharField(max_length=10, blank=True)
    organo_gestor = models.CharField(max_length=10, blank=True)
    unidad_tramitadora = models.CharField(max_length=10, blank=True)
    problemas = models.JSONField(default=list)
    motivo_propuesto = models.CharField(max_length=20, blank=True)
    duplicada_de = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicadas")
    entrada_el = models.DateTimeField()
    anotada_el = models.DateTimeField()
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.ANOTADA)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="facturas"
    )
    remitida_el = models.DateTimeField(null=True, blank=True)
    conformada_el = models.DateTimeField(null=True, blank=True)
    conformidad = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    conformidad_firmada_el = models.DateTimeField(null=True, blank=True)
    contabilizada_el = models.DateTimeField(null=True, blank=True)
    pagada_el = models.DateTimeField(null=True, blank=True)
    terminada_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=20, blank=True)
    operacion_o_id = models.UUIDField(null=True, blank=True)
    compromiso_id = models.UUIDField(null=True, blank=True)
    anulacion = models.CharField(max_length=10, choices=Anulacion.choices, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("factura")
        constraints = [
            models.UniqueConstraint(fields=["anio", "numero"], name="factura_numero_unico"),
            models.UniqueConstraint(fields=["entrega", "orden"], name="factura_orden_unico"),
            models.CheckConstraint(
                condition=~Q(estado__in=["remitida", "conformada", "contabilizada", "pagada"])
                | Q(unidad__isnull=False),
                name="factura_con_unidad",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["conformada", "contabilizada", "pagada"], conformada_el__isnull=False)
                | ~Q(estado__in=["conformada", "contabilizada", "pagada"]),
                name="factura_conformada_entera",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=["contabilizada", "pagada"], operacion_o_id__isnull=False, contabilizada_el__isnull=False
                )
                | Q(operacion_o_id=None, contabilizada_el=None) & ~Q(estado__in=["contabilizada", "pagada"]),
                name="factura_contabilizada_entera",
            ),
            models.CheckConstraint(
                condition=Q(estado="pagada", pagada_el__isnull=False) | Q(pagada_el=None) & ~Q(estado="pagada"),
                name="factura_pagada_entera",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["rechazada", "anulada"], terminada_el__isnull=False)
                | Q(terminada_el=None) & ~Q(estado__in=["rechazada", "anulada"]),
                name="factura_terminada_entera",
            ),
            models.CheckConstraint(condition=~Q(estado="rechazada") | ~Q(motivo=""), name="factura_rechazo_con_motivo"),
            models.CheckConstraint(
                condition=Q(conformidad_firmada_el=None) | Q(conformidad__isnull=False),
                name="factura_conformidad_firmada",
            ),
        ]
        indexes = [
            models.Index(fields=["emisor_nif", "numero_factura"], name="factura_emisor_numero"),
            models.Index(fields=["unidad", "entrada_el"], name="factura_unidad"),
            models.Index(
                fields=["entrada_el"],
                condition=Q(estado__in=["anotada", "remitida", "conformada", "contabilizada"]),
                name="factura_viva",
            ),
            models.Index(fields=["pagada_el"], condition=Q(estado="pagada"), name="factura_pagada"),
            indice_de_palabras("factura_palabras", *PALABRAS),
        ]

    def __str__(self) -> str:
        return self.codigo

    @property
    def obligado(self) -> Decimal:
        """What the town owes for it, in euros: its total and what it withholds, which is owed to whom it is withheld for. 0: it says no amount."""
        return (self.total or Decimal(0)) + (self.retenido or Decimal(0))

    @property
    def cadena(self) -> str:
        """The chain of its facts."""
        return f"factura:{self.id}"

    @property
    def referencia(self) -> str:
        """How others name it."""
        return f"factura:{self.id}"

    @property
    def numero_dicho(self) -> str:
        """Series and number, as who sent it writes them; its code when it has none."""
        junta = "" if self.serie[-1:] in ("", "-", "/", ".") else " "
        return f"{self.serie}{junta}{self.numero_factura}".strip() or self.codigo

    @property
    def estado_face(self) -> str:
        """The code of its state for FACe."""
        return reglas.ESTADO_FACE[self.estado]

    @property
    def anulacion_face(self) -> str:
        """The code of its cancellation for FACe."""
        return reglas.ANULACION_FACE[self.anulacion]

    @property
    def fechas(self) -> reglas.Fechas:
        """Its days, in Madrid."""
        dias = {
            nombre: en_madrid(momento).date() if momento is not None else None
            for nombre, momento in (
                ("conformada", self.conformada_el),
                ("pagada", self.pagada_el),
                ("terminada", self.terminada_el),
            )
        }
        return reglas.Fechas(en_madrid(self.entrada_el).date(), **dias, se_paga=self.obligado >= 0)


@avalada(fija=True)
class LineaFactura(models.Model):
    """A line, as the invoice says it; amounts in euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    descripcion = models.CharField(max_length=2500, blank=True)
    cantidad = models.DecimalField(max_digits=24, decimal_places=8)
    precio = models.DecimalField(max_digits=24, decimal_places=8)
    bruto = models.DecimalField(max_digits=24, decimal_places=8)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("línea de factura")
        verbose_name_plural = _("líneas de facturas")
        constraints = [models.UniqueConstraint(fields=["factura", "orden"], name="linea_factura_orden")]

    def __str__(self) -> str:
        return str(self.orden)


@avalada(fija=True)
class ImpuestoFactura(models.Model):
    """A tax charged or withheld. `codigo`: 01 IVA, 04 IRPF…; `tipo`: in per cent; amounts in euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="impuestos")
    orden = models.PositiveIntegerField()
    codigo = models.CharField(max_length=2)
    tipo = models.DecimalField(max_digits=24, decimal_places=8)
    base = models.DecimalField(max_digits=14, decimal_places=2)
    cuota = models.DecimalField(max_digits=14, decimal_places=2)
    recargo = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    retenido = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("impuesto de factura")
        verbose_name_plural = _("impuestos de facturas")
        constraints = [models.UniqueConstraint(fields=["factura", "orden"], name="impuesto_factura_orden")]

    def __str__(self) -> str:
        return self.codigo
