"""The term to decide and everything that moves it, and the dates that a sweep watches."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7


class Plazo(models.Model):
    """The maximum term to decide and notify a case (LPACAP 21). `vence` is its last day.

    `silencio`: what follows from its end; none once its party withdrew or waived (94).
    `comienzo`: what it counts from, and `comienzo_norma` which rule says so; empty in those of before, which count from the entry or the
    agreement. `convocatoria`: the call from which it counts, since `convocatoria_el`.
    `reinicio`: when an application brought on paper by somebody obliged to electronic means came to count as filed (68.4).
    """

    class Estado(models.TextChoices):
        CORRIENDO = "corriendo", _("Corriendo")
        SUSPENDIDO = "suspendido", _("Suspendido")
        CUMPLIDO = "cumplido", _("Cumplido")
        VENCIDO = "vencido", _("Vencido")

    class Comienzo(models.TextChoices):
        ENTRADA = "entrada", _("Desde que la solicitud entra en el registro")
        ACUERDO = "acuerdo", _("Desde el acuerdo de inicio")
        CONVOCATORIA = "convocatoria", _("Desde que se publica la convocatoria")
        SIN_CONVOCATORIA = "sin_convocatoria", _("Desde la entrada, mientras no conste la convocatoria")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.OneToOneField("expedientes.Expediente", on_delete=models.PROTECT, related_name="plazo")
    inicio = models.DateTimeField()
    comienzo = models.CharField(max_length=16, choices=Comienzo.choices, blank=True)
    comienzo_norma = models.CharField(max_length=300, blank=True)
    convocatoria_el = models.DateField(null=True, blank=True)
    convocatoria = models.CharField(max_length=400, blank=True)
    reinicio = models.DateTimeField(null=True, blank=True)
    cantidad = models.PositiveSmallIntegerField()
    unidad_tiempo = models.CharField(max_length=16)
    regimen = models.CharField(max_length=12)
    silencio = models.CharField(max_length=16)
    vence_inicial = models.DateField()
    vence = models.DateField()
    pasos = models.JSONField(default=list)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.CORRIENDO)
    cumplido_el = models.DateTimeField(null=True, blank=True)
    silencio_el = models.DateField(null=True, blank=True)
    certificado_documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    certificado_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("plazo para resolver")
        constraints = [
            models.CheckConstraint(condition=Q(cantidad__gte=1), name="plazo_cantidad_positiva"),
            models.CheckConstraint(
                condition=Q(silencio_el=None) | Q(silencio_el__gt=F("vence")), name="silencio_tras_vencer"
            ),
            models.CheckConstraint(
                condition=Q(comienzo="convocatoria", convocatoria_el__isnull=False)
                | (~Q(comienzo="convocatoria") & Q(convocatoria_el=None)),
                name="plazo_de_convocatoria_con_su_dia",
            ),
        ]
        indexes = [
            # Those of what is still to be decided, by their last day: a small part of all, and nothing else is read to know which cases are late
            models.Index(
                fields=["estado", "vence"],
                include=["expediente", "cumplido_el"],
                condition=Q(cumplido_el=None) | Q(estado__in=["corriendo", "suspendido"]),
                name="plazo_vivo",
            ),
            # The statistics of a period
            models.Index(fields=["cumplido_el"], condition=Q(cumplido_el__isnull=False), name="plazo_cumplido"),
        ]

    def __str__(self) -> str:
        return f"{self.vence:%d/%m/%Y}"

    @property
    def presentada(self) -> datetime:
        """When what began the case counts as filed, or was agreed."""
        return self.reinicio or self.inicio

    @property
    def cuenta_desde(self) -> date | datetime:
        """From when it is counted."""
        return self.convocatoria_el or self.presentada


class Suspension(models.Model):
    """An interval in which the term does not run (LPACAP 22). `desde` is empty until its cause takes effect."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plazo = models.ForeignKey(Plazo, on_delete=models.PROTECT, related_name="suspensiones")
    causa = models.CharField(max_length=10)
    referencia = models.UUIDField()
    acordada_el = models.DateTimeField()
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField(null=True, blank=True)
    tope = models.DateField(null=True, blank=True)
    dias = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("suspensión")
        constraints = [
            models.UniqueConstraint(fields=["plazo", "referencia"], name="suspension_una_por_causa"),
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(desde__isnull=False, hasta__gte=F("desde")), name="suspension_intervalo"
            ),
        ]

    def __str__(self) -> str:
        return self.causa


class Ampliacion(models.Model):
    """A reasoned extension of the maximum term (LPACAP 23): never longer than the original one. Immutable."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plazo = models.ForeignKey(Plazo, on_delete=models.PROTECT, related_name="ampliaciones")
    cantidad = models.PositiveSmallIntegerField()
    unidad_tiempo = models.CharField(max_length=16)
    motivo = models.TextField()
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    acordada_el = models.DateTimeField()

    proposito_datos = _("Motivar la ampliación del plazo en el expediente (LPACAP arts. 23 y 32)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("ampliación")
        constraints = [models.CheckConstraint(condition=Q(cantidad__gte=1), name="ampliacion_positiva")]

    def __str__(self) -> str:
        return f"+{self.cantidad} {self.unidad_tiempo}"


class ProrrogaIncidencia(models.Model):
    """A party's term that runs lasts up to a date because of a technical incident (LPACAP 32.4). Immutable.

    `clase` and `referencia`: the request, hearing, period of proof, public information or warning of lapse whose term it is. `vencia`: its last day before.
    """

    class Clase(models.TextChoices):
        REQUERIMIENTO = "requerimiento", _("Requerimiento")
        AUDIENCIA = "audiencia", _("Audiencia")
        PRUEBA = "prueba", _("Período de prueba")
        INFORMACION = "informacion", _("Información pública")
        CADUCIDAD = "caducidad", _("Advertencia de caducidad")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="prorrogas")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    referencia = models.UUIDField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    incidencia = models.UUIDField()
    vencia = models.DateField()
    hasta = models.DateField()
    acordada_el = models.DateTimeField()

    class Meta:
        verbose_name = _("prórroga por incidencia técnica")
        constraints = [
            models.UniqueConstraint(fields=["referencia", "documento"], name="prorroga_una_por_acuerdo"),
            models.CheckConstraint(condition=Q(hasta__gt=F("vencia")), name="prorroga_alarga"),
        ]

    def __str__(self) -> str:
        return f"{self.hasta:%d/%m/%Y}"


class Vencimiento(models.Model):
    """A date that the daily sweep watches: on the day after `vence` what it says happens, once."""

    class Clase(models.TextChoices):
        RESOLVER = "resolver", _("Plazo para resolver")
        REQUERIMIENTO = "requerimiento", _("Plazo para corregir la solicitud")
        AUDIENCIA = "audiencia", _("Plazo de audiencia")
        PRUEBA = "prueba", _("Período de prueba")
        INFORMACION = "informacion", _("Información pública")
        INFORME = "informe", _("Plazo del informe")
        SUSPENSION = "suspension", _("Tope de la suspensión")
        CERTIFICADO = "certificado", _("Plazo del certificado de silencio")
        CADUCIDAD = "caducidad", _("Tres meses de la advertencia de caducidad")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="vencimientos")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    referencia = models.UUIDField()
    vence = models.DateField()
    procesado_el = models.DateTimeField(null=True, blank=True)
    anulado = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("vencimiento")
        constraints = [
            models.UniqueConstraint(fields=["clase", "referencia"], name="vencimiento_uno_por_causa"),
        ]
        indexes = [
            models.Index(
                fields=["vence", "id"], condition=Q(procesado_el=None, anulado=False), name="vencimiento_por_barrer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.vence:%d/%m/%Y}"
