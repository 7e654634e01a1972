"""State of submissions: what was filed, by whom, and the evidence that they wanted to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(fija=True)
class Evidencia(models.Model):
    """Evidence of will and integrity of what was filed (LPACAP 10.1, 10.4, 11.2). Immutable.

    `huella_documento` is the SHA-256 of the exact document; `consentimiento` the words accepted. `clase`: `sesion` (identified
    session, also by certificate, whose `medio` and level it keeps; sealed by the town hall) or `documentos` (the signature is in what
    was brought to the counter or sent: by hand on paper, or to another registry).
    """

    class Clase(models.TextChoices):
        SESION = "sesion", _("Sesión identificada")
        DOCUMENTOS = "documentos", _("Firma en los documentos presentados")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="+")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    huella_documento = models.CharField(max_length=64)
    huella_respuestas = models.CharField(max_length=64)
    consentimiento = models.TextField()
    medio = models.CharField(max_length=40)
    nivel = models.PositiveSmallIntegerField()
    sesion = models.CharField(max_length=64, blank=True)
    momento = models.DateTimeField()

    proposito_datos = _("Probar la voluntad de quien presenta y que el documento no ha cambiado (LPACAP art. 10)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("evidencia")
        constraints = [
            models.CheckConstraint(condition=Q(clase__in=["sesion", "documentos"]), name="evidencia_clase"),
            models.CheckConstraint(condition=~Q(consentimiento=""), name="evidencia_con_consentimiento"),
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.momento:%d/%m/%Y %H:%M}"


@avalada(fija=True)
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
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    asiento = models.OneToOneField("registro.Asiento", on_delete=models.PROTECT, related_name="+")
    evidencia = models.OneToOneField(Evidencia, on_delete=models.PROTECT, related_name="solicitud")
    canal = models.CharField(max_length=20)
    presentada_el = models.DateTimeField()
    clave_idempotencia = models.CharField(max_length=80, unique=True)
    faltan = models.JSONField(default=list)

    proposito_datos = _("Conservar lo que se presentó, tal como se presentó (LPACAP art. 66)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("solicitud")

    def __str__(self) -> str:
        return f"{self.presentada_el:%d/%m/%Y %H:%M}"


@avalada(fija=True)
class Aportacion(models.Model):
    """A later submission that joins an existing case; an appeal, the case opened for it. Immutable."""

    class Clase(models.TextChoices):
        SUBSANACION = "subsanacion", _("Corrección de la solicitud")
        ALEGACIONES = "alegaciones", _("Alegaciones")
        RECURSO = "recurso", _("Recurso administrativo")
        DESISTIMIENTO = "desistimiento", _("Desistimiento")
        RENUNCIA = "renuncia", _("Renuncia")
        AMPLIACION = "ampliacion", _("Petición de más plazo")
        PRUEBA = "prueba", _("Proposición de prueba")
        RECUSACION = "recusacion", _("Recusación")
        INFORMACION = "informacion", _("Alegaciones en información pública")
        CERTIFICADO = "certificado", _("Petición del certificado de silencio")
        OTRO = "otro", _("Otro escrito")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="aportaciones")
    clase = models.CharField(max_length=14, choices=Clase.choices)
    presentador = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="aportaciones")
    texto = models.TextField(blank=True)
    huella = models.CharField(max_length=64)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    asiento = models.OneToOneField("registro.Asiento", on_delete=models.PROTECT, related_name="+")
    evidencia = models.OneToOneField(Evidencia, on_delete=models.PROTECT, related_name="aportacion")
    referencia = models.UUIDField(null=True, blank=True)
    canal = models.CharField(max_length=20)
    presentada_el = models.DateTimeField()
    clave_idempotencia = models.CharField(max_length=80, unique=True)

    proposito_datos = _("Conservar lo que se presentó después en el expediente (LPACAP arts. 53.1.e, 68, 76, 94 y 123)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("aportación")
        indexes = [models.Index(fields=["expediente", "presentada_el"], name="aportacion_expediente")]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.presentada_el:%d/%m/%Y %H:%M}"


class Reparto(models.Model):
    """What became of an entry of the registry: it waits in the inbox of a unit until it is in a case (LPACAP 16.5, 71.1).

    Made by the fact of the entry, moved by its re-routings, ended by the case that takes it, by its annulment or by the fact that it is attended outside
    of any case: no entry is without its row, so none is lost.
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Sin repartir")
        ABIERTO = "abierto", _("Expediente abierto")
        UNIDO = "unido", _("Unido a un expediente")
        ANULADO = "anulado", _("Asiento anulado")
        ATENDIDO = "atendido", _("Se atiende en su propia lista")

    asiento = models.OneToOneField(
        "registro.Asiento", on_delete=models.PROTECT, primary_key=True, related_name="reparto"
    )
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="repartos")
    llegada = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.PENDIENTE)
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="repartos"
    )
    repartido_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reparto de un asiento")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=("abierto", "unido"), expediente__isnull=False)
                | Q(estado__in=("pendiente", "anulado", "atendido"), expediente=None),
                name="reparto_con_expediente",
            ),
            models.CheckConstraint(
                condition=Q(estado="pendiente", repartido_el=None)
                | (~Q(estado="pendiente") & Q(repartido_el__isnull=False)),
                name="reparto_con_fecha",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unidad", "-llegada", "-asiento"], condition=Q(estado="pendiente"), name="reparto_pendiente"
            ),
            models.Index(fields=["unidad", "-llegada", "-asiento"], name="reparto_unidad"),
        ]

    def __str__(self) -> str:
        return self.get_estado_display()


@avalada(fija=True)
class InicioDeOficio(models.Model):
    """The agreement that began a case of office: by which organ, in which way and why (LPACAP 58-62). Immutable."""

    class Forma(models.TextChoices):
        PROPIA = "propia", _("Por propia iniciativa (art. 59)")
        ORDEN = "orden", _("Por orden de un órgano superior (art. 60)")
        PETICION = "peticion", _("Por petición razonada de otro órgano (art. 61)")
        DENUNCIA = "denuncia", _("Por denuncia (art. 62)")

    expediente = models.OneToOneField(
        "expedientes.Expediente", on_delete=models.PROTECT, primary_key=True, related_name="inicio_de_oficio"
    )
    forma = models.CharField(max_length=10, choices=Forma.choices)
    organo = models.CharField(max_length=160)
    motivo = models.TextField()
    acordado_el = models.DateField()
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    anotado_el = models.DateTimeField()

    proposito_datos = _("Dejar constancia de por qué se inició el procedimiento y quién lo acordó (LPACAP art. 58)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("inicio de oficio")
        constraints = [
            models.CheckConstraint(condition=~Q(motivo="") & ~Q(organo=""), name="inicio_de_oficio_motivado"),
        ]

    def __str__(self) -> str:
        return self.get_forma_display()


@avalada(fija=True)
class Transcripcion(models.Model):
    """The answers of an application that came on paper, as somebody of the unit read them in it (LPACAP 66.1). Immutable.

    The application keeps what was filed; each correction is a new version, and the last one is the case's answers. `parcial`: the
    paper does not answer everything that the form asks. `quien` is the name and post as they were then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="transcripciones")
    numero = models.PositiveIntegerField()
    formulario = models.ForeignKey("formularios.DefinicionFormulario", on_delete=models.PROTECT, related_name="+")
    datos = models.JSONField()
    huella = models.CharField(max_length=64)
    parcial = models.BooleanField(default=False)
    transcrita_por = models.UUIDField()
    quien = models.CharField(max_length=250)
    transcrita_el = models.DateTimeField()

    proposito_datos = _(
        "Tramitar con los datos de lo que se presentó en papel, y saber quién los pasó (LPACAP arts. 16.5 y 66)"
    )
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("transcripción de una solicitud en papel")
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="transcripcion_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="transcripcion_desde_1"),
            models.CheckConstraint(condition=~Q(quien=""), name="transcripcion_con_quien"),
        ]

    def __str__(self) -> str:
        return f"{self.numero}, {self.transcrita_el:%d/%m/%Y %H:%M}"
