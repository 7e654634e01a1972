"""State of submissions: what was filed, by whom, and the evidence that they wanted to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from consistorio.nucleo.identificadores import uuid7


class Evidencia(models.Model):
    """Evidence of will and integrity of what was filed (LPACAP 10.1, 10.4, 11.2). Immutable.

    `huella_documento` is the SHA-256 of the exact document; `consentimiento` the words accepted. `clase`: `sesion` (identified
    session, sealed by the town hall), `certificado` (signature made with the person's own certificate) or `presencial`.
    """

    class Clase(models.TextChoices):
        SESION = "sesion", "Sesión identificada"
        CERTIFICADO = "certificado", "Firma con certificado propio"
        PRESENCIAL = "presencial", "Firmada ante personal habilitado"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    documento_id = models.UUIDField()
    huella_documento = models.CharField(max_length=64)
    huella_respuestas = models.CharField(max_length=64)
    consentimiento = models.TextField()
    medio = models.CharField(max_length=40)
    nivel = models.PositiveSmallIntegerField()
    sesion = models.CharField(max_length=64, blank=True)
    firma = models.CharField(max_length=64, blank=True)
    firmante = models.CharField(max_length=300, blank=True)
    momento = models.DateTimeField()

    proposito_datos = "Probar la voluntad de quien presenta y que el documento no ha cambiado (LPACAP art. 10)"
    conservacion_datos = "La del expediente"

    class Meta:
        verbose_name = "evidencia"
        constraints = [
            models.CheckConstraint(
                condition=Q(clase="certificado", firma__gt="") | ~Q(clase="certificado"), name="evidencia_con_firma"
            ),
            models.CheckConstraint(condition=~Q(consentimiento=""), name="evidencia_con_consentimiento"),
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.momento:%d/%m/%Y %H:%M}"


class Solicitud(models.Model):
    """An application as it was filed. Immutable: corrections come as later submissions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.OneToOneField("expedientes.Expediente", on_delete=models.PROTECT, related_name="solicitud")
    formulario = models.ForeignKey(
        "formularios.DefinicionFormulario", on_delete=models.PROTECT, related_name="solicitudes"
    )
    borrador_id = models.UUIDField(null=True, blank=True, unique=True)
    presentador = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="solicitudes")
    datos = models.JSONField()
    huella = models.CharField(max_length=64)
    documento_id = models.UUIDField(unique=True)
    asiento_id = models.UUIDField(unique=True)
    evidencia = models.OneToOneField(Evidencia, on_delete=models.PROTECT, related_name="solicitud")
    canal = models.CharField(max_length=20)
    presentada_el = models.DateTimeField()
    clave_idempotencia = models.CharField(max_length=80, unique=True)
    faltan = models.JSONField(default=list)

    proposito_datos = "Conservar lo que se presentó, tal como se presentó (LPACAP art. 66)"
    conservacion_datos = "La del expediente"

    class Meta:
        verbose_name = "solicitud"

    def __str__(self) -> str:
        return f"{self.presentada_el:%d/%m/%Y %H:%M}"


class Aportacion(models.Model):
    """A later submission that joins an existing case; an appeal, the case opened for it. Immutable."""

    class Clase(models.TextChoices):
        SUBSANACION = "subsanacion", "Corrección de la solicitud"
        ALEGACIONES = "alegaciones", "Alegaciones"
        RECURSO = "recurso", "Recurso administrativo"
        DESISTIMIENTO = "desistimiento", "Desistimiento"
        RENUNCIA = "renuncia", "Renuncia"
        OTRO = "otro", "Otro escrito"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="aportaciones")
    clase = models.CharField(max_length=14, choices=Clase.choices)
    presentador = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="aportaciones")
    texto = models.TextField(blank=True)
    huella = models.CharField(max_length=64)
    documento_id = models.UUIDField(unique=True)
    asiento_id = models.UUIDField(unique=True)
    evidencia = models.OneToOneField(Evidencia, on_delete=models.PROTECT, related_name="aportacion")
    referencia = models.UUIDField(null=True, blank=True)
    canal = models.CharField(max_length=20)
    presentada_el = models.DateTimeField()
    clave_idempotencia = models.CharField(max_length=80, unique=True)

    proposito_datos = "Conservar lo que se presentó después en el expediente (LPACAP arts. 53.1.e, 68, 76, 94 y 123)"
    conservacion_datos = "La del expediente"

    class Meta:
        verbose_name = "aportación"
        indexes = [models.Index(fields=["expediente", "presentada_el"], name="aportacion_expediente")]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.presentada_el:%d/%m/%Y %H:%M}"
