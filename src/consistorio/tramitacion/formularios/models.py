"""State of forms: locked definitions and drafts that nobody has filed yet."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.recordado import Recordado
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.representacion import acreditacion
from consistorio.tramitacion.formularios.tipos import Esquema

_LEIDOS: Recordado[Esquema] = Recordado()


class DefinicionFormulario(models.Model):
    """One version of a form. Immutable: who started with a version ends with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.CharField(max_length=60)
    numero = models.PositiveIntegerField()
    esquema = models.JSONField()
    huella = models.CharField(max_length=64)
    creada_el = models.DateTimeField()

    class Meta:
        verbose_name = _("formulario")
        constraints = [
            models.UniqueConstraint(fields=["codigo", "numero"], name="formulario_version_unica"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="formulario_numero_desde_1"),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} v{self.numero}"

    @property
    def tipado(self) -> Esquema:
        """The typed form, read once a process."""
        return _LEIDOS.de(self.huella, lambda: leer_esquema(self.esquema)[0])


class SerieBorrador(models.Model):
    """Last number given to a draft in a year."""

    anio = models.PositiveSmallIntegerField(primary_key=True)
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("serie de borradores")

    def __str__(self) -> str:
        return f"{self.anio}: {self.ultimo}"


class Borrador(models.Model):
    """Something being written to be filed. It is not filed: no right or term starts from it.

    `sin_poder`: who writes it acts for `representado` without a registered power (LPACAP 5.6). An application; or, with `expediente_id` and `clase`, a later submission to that case (one living draft of each kind).
    `recordado_el` and `aviso_caducidad_el`: when its two reminders went out, at most once each for what was last saved.
    Discarding or expiring one deletes it, with its answers; the event log keeps that it existed.
    """

    class Estado(models.TextChoices):
        VIVO = "vivo", _("Aún no presentado")
        PRESENTADO = "presentado", _("Presentado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    numero = models.CharField(max_length=20, unique=True)
    procedimiento = models.CharField(max_length=60)
    formulario = models.ForeignKey(DefinicionFormulario, on_delete=models.PROTECT, related_name="borradores")
    titular = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="borradores")
    representado = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="borradores_en_su_nombre"
    )
    sin_poder = models.BooleanField(default=False)
    expediente_id = models.UUIDField(null=True, blank=True)
    clase = models.CharField(max_length=14, blank=True)
    datos = models.JSONField(default=dict)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.VIVO)
    creado_el = models.DateTimeField()
    guardado_el = models.DateTimeField()
    caduca_el = models.DateTimeField()
    presentado_el = models.DateTimeField(null=True, blank=True)
    recordado_el = models.DateTimeField(null=True, blank=True)
    aviso_caducidad_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Guardar lo que la persona va escribiendo hasta que lo presente")
    conservacion_datos = _("30 días desde que se guardó por última vez, o hasta que la persona lo borre o lo presente")

    class Meta:
        verbose_name = _("borrador")
        constraints = [
            models.CheckConstraint(condition=Q(caduca_el__gt=F("creado_el")), name="borrador_caduca_despues"),
            models.CheckConstraint(
                condition=Q(estado="vivo", presentado_el=None) | Q(estado="presentado", presentado_el__isnull=False),
                name="borrador_presentado_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(sin_poder=False) | Q(representado__isnull=False), name="borrador_sin_poder_de_alguien"
            ),
            models.CheckConstraint(
                condition=Q(expediente_id=None, clase="") | Q(expediente_id__isnull=False, clase__gt=""),
                name="borrador_escrito_con_clase",
            ),
            models.UniqueConstraint(
                fields=["titular", "representado", "expediente_id", "clase"],
                condition=Q(estado="vivo", expediente_id__isnull=False),
                nulls_distinct=False,
                name="borrador_escrito_vivo_unico",
            ),
        ]
        indexes = [
            models.Index(fields=["titular", "estado", "-guardado_el"], name="borrador_titular"),
            models.Index(fields=["estado", "caduca_el"], name="borrador_caduca"),
        ]

    def __str__(self) -> str:
        return self.numero

    @property
    def esquema(self) -> Esquema:
        """Its form; whoever acts without a registered power may add what accredits it."""
        tipado = self.formulario.tipado
        return replace(tipado, requisitos=(*tipado.requisitos, acreditacion())) if self.sin_poder else tipado

    @property
    def es_escrito(self) -> bool:
        """Whether it is a later submission to a case, not an application."""
        return self.expediente_id is not None


class AdjuntoBorrador(models.Model):
    """A file attached to a draft, for one requirement of its form."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    borrador = models.ForeignKey(Borrador, on_delete=models.CASCADE, related_name="adjuntos")
    requisito = models.CharField(max_length=60)
    contenido = models.CharField(max_length=64)
    nombre = models.CharField(max_length=255)
    tamano = models.BigIntegerField()
    tipo_mime = models.CharField(max_length=120)
    subido_el = models.DateTimeField()

    proposito_datos = _("Documentos que la persona va a presentar")
    conservacion_datos = _("La del borrador")

    class Meta:
        verbose_name = _("adjunto")
        ordering = ["requisito", "subido_el", "id"]
        constraints = [
            models.UniqueConstraint(fields=["borrador", "requisito", "contenido"], name="adjunto_sin_repetir"),
            models.CheckConstraint(condition=Q(tamano__gt=0), name="adjunto_no_vacio"),
        ]

    def __str__(self) -> str:
        return self.nombre


class InteresadoBorrador(models.Model):
    """Another person who files with the holder of the draft (LPACAP 66.2), with a representative if they have one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    borrador = models.ForeignKey(Borrador, on_delete=models.CASCADE, related_name="interesados")
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    representante = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Saber quiénes presentan la solicitud")
    conservacion_datos = _("La del borrador")

    class Meta:
        verbose_name = _("otra persona interesada")
        constraints = [
            models.UniqueConstraint(fields=["borrador", "persona"], name="interesado_borrador_unico"),
            models.CheckConstraint(
                condition=Q(representante=None) | ~Q(representante=F("persona")), name="interesado_borrador_otro"
            ),
        ]

    def __str__(self) -> str:
        return str(self.persona_id)
