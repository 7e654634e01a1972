"""State of signatures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.documental.firma.tipos import ETIQUETAS_PAPEL, Orden, Papel
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


class Circuito(models.Model):
    """The signatures that a document waits for. One pending circuit a document."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente de firma")
        COMPLETADO = "completado", _("Firmado por todos")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")
        RETIRADO = "retirado", _("Retirado antes de firmarse")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="circuitos")
    referencia = models.CharField(max_length=120)
    orden = models.CharField(max_length=8, choices=[(o.value, o.value) for o in Orden], default=Orden.CASCADA)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    pedido_por = models.UUIDField()
    pedido_el = models.DateTimeField()
    terminado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber quién pidió las firmas de cada documento (LRJSP art. 43)")
    conservacion_datos = _("La del documento")

    class Meta:
        verbose_name = _("circuito de firma")
        constraints = [
            models.UniqueConstraint(
                fields=["documento"], condition=Q(estado="pendiente"), name="circuito_uno_pendiente"
            ),
            models.CheckConstraint(
                condition=Q(estado="pendiente", terminado_el=None)
                | (~Q(estado="pendiente") & Q(terminado_el__isnull=False)),
                name="circuito_terminado_con_fecha",
            ),
            models.CheckConstraint(condition=Q(orden__in=[o.value for o in Orden]), name="circuito_orden"),
        ]
        indexes = [models.Index(fields=["referencia"], name="circuito_referencia")]

    def __str__(self) -> str:
        return f"{self.referencia}: {self.estado}"


@avalada()
class CertificadoEmpleado(models.Model):
    """A certificate of an employee whose key the town hall keeps, locked (`ClaveFirma`). One in force a person."""

    class Estado(models.TextChoices):
        VIGENTE = "vigente", _("En vigor")
        REVOCADO = "revocado", _("Revocado")
        SUSTITUIDO = "sustituido", _("Sustituido por otro")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="certificados")
    huella = models.CharField(max_length=64, unique=True)
    titular = models.CharField(max_length=200)
    emisor = models.CharField(max_length=200)
    serie = models.CharField(max_length=80)
    desde = models.DateTimeField()
    hasta = models.DateTimeField()
    pem = models.TextField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.VIGENTE)
    guardado_el = models.DateTimeField()
    retirado_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    proposito_datos = _("Firmar con el certificado de cada empleado y probar quién firmó (LRJSP art. 43)")
    conservacion_datos = _("La de los documentos firmados con él")

    class Meta:
        verbose_name = _("certificado de empleado")
        constraints = [
            models.UniqueConstraint(fields=["empleado"], condition=Q(estado="vigente"), name="certificado_uno_vigente"),
            models.CheckConstraint(
                condition=Q(estado="vigente", retirado_el=None) | (~Q(estado="vigente") & Q(retirado_el__isnull=False)),
                name="certificado_retirado_con_fecha",
            ),
            models.CheckConstraint(condition=Q(hasta__gt=models.F("desde")), name="certificado_periodo"),
        ]

    def __str__(self) -> str:
        return f"{self.titular}, hasta {self.hasta:%d/%m/%Y}"


class ClaveFirma(models.Model):
    """A private key under AES-256-GCM. The wrapping key comes from a secret file outside the database and the person's second
    factor: neither a copy of the database nor the file alone opens it. The row goes when the certificate is withdrawn."""

    certificado = models.OneToOneField(
        CertificadoEmpleado, on_delete=models.PROTECT, primary_key=True, related_name="clave"
    )
    sal = models.BinaryField()
    nonce = models.BinaryField()
    cifrada = models.BinaryField()

    proposito_datos = _("Custodiar la clave de firma de cada empleado")
    conservacion_datos = _("Hasta que se retira el certificado")

    class Meta:
        verbose_name = _("clave de firma")

    def __str__(self) -> str:
        return f"clave de {self.certificado_id}"


class PasoFirma(models.Model):
    """One signature of a circuit: asked of a post, made by whoever holds it that day."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        FIRMADO = "firmado", _("Firmado")
        DEVUELTO = "devuelto", _("Devuelto")
        CANCELADO = "cancelado", _("Sin efecto")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    circuito = models.ForeignKey(Circuito, on_delete=models.PROTECT, related_name="pasos")
    numero = models.PositiveSmallIntegerField()
    puesto = models.ForeignKey("organizacion.Puesto", on_delete=models.PROTECT, related_name="+")
    organo = models.SlugField(max_length=60, blank=True)
    campo = models.CharField(max_length=40)
    papel = models.CharField(max_length=12, choices=list(ETIQUETAS_PAPEL.items()))
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    firmante = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificado = models.ForeignKey(
        CertificadoEmpleado, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cargo_texto = models.CharField(max_length=500, blank=True)
    norma = models.CharField(max_length=300, blank=True)
    terminado_el = models.DateTimeField(null=True, blank=True)
    motivo = models.CharField(max_length=1000, blank=True)

    proposito_datos = _("Saber quién firmó cada documento, con qué cargo y por qué se devolvió")
    conservacion_datos = _("La del documento")

    class Meta:
        verbose_name = _("paso de firma")
        constraints = [
            models.UniqueConstraint(fields=["circuito", "numero"], name="paso_numero_unico"),
            models.UniqueConstraint(fields=["circuito", "campo"], name="paso_campo_unico"),
            models.CheckConstraint(condition=Q(papel__in=[p.value for p in Papel]), name="paso_papel"),
            models.CheckConstraint(
                condition=~Q(estado="firmado")
                | Q(firmante__isnull=False, certificado__isnull=False, terminado_el__isnull=False, cargo_texto__gt=""),
                name="paso_firmado_completo",
            ),
            models.CheckConstraint(condition=~Q(estado="devuelto") | Q(motivo__gt=""), name="paso_devuelto_con_motivo"),
        ]
        indexes = [
            models.Index(fields=["puesto", "id"], condition=Q(estado="pendiente"), name="paso_pendiente_de_puesto")
        ]

    def __str__(self) -> str:
        return f"{self.get_papel_display()} ({self.estado})"


class SelloPedido(models.Model):
    """A document that waits for the organ's seal. Those of one batch are sealed by one job."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente de sellar")
        HECHO = "hecho", _("Sellado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lote = models.UUIDField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    campo = models.CharField(max_length=40)
    referencia = models.CharField(max_length=120)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    pedido_el = models.DateTimeField()
    hecho_el = models.DateTimeField(null=True, blank=True)
    incidencia = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("sello pedido")
        constraints = [
            models.UniqueConstraint(fields=["documento", "campo"], name="sello_uno_por_campo"),
            models.CheckConstraint(
                condition=Q(estado="pendiente", hecho_el=None) | Q(estado="hecho", hecho_el__isnull=False),
                name="sello_hecho_con_fecha",
            ),
        ]
        indexes = [models.Index(fields=["lote"], name="sello_lote")]

    def __str__(self) -> str:
        return f"{self.referencia}: {self.estado}"


class Ampliacion(models.Model):
    """Whether a signed document has its validation data and time stamp yet. Pending again with each new signature."""

    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, primary_key=True, related_name="ampliacion"
    )
    pendiente_desde = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    hecha_el = models.DateTimeField(null=True, blank=True)
    incidencia = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("ampliación de firma")
        indexes = [
            models.Index(
                fields=["pendiente_desde"], condition=Q(pendiente_desde__isnull=False), name="ampliacion_pendiente"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.documento_id}"
