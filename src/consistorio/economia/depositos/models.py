"""The register of values in deposit. It moves no account: what is in money is an operation of no budget."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class ValorEnDeposito(models.Model):
    """A guarantee that is no money, or a value of somebody else. `persona`: who deposits it; `entidad`: who answers for it (bank or insurer); `referencia`: its number there;
    `vence`: last day that it is good, none if it has none; `salida`: how it went out, empty while it is kept. In euros."""

    class Clase(models.TextChoices):
        AVAL = "aval", _("Aval")
        SEGURO = "seguro", _("Seguro de caución")
        VALORES = "valores", _("Valores representativos de deuda")
        OTRO = "otro", _("Otro valor")

    class Salida(models.TextChoices):
        DEVUELTO = "devuelto", _("Devuelto")
        EJECUTADO = "ejecutado", _("Ejecutado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.PositiveIntegerField(unique=True)
    clase = models.CharField(max_length=7, choices=Clase.choices)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    entidad = models.CharField(max_length=200, blank=True)
    referencia = models.CharField(max_length=80, blank=True)
    garantiza = models.CharField(max_length=300)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    recibido_el = models.DateField()
    vence = models.DateField(null=True, blank=True)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    anotado_el = models.DateTimeField()
    autor_id = models.UUIDField()
    salida = models.CharField(max_length=9, choices=Salida.choices, blank=True)
    salio_el = models.DateField(null=True, blank=True)
    motivo_salida = models.CharField(max_length=300, blank=True)
    documento_salida = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    salida_por = models.UUIDField(null=True, blank=True)

    proposito_datos = _(
        "Saber de quién es cada aval, qué garantiza y a quién se devuelve (TRLRHL art. 196; LCSP arts. 107 a 111)"
    )
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("valor en depósito")
        verbose_name_plural = _("valores en depósito")
        constraints = [
            models.CheckConstraint(condition=Q(importe__gt=0), name="valorendeposito_importe"),
            models.CheckConstraint(
                condition=~Q(garantiza="") & (Q(vence=None) | Q(vence__gte=F("recibido_el"))),
                name="valorendeposito_entrada",
            ),
            models.CheckConstraint(
                condition=Q(salida="", salio_el=None, motivo_salida="", documento_salida=None, salida_por=None)
                | ~Q(salida="") & Q(salio_el__gte=F("recibido_el"), salida_por__isnull=False),
                name="valorendeposito_salida",
            ),
        ]
        indexes = [models.Index(fields=["recibido_el"], condition=Q(salida=""), name="valorendeposito_vivos")]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.numero}"
