"""Credits, with what has been done to each, and income by concept. Counters are folds of the lines of operations."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

CONTADORES_DE_BOLSA = ("definitivo", "retenido", "no_disponible", "autorizado")
CONTADORES_DE_APLICACION = (
    "iniciales",
    "modificaciones",
    "retenido_gastar",
    "retenido_transferir",
    "retenido_no_disponer",
    "no_disponible",
    "autorizado",
    "dispuesto",
    "obligado",
    "ordenado",
    "pagado",
)
CONTADORES_DE_CONCEPTO = (
    "iniciales",
    "modificaciones",
    "reconocido",
    "anulado",
    "aplazado",
    "cancelado",
    "recaudado",
    "por_devolver",
    "devuelto",
)


def euros() -> models.DecimalField[Decimal, Decimal]:
    """A counter, in euros."""
    return models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))


@avalada(salvo=CONTADORES_DE_BOLSA)
class Bolsa(models.Model):
    """The credits that bind together (TRLRHL 172.2): what is spent is held against the sum. PostgreSQL refuses that it goes below zero."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    clave = models.CharField(max_length=40)
    definitivo = euros()
    retenido = euros()
    no_disponible = euros()
    autorizado = euros()

    class Meta:
        verbose_name = _("bolsa de vinculación")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "clave"], name="bolsa_clave"),
            models.CheckConstraint(
                condition=Q(definitivo__gte=F("retenido") + F("no_disponible") + F("autorizado")),
                name="bolsa_con_credito",
            ),
            models.CheckConstraint(
                condition=Q(retenido__gte=0, no_disponible__gte=0, autorizado__gte=0), name="bolsa_contadores"
            ),
        ]

    def __str__(self) -> str:
        return self.clave

    @property
    def disponible(self) -> Decimal:
        """What may still be retained or authorised, in euros."""
        return self.definitivo - self.retenido - self.no_disponible - self.autorizado


@avalada(salvo=CONTADORES_DE_APLICACION)
class Aplicacion(models.Model):
    """An application of the budget of expense: programme and economic code, and the organic one if the town uses it (Orden EHA/3565/2008 art. 6)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    organica = models.CharField(max_length=10, blank=True)
    programa = models.CharField(max_length=5)
    economica = models.CharField(max_length=7)
    denominacion = models.CharField(max_length=600, blank=True)
    bolsa = models.ForeignKey(Bolsa, on_delete=models.PROTECT, related_name="aplicaciones")
    ampliable = models.BooleanField(default=False)
    iniciales = euros()
    modificaciones = euros()
    retenido_gastar = euros()
    retenido_transferir = euros()
    retenido_no_disponer = euros()
    no_disponible = euros()
    autorizado = euros()
    dispuesto = euros()
    obligado = euros()
    ordenado = euros()
    pagado = euros()

    class Meta:
        verbose_name = _("aplicación presupuestaria")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "organica", "programa", "economica"], name="aplicacion_clave"),
            models.CheckConstraint(
                condition=Q(programa__regex=r"^\d{3,5}$", economica__regex=r"^\d{3}(\d{2,4})?$"),
                name="aplicacion_codigos",
            ),
            models.CheckConstraint(
                condition=Q(
                    autorizado__gte=F("dispuesto"),
                    dispuesto__gte=F("obligado"),
                    obligado__gte=F("ordenado"),
                    ordenado__gte=F("pagado"),
                    pagado__gte=0,
                ),
                name="aplicacion_fases",
            ),
            models.CheckConstraint(
                condition=Q(
                    retenido_gastar__gte=0,
                    retenido_transferir__gte=0,
                    retenido_no_disponer__gte=0,
                    no_disponible__gte=0,
                ),
                name="aplicacion_retenciones",
            ),
        ]
        indexes = [models.Index(fields=["ejercicio", "programa", "economica"], name="aplicacion_programa")]

    def __str__(self) -> str:
        return self.codigo

    @property
    def codigo(self) -> str:
        """As people write it: `920.12000`, `01.920.12000` with its organic code."""
        return ".".join(parte for parte in (self.organica, self.programa, self.economica) if parte)

    @property
    def definitivos(self) -> Decimal:
        """Initial credits and what has been modified, in euros."""
        return self.iniciales + self.modificaciones

    @property
    def retenido(self) -> Decimal:
        """What is set aside, for whatever it is, in euros."""
        return self.retenido_gastar + self.retenido_transferir + self.retenido_no_disponer

    @property
    def disponible(self) -> Decimal:
        """Of this application alone, in euros; below zero when others of its bolsa bear it."""
        return self.definitivos - self.retenido - self.no_disponible - self.autorizado


@avalada(salvo=CONTADORES_DE_CONCEPTO)
class ConceptoIngreso(models.Model):
    """A concept of the budget of income. The remnant of the treasury (870) finances, and no right of it is ever recognised."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    economica = models.CharField(max_length=7)
    denominacion = models.CharField(max_length=600, blank=True)
    iniciales = euros()
    modificaciones = euros()
    reconocido = euros()
    anulado = euros()
    aplazado = euros()
    cancelado = euros()
    recaudado = euros()
    por_devolver = euros()
    devuelto = euros()

    class Meta:
        verbose_name = _("concepto de ingresos")
        constraints = [
            models.UniqueConstraint(fields=["ejercicio", "economica"], name="conceptoingreso_clave"),
            models.CheckConstraint(condition=Q(economica__regex=r"^\d{3}(\d{2,4})?$"), name="conceptoingreso_codigo"),
            models.CheckConstraint(
                condition=Q(reconocido__gte=F("anulado") + F("aplazado") + F("cancelado") + F("recaudado")),
                name="conceptoingreso_pendiente",
            ),
            models.CheckConstraint(
                condition=Q(anulado__gte=0, aplazado__gte=0, cancelado__gte=0, recaudado__gte=0)
                & Q(por_devolver__gte=0, devuelto__gte=0),
                name="conceptoingreso_contadores",
            ),
            models.CheckConstraint(
                condition=~Q(economica__startswith="870") | Q(reconocido=0), name="conceptoingreso_remanente"
            ),
        ]

    def __str__(self) -> str:
        return self.economica

    @property
    def definitivas(self) -> Decimal:
        """What is foreseen, in euros."""
        return self.iniciales + self.modificaciones

    @property
    def derechos_anulados(self) -> Decimal:
        """Annulled, deferred to another year and given back, in euros."""
        return self.anulado + self.aplazado + self.devuelto

    @property
    def derechos_netos(self) -> Decimal:
        """Recognised, without what was annulled or cancelled, in euros."""
        return self.reconocido - self.derechos_anulados - self.cancelado

    @property
    def recaudacion_neta(self) -> Decimal:
        """Collected, without what was given back, in euros."""
        return self.recaudado - self.devuelto

    @property
    def pendiente(self) -> Decimal:
        """Left to collect, in euros."""
        return self.derechos_netos - self.recaudacion_neta
