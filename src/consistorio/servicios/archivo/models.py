"""State of the archive."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.tramitacion.catalogo.tipos import PENDIENTE


@avalada(salvo=("indice_visible", "pendiente_desde", "incidencia"))
class CierrePedido(models.Model):
    """A case that was closed: its index, of the documents that it had then (`entradas`, as in `Cierre`), is made and signed by a job.

    `pendiente_desde` is empty once the index is signed: then nothing changes any more. `incidencia`: why it is not yet.
    """

    expediente = models.OneToOneField(
        "expedientes.Expediente", on_delete=models.PROTECT, primary_key=True, related_name="cierre_pedido"
    )
    resultado = models.CharField(max_length=40)
    momento = models.DateTimeField()
    entradas = models.JSONField()
    indice_visible = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pendiente_desde = models.DateTimeField(null=True, blank=True)
    incidencia = models.CharField(max_length=300, blank=True)

    proposito_datos = gettext_lazy("Cerrar el expediente con los documentos que tenía (LPACAP 70.3)")
    conservacion_datos = gettext_lazy("La del expediente")

    class Meta:
        verbose_name = gettext_lazy("cierre pedido")
        constraints = [
            models.CheckConstraint(
                condition=Q(pendiente_desde__isnull=False) | Q(indice_visible__isnull=False),
                name="cierre_pedido_firmado",
            )
        ]
        indexes = [
            models.Index(
                fields=["pendiente_desde"], condition=Q(pendiente_desde__isnull=False), name="cierre_pedido_pendiente"
            )
        ]

    def __str__(self) -> str:
        return f"cierre de {self.expediente_id}"

    @property
    def estado(self) -> str:
        """How the index stands, for people."""
        if self.pendiente_desde is None:
            return _("Índice firmado")
        if self.incidencia:
            return _("Índice pendiente de firma: %(motivo)s") % {"motivo": self.incidencia}
        return _("Índice pendiente de firma")


@avalada(fija=True)
class Cierre(models.Model):
    """The closing of a case: its signed index and how long it is kept. Immutable.

    `entradas` lists, in order, the documents of the index with the hash of the bytes that they had at that moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.OneToOneField("expedientes.Expediente", on_delete=models.PROTECT, related_name="cierre")
    resultado = models.CharField(max_length=40)
    momento = models.DateTimeField()
    indice_xml = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="+")
    indice_visible = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    entradas = models.JSONField()
    conservacion = models.CharField(max_length=300)
    conservar_hasta = models.DateField(null=True, blank=True)

    proposito_datos = gettext_lazy("Garantizar la integridad y la recuperación del expediente (LPACAP 70.3)")
    conservacion_datos = gettext_lazy("Permanente, como el expediente; se destruye con él")

    class Meta:
        verbose_name = gettext_lazy("cierre de expediente")
        constraints = [models.CheckConstraint(condition=~Q(resultado=""), name="cierre_con_resultado")]

    def __str__(self) -> str:
        return f"{self.expediente_id} {self.resultado}"

    @property
    def conservacion_fijada(self) -> str:
        """How long it is kept, in words, or "" while the archive's calendar says nothing of such cases."""
        return "" if self.conservacion == PENDIENTE else self.conservacion


@avalada(salvo=("pendiente_desde", "incidencia"))
class SelloIndice(models.Model):
    """The time stamp of a closing's index: pending until an authority answers, immutable after.

    `contenido`: the same index with the stamp inside its signature (XAdES-T), which is what is exported from then on; the
    one signed at closing stays in `Cierre.indice_xml`. `incidencia`: why it still waits, for people.
    """

    cierre = models.OneToOneField(Cierre, on_delete=models.PROTECT, primary_key=True, related_name="sello")
    pendiente_desde = models.DateTimeField(null=True, blank=True)
    contenido = models.ForeignKey(
        "almacen.Contenido", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sellado_el = models.DateTimeField(null=True, blank=True)
    incidencia = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("sello de tiempo de un índice")
        constraints = [
            models.CheckConstraint(
                condition=Q(pendiente_desde__isnull=False, contenido=None, sellado_el=None)
                | Q(pendiente_desde=None, contenido__isnull=False, sellado_el__isnull=False),
                name="sello_indice_pendiente_o_puesto",
            )
        ]
        indexes = [
            models.Index(
                fields=["pendiente_desde"], condition=Q(pendiente_desde__isnull=False), name="sello_indice_pendiente"
            )
        ]

    def __str__(self) -> str:
        return f"sello de tiempo de {self.cierre_id}"

    @property
    def estado(self) -> str:
        """How the index stands, for people."""
        if self.sellado_el is not None:
            return _("Firmado, con sello de tiempo")
        if self.incidencia:
            return _("Firmado, pendiente de sello de tiempo: %(motivo)s") % {"motivo": self.incidencia}
        return _("Firmado, pendiente de sello de tiempo")


class ImportacionEni(models.Model):
    """A document that came as ENI XML. The same identifier and bytes are the same import.

    Without case it waits in the inbox of `unidad` until somebody there puts it in one or sends it on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    id_eni = models.CharField(max_length=48, unique=True)
    original = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="+")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="importacion_eni")
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="importaciones_eni"
    )
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="importaciones_eni"
    )
    importado = models.DateTimeField()

    proposito_datos = gettext_lazy("Incorporar documentos que remiten otras Administraciones (ENI, RD 4/2010)")
    conservacion_datos = gettext_lazy("La del documento")

    class Meta:
        verbose_name = gettext_lazy("importación ENI")
        indexes = [
            models.Index(
                fields=["unidad", "-importado"], name="importacion_sin_expediente", condition=Q(expediente=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expediente__isnull=False) | Q(unidad__isnull=False), name="importacion_espera_en_una_unidad"
            )
        ]

    def __str__(self) -> str:
        return self.id_eni


@avalada(fija=True)
class ExpedienteAntiguo(models.Model):
    """A case of the program that the town hall had before. Nothing of it changes: it came as it was.

    `numero`: the one that it had; `huella`: SHA-256 of its rows and its documents, by which it is the same the next time; `sin_identificar`: parties
    of whom the old program kept no number, as it wrote them; `nombres_escritos`: nif and name of those whom the town knew by another one.
    """

    expediente = models.OneToOneField(
        "expedientes.Expediente", on_delete=models.PROTECT, primary_key=True, related_name="antiguo"
    )
    numero = models.CharField(max_length=30, unique=True)
    procedimiento = models.CharField(max_length=200, blank=True)
    estado = models.CharField(max_length=60, blank=True)
    sin_identificar = models.JSONField(default=list)
    nombres_escritos = models.JSONField(default=list)
    huella = models.CharField(max_length=64)
    importado_el = models.DateTimeField()

    proposito_datos = gettext_lazy(
        "Conservar los expedientes del programa anterior y dar acceso a ellos (LPACAP 17 y 70)"
    )
    conservacion_datos = gettext_lazy("La del expediente")

    class Meta:
        verbose_name = gettext_lazy("expediente de otro programa")
        constraints = [models.CheckConstraint(condition=Q(huella__regex=r"^[0-9a-f]{64}$"), name="antiguo_huella")]

    def __str__(self) -> str:
        return self.numero


@avalada(fija=True)
class DocumentoAntiguo(models.Model):
    """A document of an old case: which file it was, of which day, what the old program called it, and its bytes when it came."""

    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, primary_key=True, related_name="antiguo"
    )
    antiguo = models.ForeignKey(ExpedienteAntiguo, on_delete=models.PROTECT, related_name="documentos")
    ruta = models.TextField()
    fecha = models.DateField(null=True, blank=True)
    tipo = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64)

    proposito_datos = gettext_lazy("Saber qué fichero del programa anterior es cada documento, y de cuándo")
    conservacion_datos = gettext_lazy("La del documento")

    class Meta:
        verbose_name = gettext_lazy("documento de otro programa")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documento_antiguo_huella")
        ]

    def __str__(self) -> str:
        return self.ruta
