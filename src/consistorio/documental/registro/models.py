"""State of the registry. What is written is not changed: annulment, re-routing and corrections are rows of their own."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.documental.registro.tipos import (
    CANALES,
    Canal,
    CanalNotificacion,
    DocumentacionFisica,
    LibroCodigo,
    Transporte,
)
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

LIBROS = [(LibroCodigo.ENTRADA.value, _("Entrada")), (LibroCodigo.SALIDA.value, _("Salida"))]


class Libro(models.Model):
    """The head of a book: its row is the lock under which numbers and official times are given."""

    codigo = models.CharField(max_length=1, primary_key=True, choices=LIBROS)
    anio = models.PositiveSmallIntegerField(default=0)
    ultimo = models.PositiveIntegerField(default=0)
    ultima_hora = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("libro de registro")
        verbose_name_plural = _("libros de registro")

    def __str__(self) -> str:
        return f"{self.get_codigo_display()} {self.anio}"


@avalada(fija=True)
class Asiento(models.Model):
    """One entry of a book (LPACAP 16.3). Immutable.

    `registrado_el`: official time, taken with the number under the book's lock. `presentado_el`: when it was filed (on paper
    during an outage or at another registry, another time). `efectivo_el`: when it counts as filed for the party's deadlines
    (31.2.b). `practicado_el`: when the row was written, later than `registrado_el` only for a number reserved beforehand.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    libro = models.ForeignKey(Libro, on_delete=models.PROTECT, related_name="asientos")
    anio = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    numero_completo = models.CharField(max_length=20, unique=True)
    registrado_el = models.DateTimeField()
    presentado_el = models.DateTimeField()
    efectivo_el = models.DateTimeField()
    practicado_el = models.DateTimeField()
    calendario = models.CharField(max_length=300, blank=True)

    epigrafe = models.CharField(max_length=120, blank=True)
    asunto = models.CharField(max_length=240)
    extracto = models.TextField(blank=True)
    idioma = models.CharField(max_length=5, default="es")
    codigo_asunto = models.CharField(max_length=16, blank=True)
    referencia_externa = models.CharField(max_length=16, blank=True)
    numero_expediente = models.CharField(max_length=80, blank=True)
    codigo_sia = models.CharField(max_length=80, blank=True)
    canal = models.CharField(max_length=16, choices=[(c.value, rotulo) for c, rotulo in CANALES.items()])
    documentacion_fisica = models.CharField(
        max_length=1, choices=[(d.value, d.name) for d in DocumentacionFisica], default="3"
    )
    transporte = models.CharField(max_length=2, choices=[(t.value, t.name) for t in Transporte], blank=True)
    numero_transporte = models.CharField(max_length=40, blank=True)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="asientos")
    unidad_dir3 = models.CharField(max_length=9)
    unidad_nombre = models.CharField(max_length=160)
    oficina = models.CharField(max_length=120, blank=True)
    entidad_origen = models.CharField(max_length=21, blank=True)
    nombre_origen = models.CharField(max_length=120, blank=True)
    numero_origen = models.CharField(max_length=20, blank=True)
    fecha_origen = models.DateTimeField(null=True, blank=True)
    presentado_por = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="asientos_presentados"
    )
    expone = models.TextField(blank=True)
    solicita = models.TextField(blank=True)
    observaciones = models.TextField(blank=True)
    avisos = models.JSONField(default=list)
    registrado_por = models.UUIDField()
    clave_idempotencia = models.CharField(max_length=120, unique=True)
    huella = models.CharField(max_length=64)
    busqueda = models.TextField(blank=True)

    proposito_datos = _("Dejar constancia de lo que se presenta y se envía y dar recibo de ello (LPACAP art. 16)")
    conservacion_datos = _(
        "Permanente: los libros de registro no se destruyen; los datos de las partes, lo que diga su serie"
    )

    class Meta:
        verbose_name = _("asiento")
        constraints = [
            models.UniqueConstraint(fields=["libro", "anio", "numero"], name="asiento_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="asiento_numero_desde_1"),
            models.CheckConstraint(condition=Q(presentado_el__lte=F("practicado_el")), name="asiento_presentado_antes"),
            models.CheckConstraint(condition=Q(efectivo_el__gte=F("presentado_el")), name="asiento_efectivo_despues"),
            models.CheckConstraint(
                condition=Q(registrado_el__lte=F("practicado_el")), name="asiento_practicado_despues"
            ),
            models.CheckConstraint(condition=~Q(asunto=""), name="asiento_con_asunto"),
            models.CheckConstraint(condition=~Q(clave_idempotencia=""), name="asiento_con_clave"),
            models.CheckConstraint(condition=Q(canal__in=[c.value for c in Canal]), name="asiento_canal"),
        ]
        indexes = [
            models.Index(fields=["unidad", "-registrado_el", "-id"], name="asiento_unidad_fecha"),
            models.Index(fields=["-registrado_el", "-id"], name="asiento_fecha"),
            models.Index(fields=["numero_expediente"], name="asiento_expediente", condition=~Q(numero_expediente="")),
            GinIndex(OpClass("busqueda", name="gin_trgm_ops"), name="asiento_busqueda_trgm"),
        ]

    def __str__(self) -> str:
        return self.numero_completo


@avalada(fija=True)
class InteresadoAsiento(models.Model):
    """A party of an entry as it stood then: the person, and a copy of name and number that later changes do not touch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asiento = models.ForeignKey(Asiento, on_delete=models.PROTECT, related_name="interesados")
    orden = models.PositiveSmallIntegerField()
    persona = models.ForeignKey("identidad.Persona", on_delete=models.PROTECT, related_name="asientos")
    nif = models.CharField(max_length=40)
    nombre = models.CharField(max_length=250)
    representante = models.ForeignKey(
        "identidad.Persona", on_delete=models.PROTECT, null=True, blank=True, related_name="asientos_como_representante"
    )
    representante_nif = models.CharField(max_length=40, blank=True)
    representante_nombre = models.CharField(max_length=250, blank=True)
    canal_notificacion = models.CharField(
        max_length=12, choices=[(c.value, c.name) for c in CanalNotificacion], blank=True
    )
    domicilio = models.JSONField(default=dict, blank=True)

    proposito_datos = _("Identificar a la persona interesada en el asiento y a quien la representa (LPACAP art. 16.3)")
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("persona interesada en un asiento")
        constraints = [models.UniqueConstraint(fields=["asiento", "orden"], name="interesado_orden")]

    def __str__(self) -> str:
        return self.nombre


@avalada(fija=True)
class DocumentoAsiento(models.Model):
    """A document of an entry, with the fingerprint and size that the receipt attests (LPACAP 16.3)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asiento = models.ForeignKey(Asiento, on_delete=models.PROTECT, related_name="documentos")
    orden = models.PositiveSmallIntegerField()
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="asientos")
    principal = models.BooleanField(default=False)
    nombre = models.CharField(max_length=255)
    titulo = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    tamano = models.BigIntegerField()
    tipo_mime = models.CharField(max_length=120)
    validez = models.CharField(max_length=4)
    tipo_documental = models.CharField(max_length=4)
    csv = models.CharField(max_length=60, blank=True)
    observaciones = models.CharField(max_length=160, blank=True)

    proposito_datos = _(
        "Acreditar qué ficheros se presentaron; su nombre puede llevar datos personales (LPACAP art. 16.3)"
    )
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("documento de un asiento")
        constraints = [
            models.UniqueConstraint(fields=["asiento", "orden"], name="documento_asiento_orden"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documento_asiento_sha256"),
            models.CheckConstraint(condition=Q(tamano__gte=0), name="documento_asiento_tamano"),
        ]

    def __str__(self) -> str:
        return self.nombre


@avalada(fija=True)
class AnulacionAsiento(models.Model):
    """The mark that annuls an entry, with its reason. The entry and its number stay (no gaps)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asiento = models.OneToOneField(Asiento, on_delete=models.PROTECT, related_name="anulacion")
    motivo = models.CharField(max_length=500)
    anulado_el = models.DateTimeField()
    anulado_por = models.UUIDField()

    proposito_datos = _("Dejar constancia de quién anula un asiento y por qué (LPACAP arts. 16.2 y 109.2)")
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("anulación de asiento")
        verbose_name_plural = _("anulaciones de asientos")
        constraints = [models.CheckConstraint(condition=~Q(motivo=""), name="anulacion_con_motivo")]

    def __str__(self) -> str:
        return self.motivo


@avalada(fija=True)
class RedireccionAsiento(models.Model):
    """A misfiled entry sent to another unit. The last one says where the entry is; all of them are its history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asiento = models.ForeignKey(Asiento, on_delete=models.PROTECT, related_name="redirecciones")
    orden = models.PositiveSmallIntegerField()
    de_unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+")
    a_unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="asientos_recibidos")
    motivo = models.CharField(max_length=500)
    redirigido_el = models.DateTimeField()
    redirigido_por = models.UUIDField()

    proposito_datos = _("Saber quién envió el asiento a otra unidad y por qué (LRJSP art. 14.1)")
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("redirección de asiento")
        verbose_name_plural = _("redirecciones de asientos")
        constraints = [
            models.UniqueConstraint(fields=["asiento", "orden"], name="redireccion_orden"),
            models.CheckConstraint(condition=~Q(de_unidad=F("a_unidad")), name="redireccion_a_otra"),
            models.CheckConstraint(condition=~Q(motivo=""), name="redireccion_con_motivo"),
        ]

    def __str__(self) -> str:
        return self.motivo


@avalada(fija=True)
class RectificacionAsiento(models.Model):
    """The correction of one field of an entry: before, after and why. The entry itself keeps what was written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asiento = models.ForeignKey(Asiento, on_delete=models.PROTECT, related_name="rectificaciones")
    campo = models.CharField(max_length=40)
    antes = models.TextField(blank=True)
    despues = models.TextField(blank=True)
    motivo = models.CharField(max_length=500)
    rectificado_el = models.DateTimeField()
    rectificado_por = models.UUIDField()

    proposito_datos = _("Corregir errores del asiento dejando constancia de lo que decía (LPACAP art. 109.2)")
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("rectificación de asiento")
        verbose_name_plural = _("rectificaciones de asientos")
        constraints = [
            models.CheckConstraint(condition=~Q(motivo=""), name="rectificacion_con_motivo"),
            models.CheckConstraint(condition=~Q(antes=F("despues")), name="rectificacion_cambia"),
        ]

    def __str__(self) -> str:
        return f"{self.campo}: {self.motivo}"


@avalada(fija=True)
class ReservaNumeros(models.Model):
    """A run of numbers taken beforehand for entries on paper while the system is down. Each is used by an entry or annulled."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    libro = models.ForeignKey(Libro, on_delete=models.PROTECT, related_name="reservas")
    anio = models.PositiveSmallIntegerField()
    primero = models.PositiveIntegerField()
    ultimo = models.PositiveIntegerField()
    motivo = models.CharField(max_length=500)
    reservado_el = models.DateTimeField()
    reservado_por = models.UUIDField()

    proposito_datos = _("Dejar constancia de quién reservó números del libro y por qué (RD 203/2021 art. 60)")
    conservacion_datos = _("Permanente, como el libro")

    class Meta:
        verbose_name = _("reserva de números")
        verbose_name_plural = _("reservas de números")
        constraints = [
            models.CheckConstraint(condition=Q(ultimo__gte=F("primero")), name="reserva_en_orden"),
            models.CheckConstraint(condition=~Q(motivo=""), name="reserva_con_motivo"),
            models.UniqueConstraint(fields=["libro", "anio", "primero"], name="reserva_unica"),
        ]

    def __str__(self) -> str:
        return f"{self.libro_id} {self.anio}: {self.primero}-{self.ultimo}"


class Justificante(models.Model):
    """The receipt of an entry: where its making stands, and the document when there is one. `incidencia`: why it could not be made."""

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        SIN_SELLAR = "sin_sellar", _("Emitido, pendiente de sello")
        SELLADO = "sellado", _("Emitido y sellado")

    asiento = models.OneToOneField(Asiento, on_delete=models.PROTECT, related_name="justificante", primary_key=True)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.PENDIENTE)
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="justificante_de"
    )
    emitido_el = models.DateTimeField(null=True, blank=True)
    sellado_el = models.DateTimeField(null=True, blank=True)
    incidencia = models.CharField(max_length=300, blank=True, db_default="")

    proposito_datos = _("Dar recibo de lo presentado a quien lo presentó (LPACAP art. 16.3)")
    conservacion_datos = _("La del asiento")

    class Meta:
        verbose_name = _("justificante")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="pendiente", documento_id=None)
                | (~Q(estado="pendiente") & Q(documento_id__isnull=False)),
                name="justificante_con_documento",
            )
        ]
        indexes = [models.Index(fields=["asiento"], condition=Q(documento=None), name="justificante_por_hacer")]

    def __str__(self) -> str:
        return self.get_estado_display()


class EdicionLibro(models.Model):
    """A printed book: the entries of a range of dates between its opening and closing diligencias, in one sealed PDF."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    libro = models.ForeignKey(Libro, on_delete=models.PROTECT, related_name="ediciones")
    desde = models.DateField()
    hasta = models.DateField()
    pedida_el = models.DateTimeField()
    pedida_por = models.UUIDField()
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="edicion_de_libro"
    )
    asientos = models.PositiveIntegerField(null=True, blank=True)
    sellada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Saber quién pidió cada edición impresa del libro, que lleva los datos de sus asientos (LPACAP art. 16.2)"
    )
    conservacion_datos = _("Permanente, como el libro")

    class Meta:
        verbose_name = _("edición del libro")
        verbose_name_plural = _("ediciones del libro")
        constraints = [models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="edicion_periodo")]

    def __str__(self) -> str:
        return f"{self.libro_id} {self.desde:%d/%m/%Y}-{self.hasta:%d/%m/%Y}"
