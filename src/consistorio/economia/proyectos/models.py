"""State of the projects of expense."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Proyecto(models.Model):
    """A project with affected financing. `codigo` never changes while it lasts; `gasto_total`: what it is foreseen to cost in all its years, in euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.CharField(max_length=20, unique=True)
    nombre = models.CharField(max_length=200)
    desde = models.PositiveSmallIntegerField()
    hasta = models.PositiveSmallIntegerField()
    gasto_total = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("proyecto de gasto")
        constraints = [
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="proyecto_anios"),
            models.CheckConstraint(condition=Q(gasto_total__gt=0), name="proyecto_gasto"),
            models.CheckConstraint(condition=Q(codigo__regex=r"^[0-9A-Z][0-9A-Z.-]*$"), name="proyecto_codigo"),
        ]

    def __str__(self) -> str:
        return self.codigo


@avalada()
class Agente(models.Model):
    """Who finances a part of a project. `aportacion`: in all its years, in euros. `exclusivo`: every right of `economica` in the years of the project is of
    this agent, and of no other; when not, each is charged to it by an act. Nothing: it gave it up."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proyecto = models.ForeignKey(Proyecto, on_delete=models.PROTECT, related_name="agentes")
    nombre = models.CharField(max_length=200)
    economica = models.CharField(max_length=7)
    aportacion = models.DecimalField(max_digits=14, decimal_places=2)
    exclusivo = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("agente que financia")
        constraints = [
            models.UniqueConstraint(fields=["proyecto", "nombre"], name="agente_nombre"),
            models.CheckConstraint(condition=Q(aportacion__gte=0), name="agente_aportacion"),
        ]

    def __str__(self) -> str:
        return self.nombre


@avalada()
class AplicacionDeProyecto(models.Model):
    """An application of a year whose whole expense is of a project: it binds in itself (RD 500/1990 27-28). `proyecto`: none when it was of one and is not any more."""

    aplicacion = models.OneToOneField(
        "presupuesto.Aplicacion", on_delete=models.PROTECT, primary_key=True, related_name="de_proyecto"
    )
    proyecto = models.ForeignKey(Proyecto, on_delete=models.PROTECT, null=True, blank=True, related_name="aplicaciones")

    class Meta:
        verbose_name = _("aplicación de un proyecto")

    def __str__(self) -> str:
        return str(self.aplicacion_id)


@avalada(fija=True)
class DerechoDeAgente(models.Model):
    """A right (a line of income) that is of an agent whose concept finances other things too. Its later annulments go with it."""

    linea = models.OneToOneField(
        "presupuesto.LineaOperacion", on_delete=models.PROTECT, primary_key=True, related_name="de_agente"
    )
    agente = models.ForeignKey(Agente, on_delete=models.PROTECT, related_name="derechos")

    class Meta:
        verbose_name = _("derecho de un agente")

    def __str__(self) -> str:
        return str(self.linea_id)


@avalada(fija=True)
class Arrastre(models.Model):
    """What a project brings from years whose accounts are not in this program: obligations of the project (`agente` none) or rights of an agent, in euros."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proyecto = models.ForeignKey(Proyecto, on_delete=models.PROTECT, related_name="arrastres")
    agente = models.ForeignKey(Agente, on_delete=models.PROTECT, null=True, blank=True, related_name="arrastres")
    anio = models.PositiveSmallIntegerField()
    importe = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("arrastre de un proyecto")
        constraints = [
            models.UniqueConstraint(fields=["proyecto", "agente", "anio"], name="arrastre_unico", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(importe=0), name="arrastre_importe"),
        ]

    def __str__(self) -> str:
        return str(self.anio)


@avalada(fija=True)
class CambioDeProyecto(models.Model):
    """That an open project changed: from the year `ejercicio` on it is what its rows say; before, `antes`: {nombre, hasta, gasto_total, agentes: {id: aportacion}, aplicaciones
    that it had and left}. Euros as text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    proyecto = models.ForeignKey(Proyecto, on_delete=models.PROTECT, related_name="cambios")
    ejercicio = models.ForeignKey("contabilidad.Ejercicio", on_delete=models.PROTECT, related_name="+")
    motivo = models.CharField(max_length=500)
    antes = models.JSONField()
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Saber quién cambió un proyecto de gasto y por qué (Orden HAP/1781/2013, reglas 21 a 29)")
    conservacion_datos = _("La de las cuentas del ejercicio")

    class Meta:
        verbose_name = _("cambio de un proyecto")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="cambiodeproyecto_motivo")]

    def __str__(self) -> str:
        return f"{self.proyecto} {self.ejercicio_id}"
