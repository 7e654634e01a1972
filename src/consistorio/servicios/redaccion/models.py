"""State of the documents that are being written."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.documental.documentos.tipos import TIPOS_DOCUMENTALES
from consistorio.nucleo.identificadores import uuid7


class BorradorDocumento(models.Model):
    """A document of a case that is being written. `puesto`: its place in the case once its last version was put in it."""

    class Estado(models.TextChoices):
        ABIERTO = "abierto", _("En redacción")
        INCORPORADO = "incorporado", _("Incorporado al expediente")
        DESCARTADO = "descartado", _("Descartado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="borradores")
    titulo = models.CharField(max_length=200)
    tipo_documental = models.CharField(max_length=4, choices=list(TIPOS_DOCUMENTALES.items()))
    estado = models.CharField(max_length=11, choices=Estado.choices, default=Estado.ABIERTO)
    creado_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    creado_el = models.DateTimeField()
    cerrado_el = models.DateTimeField(null=True, blank=True)
    puesto = models.OneToOneField(
        "expedientes.DocumentoExpediente", on_delete=models.PROTECT, null=True, blank=True, related_name="borrador"
    )

    proposito_datos = _("Redactar los documentos de un expediente antes de que formen parte de él (LPACAP art. 70.4)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("borrador de un documento")
        constraints = [
            models.CheckConstraint(condition=~Q(titulo=""), name="borrador_con_titulo"),
            models.CheckConstraint(
                condition=Q(estado="abierto", cerrado_el=None) | (~Q(estado="abierto") & Q(cerrado_el__isnull=False)),
                name="borrador_cerrado_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(estado="incorporado", puesto__isnull=False) | (~Q(estado="incorporado") & Q(puesto=None)),
                name="borrador_en_su_puesto",
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    @property
    def abierto(self) -> bool:
        """Whether it is still being written."""
        return self.estado == self.Estado.ABIERTO


class VersionBorrador(models.Model):
    """One version of a draft: the file as it was uploaded, by whom and when. Immutable. `nota`: what changed, in a few words."""

    id = models.BigAutoField(primary_key=True)
    borrador = models.ForeignKey(BorradorDocumento, on_delete=models.PROTECT, related_name="versiones", db_index=False)
    numero = models.PositiveIntegerField()
    contenido = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, related_name="+")
    nombre = models.CharField(max_length=255)
    nota = models.CharField(max_length=300, blank=True)
    subida_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    subida_el = models.DateTimeField()

    proposito_datos = _("Saber quién escribió cada versión de un documento y poder volver a ella (LPACAP art. 70.4)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("versión de un borrador")
        constraints = [
            models.UniqueConstraint(fields=["borrador", "numero"], name="version_borrador_unica"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="version_borrador_desde_1"),
        ]

    def __str__(self) -> str:
        return f"{self.borrador_id} v{self.numero}"


class Conversion(models.Model):
    """The PDF that was made of a version written as a text, or why it could not be. Its original stays as the version."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Convirtiéndose a PDF")
        HECHA = "hecha", _("Convertida a PDF")
        FALLIDA = "fallida", _("No se ha podido convertir")

    version = models.OneToOneField(
        VersionBorrador, on_delete=models.PROTECT, primary_key=True, related_name="conversion"
    )
    estado = models.CharField(max_length=9, choices=Estado.choices, default=Estado.PENDIENTE)
    pdf = models.ForeignKey("almacen.Contenido", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    motivo = models.CharField(max_length=500, blank=True)
    pedida_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    pedida_el = models.DateTimeField()

    proposito_datos = _("Hacer de un texto el documento que forma parte del expediente (LPACAP arts. 26 y 70)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("conversión de un borrador")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="hecha", pdf__isnull=False) | (~Q(estado="hecha") & Q(pdf=None)),
                name="conversion_con_su_pdf",
            ),
            models.CheckConstraint(condition=~Q(estado="fallida") | ~Q(motivo=""), name="conversion_por_que_no"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.estado}"


class Prestamo(models.Model):
    """Who has a draft out to work on it, and since when: one at most, and only while it is written (triggers). It goes when the draft is given back."""

    borrador = models.OneToOneField(
        BorradorDocumento, on_delete=models.PROTECT, primary_key=True, related_name="prestamo"
    )
    empleado = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    desde = models.DateTimeField()

    proposito_datos = _("Que dos personas no escriban a la vez el mismo documento (LPACAP art. 70.4)")
    conservacion_datos = _("Mientras lo tiene")

    class Meta:
        verbose_name = _("borrador que alguien tiene")

    def __str__(self) -> str:
        return f"{self.borrador_id} {self.empleado_id}"
