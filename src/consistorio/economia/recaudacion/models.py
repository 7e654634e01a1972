"""State of the collection files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class FicheroDeCobros(models.Model):
    """A file that was taken, once: `huella` is the SHA-256 of its bytes. `cuenta`: of the treasury, where the money came in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    nombre = models.CharField(max_length=200)
    huella = models.CharField(max_length=64, unique=True)
    cuenta = models.CharField(max_length=12)
    recibos = models.PositiveIntegerField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    cargado_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber quién cargó cada archivo de cobros (TRLRHL arts. 200 a 205)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("fichero de cobros")
        verbose_name_plural = _("ficheros de cobros")

    def __str__(self) -> str:
        return self.nombre


@avalada()
class CobroLeido(models.Model):
    """A receipt. `pendiente`: its line of 554, whose balance says whether it waits, whoever applied it or took that back. `aplicacion`: the last operation of this room
    that put it in its place, as `estado` says; `motivo`: why none did.
    """

    class Estado(models.TextChoices):
        APLICADO = "aplicado", _("Aplicado")
        PENDIENTE = "pendiente", _("Pendiente de aplicar")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fichero = models.ForeignKey(FicheroDeCobros, on_delete=models.PROTECT, related_name="cobros")
    fila = models.PositiveIntegerField()
    fecha = models.DateField()
    referencia = models.CharField(max_length=40, unique=True)
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    derecho = models.CharField(max_length=40, blank=True)
    concepto = models.CharField(max_length=40, blank=True)
    nif = models.CharField(max_length=40, blank=True)
    estado = models.CharField(max_length=9, choices=Estado.choices)
    motivo = models.CharField(max_length=300, blank=True)
    pendiente = models.OneToOneField("presupuesto.LineaOperacion", on_delete=models.PROTECT, related_name="+")
    aplicacion = models.ForeignKey(
        "presupuesto.Operacion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Aplicar lo que pagó cada persona a lo que debía (LGT art. 60)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("cobro de un fichero")
        verbose_name_plural = _("cobros de ficheros")
        constraints = [
            models.UniqueConstraint(fields=["fichero", "fila"], name="cobroleido_fila"),
            models.CheckConstraint(
                condition=Q(estado="aplicado", aplicacion__isnull=False, motivo="")
                | Q(estado="pendiente", aplicacion=None) & ~Q(motivo=""),
                name="cobroleido_estado",
            ),
            models.CheckConstraint(condition=Q(importe__gt=0), name="cobroleido_importe"),
        ]
        indexes = [models.Index(fields=["fecha"], condition=Q(estado="pendiente"), name="cobroleido_pendiente")]

    def __str__(self) -> str:
        return self.referencia

    @property
    def por_que_espera(self) -> str:
        """Why something of it is left in 554, in words."""
        if self.aplicacion_id is not None:
            return str(_("Su aplicación se corrigió: aplíquelo otra vez."))
        return self.motivo


@avalada()
class CompromisoDeIngreso(models.Model):
    """What an administration or somebody else has bound itself to pay the town in a year (RD 500/1990 44; Orden HAP/1781/2013, note 24.3): in no account, it is a
    register. `anulado`: what of it will not come. In euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    anio = models.PositiveSmallIntegerField()
    economica = models.CharField(max_length=7)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    texto = models.CharField(max_length=300)
    fecha = models.DateField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)
    anulado = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    anotado_el = models.DateTimeField()
    autor_id = models.UUIDField()

    proposito_datos = _("Saber quién se comprometió a aportar dinero al ayuntamiento (RD 500/1990 arts. 43 y 44)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("compromiso de ingreso")
        verbose_name_plural = _("compromisos de ingreso")
        constraints = [
            models.CheckConstraint(
                condition=Q(importe__gt=0, anulado__gte=0, anulado__lte=models.F("importe")),
                name="compromisodeingreso_importe",
            ),
        ]
        indexes = [models.Index(fields=["anio", "economica"], name="compromisodeingreso_anio")]

    def __str__(self) -> str:
        return f"C {self.anio} {self.economica}"


@avalada(fija=True)
class CompromisoCumplido(models.Model):
    """A right, by its line, that fulfils a commitment. What of it is annulled later is not fulfilled any more."""

    linea = models.OneToOneField(
        "presupuesto.LineaOperacion", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    compromiso = models.ForeignKey(CompromisoDeIngreso, on_delete=models.PROTECT, related_name="cumplidos")

    class Meta:
        verbose_name = _("cumplimiento de un compromiso")

    def __str__(self) -> str:
        return str(self.linea_id)
