"""What Intervención examines, and its reparos."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.servicios.intervencion.reglas import CAUSAS


@avalada()
class Fiscalizacion(models.Model):
    """What Intervención examines: a proposal of a case that spends, an obligation before it is recognised, or a payment.

    A proposal has its task, one for each; if it changes it is examined again. The rest have `objeto`, how others name what is examined (`factura:<uuid>`,
    `operacion:<uuid>`), be it of a case or not, and what it is of in words (`asunto`). `importe`: in euros, as the form says it or as Intervención found it;
    `aplicacion`: of the budget, as text; `vence`: the last day for Intervención; `huella`: SHA-256 of the text of the proposal that was examined; `exento`:
    why its expense had no previous control, if it had none, and `exento_por` what proves it.
    """

    class Clase(models.TextChoices):
        PREVIA = "", _("Fiscalización previa")  # empty: what was vouched for before there were others says the same
        OBLIGACION = "obligacion", _("Intervención de la obligación")
        PAGO = "pago", _("Intervención del pago")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Por fiscalizar")
        FAVORABLE = "favorable", _("Favorable")
        OBSERVACIONES = "observaciones", _("Favorable, con observaciones")
        REPARO = "reparo", _("Con reparo")
        LEVANTADO = "levantado", _("Reparo levantado")
        SIN_GASTO = "sin_gasto", _("No hace falta: lo que se propone no gasta")
        EN_FIRMA = "en_firma", _("Pendiente de la firma de Intervención")
        SIN_FIRMAR = "sin_firmar", _("Devuelta sin firmar")
        REHECHA = "rehecha", _("Se aceptó el reparo: se examina otra vez")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=10, choices=Clase.choices, default=Clase.PREVIA, blank=True)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="fiscalizaciones"
    )
    tarea = models.OneToOneField(
        "motor.Tarea", on_delete=models.PROTECT, null=True, blank=True, related_name="fiscalizacion"
    )
    objeto = models.CharField(max_length=60, blank=True)
    asunto = models.CharField(max_length=300, blank=True)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    exento = models.CharField(max_length=30, blank=True)
    exento_por = models.CharField(max_length=200, blank=True)
    importe = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    aplicacion = models.CharField(max_length=120, blank=True)
    urgente = models.BooleanField(default=False)
    pedida_el = models.DateTimeField()
    vence = models.DateField()
    estado = models.CharField(max_length=14, choices=Estado.choices, default=Estado.PENDIENTE)
    hecha_el = models.DateTimeField(null=True, blank=True)
    huella = models.CharField(max_length=64, blank=True)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    proposito_datos = _("Fiscalizar lo que gasta antes de que se decida (TRLRHL arts. 213 a 219; RD 424/2017)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("fiscalización")
        constraints = [
            models.CheckConstraint(condition=Q(importe=None) | Q(importe__gt=0), name="fiscalizacion_importe"),
            models.CheckConstraint(
                condition=Q(estado__in=["pendiente", "sin_gasto", "en_firma", "sin_firmar"])
                | Q(hecha_el__isnull=False, documento__isnull=False, importe__gt=0),
                name="fiscalizacion_hecha_entera",
            ),
            models.CheckConstraint(
                condition=Q(clase="", tarea__isnull=False, expediente__isnull=False, objeto="")
                | Q(tarea=None, unidad__isnull=False) & ~Q(clase="") & ~Q(objeto="") & ~Q(asunto=""),
                name="fiscalizacion_de_que",
            ),
            models.UniqueConstraint(
                fields=["objeto", "clase"],
                condition=~Q(objeto="") & ~Q(estado__in=["sin_firmar", "rehecha", "sin_gasto"]),
                name="fiscalizacion_una_en_pie",
            ),
        ]
        indexes = [
            models.Index(fields=["expediente", "pedida_el"], name="fiscalizacion_expediente"),
            models.Index(fields=["vence", "id"], condition=Q(estado="pendiente"), name="fiscalizacion_por_hacer"),
        ]

    def __str__(self) -> str:
        return self.estado

    @property
    def gasto(self) -> Importe | None:
        """How much is spent, if it is known."""
        return Importe(self.importe) if self.importe is not None else None


@avalada()
class Reparo(models.Model):
    """What Intervención objects to: in a case that decides, with its task; in an obligation or a payment, with its `objeto`. `causas` are codes of `reglas.CAUSAS`; `vence`: the last day for the unit; `resuelve`: who settles the discrepancy."""

    class Estado(models.TextChoices):
        ABIERTO = "abierto", _("Falta la respuesta de la unidad")
        SIN_EFECTO = "sin_suspender", _("No suspende")
        ACEPTADO = "aceptado", _("Aceptado por la unidad")
        DISCREPANCIA = "discrepancia", _("En discrepancia")
        CONFIRMADO = "confirmado", _("Confirmado: hay que subsanarlo")
        LEVANTADO = "levantado", _("Levantado")
        DECAIDO = "decaido", _("Sin objeto: lo que se propone no gasta")

    class Resuelve(models.TextChoices):
        PRESIDENCIA = "presidencia", _("Presidencia")
        PLENO = "pleno", _("Pleno")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fiscalizacion = models.ForeignKey(Fiscalizacion, on_delete=models.PROTECT, related_name="reparos")
    tarea = models.OneToOneField("motor.Tarea", on_delete=models.PROTECT, null=True, blank=True, related_name="reparo")
    objeto = models.CharField(max_length=60, blank=True, db_index=True)
    causas = models.JSONField(default=list)
    suspende = models.BooleanField()
    formulado_el = models.DateTimeField()
    vence = models.DateField()
    estado = models.CharField(max_length=14, choices=Estado.choices)
    resuelve = models.CharField(max_length=12, choices=Resuelve.choices, blank=True)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    respuesta = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    decision = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    terminado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Seguir los reparos de Intervención y cómo se resuelven (TRLRHL arts. 215 a 218)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("reparo")
        constraints = [
            models.UniqueConstraint(
                fields=["fiscalizacion"],
                condition=Q(estado__in=["abierto", "discrepancia", "confirmado"]),
                name="reparo_uno_por_resolver",
            ),
            models.CheckConstraint(
                condition=Q(suspende=True, tarea__isnull=False, objeto="") & ~Q(estado="sin_suspender")
                | Q(suspende=True, tarea=None) & ~Q(objeto="") & ~Q(estado="sin_suspender")
                | Q(suspende=False, tarea=None, estado="sin_suspender"),
                name="reparo_que_suspende_con_tarea",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=["discrepancia", "confirmado", "levantado"]) | ~Q(resuelve=""),
                name="reparo_con_quien_resuelve",
            ),
        ]

    def __str__(self) -> str:
        return self.estado

    @property
    def causas_en_palabras(self) -> list[str]:
        """Its causes as people read them."""
        return [str(CAUSAS[causa]) for causa in self.causas]
