"""State of the incidents."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.conservacion import Caduca
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada()
class Incidencia(models.Model):
    """A technical incident that keeps the sede from working as it should. Without `hasta` it goes on.

    Once published it never changes, but for its end, which is written once: PostgreSQL refuses the rest.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Sin publicar")
        PUBLICADA = "publicada", _("Publicada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    titulo = models.CharField(max_length=160)
    descripcion = models.TextField()
    desde = models.DateTimeField()
    hasta = models.DateTimeField(null=True, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    anotada_el = models.DateTimeField()
    anotada_por = models.UUIDField()
    publicada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Saber quién anotó cada incidencia de la sede; su descripción no debe nombrar a nadie (LPACAP art. 32.4)"
    )
    conservacion_datos = _("Permanente (cómputo de los plazos)")

    class Meta:
        verbose_name = _("incidencia técnica")
        verbose_name_plural = _("incidencias técnicas")
        constraints = [
            models.CheckConstraint(condition=Q(hasta=None) | Q(hasta__gt=F("desde")), name="incidencia_intervalo"),
            models.CheckConstraint(
                condition=Q(estado="borrador", publicada_el=None) | Q(estado="publicada", publicada_el__isnull=False),
                name="incidencia_publicada_con_fecha",
            ),
        ]
        indexes = [models.Index(fields=["estado", "-desde"], name="incidencia_publicadas")]

    def __str__(self) -> str:
        return self.titulo

    @property
    def cadena(self) -> str:
        """Name of its chain of facts."""
        return f"incidencia:{self.id}"


@avalada()
class AmpliacionDePlazos(models.Model):
    """The decision that extends the terms not yet ended, up to `hasta`. It takes effect when it is signed."""

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADA = "firmada", _("Firmada")
        DEVUELTA = "devuelta", _("Devuelta sin firmar")
        SIN_EFECTO = "sin_efecto", _("Firmada cuando ya no servía")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incidencia = models.ForeignKey(Incidencia, on_delete=models.PROTECT, related_name="ampliaciones")
    hasta = models.DateField()
    motivo = models.TextField()
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.EN_FIRMA)
    propuesta_el = models.DateTimeField()
    propuesta_por = models.UUIDField()
    firmada_el = models.DateTimeField(null=True, blank=True)
    aplicada_el = models.DateTimeField(null=True, blank=True)
    terminos = models.PositiveIntegerField(null=True, blank=True)

    proposito_datos = _("Saber quién propuso ampliar los plazos y por qué (LPACAP art. 32.4)")
    conservacion_datos = _("Permanente (cómputo de los plazos)")

    class Meta:
        verbose_name = _("ampliación de plazos")
        verbose_name_plural = _("ampliaciones de plazos")
        constraints = [
            models.UniqueConstraint(
                fields=["incidencia"], condition=Q(estado="en_firma"), name="ampliacion_una_en_firma"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=["en_firma", "devuelta"], firmada_el=None)
                | Q(estado__in=["firmada", "sin_efecto"], firmada_el__isnull=False),
                name="ampliacion_firmada_con_fecha",
            ),
            models.CheckConstraint(
                condition=Q(aplicada_el=None, terminos=None) | Q(estado="firmada", terminos__isnull=False),
                name="ampliacion_aplicada_si_firmada",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hasta:%d/%m/%Y}"


class Latido(models.Model):
    """A process of the town lived in that minute: those that serve pages (`bien`: it could answer one), or those that work on the queue."""

    class Origen(models.TextChoices):
        WEB = "web", _("Páginas")
        TRABAJADOR = "trabajador", _("Segundo plano")

    origen = models.CharField(max_length=10, choices=Origen.choices)
    minuto = models.DateTimeField()
    bien = models.BooleanField(default=True)

    caduca = Caduca("latidos", "minuto")

    class Meta:
        verbose_name = _("latido")
        constraints = [models.UniqueConstraint(fields=["minuto", "origen"], name="latido_uno_por_minuto")]

    def __str__(self) -> str:
        return f"{self.origen} {self.minuto:%d/%m/%Y %H:%M}"


@avalada()
class CaidaDetectada(models.Model):
    """A day on which the sede was down for longer than the town allows, as its own heartbeats say: somebody decides what it was.

    `tramos`: from when to when, as pairs. Nothing is extended for it until a person makes an incident of it, and the rest that follows.
    """

    class Estado(models.TextChoices):
        PROPUESTA = "propuesta", _("Por decidir")
        ANOTADA = "anotada", _("Anotada como incidencia")
        DESCARTADA = "descartada", _("Falsa alarma")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dia = models.DateField(unique=True)
    desde = models.DateTimeField()
    hasta = models.DateTimeField()
    minutos = models.PositiveIntegerField()
    tramos = models.JSONField(default=list)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PROPUESTA)
    motivo = models.TextField(blank=True)
    incidencia = models.OneToOneField(Incidencia, on_delete=models.PROTECT, null=True, blank=True, related_name="caida")
    detectada_el = models.DateTimeField()
    decidida_el = models.DateTimeField(null=True, blank=True)
    decidida_por = models.UUIDField(null=True, blank=True)

    proposito_datos = _("Saber quién decidió qué fue cada caída de la sede (LPACAP art. 32.4)")
    conservacion_datos = _("Permanente (cómputo de los plazos)")

    class Meta:
        verbose_name = _("caída detectada de la sede")
        verbose_name_plural = _("caídas detectadas de la sede")
        constraints = [
            models.CheckConstraint(condition=Q(hasta__gt=F("desde"), minutos__gte=1), name="caida_intervalo"),
            models.CheckConstraint(
                condition=Q(estado="propuesta", decidida_el=None, incidencia=None, motivo="")
                | Q(estado="anotada", decidida_el__isnull=False, incidencia__isnull=False, motivo="")
                | Q(estado="descartada", decidida_el__isnull=False, incidencia=None) & ~Q(motivo=""),
                name="caida_decidida",
            ),
        ]
        indexes = [models.Index(fields=["estado", "-dia"], name="caida_por_decidir")]

    def __str__(self) -> str:
        return f"{self.dia:%d/%m/%Y}"

    @property
    def cadena(self) -> str:
        """Name of its chain of facts."""
        return f"caida:{self.id}"
