"""State of the taxes that the town hall declares."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


def euros() -> models.DecimalField[Decimal, Decimal]:
    """A column of euros."""
    return models.DecimalField(max_digits=14, decimal_places=2)


@avalada()
class SectorIva(models.Model):
    """An activity of the town that is subject to VAT, which deducts by itself (LIVA 9.1.c and 101)."""

    codigo = models.CharField(max_length=20, primary_key=True)
    nombre = models.CharField(max_length=200)
    en_uso = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("actividad sujeta al IVA")
        constraints = [
            models.CheckConstraint(condition=Q(codigo__regex=r"^[A-Z0-9_]+$"), name="sectoriva_codigo"),
            models.CheckConstraint(condition=~Q(nombre=""), name="sectoriva_nombre"),
        ]

    def __str__(self) -> str:
        return self.codigo


@avalada()
class Prorrata(models.Model):
    """How much of its VAT an activity deducts in a year, in whole percent (LIVA 102-106). `provisional`: during the year; `definitiva`: since its end.

    `regularizacion`: what the definitive one adds to what was deducted, negative when it takes away; noted on `regularizada` by an operation of the budget
    (`del_presupuesto`) and one of VAT (`del_iva`), which are paid in formalización.
    """

    class Clase(models.TextChoices):
        GENERAL = "general", _("General: el mismo tanto por ciento de todas las cuotas")
        ESPECIAL = "especial", _("Especial: según en qué se usa lo que se compra")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sector = models.ForeignKey(SectorIva, on_delete=models.PROTECT, related_name="prorratas")
    anio = models.PositiveSmallIntegerField()
    clase = models.CharField(max_length=8, choices=Clase.choices)
    provisional = models.PositiveSmallIntegerField()
    definitiva = models.PositiveSmallIntegerField(null=True, blank=True)
    regularizacion = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    regularizada = models.DateField(null=True, blank=True)
    del_presupuesto = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    del_iva = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("prorrata")
        constraints = [
            models.UniqueConstraint(fields=["sector", "anio"], name="prorrata_una_al_anio"),
            models.CheckConstraint(
                condition=Q(provisional__lte=100) & (Q(definitiva=None) | Q(definitiva__lte=100)),
                name="prorrata_por_ciento",
            ),
            models.CheckConstraint(
                condition=Q(definitiva=None, regularizacion=None, regularizada=None)
                | Q(definitiva__isnull=False, regularizacion__isnull=False, regularizada__isnull=False),
                name="prorrata_regularizada_entera",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector_id} {self.anio}"


@avalada(fija=True)
class ApunteIva(models.Model):
    """A row of a register book of VAT (RIVA 62-64): a rate of an invoice. In euros; negative in what takes another one back (`anula`).

    `fecha`: of the accounts, which says the period; `expedida`: of the invoice; `deducible`: of what was borne, what is deducted; `operacion`: of the budget, for
    the base; `operacion_iva`: of no budget, for the tax, if any. `regimen`: when who buys accrues the tax; then `operacion_devengo` notes it (440 to 477) and `operacion_gasto`
    what of it is not deducted, all paid in formalización.
    """

    class Libro(models.TextChoices):
        SOPORTADO = "soportado", _("Facturas recibidas")
        REPERCUTIDO = "repercutido", _("Facturas expedidas")

    class Destino(models.TextChoices):
        CON_DERECHO = "con_derecho", _("Solo en operaciones con derecho a deducir")
        SIN_DERECHO = "sin_derecho", _("Solo en operaciones sin derecho a deducir")
        COMUN = "comun", _("En unas y en otras")

    class Regimen(models.TextChoices):
        INVERSION = "inversion", _("Inversión del sujeto pasivo")
        INTRACOMUNITARIA = "intracomunitaria", _("Adquisición intracomunitaria")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    libro = models.CharField(max_length=11, choices=Libro.choices)
    anio = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    fecha = models.DateField()
    expedida = models.DateField()
    factura = models.CharField(max_length=80)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey(SectorIva, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    destino = models.CharField(max_length=11, choices=Destino.choices, default=Destino.COMUN)
    inversion = models.BooleanField(default=False)
    regimen = models.CharField(max_length=16, choices=Regimen.choices, blank=True)
    exenta = models.BooleanField(default=False)
    base = euros()
    tipo = models.DecimalField(max_digits=5, decimal_places=2)
    cuota = euros()
    deducible = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    operacion = models.ForeignKey("presupuesto.Operacion", on_delete=models.PROTECT, related_name="+")
    operacion_iva = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    operacion_devengo = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    operacion_gasto = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    anula = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="anulado_por")

    proposito_datos = _("Llevar los libros registro del IVA y declararlo (LIVA art. 164; RIVA arts. 62 a 64)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("apunte de un libro de IVA")
        constraints = [
            models.UniqueConstraint(fields=["libro", "anio", "numero"], name="apunteiva_numero"),
            models.CheckConstraint(condition=Q(tipo__gte=0, tipo__lte=100), name="apunteiva_tipo"),
            models.CheckConstraint(
                condition=Q(libro="soportado") | Q(libro="repercutido", sector__isnull=False, deducible=0),
                name="apunteiva_libro",
            ),
            models.CheckConstraint(
                condition=Q(deducible=0) | Q(sector__isnull=False, operacion_iva__isnull=False),
                name="apunteiva_deducible",
            ),
            models.CheckConstraint(condition=Q(exenta=False) | Q(cuota=0), name="apunteiva_exenta"),
            models.CheckConstraint(
                condition=Q(regimen="", operacion_devengo=None, operacion_gasto=None)
                | ~Q(regimen="") & Q(libro="soportado", sector__isnull=False, operacion_devengo__isnull=False),
                name="apunteiva_regimen",
            ),
        ]
        indexes = [models.Index(fields=["libro", "fecha"], name="apunteiva_fecha")]

    def __str__(self) -> str:
        return f"{self.anio}/{self.numero}"

    @property
    def devengado(self) -> Decimal:
        """What of its tax is accrued, in euros: that of what is issued, and of what is bought without it."""
        return self.cuota if self.libro == self.Libro.REPERCUTIDO or self.regimen else Decimal("0.00")

    @property
    def operaciones_del_iva(self) -> tuple[UUID, ...]:
        """Those that note its tax."""
        todas = (self.operacion_devengo_id, self.operacion_iva_id, self.operacion_gasto_id)
        return tuple(una for una in todas if una is not None)


@avalada(fija=True)
class Percepcion(models.Model):
    """To whom a part of a withholding of income tax belongs (RIRPF 108): `linea` is that of the discount, under a concept of account 4751.

    `clave`, `subclave`: of `datos/claves.csv`, which says in which model it goes. `base`: what was paid before withholding; `retencion`: zero when nothing was
    withheld. In euros.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    linea = models.ForeignKey("presupuesto.LineaOperacion", on_delete=models.PROTECT, related_name="percepciones")
    fecha = models.DateField()
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    clave = models.CharField(max_length=3)
    subclave = models.CharField(max_length=2, blank=True)
    en_especie = models.BooleanField(default=False)
    base = euros()
    retencion = euros()
    devengo = models.PositiveSmallIntegerField(default=0)

    proposito_datos = _("Declarar lo que se retiene a cada perceptor y certificárselo (RIRPF art. 108)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("percepción con retención")
        verbose_name_plural = _("percepciones con retención")
        constraints = [
            models.UniqueConstraint(
                fields=["linea", "persona", "clave", "subclave", "en_especie", "devengo"], name="percepcion_una"
            ),
            models.CheckConstraint(
                condition=Q(base__gt=0, retencion__gte=0) & Q(retencion__lte=models.F("base")),
                name="percepcion_importes",
            ),
        ]
        indexes = [models.Index(fields=["fecha"], name="percepcion_fecha")]

    def __str__(self) -> str:
        return f"{self.clave}{self.subclave}"


@avalada()
class Compensacion(models.Model):
    """What the town owed somebody, paid with what that somebody owed (LGT 71-73; RGR 55-59): both in formalización, without money. In euros. `deshecha`: the day on
    which all its operations were taken back."""

    class Clase(models.TextChoices):
        OFICIO = "oficio", _("De oficio")
        PETICION = "peticion", _("A petición del obligado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=8, choices=Clase.choices)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    fecha = models.DateField()
    importe = euros()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    pago = models.OneToOneField("presupuesto.Operacion", on_delete=models.PROTECT, related_name="+")
    deshecha = models.DateField(null=True, blank=True)

    proposito_datos = _("Saber qué deudas se extinguieron por compensación y por qué acuerdo (LGT arts. 71 a 73)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("compensación")
        verbose_name_plural = _("compensaciones")
        constraints = [models.CheckConstraint(condition=Q(importe__gt=0), name="compensacion_importe")]

    def __str__(self) -> str:
        return f"{self.clase} {self.importe}"


@avalada(fija=True)
class CobroCompensado(models.Model):
    """An operation that collected what the other one owed, in a compensación."""

    operacion = models.OneToOneField(
        "presupuesto.Operacion", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    compensacion = models.ForeignKey(Compensacion, on_delete=models.PROTECT, related_name="cobros")

    class Meta:
        verbose_name = _("cobro por compensación")

    def __str__(self) -> str:
        return str(self.operacion_id)


@avalada()
class Declaracion(models.Model):
    """A model that was presented. `periodo`: 1T-4T, 01-12 or 0A; `casillas`: number -> figure, as they were; `justificante`: its number at the tax office;
    `resultado`: in euros, to be paid when positive; `pago`: the operation that paid it. `rectifica`: the one before, of which it is `clase` (LGT 122); its
    figures are all of them, and its result what it adds."""

    class Clase(models.TextChoices):
        COMPLEMENTARIA = "complementaria", _("Complementaria de la anterior")
        SUSTITUTIVA = "sustitutiva", _("Sustitutiva de la anterior")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    modelo = models.CharField(max_length=3)
    anio = models.PositiveSmallIntegerField()
    periodo = models.CharField(max_length=2)
    casillas = models.JSONField()
    resultado = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    presentada = models.DateField()
    justificante = models.CharField(max_length=40)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    pago = models.OneToOneField(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clase = models.CharField(max_length=14, choices=Clase.choices, blank=True)
    rectifica = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="rectificada_por"
    )
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()

    proposito_datos = _("Saber qué declaró el ayuntamiento, quién lo anotó y con qué se pagó (LGT art. 29)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("declaración presentada")
        verbose_name_plural = _("declaraciones presentadas")
        constraints = [
            models.UniqueConstraint(
                fields=["modelo", "anio", "periodo"], condition=Q(rectifica=None), name="declaracion_una_primera"
            ),
            models.CheckConstraint(
                condition=Q(clase="", rectifica=None) | ~Q(clase="") & Q(rectifica__isnull=False),
                name="declaracion_rectifica",
            ),
            models.CheckConstraint(condition=~Q(justificante=""), name="declaracion_justificante"),
            models.CheckConstraint(condition=Q(pago=None) | Q(resultado__gt=0), name="declaracion_pagada"),
        ]

    def __str__(self) -> str:
        return f"{self.modelo} {self.anio} {self.periodo}"
