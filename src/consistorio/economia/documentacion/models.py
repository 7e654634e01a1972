"""State of the accounting documents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.economia.presupuesto.models import Operacion
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class DocumentoContable(models.Model):
    """The document of an operation: one for ever, as operations never change. Immutable."""

    operacion = models.OneToOneField(
        Operacion, on_delete=models.PROTECT, primary_key=True, related_name="documento_contable"
    )
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    emitido_el = models.DateTimeField()

    class Meta:
        verbose_name = _("documento contable")
        verbose_name_plural = _("documentos contables")

    def __str__(self) -> str:
        return str(self.operacion_id)


class EmisionFallida(models.Model):
    """Why the document of an operation could not be made, and how often it was tried. The row goes when it is made."""

    operacion = models.OneToOneField(Operacion, on_delete=models.PROTECT, primary_key=True, related_name="+")
    motivo = models.CharField(max_length=300)
    intentos = models.PositiveSmallIntegerField(default=1)
    intentada_el = models.DateTimeField()

    proposito_datos = _("Saber por qué falta el documento contable de una operación y volver a intentarlo")
    conservacion_datos = _("Hasta que se hace el documento")

    class Meta:
        verbose_name = _("emisión fallida")
        verbose_name_plural = _("emisiones fallidas")
        constraints = [models.CheckConstraint(condition=Q(intentos__gte=1) & ~Q(motivo=""), name="emision_con_motivo")]

    def __str__(self) -> str:
        return self.motivo


class LibroPorDocumentar(models.Model):
    """How far the documents of a book of operations have come: none numbered up to `hasta` waits for its first try. Numbers have no gaps and are given under a lock, so
    that what comes later has a greater one. Its row is the lock of who makes them."""

    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    libro = models.CharField(max_length=20, choices=Operacion.Libro.choices)
    hasta = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("libro por documentar")
        verbose_name_plural = _("libros por documentar")
        constraints = [models.UniqueConstraint(fields=["ejercicio", "libro"], name="libropordocumentar_uno")]

    def __str__(self) -> str:
        return f"{self.libro} {self.ejercicio_id}: {self.hasta}"
