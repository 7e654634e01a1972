"""State of the third parties."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.terceros import reglas
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.identidad.models import vigencia


@avalada(fija=True)
class Tercero(models.Model):
    """Somebody whom the town hall pays or who pays it: a person of identidad, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    persona = models.OneToOneField("identidad.Persona", on_delete=models.PROTECT, related_name="tercero")
    alta_el = models.DateTimeField()
    alta_por = models.UUIDField()

    proposito_datos = _("Pagar y cobrar a quien corresponde (TRLRHL arts. 186 y 187)")
    conservacion_datos = _("Mientras consten operaciones suyas en cuentas que deban conservarse")

    class Meta:
        verbose_name = _("tercero")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def cadena(self) -> str:
        """The chain of its facts."""
        return f"tercero:{self.id}"


@avalada(fija=True)
class DocumentoDeTercero(models.Model):
    """A document of a ficha. `valido_hasta`: the last day that it serves, if it says one."""

    class Clase(models.TextChoices):
        IDENTIFICACION = "identificacion", _("Identificación")
        TITULARIDAD = "titularidad", _("Certificado de titularidad de una cuenta")
        AL_CORRIENTE = "al_corriente", _("Certificado de estar al corriente")
        TRABA = "traba", _("Embargo, cesión, compensación o concurso")
        OTRO = "otro", _("Otro documento")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tercero = models.ForeignKey(Tercero, on_delete=models.PROTECT, related_name="documentos")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    valido_hasta = models.DateField(null=True, blank=True)
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Probar quién es un tercero, cuál es su cuenta y qué retiene sus pagos")
    conservacion_datos = _("La de su ficha")

    class Meta:
        verbose_name = _("documento de un tercero")
        verbose_name_plural = _("documentos de terceros")
        constraints = [
            models.UniqueConstraint(fields=["tercero", "documento"], name="tercero_documento_una_vez"),
        ]

    def __str__(self) -> str:
        return self.clase


@avalada()
class CuentaTercero(models.Model):
    """A bank account of a third party. It serves from the day on which a second person confirmed it (`desde`) until `hasta`, which is the
    first day on which it does not.

    `anotada_por`, `confirmada_por`, `terminada_por`: Empleado. `titularidad`: the document of the bank; one that a load of another program brought has none, and says which load
    (`carga`, the SHA-256 of its files) and who is its holder there (`titular`). `motivo`: why it ended.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Falta que la confirme otra persona")
        VIGENTE = "vigente", _("En vigor")
        RECHAZADA = "rechazada", _("No se confirmó")
        SUSTITUIDA = "sustituida", _("Sustituida por otra")
        RETIRADA = "retirada", _("Retirada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tercero = models.ForeignKey(Tercero, on_delete=models.PROTECT, related_name="cuentas")
    iban = models.CharField(max_length=reglas.MAXIMO_IBAN)
    bic = models.CharField(max_length=11, blank=True)
    titularidad = models.ForeignKey(
        DocumentoDeTercero, on_delete=models.PROTECT, null=True, blank=True, related_name="cuentas"
    )
    titular = models.CharField(max_length=200, blank=True)
    carga = models.CharField(max_length=64, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()
    confirmada_el = models.DateTimeField(null=True, blank=True)
    confirmada_por = models.UUIDField(null=True, blank=True)
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField(null=True, blank=True)
    terminada_el = models.DateTimeField(null=True, blank=True)
    terminada_por = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Pagar en la cuenta que acreditó quien cobra (TRLRHL art. 187; RD 424/2017 art. 21)")
    conservacion_datos = _("La de su ficha")

    class Meta:
        verbose_name = _("cuenta de un tercero")
        verbose_name_plural = _("cuentas de terceros")
        constraints = [
            models.UniqueConstraint(fields=["tercero"], condition=Q(estado="vigente"), name="cuenta_una_en_vigor"),
            models.UniqueConstraint(
                fields=["tercero"], condition=Q(estado="pendiente"), name="cuenta_una_por_confirmar"
            ),
            models.CheckConstraint(
                condition=Q(confirmada_por=None) | ~Q(confirmada_por=F("anotada_por")), name="cuenta_dos_personas"
            ),
            models.CheckConstraint(
                condition=Q(titularidad__isnull=False, carga="", titular="") | Q(titularidad=None) & ~Q(carga=""),
                name="cuenta_acreditada",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=["pendiente", "rechazada"],
                    confirmada_por=None,
                    confirmada_el=None,
                    desde=None,
                    hasta=None,
                )
                | Q(
                    estado__in=["vigente", "sustituida", "retirada"],
                    confirmada_por__isnull=False,
                    confirmada_el__isnull=False,
                    desde__isnull=False,
                ),
                name="cuenta_confirmada_entera",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["pendiente", "vigente"], terminada_el=None, terminada_por=None, hasta=None)
                | Q(estado="rechazada", terminada_el__isnull=False, terminada_por__isnull=False) & ~Q(motivo="")
                | Q(
                    estado__in=["sustituida", "retirada"],
                    terminada_el__isnull=False,
                    terminada_por__isnull=False,
                    hasta__gte=F("desde"),
                ),
                name="cuenta_terminada_entera",
            ),
        ]
        indexes = [
            models.Index(fields=["anotada_el"], condition=Q(estado="pendiente"), name="cuenta_por_confirmar"),
            models.Index(fields=["iban"], name="cuenta_iban"),
            models.Index(fields=["id"], condition=Q(estado="pendiente") & ~Q(carga=""), name="cuenta_de_carga"),
        ]

    def __str__(self) -> str:
        return self.iban_oculto

    @property
    def iban_oculto(self) -> str:
        """Its IBAN as lists show it."""
        return reglas.oculto(self.iban)


@avalada()
class Bloqueo(models.Model):
    """What stops the payments of a third party, or sends them to another one, from `desde` to `hasta`, both included.

    `a_favor_de`: who collects instead; without it, nobody does until it is lifted. `tope`: up to how many euros in all. `objeto`: the only
    thing that it reaches (`factura:<uuid>`); empty, everything. A cesión holds the payments until a second person confirms it, and only then sends them to who acquired the credit.
    """

    class Clase(models.TextChoices):
        EMBARGO = "embargo", _("Embargo")
        CESION = "cesion", _("Cesión o endoso del crédito")
        COMPENSACION = "compensacion", _("Compensación de deudas")
        CONCURSO = "concurso", _("Concurso de acreedores")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tercero = models.ForeignKey(Tercero, on_delete=models.PROTECT, related_name="bloqueos")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    documento = models.ForeignKey(DocumentoDeTercero, on_delete=models.PROTECT, related_name="bloqueos")
    a_favor_de = models.ForeignKey(
        Tercero, on_delete=models.PROTECT, null=True, blank=True, related_name="cobra_por_bloqueos"
    )
    tope = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    objeto = models.CharField(max_length=60, blank=True)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    puesto_el = models.DateTimeField()
    puesto_por = models.UUIDField()
    confirmado_el = models.DateTimeField(null=True, blank=True)
    confirmado_por = models.UUIDField(null=True, blank=True)
    levantado_el = models.DateTimeField(null=True, blank=True)
    levantado_por = models.UUIDField(null=True, blank=True)
    documento_fin = models.ForeignKey(
        DocumentoDeTercero, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _(
        "Retener o desviar lo que se debe a un tercero por orden o contrato (LGT art. 169; Código Civil art. 1526)"
    )
    conservacion_datos = _("La de su ficha")

    class Meta:
        verbose_name = _("bloqueo de pagos")
        verbose_name_plural = _("bloqueos de pagos")
        constraints = [
            models.CheckConstraint(condition=Q(hasta=None) | Q(hasta__gte=F("desde")), name="bloqueo_periodo"),
            models.CheckConstraint(condition=Q(tope=None) | Q(tope__gt=0), name="bloqueo_tope"),
            models.CheckConstraint(
                condition=Q(a_favor_de=None) | ~Q(a_favor_de=F("tercero")), name="bloqueo_a_favor_de_otro"
            ),
            models.CheckConstraint(
                condition=~Q(clase="cesion") | Q(a_favor_de__isnull=False), name="bloqueo_cesion_con_cesionario"
            ),
            models.CheckConstraint(
                condition=Q(levantado_el=None, levantado_por=None, documento_fin=None)
                | Q(levantado_el__isnull=False, levantado_por__isnull=False, documento_fin__isnull=False),
                name="bloqueo_levantado_entero",
            ),
            models.CheckConstraint(
                condition=Q(confirmado_el=None, confirmado_por=None)
                | Q(clase="cesion", confirmado_el__isnull=False, confirmado_por__isnull=False)
                & ~Q(confirmado_por=F("puesto_por")),
                name="bloqueo_cesion_dos_personas",
            ),
            ExclusionConstraint(
                name="bloqueo_una_cesion_total",
                expressions=[
                    ("tercero", RangeOperators.EQUAL),
                    ("objeto", RangeOperators.EQUAL),
                    (vigencia(), RangeOperators.OVERLAPS),
                ],
                condition=Q(clase="cesion", tope=None, levantado_el=None),
            ),
        ]
        indexes = [models.Index(fields=["tercero", "desde"], condition=Q(levantado_el=None), name="bloqueo_en_vigor")]

    def __str__(self) -> str:
        return self.clase

    @property
    def por_confirmar(self) -> bool:
        """It is an assignment of credit that only one person saw to: it pays nobody yet."""
        return self.clase == self.Clase.CESION and self.confirmado_el is None
