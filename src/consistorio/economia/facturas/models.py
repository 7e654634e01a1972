"""State of the invoices."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.facturas import reglas
from consistorio.economia.facturas.rectificaciones import RectificacionDeFactura
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.auditoria.filas import avalada

__all__ = [
    "AnexoFactura",
    "AvisoEmisor",
    "AvisoRetraso",
    "DichoFace",
    "Entrega",
    "Factura",
    "ImpuestoFactura",
    "LibroFacturas",
    "LineaFactura",
    "PasoFactura",
    "RectificacionDeFactura",
    "RegistroFace",
]
PROPOSITO = _("Anotar las facturas que se presentan, comprobarlas y pagarlas en plazo (Ley 25/2013 arts. 8 a 10)")
CONSERVACION = _("La de las cuentas en que consta su obligación")


class LibroFacturas(models.Model):
    """The head of a year of the register: its row is the lock under which numbers are given."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("libro de facturas")
        verbose_name_plural = _("libros de facturas")

    def __str__(self) -> str:
        return str(self.anio)


@avalada(fija=True)
class Entrega(models.Model):
    """What arrived: a file with invoices, or the scan of one on paper, and what its signature was worth then; or one of the register of another program, without its file.

    `entrada_el`: when it was filed, from which terms run; `asiento`: its entry in the registry, if it came through it. `firma`: VALIDA, NO
    VALIDA, INDETERMINADA, or empty when it needs none. `huella`: SHA-256 of the file; of what another program noted, of its load. `numero_anterior`: the one that it has there.
    """

    class Canal(models.TextChoices):
        FACE = "face", _("Punto general de entrada")
        REGISTRO = "registro", _("Registro")
        ARCHIVO = "archivo", _("Archivo que trajo la oficina contable")
        PAPEL = "papel", _("En papel")
        ANTERIOR = "anterior", _("Registro de facturas anterior")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    canal = models.CharField(max_length=10, choices=Canal.choices)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    huella = models.CharField(max_length=64)
    numero_anterior = models.CharField(max_length=40, blank=True)
    asiento = models.ForeignKey(
        "registro.Asiento", on_delete=models.PROTECT, null=True, blank=True, related_name="entregas_de_facturas"
    )
    version = models.CharField(max_length=6, blank=True)
    firma = models.CharField(max_length=13, blank=True)
    firma_dice = models.TextField(blank=True)
    entrada_el = models.DateTimeField()
    recibida_el = models.DateTimeField()
    recibida_por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("entrega de facturas")
        verbose_name_plural = _("entregas de facturas")
        constraints = [
            # Paper is scanned again; FACe gives each filing a number; a load brings many; any other file is the same file
            models.UniqueConstraint(
                fields=["huella"], condition=~Q(canal__in=["papel", "face", "anterior"]), name="entrega_una_vez"
            ),
            models.CheckConstraint(
                condition=Q(canal="anterior", documento=None) & ~Q(numero_anterior="")
                | ~Q(canal="anterior") & Q(documento__isnull=False, numero_anterior=""),
                name="entrega_con_documento",
            ),
            models.CheckConstraint(condition=Q(entrada_el__lte=F("recibida_el")), name="entrega_entra_antes"),
        ]

    def __str__(self) -> str:
        return self.canal

    @property
    def original_id(self) -> UUID | None:
        """What arrived or, of what another program noted, what was attached afterwards."""
        return self.documento_id or self.anexos.order_by("orden").values_list("documento_id", flat=True).first()


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
        return reglas.Fechas(en_madrid(self.entrada_el).date(), **dias)


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


@avalada(fija=True)
class PasoFactura(models.Model):
    """What somebody did with an invoice, in which capacity (`cargo`), with which words and for which reason (of `reglas.motivos`; `POR_FACE`). Immutable."""

    class Clase(models.TextChoices):
        REMITIDA = "remitida", _("Enviada a la unidad")
        IDENTIFICADA = "identificada", _("Identificada quien la expide")
        DEVUELTA = "devuelta", _("Devuelta: no es de esa unidad")
        CONFORMADA = "conformada", _("Conformada")
        FIRMADA = "firmada", _("Firmada su conformidad")
        RETIRADA = "retirada", _("Retirada su conformidad: se devolvió sin firmar")
        RECHAZADA = "rechazada", _("Rechazada")
        CONTABILIZADA = "contabilizada", _("Contabilizada la obligación")
        DESCONTABILIZADA = "descontabilizada", _("Anulada su obligación")
        PAGADA = "pagada", _("Pagada")
        IMPAGADA = "impagada", _("Devuelto su pago")
        ANULACION_PEDIDA = "anulacion_pedida", _("Quien la presentó pidió anularla")
        ANULADA = "anulada", _("Anulada")
        ANULACION_NEGADA = "anulacion_negada", _("No se aceptó anularla")
        TRAIDA = "traida", _("Traída del registro de facturas anterior")
        ADJUNTADA = "adjuntada", _("Adjuntado su original")
        RECTIFICADA = "rectificada", _("Anotado lo que rectifica")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="pasos")
    clase = models.CharField(max_length=18, choices=Clase.choices)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    texto = models.TextField(blank=True)
    motivo = models.CharField(max_length=20, blank=True)
    dado_el = models.DateTimeField()
    dado_por = models.UUIDField()
    cargo = models.CharField(max_length=250, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("paso de una factura")
        verbose_name_plural = _("pasos de facturas")
        indexes = [models.Index(fields=["factura", "dado_el"], name="paso_factura")]

    def __str__(self) -> str:
        return self.clase


@avalada(fija=True)
class AvisoRetraso(models.Model):
    """Somebody was told that an invoice is late. `escalon`: of `reglas.Escalon`; `a_quienes`: Empleado."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="avisos")
    escalon = models.CharField(max_length=40)
    a_quienes = ArrayField(models.UUIDField(), default=list)
    dado_el = models.DateTimeField()

    proposito_datos = _("Saber a quién se avisó de que una factura se retrasa (Ley 25/2013 art. 10)")
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("aviso de retraso")
        verbose_name_plural = _("avisos de retraso")
        constraints = [models.UniqueConstraint(fields=["factura", "escalon"], name="aviso_retraso_una_vez")]

    def __str__(self) -> str:
        return self.escalon


@avalada(fija=True)
class AvisoEmisor(models.Model):
    """Who sent an invoice was told of something, or could not be. `detalle`: what the mail server said, without the address, or how it was told otherwise."""

    class Clase(models.TextChoices):
        ANOTADA = "anotada", _("Que está anotada")
        RECHAZADA = "rechazada", _("Que se rechaza, y por qué")
        DEVUELTA = "devuelta", _("Que cambia de unidad")
        PAGADA = "pagada", _("Que está pagada")
        IMPAGADA = "impagada", _("Que el banco devolvió su pago")
        ANULADA = "anulada", _("Que se anula")
        ANULACION_NEGADA = "anulacion_negada", _("Que no se anula")

    class Resultado(models.TextChoices):
        ENVIADO = "enviado", _("Enviado por correo")
        SIN_MEDIO = "sin_medio", _("No se conoce su correo")
        FALLIDO = "fallido", _("El correo no lo admite")
        DUDOSO = "dudoso", _("No se sabe si salió")
        OTRO_MEDIO = "otro_medio", _("Avisado por otro medio")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    factura = models.ForeignKey(Factura, on_delete=models.PROTECT, related_name="avisos_al_emisor")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    resultado = models.CharField(max_length=10, choices=Resultado.choices)
    detalle = models.CharField(max_length=200, blank=True)
    momento = models.DateTimeField()

    proposito_datos = _("Probar que se avisó a quien expidió una factura (Ley 25/2013 art. 9)")
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("aviso a quien expidió una factura")
        verbose_name_plural = _("avisos a quienes expidieron facturas")
        indexes = [models.Index(fields=["factura", "momento"], name="aviso_emisor")]

    def __str__(self) -> str:
        return self.clase


@avalada()
class RegistroFace(models.Model):
    """A filing in FACe: the number that it has there and what of ours it is. Until it is confirmed, FACe offers it again.

    `anulacion_pedida`: the request to cancel it that was noted last, by the instant that FACe says, as it says it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.CharField(max_length=60, unique=True)
    oficina_contable = models.CharField(max_length=10, blank=True)
    entrega = models.OneToOneField(Entrega, on_delete=models.PROTECT, related_name="face")
    recogida_el = models.DateTimeField()
    confirmada_el = models.DateTimeField(null=True, blank=True)
    anulacion_pedida = models.CharField(max_length=60, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("registro en el punto general de entrada")
        verbose_name_plural = _("registros en el punto general de entrada")

    def __str__(self) -> str:
        return self.numero

    @property
    def cadena(self) -> str:
        """The chain of its facts."""
        return f"face:{self.id}"


@avalada(fija=True)
class DichoFace(models.Model):
    """FACe knows of a step of an invoice, by this code of its states. Each step once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    registro = models.ForeignKey(RegistroFace, on_delete=models.PROTECT, related_name="dichos")
    paso = models.OneToOneField(PasoFactura, on_delete=models.PROTECT, related_name="dicho_a_face")
    codigo = models.CharField(max_length=4)
    dicho_el = models.DateTimeField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("estado dicho al punto general de entrada")
        verbose_name_plural = _("estados dichos al punto general de entrada")

    def __str__(self) -> str:
        return self.codigo


@avalada(fija=True)
class AnexoFactura(models.Model):
    """A file that came beside the invoices of a delivery, in the order in which it came."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entrega = models.ForeignKey(Entrega, on_delete=models.PROTECT, related_name="anexos")
    orden = models.PositiveIntegerField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("anexo de una factura")
        verbose_name_plural = _("anexos de facturas")
        constraints = [models.UniqueConstraint(fields=["entrega", "orden"], name="anexo_factura_orden")]

    def __str__(self) -> str:
        return str(self.orden)
