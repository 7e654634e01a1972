"""The files by which credits are modified (TRLRHL 177-182; RD 500/1990 arts. 34-51)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models.creditos import Aplicacion, ConceptoIngreso
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class ModificacionCredito(models.Model):
    """A file of modification. `reorganizacion`: it follows a reorganisation that the Pleno approved, which is free of the limits of transfers (TRLRHL 180.2). Of a loan that
    pays current expense (TRLRHL 177.5): `carga_financiera`, that of the town in the year, in euros; `cancela_el`, when it is paid back; `renovacion_el`, of the Corporation;
    and `mayoria_absoluta`, that the Pleno agreed it so, declaring the expense necessary and urgent and other means not enough. `urgencia`: the calamity, or what is like it, for
    which it is in force at once (TRLRHL 177.6); `autores`: who noted each of its steps, in order, "" when it was nobody of the staff. Of one that will not go to the accounts: since
    when, why, and the document that says so."""

    class Tipo(models.TextChoices):
        EXTRAORDINARIO = "extraordinario", _("Crédito extraordinario")
        SUPLEMENTO = "suplemento", _("Suplemento de crédito")
        AMPLIACION = "ampliacion", _("Ampliación de crédito")
        TRANSFERENCIA = "transferencia", _("Transferencia de crédito")
        INCORPORACION = "incorporacion", _("Incorporación de remanentes")
        GENERACION = "generacion", _("Generación de crédito")
        BAJA = "baja", _("Baja por anulación")

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        INFORMADA = "informada", _("Informada por Intervención")
        INICIAL = "inicial", _("Aprobada inicialmente")
        EXPOSICION = "exposicion", _("Expuesta al público")
        DEFINITIVA = "definitiva", _("Aprobada definitivamente, sin publicar")
        APROBADA = "aprobada", _("Aprobada")
        CONTABILIZADA = "contabilizada", _("Contabilizada")
        SIN_EFECTO = "sin_efecto", _("Sin efecto")

    class Organo(models.TextChoices):
        PLENO = "pleno", _("Pleno")
        PRESIDENCIA = "presidencia", _("Presidencia")
        JUNTA = "junta", _("Junta de Gobierno Local")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveIntegerField()
    tipo = models.CharField(max_length=14, choices=Tipo.choices)
    texto = models.CharField(max_length=300)
    estado = models.CharField(max_length=13, choices=Estado.choices, default=Estado.BORRADOR)
    reorganizacion = models.BooleanField(default=False)
    expediente_id = models.UUIDField(null=True, blank=True)
    informe_id = models.UUIDField(null=True, blank=True)
    informada_el = models.DateField(null=True, blank=True)
    organo = models.CharField(max_length=11, choices=Organo.choices, blank=True)
    acuerdo_id = models.UUIDField(null=True, blank=True)
    aprobada_el = models.DateField(null=True, blank=True)
    carga_financiera = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cancela_el = models.DateField(null=True, blank=True)
    renovacion_el = models.DateField(null=True, blank=True)
    mayoria_absoluta = models.BooleanField(default=False)
    urgencia = models.CharField(max_length=300, blank=True)
    autores = models.JSONField(default=list)
    sin_efecto_el = models.DateField(null=True, blank=True)
    sin_efecto_id = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Que nadie dé solo todos los pasos de una modificación de crédito (RD 500/1990 arts. 37-42)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("modificación de crédito")
        constraints = [
            models.CheckConstraint(
                condition=Q(carga_financiera=None, cancela_el=None, renovacion_el=None)
                | Q(carga_financiera__gte=0, cancela_el__isnull=False, renovacion_el__isnull=False),
                name="modificacioncredito_excepcional",
            ),
            models.UniqueConstraint(fields=["ejercicio", "numero"], name="modificacioncredito_numero"),
            models.CheckConstraint(
                condition=Q(estado__in=["borrador", "sin_efecto"]) | Q(informada_el__isnull=False),
                name="modificacioncredito_informada",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["borrador", "informada", "inicial", "exposicion", "sin_efecto"])
                | Q(aprobada_el__isnull=False) & ~Q(organo=""),
                name="modificacioncredito_aprobada",
            ),
            models.CheckConstraint(
                condition=Q(estado="sin_efecto", sin_efecto_el__isnull=False) & ~Q(motivo="")
                | ~Q(estado="sin_efecto") & Q(sin_efecto_el=None, sin_efecto_id=None, motivo=""),
                name="modificacioncredito_sin_efecto",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ejercicio_id}/{self.numero}"


@avalada(fija=True)
class LineaModificacion(models.Model):
    """A credit that goes up or down, or what finances it. Amounts are positive, in euros; `retencion_id`: the line of the RC that set it aside; `prueba_id`: the
    commitment of income or the line of the right that proves what finances it, by `prueba`."""

    class Sentido(models.TextChoices):
        ALTA = "alta", _("Alta")
        BAJA = "baja", _("Baja")
        FINANCIACION = "financiacion", _("Financiación")

    class Prueba(models.TextChoices):
        COMPROMISO = "compromiso", _("Compromiso de ingreso")
        DERECHO = "derecho", _("Derecho reconocido")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    modificacion = models.ForeignKey(ModificacionCredito, on_delete=models.PROTECT, related_name="lineas")
    orden = models.PositiveIntegerField()
    sentido = models.CharField(max_length=12, choices=Sentido.choices)
    aplicacion = models.ForeignKey(Aplicacion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concepto = models.ForeignKey(ConceptoIngreso, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    comprometido = models.BooleanField(default=False)
    retencion_id = models.UUIDField(null=True, blank=True)
    prueba = models.CharField(max_length=10, choices=Prueba.choices, blank=True)
    prueba_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("línea de una modificación")
        constraints = [
            models.UniqueConstraint(fields=["modificacion", "orden"], name="lineamodificacion_orden"),
            models.CheckConstraint(condition=Q(importe__gt=0), name="lineamodificacion_positiva"),
            models.CheckConstraint(
                condition=Q(sentido__in=["alta", "baja"], aplicacion__isnull=False, concepto=None)
                | Q(sentido="financiacion", aplicacion=None, concepto__isnull=False),
                name="lineamodificacion_de_que",
            ),
            models.CheckConstraint(
                condition=Q(prueba="", prueba_id=None)
                | ~Q(prueba="") & Q(prueba_id__isnull=False, sentido="financiacion"),
                name="lineamodificacion_prueba",
            ),
        ]
        indexes = [
            models.Index(fields=["prueba_id"], condition=Q(prueba_id__isnull=False), name="lineamodificacion_de_prueba")
        ]

    def __str__(self) -> str:
        return f"{self.sentido} {self.importe}"
