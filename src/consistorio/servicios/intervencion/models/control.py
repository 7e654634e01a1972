"""The material check of an investment, what the Pleno agreed on the control, and what is looked at of the income."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Comprobacion(models.Model):
    """The material check of an investment (RD 424/2017 art. 20): who goes for Intervención, when, and the act that they sign.

    `objeto`: how others name what is received (`factura:<uuid>`); `importe`: in euros, without VAT.
    """

    class Estado(models.TextChoices):
        DESIGNADA = "designada", _("Falta el acta")
        CONFORME = "conforme", _("Recibida de conformidad")
        NO_CONFORME = "no_conforme", _("Con deficiencias")
        SUSTITUIDA = "sustituida", _("Se designó a otra persona")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    objeto = models.CharField(max_length=60, db_index=True)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, db_index=False, related_name="+")
    asunto = models.CharField(max_length=300)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    prevista_el = models.DateField()
    designado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    designada_el = models.DateTimeField()
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.DESIGNADA)
    hecha_el = models.DateField(null=True, blank=True)
    acta = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    proposito_datos = _("Comprobar que se ha recibido lo que se paga como inversión (RD 424/2017 art. 20)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("comprobación material")
        verbose_name_plural = _("comprobaciones materiales")
        constraints = [
            models.UniqueConstraint(
                fields=["objeto"], condition=Q(estado="designada"), name="comprobacion_una_por_hacer"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["designada", "sustituida"], acta=None, hecha_el=None)
                | Q(acta__isnull=False, hecha_el__isnull=False) & ~Q(estado__in=["designada", "sustituida"]),
                name="comprobacion_con_acta",
            ),
            models.CheckConstraint(condition=Q(importe__gt=0), name="comprobacion_importe"),
        ]

    def __str__(self) -> str:
        return self.estado

    @property
    def referencia(self) -> str:
        """How its act names it."""
        return f"comprobacion:{self.id}"


@avalada(fija=True)
class AcuerdoDeControl(models.Model):
    """What the Pleno agreed on how the control is done, from a day on: the last one of each `clave` counts. Immutable. `importe`: in euros, without
    VAT, of what says from which amount on."""

    class Clave(models.TextChoices):
        TOMA_DE_RAZON = "toma_de_razon", _("Los ingresos se controlan con la toma de razón en contabilidad")
        LIMITADA = "limitada", _("Fiscalización e intervención limitada previa de requisitos básicos")
        COMPROBACION = "comprobacion", _("Se comprueban las inversiones desde un importe menor que el de la ley")
        OBLIGACIONES = "obligaciones", _("Ningún pago sin el resultado firmado de la intervención de su obligación")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clave = models.CharField(max_length=14, choices=Clave.choices)
    desde = models.DateField()
    rige = models.BooleanField()
    importe = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    nota = models.CharField(max_length=600, blank=True)
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Saber cómo acordó el Pleno que se ejerza el control (RD 424/2017 arts. 9 y 13)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("acuerdo sobre el control")
        verbose_name_plural = _("acuerdos sobre el control")
        constraints = [
            models.UniqueConstraint(fields=["clave", "desde"], name="acuerdodecontrol_uno_al_dia"),
            models.CheckConstraint(
                condition=Q(clave="comprobacion", rige=True, importe__gt=0)
                | Q(importe=None) & (~Q(clave="comprobacion") | Q(rige=False)),
                name="acuerdodecontrol_importe",
            ),
        ]

    def __str__(self) -> str:
        return self.clave


@avalada(fija=True)
class ControlDeIngresos(models.Model):
    """A sample of the income looked at afterwards, and the anomaly that was found, if there was one (RD 424/2017 arts. 9.2 and 15.6). Immutable.

    `poblacion`, `muestra`: how many operations there were and how many were looked at; `importe`: of the anomaly, in euros.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.PositiveSmallIntegerField(db_index=True)
    alcance = models.CharField(max_length=300)
    poblacion = models.PositiveIntegerField()
    muestra = models.PositiveIntegerField()
    anomalia = models.TextField(blank=True)
    importe = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Controlar después los ingresos y contar sus anomalías (RD 424/2017 arts. 9.2 y 15.6)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("control posterior de ingresos")
        verbose_name_plural = _("controles posteriores de ingresos")
        constraints = [
            models.CheckConstraint(
                condition=Q(muestra__gte=1, poblacion__gte=models.F("muestra")), name="controldeingresos_muestra"
            ),
            models.CheckConstraint(condition=~Q(anomalia="") | Q(importe=None), name="controldeingresos_importe"),
        ]

    def __str__(self) -> str:
        return str(self.ejercicio)


@avalada()
class DacionDeCuenta(models.Model):
    """A signed report on its way to a session of the Pleno, as a point of its own in the order of the day (RD 424/2017 arts. 15.6 and 36), and the session that was told of it,
    as the Secretaría notes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    escrito = models.OneToOneField("intervencion.EscritoDeControl", on_delete=models.PROTECT, related_name="dacion")
    pedida_el = models.DateTimeField()
    pedida_por = models.UUIDField()
    sesion_el = models.DateField(null=True, blank=True)
    sesion_numero = models.CharField(max_length=40, blank=True)
    anotada_el = models.DateTimeField(null=True, blank=True)
    anotada_por = models.UUIDField(null=True, blank=True)

    proposito_datos = _("Dar cuenta al Pleno de los informes de Intervención (RD 424/2017 arts. 15.6 y 36)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("dación de cuenta al Pleno")
        verbose_name_plural = _("daciones de cuenta al Pleno")
        constraints = [
            models.CheckConstraint(
                condition=Q(sesion_el=None, sesion_numero="", anotada_el=None, anotada_por=None)
                | Q(sesion_el__isnull=False, anotada_el__isnull=False, anotada_por__isnull=False)
                & ~Q(sesion_numero=""),
                name="dacion_anotada_entera",
            )
        ]

    def __str__(self) -> str:
        return self.sesion_numero or str(self.escrito_id)
