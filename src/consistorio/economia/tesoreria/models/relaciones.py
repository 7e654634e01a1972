"""The lists of payments. Their lines are written with them and never change, but for what becomes of each payment."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from consistorio.economia.tesoreria.models.ordinales import MAXIMO_IBAN, Ordinal
from consistorio.economia.tesoreria.models.propuestos import PagoPropuesto
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

DE_QUE: Final = ("operacion", "cerrado", "propuesto")


@avalada()
class RelacionDePagos(models.Model):
    """Payments of one ordinal and one day, that the ordenador, the interventor and the tesorero sign (TRLRHL 186, 187 y 196; RD 424/2017 art. 23).

    `motivo_orden`: why it goes before what had its turn earlier; `huella`: of what is signed; `fichero`: the bytes that were sent to the bank, which are always those.
    Once its file is made one person asks to withdraw it, with its `motivo` and, if it was sent, the document in which the bank refuses it (`rechazo`), and another one does
    (`retirada_por`; of those withdrawn before, nobody). Amounts in euros: `importe` is what is paid, `liquido` what leaves by the bank.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("En preparación")
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        DEVUELTA = "devuelta", _("Devuelta sin firmar")
        FIRMADA = "firmada", _("Firmada")
        ENVIADA = "enviada", _("Enviada al banco")
        PAGADA = "pagada", _("Pagada")
        RETIRADA = "retirada", _("Retirada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField()
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="relaciones")
    fecha = models.DateField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    motivo_orden = models.TextField(blank=True)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    liquido = models.DecimalField(max_digits=14, decimal_places=2)
    huella = models.CharField(max_length=64)
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    fichero = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    preparada_el = models.DateTimeField()
    preparada_por = models.UUIDField()
    firmada_el = models.DateTimeField(null=True, blank=True)
    fichero_el = models.DateTimeField(null=True, blank=True)
    enviada_el = models.DateTimeField(null=True, blank=True)
    terminada_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)
    rechazo = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retirada_pedida_el = models.DateTimeField(null=True, blank=True)
    retirada_pedida_por = models.UUIDField(null=True, blank=True)
    retirada_por = models.UUIDField(null=True, blank=True)

    proposito_datos = _(
        "Pagar lo que se debe y saber quién lo ordenó, lo intervino y lo pagó (TRLRHL arts. 186, 187 y 196)"
    )
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("relación de pagos")
        verbose_name_plural = _("relaciones de pagos")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "numero"], name="relacion_pagos_numero"),
            models.CheckConstraint(
                condition=Q(numero__gte=1, importe__gt=0, liquido__gte=0, liquido__lte=F("importe"))
                & Q(huella__regex=r"^[0-9a-f]{64}$"),
                name="relacion_pagos_entera",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["borrador", "retirada"])
                | Q(estado__in=["en_firma", "devuelta"], documento__isnull=False, firmada_el=None)
                | Q(estado__in=["firmada", "enviada", "pagada"], documento__isnull=False, firmada_el__isnull=False),
                name="relacion_pagos_firmada",
            ),
            models.CheckConstraint(
                condition=Q(fichero=None, fichero_el=None)
                | Q(fichero__isnull=False, fichero_el__isnull=False, firmada_el__isnull=False),
                name="relacion_pagos_fichero_firmado",
            ),
            models.CheckConstraint(
                condition=~Q(estado="enviada") | Q(enviada_el__isnull=False), name="relacion_pagos_enviada"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["pagada", "retirada"], terminada_el__isnull=False)
                | ~Q(estado__in=["pagada", "retirada"]) & Q(terminada_el=None),
                name="relacion_pagos_terminada",
            ),
            models.CheckConstraint(condition=~Q(estado="retirada") | ~Q(motivo=""), name="relacion_pagos_con_motivo"),
            models.CheckConstraint(
                condition=Q(retirada_por=None)
                | Q(fichero=None)
                | Q(retirada_pedida_por__isnull=False)
                & ~Q(retirada_pedida_por=F("retirada_por"))
                & (Q(enviada_el=None) | Q(rechazo__isnull=False)),
                name="relacion_pagos_retirada_entre_dos",
            ),
        ]
        indexes = [models.Index(fields=["ordinal", "-fecha"], name="relacion_pagos_ordinal")]

    def __str__(self) -> str:
        return f"{self.ejercicio_id}/{self.numero}"

    @property
    def mensaje(self) -> str:
        """Its identifier for the bank."""
        return f"RP-{self.ejercicio_id}-{self.numero:06d}"


@avalada()
class LineaDePago(models.Model):
    """A payment of a list, whole: of an order of payment or a refund that was agreed (`operacion`), an obligation of an earlier year (`cerrado`), or something of no budget
    (`propuesto`). `viva`: it is not paid yet and no other list may have it.

    `referencia`: what the bank gives back (EndToEndId); `descuentos`: [{concepto, importe}]; `pago`: the operation that noted it; `vuelta`: the one that undid it when
    the bank sent it back. In euros.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Por pagar")
        PAGADA = "pagada", _("Pagada")
        DEVUELTA = "devuelta", _("Devuelta por el banco")
        RETIRADA = "retirada", _("Retirada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    relacion = models.ForeignKey(RelacionDePagos, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    operacion = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cerrado = models.ForeignKey(
        "presupuesto.SaldoCerrado", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    propuesto = models.ForeignKey(PagoPropuesto, on_delete=models.PROTECT, null=True, blank=True, related_name="lineas")
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    cuenta = models.ForeignKey(
        "terceros.CuentaTercero", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nombre = models.CharField(max_length=250)
    iban = models.CharField(max_length=MAXIMO_IBAN, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    referencia = models.CharField(max_length=35)
    concepto = models.CharField(max_length=300)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    liquido = models.DecimalField(max_digits=14, decimal_places=2)
    descuentos = models.JSONField(default=list, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    viva = models.BooleanField(default=True)
    pago = models.ForeignKey("presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vuelta = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Pagar a cada acreedor en la cuenta que acreditó (TRLRHL art. 187)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("pago de una relación")
        verbose_name_plural = _("pagos de relaciones")
        constraints = [
            models.UniqueConstraint(fields=["relacion", "orden"], name="linea_pago_orden"),
            models.UniqueConstraint(fields=["relacion", "referencia"], name="linea_pago_referencia"),
            models.UniqueConstraint(fields=["operacion"], condition=Q(viva=True), name="linea_pago_una_relacion"),
            models.UniqueConstraint(fields=["cerrado"], condition=Q(viva=True), name="linea_pago_un_cerrado"),
            models.UniqueConstraint(fields=["propuesto"], condition=Q(viva=True), name="linea_pago_un_propuesto"),
            models.CheckConstraint(
                condition=Exact(
                    Func(*(F(uno) for uno in DE_QUE), function="num_nonnulls", output_field=IntegerField()), 1
                ),
                name="linea_pago_de_algo",
            ),
            models.CheckConstraint(
                condition=Q(importe__gt=0, liquido__gte=0, liquido__lte=F("importe"))
                & (Q(liquido=0) | Q(cuenta__isnull=False) & ~Q(iban="")),
                name="linea_pago_importe",
            ),
            models.CheckConstraint(
                condition=Q(estado="pendiente", viva=True, pago=None, vuelta=None)
                | Q(estado="retirada", viva=False, pago=None, vuelta=None)
                | Q(estado="pagada", viva=False, pago__isnull=False, vuelta=None)
                | Q(estado="devuelta", viva=False, pago__isnull=False, vuelta__isnull=False),
                name="linea_pago_estado",
            ),
        ]

    def __str__(self) -> str:
        return self.referencia

    @property
    def de_que(self) -> UUID:
        """What it pays: that of which it is a payment, whatever it is. Raises ValueError (of nothing: the database does not let it)."""
        for uno in (self.operacion_id, self.cerrado_id, self.propuesto_id):
            if uno is not None:
                return uno
        msg = "a payment of nothing"
        raise ValueError(msg)
