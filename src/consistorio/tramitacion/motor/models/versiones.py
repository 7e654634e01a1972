"""Running cases that are moved to another version of their procedure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class CambioDeVersion(models.Model):
    """Somebody who answers for the area of a procedure asked that some of its running cases go on under this version, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey("catalogo.VersionProcedimiento", on_delete=models.PROTECT, related_name="cambios")
    motivo = models.CharField(max_length=600)
    pedido_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    pedido_el = models.DateTimeField()

    proposito_datos = _("Dejar constancia de quién cambió de versión unos expedientes y por qué (LPACAP arts. 20 y 71)")
    conservacion_datos = _("La de los expedientes")

    class Meta:
        verbose_name = _("cambio de versión")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="cambio_version_con_motivo")]

    def __str__(self) -> str:
        return self.motivo


class CasoDeCambio(models.Model):
    """A case of such an act and what became of it. `resultado`: why it stays, in words."""

    class Estado(models.TextChoices):
        POR_HACER = "por_hacer", _("Por hacer")
        PASADO = "pasado", _("Ha pasado")
        SE_QUEDA = "se_queda", _("Se queda como estaba")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cambio = models.ForeignKey(CambioDeVersion, on_delete=models.PROTECT, related_name="casos", db_index=False)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, related_name="cambios_de_version"
    )
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.POR_HACER)
    resultado = models.TextField(blank=True)
    hecho_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber qué expedientes cambiaron de versión y por qué no los demás (LPACAP arts. 20 y 71)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("expediente de un cambio de versión")
        constraints = [
            models.UniqueConstraint(fields=["cambio", "expediente"], name="cambio_version_caso_unico"),
            models.CheckConstraint(
                condition=Q(estado="por_hacer", hecho_el=None) | ~Q(estado="por_hacer") & Q(hecho_el__isnull=False),
                name="cambio_version_hecho_con_fecha",
            ),
        ]
        indexes = [
            models.Index(fields=["cambio", "id"], name="cambio_version_casos"),
            models.Index(fields=["cambio", "id"], condition=Q(estado="por_hacer"), name="cambio_version_por_hacer"),
        ]

    def __str__(self) -> str:
        return f"{self.cambio_id} {self.expediente_id}"
