"""What a year was when it was closed. PostgreSQL refuses that it changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Cierre(models.Model):
    """A closing of a year, with its settlement and its statements as they were then.

    `cuentas`: as `calculo.como_datos` writes them, with amounts as text; `huella`: SHA-256 of that in canonical JSON; `primer_asiento`, `ultimo_asiento`: numbers of its
    entries in the year; `primera_apertura`, `ultima_apertura`: in the next one; `reapertura_id`: the act that undid it. One year has one closing that stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="cierres")
    cerrado_el = models.DateTimeField()
    autor_id = models.UUIDField()
    primer_asiento = models.PositiveIntegerField()
    ultimo_asiento = models.PositiveIntegerField()
    primera_apertura = models.PositiveIntegerField()
    ultima_apertura = models.PositiveIntegerField()
    cuentas = models.JSONField()
    huella = models.CharField(max_length=64)
    reapertura = models.OneToOneField(
        "cierre.Reapertura", on_delete=models.PROTECT, null=True, blank=True, related_name="cierre"
    )

    proposito_datos = _("Rendir las cuentas del ejercicio (TRLRHL arts. 208 a 212)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("cierre")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio"], condition=Q(reapertura=None), name="cierre_uno_en_pie"),
            models.CheckConstraint(
                condition=Q(primer_asiento__gte=1, ultimo_asiento__gte=models.F("primer_asiento"))
                & Q(primera_apertura__gte=1, ultima_apertura__gte=models.F("primera_apertura")),
                name="cierre_con_asientos",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ejercicio_id)


@avalada(fija=True)
class Reapertura(models.Model):
    """The act that opens a closed year again: who signed it, why, and with what document."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    motivo = models.CharField(max_length=600)
    reabierto_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Rendir las cuentas del ejercicio (TRLRHL arts. 208 a 212)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("reapertura")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="reapertura_con_motivo")]

    def __str__(self) -> str:
        return self.motivo[:60]


@avalada()
class Rendicion(models.Model):
    """What the town says of a closed year, signed: the settlement of its budget or its Cuenta General (`reglas.rendicion.CLASES`).

    `estado`: waiting for its signatures, signed, or sent back by who had to sign; one of each class stands for a closing.
    """

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADA = "firmada", _("Firmada")
        DEVUELTA = "devuelta", _("Devuelta sin firmar")

    class Clase(models.TextChoices):
        LIQUIDACION = "liquidacion", _("Liquidación del presupuesto")
        CUENTA_GENERAL = "cuenta_general", _("Cuenta General")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cierre = models.ForeignKey(Cierre, on_delete=models.PROTECT, related_name="rendiciones")
    clase = models.CharField(max_length=14, choices=Clase.choices)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    formada_el = models.DateTimeField()
    estado = models.CharField(max_length=8, choices=Estado.choices, default=Estado.EN_FIRMA)
    firmada_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("rendición")
        constraints = [
            models.UniqueConstraint(
                fields=["cierre", "clase"], condition=~Q(estado="devuelta"), name="rendicion_una_en_pie"
            ),
            models.CheckConstraint(
                condition=Q(estado="firmada", firmada_el__isnull=False) | ~Q(estado="firmada") & Q(firmada_el=None),
                name="rendicion_firmada",
            ),
        ]

    def __str__(self) -> str:
        return self.clase


@avalada(fija=True)
class PasoDeRendicion(models.Model):
    """A step of the way of a settlement or of a Cuenta General: its day, and the document that proves it where the law wants one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rendicion = models.ForeignKey(Rendicion, on_delete=models.PROTECT, related_name="pasos")
    codigo = models.CharField(max_length=20)
    fecha = models.DateField()
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    nota = models.CharField(max_length=600, blank=True)
    anotado_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Rendir las cuentas del ejercicio (TRLRHL arts. 208 a 212)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("paso de una rendición")
        constraints = [models.UniqueConstraint(fields=["rendicion", "codigo"], name="pasoderendicion_uno")]

    def __str__(self) -> str:
        return self.codigo


@avalada(fija=True)
class NotaDeMemoria(models.Model):
    """What the town typed in a note of its memoria. Each time that it is typed again is one more version; the last one is what counts.

    `nota`: 1 to 28 (`reglas.memoria.NOTAS`); `tabla`: a line for each row, cells between semicolons, the first one with the titles.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+", db_index=False)
    nota = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    texto = models.TextField(blank=True)
    tabla = models.TextField(blank=True)
    escrita_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber quién escribió cada nota de la memoria (TRLRHL art. 209; Orden HAP/1781/2013)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("nota de la memoria")
        verbose_name_plural = _("notas de la memoria")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "nota", "version"], name="notadememoria_version"),
            models.CheckConstraint(condition=Q(nota__gte=1, nota__lte=28, version__gte=1), name="notadememoria_cual"),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id} {self.nota} v{self.version}"


@avalada(fija=True)
class FueraDelMinimo(models.Model):
    """What of the pending rights of a year (`de`) Intervención leaves out of the least that is held to be doubtful (TRLRHL 193 bis), and why, in euros. Each time that it is said again is one
    more version; the last one is what counts, and none with zero."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+", db_index=False)
    de = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    motivo = models.CharField(max_length=300, blank=True)
    dicho_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber quién dejó derechos fuera del mínimo de dudoso cobro (TRLRHL art. 193 bis)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("derechos fuera del mínimo de dudoso cobro")
        verbose_name_plural = _("derechos fuera del mínimo de dudoso cobro")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "de", "version"], name="fueradelminimo_version"),
            models.CheckConstraint(
                condition=Q(importe=0) | Q(importe__gt=0) & ~Q(motivo=""), name="fueradelminimo_con_motivo"
            ),
            models.CheckConstraint(
                condition=Q(de__lt=models.F("ejercicio"), version__gte=1), name="fueradelminimo_de_antes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id} {self.de} v{self.version}"
