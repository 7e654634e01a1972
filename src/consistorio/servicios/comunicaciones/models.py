"""State of the internal communications and of the digests that were asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras

CODIGO_DEL_LIBRO = "comunicaciones"


class LibroComunicaciones(models.Model):
    """The last number given to a communication in a year. Its row is the lock: numbers have no gaps."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("libro de comunicaciones internas")

    def __str__(self) -> str:
        return f"{self.anio}: {self.ultimo}"


@avalada(fija=True)
class Comunicacion(models.Model):
    """What a unit tells others. It never changes, nor is it deleted: PostgreSQL refuses it.

    `expediente`: the case that it is about, if any; `tarea`: the request for a report that it goes with, which lives in the motor.
    `clave`: the key of the sheet on which it was written, so that it is sent once. `cargo`: the post of who wrote it, as it was then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clave = models.UUIDField(unique=True)
    anio = models.PositiveSmallIntegerField()
    orden = models.PositiveIntegerField()
    numero = models.CharField(max_length=20, unique=True)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+", db_index=False)
    autor = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    cargo = models.CharField(max_length=160, blank=True)
    asunto = models.CharField(max_length=200)
    texto = models.TextField()
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    tarea = models.ForeignKey("motor.Tarea", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responde_a = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="respuestas")
    corrige = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corregida_por"
    )
    enviada_el = models.DateTimeField()

    proposito_datos = _("Comunicación entre las unidades del Ayuntamiento (LRJSP art. 3.2; LPACAP art. 70.4)")
    conservacion_datos = _("La que fije el calendario de conservación del Archivo para la correspondencia interna")

    class Meta:
        verbose_name = _("comunicación interna")
        constraints = [
            models.UniqueConstraint(fields=["anio", "orden"], name="comunicacion_numero_de_libro"),
            models.CheckConstraint(condition=Q(orden__gte=1), name="comunicacion_orden_desde_1"),
            models.CheckConstraint(condition=~Q(asunto="") & ~Q(texto=""), name="comunicacion_dice_algo"),
            models.CheckConstraint(
                condition=Q(responde_a=None) | Q(corrige=None), name="comunicacion_responde_o_corrige"
            ),
            models.CheckConstraint(
                condition=Q(tarea=None) | Q(expediente__isnull=False), name="comunicacion_informe_de_expediente"
            ),
            models.CheckConstraint(
                condition=(Q(responde_a=None) | ~Q(responde_a=F("id"))) & (Q(corrige=None) | ~Q(corrige=F("id"))),
                name="comunicacion_de_otra",
            ),
        ]
        indexes = [
            models.Index(fields=["unidad", "-id"], name="comunicacion_enviadas"),
            models.Index(fields=["expediente", "-id"], name="comunicacion_de_expediente"),
            indice_de_palabras("comunicacion_palabras", "asunto", "texto"),
        ]

    def __str__(self) -> str:
        return self.numero

    @property
    def cadena(self) -> str:
        """Name of the chain of facts of its book."""
        return cadena_de_libro(CODIGO_DEL_LIBRO, self.anio)


@avalada()
class Destino(models.Model):
    """A unit to which a communication goes, and who acknowledged it there. That is written once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    comunicacion = models.ForeignKey(Comunicacion, on_delete=models.PROTECT, related_name="destinos", db_index=False)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+", db_index=False)
    acusada_el = models.DateTimeField(null=True, blank=True)
    acusada_por = models.ForeignKey(
        "organizacion.Empleado", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Saber qué unidad recibió cada comunicación y quién acusó recibo")
    conservacion_datos = _("La de la comunicación")

    class Meta:
        verbose_name = _("destino de una comunicación")
        constraints = [
            models.UniqueConstraint(fields=["comunicacion", "unidad"], name="destino_una_vez"),
            models.CheckConstraint(
                condition=Q(acusada_el=None, acusada_por=None) | Q(acusada_el__isnull=False, acusada_por__isnull=False),
                name="destino_acusado_por_alguien",
            ),
        ]
        indexes = [
            models.Index(fields=["unidad", "-comunicacion"], name="destino_recibidas"),
            models.Index(fields=["unidad", "-comunicacion"], condition=Q(acusada_el=None), name="destino_por_acusar"),
        ]

    def __str__(self) -> str:
        return f"{self.comunicacion_id} {self.unidad_id}"


@avalada(fija=True)
class AdjuntoComunicacion(models.Model):
    """What goes with a communication: a document of its case, or a file that was uploaded with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    comunicacion = models.ForeignKey(Comunicacion, on_delete=models.PROTECT, related_name="adjuntos", db_index=False)
    orden = models.PositiveSmallIntegerField()
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contenido = models.ForeignKey(
        "almacen.Contenido", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nombre = models.CharField(max_length=250)
    huella = models.CharField(max_length=64)

    proposito_datos = _("Saber qué documentos fueron con cada comunicación")
    conservacion_datos = _("La de la comunicación")

    class Meta:
        verbose_name = _("adjunto de una comunicación")
        ordering = ["comunicacion", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["comunicacion", "orden"], name="adjunto_orden_en_comunicacion"),
            models.CheckConstraint(
                condition=Q(documento=None, contenido__isnull=False) | Q(documento__isnull=False, contenido=None),
                name="adjunto_documento_o_fichero",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class ComunicacionDeUnidad(models.Model):
    """The unit that carries now the case that a communication is about: where to look for who sees cases for working in their unit.

    The communication never changes; the unit of its case may. What it says follows from others and can be made anew from them.
    """

    comunicacion = models.OneToOneField(Comunicacion, on_delete=models.PROTECT, primary_key=True, related_name="+")
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("unidad del expediente de una comunicación")
        indexes = [models.Index(fields=["unidad", "-comunicacion"], name="comunicacion_de_sus_casos")]

    def __str__(self) -> str:
        return f"{self.comunicacion_id} {self.unidad_id}"


class ResumenPedido(models.Model):
    """Somebody of the staff wants the daily digest at this address. Who does not, has no row: nobody gets it without asking.

    `ultimo_el`: when the last one was ordered, which is the beginning of what the next one calls new.
    """

    empleado = models.OneToOneField(
        "organizacion.Empleado", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    correo = models.EmailField()
    pedido_el = models.DateTimeField()
    ultimo_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Enviar por correo, a quien lo pide, cuántas cosas le esperan en su mesa")
    conservacion_datos = _("Hasta que deja de pedirlo o de trabajar en el Ayuntamiento")

    class Meta:
        verbose_name = _("resumen diario pedido")

    def __str__(self) -> str:
        return f"{self.pedido_el:%d/%m/%Y}"
