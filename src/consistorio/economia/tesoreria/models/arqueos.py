"""The acts of arqueo: what each ordinal had, what came in, what went out, what is left, and how that is what the bank says."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.tesoreria.models.ordinales import Ordinal
from consistorio.economia.tesoreria.reglas import Estado
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Arqueo(models.Model):
    """An act of arqueo of the days from `desde` to `hasta`, both included, as things were known at `hecho_el`."""

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADO = "firmado", _("Firmado")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    desde = models.DateField()
    hasta = models.DateField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.EN_FIRMA)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    hecho_el = models.DateTimeField()
    hecho_por = models.UUIDField()
    firmado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber quién levantó y firmó cada acta de arqueo (Orden HAP/1781/2013)")
    conservacion_datos = _("Permanente (cuentas de la Tesorería)")

    class Meta:
        verbose_name = _("acta de arqueo")
        verbose_name_plural = _("actas de arqueo")
        constraints = [
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="arqueo_periodo"),
            models.UniqueConstraint(fields=["hasta"], condition=~Q(estado="devuelto"), name="arqueo_uno_por_dia"),
            models.CheckConstraint(
                condition=Q(estado="firmado", firmado_el__isnull=False) | ~Q(estado="firmado") & Q(firmado_el=None),
                name="arqueo_firmado",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hasta:%d/%m/%Y}"


@avalada(fija=True)
class LineaDeArqueo(models.Model):
    """An ordinal in an act of arqueo, in euros. `banco`: what the bank says that there is; none in a cash box. PostgreSQL refuses what does not square."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    arqueo = models.ForeignKey(Arqueo, on_delete=models.PROTECT, related_name="lineas")
    ordinal = models.ForeignKey(Ordinal, on_delete=models.PROTECT, related_name="+")
    anterior = models.DecimalField(max_digits=14, decimal_places=2)
    cobros = models.DecimalField(max_digits=14, decimal_places=2)
    pagos = models.DecimalField(max_digits=14, decimal_places=2)
    existencias = models.DecimalField(max_digits=14, decimal_places=2)
    banco = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cobros_sin_contabilizar = models.DecimalField(max_digits=14, decimal_places=2)
    pagos_sin_contabilizar = models.DecimalField(max_digits=14, decimal_places=2)
    cobros_sin_banco = models.DecimalField(max_digits=14, decimal_places=2)
    pagos_sin_banco = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("línea de un acta de arqueo")
        verbose_name_plural = _("líneas de actas de arqueo")
        constraints = [
            models.UniqueConstraint(fields=["arqueo", "ordinal"], name="linea_arqueo_ordinal"),
            models.CheckConstraint(
                condition=Q(existencias=F("anterior") + F("cobros") - F("pagos")), name="linea_arqueo_cuadra"
            ),
            models.CheckConstraint(
                condition=Q(banco=None)
                | Q(
                    existencias=F("banco")
                    - F("cobros_sin_contabilizar")
                    + F("pagos_sin_contabilizar")
                    + F("cobros_sin_banco")
                    - F("pagos_sin_banco")
                ),
                name="linea_arqueo_conciliada",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ordinal_id)

    @property
    def como_estado(self) -> Estado:
        """Its figures, to hold them against what is worked out again."""
        return Estado(
            self.anterior,
            self.cobros,
            self.pagos,
            self.banco,
            self.cobros_sin_contabilizar,
            self.pagos_sin_contabilizar,
            self.cobros_sin_banco,
            self.pagos_sin_banco,
        )
