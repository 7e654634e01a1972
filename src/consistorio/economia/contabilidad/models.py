"""State of the ledger. What is noted in it never changes: PostgreSQL refuses it (see the migration)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

ORDINARIO = "C"  # how codes sort: byte by byte, whatever the locale of the cluster


class Vigencia(Func):
    """The days that a version is in force, both ends included."""

    function = "daterange"
    output_field = DateRangeField()


def _sin_solaparse(nombre: str, *claves: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=nombre,
        expressions=[
            *((clave, RangeOperators.EQUAL) for clave in claves),
            (Vigencia("desde", "hasta", Value("[]")), RangeOperators.OVERLAPS),
        ],
    )


class Ejercicio(models.Model):
    """A year of the accounts. `presupuesto_hasta`, `tesoreria_hasta`: nothing of that ambit is dated that day or before; `siguiente`: number of its
    next entry. Its row is the lock of the journal of the year."""

    class Estado(models.TextChoices):
        ABIERTO = "abierto", _("Abierto")
        CERRADO = "cerrado", _("Cerrado")

    anio = models.PositiveSmallIntegerField(primary_key=True)
    estado = models.CharField(max_length=8, choices=Estado.choices, default=Estado.ABIERTO)
    presupuesto_hasta = models.DateField(null=True, blank=True)
    tesoreria_hasta = models.DateField(null=True, blank=True)
    siguiente = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("ejercicio")
        constraints = [
            models.CheckConstraint(condition=Q(anio__gte=1900, anio__lte=2999), name="ejercicio_anio"),
            models.CheckConstraint(condition=Q(siguiente__gte=1), name="ejercicio_siguiente"),
        ]

    def __str__(self) -> str:
        return str(self.anio)


@avalada(fija=True)
class Bloqueo(models.Model):
    """A change of the two lock dates of a year, with who made it. Immutable. `motivo`: why, when one of them goes back (`reabre`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey(Ejercicio, on_delete=models.PROTECT, related_name="bloqueos")
    presupuesto_hasta = models.DateField(null=True, blank=True)
    tesoreria_hasta = models.DateField(null=True, blank=True)
    reabre = models.BooleanField()
    motivo = models.CharField(max_length=600, blank=True)
    autor_id = models.UUIDField()
    anotado_el = models.DateTimeField()

    proposito_datos = _("Saber quién cerró y quién reabrió fechas de la contabilidad, y por qué (TRLRHL art. 204)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("bloqueo de fechas")
        constraints = [
            models.CheckConstraint(condition=Q(reabre=False) | ~Q(motivo=""), name="bloqueo_reabre_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id} {self.anotado_el:%d/%m/%Y}"


class Cuenta(models.Model):
    """An account of the chart. Codes of one and two figures are its groups and subgroups, and nothing is posted to them.

    `epigrafe`: heading of the balance sheet, as the fifth part of the chart says. `propia`: opened by the town as a split of the account above,
    which from then on is posted through its splits alone.
    """

    class Naturaleza(models.TextChoices):
        DEUDORA = "D", _("Deudora")
        ACREEDORA = "A", _("Acreedora")

    codigo = models.CharField(max_length=12, primary_key=True, db_collation=ORDINARIO)
    nombre = models.CharField(max_length=250)
    naturaleza = models.CharField(max_length=1, choices=Naturaleza.choices, blank=True)
    epigrafe = models.CharField(max_length=80, blank=True)
    propia = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("cuenta")
        constraints = [
            models.CheckConstraint(condition=Q(codigo__regex=r"^[0-9]{1,12}$"), name="cuenta_codigo"),
            models.CheckConstraint(condition=~Q(nombre=""), name="cuenta_con_nombre"),
            models.CheckConstraint(condition=Q(propia=False) | Q(codigo__regex=r"^[0-9]{4,12}$"), name="cuenta_propia"),
        ]
        indexes = [models.Index(fields=["codigo"], condition=Q(propia=True), name="cuenta_propias")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.nombre}"


class ReglaAsiento(models.Model):
    """A version of a posting rule: what is charged and what is paid by an operation, in force from `desde` until `hasta`.

    `debe`, `haber`: patterns of accounts, alternatives parted by a bar (`6xx|2xx`: `reglas.cumple`); both empty when the operation has no entry, or is
    made of other rules. `signo`: `-` when it is posted with negative amounts. `certeza`: how sure its source is; `revisada_el`: the day when Intervención
    confirmed it; `revision`: with what reasons.
    """

    class Certeza(models.TextChoices):
        VERIFICADO = "verificado", _("Comprobada con el texto de la norma")
        PARCIAL = "parcial", _("Comprobada en parte")
        DEDUCIDO = "deducido", _("Deducida: hay que revisarla")

    class Signo(models.TextChoices):
        POSITIVO = "+", _("Importe positivo")
        NEGATIVO = "-", _("Importe negativo")

    id = models.BigAutoField(primary_key=True)
    codigo = models.CharField(max_length=12)
    operacion = models.CharField(max_length=160)
    area = models.CharField(max_length=30)
    debe = models.CharField(max_length=60, blank=True)
    haber = models.CharField(max_length=60, blank=True)
    signo = models.CharField(max_length=1, choices=Signo.choices, default=Signo.POSITIVO)
    condicion = models.CharField(max_length=300, blank=True)
    fase = models.CharField(max_length=20, blank=True)
    fuente = models.CharField(max_length=200)
    certeza = models.CharField(max_length=10, choices=Certeza.choices)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    revisada_el = models.DateField(null=True, blank=True)
    revision = models.CharField(max_length=600, blank=True)

    proposito_datos = _("Saber por qué Intervención confirmó o cambió cada regla de asiento (TRLRHL art. 204)")
    conservacion_datos = _("La de las cuentas de los ejercicios en los que estuvo en vigor")

    class Meta:
        verbose_name = _("regla de asiento")
        constraints = [
            _sin_solaparse("regla_una_cada_dia", "codigo"),
            models.CheckConstraint(
                condition=Q(debe="", haber="") | (~Q(debe="") & ~Q(haber="")), name="regla_con_los_dos_lados"
            ),
            models.CheckConstraint(
                condition=Q(debe__regex=r"^[0-9x|]*$", haber__regex=r"^[0-9x|]*$"), name="regla_con_cuentas"
            ),
            models.CheckConstraint(condition=~Q(fuente=""), name="regla_con_fuente"),
            models.CheckConstraint(condition=Q(revisada_el=None) | ~Q(revision=""), name="regla_revisada_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.operacion}"


class Equivalencia(models.Model):
    """To which account the economic codes that begin with `prefijo` go, while it is in force. The longest prefix wins. `revisada_el`: the day when
    Intervención confirmed it."""

    class Clase(models.TextChoices):
        GASTO = "gasto", _("Gasto")
        INGRESO = "ingreso", _("Ingreso")

    id = models.BigAutoField(primary_key=True)
    clase = models.CharField(max_length=7, choices=Clase.choices)
    prefijo = models.CharField(max_length=7)
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="+", db_index=False)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    nota = models.CharField(max_length=600, blank=True)
    revisada_el = models.DateField(null=True, blank=True)

    proposito_datos = _("Saber a qué cuenta va cada económica y qué advirtió Intervención (TRLRHL art. 204)")
    conservacion_datos = _("La de las cuentas de los ejercicios en los que estuvo en vigor")

    class Meta:
        verbose_name = _("equivalencia")
        constraints = [
            _sin_solaparse("equivalencia_una_cada_dia", "clase", "prefijo"),
            models.CheckConstraint(condition=Q(prefijo__regex=r"^[0-9]{1,7}$"), name="equivalencia_prefijo"),
        ]

    def __str__(self) -> str:
        return f"{self.prefijo} → {self.cuenta_id}"


@avalada(fija=True)
class Asiento(models.Model):
    """An entry of the journal, numbered without gaps in its year. Immutable; the fact of who asked for it vouches for it.

    `ambito`: which of the two locks of the year holds it; `apuntes`: how many rows it has; `huella`: SHA-256 of them (`reglas.huella_de`).
    """

    class Clase(models.TextChoices):
        APERTURA = "apertura", _("Apertura")
        OPERACION = "operacion", _("Operación")
        REGULARIZACION = "regularizacion", _("Regularización")
        CIERRE_PRESUPUESTO = "cierre_presupuesto", _("Cierre del presupuesto")
        CIERRE = "cierre", _("Cierre")

    class Ambito(models.TextChoices):
        PRESUPUESTO = "presupuesto", _("Presupuesto")
        TESORERIA = "tesoreria", _("Tesorería")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey(Ejercicio, on_delete=models.PROTECT, related_name="asientos", db_index=False)
    numero = models.PositiveIntegerField()
    fecha = models.DateField()
    clase = models.CharField(max_length=20, choices=Clase.choices)
    ambito = models.CharField(max_length=12, choices=Ambito.choices)
    texto = models.CharField(max_length=300)
    operacion_id = models.UUIDField(null=True, blank=True)
    expediente_id = models.UUIDField(null=True, blank=True)
    documento_id = models.UUIDField(null=True, blank=True)
    autor_id = models.UUIDField()
    anotado_el = models.DateTimeField()
    apuntes = models.PositiveSmallIntegerField()
    huella = models.CharField(max_length=64)

    proposito_datos = _("Llevar la contabilidad del ayuntamiento y saber quién anotó cada asiento (TRLRHL art. 200)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("asiento contable")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "numero"], name="asiento_contable_numero"),
            models.CheckConstraint(
                condition=Q(numero__gte=1, apuntes__gte=1) & ~Q(texto=""), name="asiento_contable_entero"
            ),
            models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="asiento_contable_huella"),
            models.CheckConstraint(
                condition=Q(ambito__in=["presupuesto", "tesoreria"])
                & Q(clase__in=["apertura", "operacion", "regularizacion", "cierre_presupuesto", "cierre"]),
                name="asiento_contable_clase",
            ),
        ]
        indexes = [
            models.Index(fields=["ejercicio", "fecha", "numero"], name="asiento_contable_diario"),
            models.Index(
                fields=["operacion_id"], condition=Q(operacion_id__isnull=False), name="asiento_contable_operacion"
            ),
            models.Index(
                fields=["expediente_id"], condition=Q(expediente_id__isnull=False), name="asiento_contable_caso"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id}/{self.numero}"


class Apunte(models.Model):
    """A row of an entry: `importe` euros, signed, charged to `debe` and paid to `haber`. Immutable; the entry's fingerprint answers for it.

    `ejercicio`, `numero` and `fecha` are those of its entry, so that the ledger of an account is read from one index a side.
    """

    id = models.BigAutoField(primary_key=True)
    asiento = models.ForeignKey(Asiento, on_delete=models.PROTECT, related_name="filas", db_index=False)
    orden = models.PositiveSmallIntegerField()
    ejercicio = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    fecha = models.DateField()
    debe = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="+", db_index=False)
    haber = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="+", db_index=False)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    regla = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("apunte")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "numero", "orden"], name="apunte_orden"),
            models.CheckConstraint(condition=~Q(importe=0), name="apunte_con_importe"),
        ]
        indexes = [
            models.Index(
                fields=["debe", "ejercicio", "fecha", "numero", "orden"], include=["importe"], name="apunte_debe"
            ),
            models.Index(
                fields=["haber", "ejercicio", "fecha", "numero", "orden"], include=["importe"], name="apunte_haber"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio}/{self.numero}.{self.orden}"


class Corte(models.Model):
    """What had been charged and paid to an account when the entry `numero` of its year was noted, so that a balance does not add up the whole year.
    Immutable; `comprobaciones` adds it up again."""

    id = models.BigAutoField(primary_key=True)
    ejercicio = models.ForeignKey(Ejercicio, on_delete=models.PROTECT, related_name="+", db_index=False)
    numero = models.PositiveIntegerField()
    cuenta = models.ForeignKey(Cuenta, on_delete=models.PROTECT, related_name="+", db_index=False)
    debe = models.DecimalField(max_digits=16, decimal_places=2)
    haber = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("corte de saldos")
        constraints = [
            models.UniqueConstraint(
                fields=["ejercicio", "numero", "cuenta"], include=["debe", "haber"], name="corte_una_por_cuenta"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id}/{self.numero} {self.cuenta_id}"


class FormularioUsado(models.Model):
    """A form whose entry was noted: sent again, it answers the same and notes nothing. `id`: the one that the form carries; `hecho_id`: what it noted."""

    id = models.UUIDField(primary_key=True, editable=False)
    hecho_id = models.UUIDField()
    usado_el = models.DateTimeField()

    class Meta:
        verbose_name = _("formulario usado")

    def __str__(self) -> str:
        return str(self.id)
