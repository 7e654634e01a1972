"""State of the resolutions and their book."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada
from consistorio.plataforma.orden import indice_de_palabras
from consistorio.servicios.resoluciones.colegiados import DE_LIBRO, es_colegiado

PROPOSITO = _("Resolver los procedimientos y llevar el Libro de Resoluciones (LPACAP 88; ROF 200)")
CONSERVACION = _("Permanente (Libro de Resoluciones)")


class Libro(models.Model):
    """The Libro de Resoluciones of a year. Its row is the lock of the numbering: no number is ever skipped or repeated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.SlugField(max_length=30, default="resoluciones")
    anio = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)
    abierto_el = models.DateTimeField()
    cerrado_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("libro de resoluciones")
        constraints = [
            models.UniqueConstraint(fields=["codigo", "anio"], name="libro_resoluciones_unico"),
            models.CheckConstraint(
                condition=Q(cerrado_el=None) | Q(cerrado_el__gte=F("abierto_el")), name="libro_periodo"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(libro)s de %(anio)s") % {"libro": self.nombre, "anio": self.anio}

    @property
    def nombre(self) -> str:
        """What it is called, without its year."""
        de_organo = DE_LIBRO.get(self.codigo)
        return str(de_organo.nombre_del_libro) if de_organo is not None else gettext("Libro de Resoluciones")


@avalada()
class Resolucion(models.Model):
    """A resolution: proposed, numbered and sent to be signed, signed; or annulled by a diligencia that keeps its number.

    Texts are lists of paragraphs, editable until it is sent to be signed. `posteriores`: paragraphs that tell what happened since it was
    proposed (the hearing, the dictamen on it), fixed when it is sent, by the part where each goes. Number, book and official date are given once.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Propuesta en redacción")
        PROPUESTA = "propuesta", _("Propuesta hecha")
        EN_SESION = "en_sesion", _("Para decidir en sesión")
        EN_FIRMA = "en_firma", _("En firma")
        DEVUELTA = "devuelta", _("Devuelta sin firmar")
        FIRMADA = "firmada", _("Firmada")
        ANULADA = "anulada", _("Anulada por diligencia")

    class Sentido(models.TextChoices):
        ESTIMA = "estima", _("Se concede")
        ESTIMA_PARCIAL = "estima_parcial", _("Se concede en parte")
        DENIEGA = "deniega", _("Se deniega")
        INADMITE = "inadmite", _("No se admite")
        DESISTIDA = "desistida", _("Se tiene por desistida")
        RENUNCIA = "renuncia", _("Se acepta la renuncia")
        CADUCADA = "caducada", _("Se declara la caducidad")
        ARCHIVA = "archiva", _("Se archiva")
        IMPOSIBILIDAD = "imposibilidad", _("Se declara que no puede continuar")
        CONFIRMA_SILENCIO = "confirma_silencio", _("Se confirma lo concedido por silencio")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="resoluciones")
    tarea_propuesta_id = models.UUIDField(null=True, blank=True)
    tarea_id = models.UUIDField(null=True, blank=True)
    asunto = models.CharField(max_length=240)
    sentido = models.CharField(max_length=20, choices=Sentido.choices)
    antecedentes = models.JSONField(default=list)
    fundamentos = models.JSONField(default=list)
    decision = models.JSONField(default=list)
    recursos = models.JSONField(default=list)
    advertencias = models.JSONField(default=list)
    posteriores = models.JSONField(default=dict, blank=True)
    fin_de_via = models.BooleanField()
    organo = models.SlugField(max_length=60)
    organo_texto = models.CharField(max_length=200)
    delegacion = models.CharField(max_length=300, blank=True)
    firmante_puesto = models.ForeignKey(
        "organizacion.Puesto", on_delete=models.PROTECT, null=True, blank=True, related_name="resoluciones"
    )
    fe_publica_puesto = models.ForeignKey(
        "organizacion.Puesto", on_delete=models.PROTECT, null=True, blank=True, related_name="resoluciones_con_fe"
    )
    propuesta_por = models.UUIDField()
    propuesta_documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="resolucion_propuesta"
    )
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    libro = models.ForeignKey(Libro, on_delete=models.PROTECT, null=True, blank=True, related_name="resoluciones")
    numero = models.PositiveIntegerField(null=True, blank=True)
    elevada_el = models.DateTimeField(null=True, blank=True)
    elevada_por = models.UUIDField(null=True, blank=True)
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="resolucion"
    )
    vuelta = models.PositiveSmallIntegerField(default=1)
    firmada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("resolución")
        verbose_name_plural = _("resoluciones")
        constraints = [
            models.UniqueConstraint(fields=["libro", "numero"], name="resolucion_numero_unico"),
            models.CheckConstraint(
                condition=Q(estado__in=["borrador", "propuesta", "en_sesion"], numero=None, libro=None, elevada_el=None)
                | (
                    ~Q(estado__in=["borrador", "propuesta", "en_sesion"])
                    & Q(numero__gte=1, libro__isnull=False, elevada_el__isnull=False, firmante_puesto__isnull=False)
                ),
                name="resolucion_numerada_al_elevar",
            ),
            models.CheckConstraint(
                condition=Q(estado="firmada", firmada_el__isnull=False, documento__isnull=False) | ~Q(estado="firmada"),
                name="resolucion_firmada_con_documento",
            ),
        ]
        indexes = [
            models.Index(fields=["expediente", "estado"], name="resolucion_expediente"),
            indice_de_palabras("resolucion_palabras", "asunto"),
        ]

    def __str__(self) -> str:
        return self.numero_completo or self.asunto

    @property
    def numero_completo(self) -> str:
        """`118/2026`, `JGL 12/2026` of who decides in session, or an empty text before it is numbered."""
        if not self.numero or self.libro is None:
            return ""
        organo = DE_LIBRO.get(self.libro.codigo)
        return f"{f'{organo.siglas} ' if organo is not None else ''}{self.numero}/{self.libro.anio}"

    @property
    def todos_los_antecedentes(self) -> list[str]:
        """Those of the proposal and those of what came after it."""
        return [*self.antecedentes, *self.posteriores.get("antecedentes", [])]

    @property
    def todos_los_fundamentos(self) -> list[str]:
        """Those of the proposal and those of what came after it."""
        return [*self.fundamentos, *self.posteriores.get("fundamentos", [])]

    @property
    def en_sesion(self) -> bool:
        """Whether its organ decides in session, and not by decree."""
        return es_colegiado(self.organo)

    @property
    def editable(self) -> bool:
        """Whether its texts may still change."""
        if self.en_sesion and self.numero is not None:
            return False  # adopted: what is certified is what was agreed
        return self.estado in {self.Estado.BORRADOR, self.Estado.PROPUESTA, self.Estado.DEVUELTA}


@avalada()
class AsuntoSesion(models.Model):
    """A proposal, signed by who carries the case, on its way to the session of the organ that decides, and what it decided there.

    One row for each session to which it goes. `propuesta`: the signed proposal; `enmienda`: the decision as it was agreed, when it is not
    the one proposed; `sesion_el`: none of what was withdrawn before any session; `acta_aprobada`: whether the minutes were approved when it was certified (ROF 206).
    """

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de la firma de la propuesta")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")
        LISTO = "listo", _("Listo para la sesión")
        TRATADO = "tratado", _("Tratado en sesión")

    class Resultado(models.TextChoices):
        APROBADO = "aprobado", _("Aprobado")
        ENMENDADO = "enmendado", _("Aprobado con una enmienda")
        RECHAZADO = "rechazado", _("Rechazado")
        SOBRE_LA_MESA = "sobre_la_mesa", _("Dejado sobre la mesa")
        RETIRADO = "retirado", _("Retirado del orden del día")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="asuntos_de_sesion")
    resolucion = models.ForeignKey(Resolucion, on_delete=models.PROTECT, related_name="asuntos")
    propuesta = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, db_index=False, related_name="+")
    tarea_id = models.UUIDField(null=True, blank=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.EN_FIRMA)
    enviado_el = models.DateTimeField()
    resultado = models.CharField(max_length=14, choices=Resultado.choices, blank=True)
    sesion_el = models.DateField(null=True, blank=True)
    sesion_numero = models.CharField(max_length=40, blank=True)
    enmienda = models.JSONField(default=list, blank=True)
    motivo = models.CharField(max_length=1000, blank=True)
    acta_aprobada = models.BooleanField(default=False)
    anotado_por = models.UUIDField(null=True, blank=True)
    anotado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("asunto de una sesión")
        verbose_name_plural = _("asuntos de sesiones")
        constraints = [
            models.UniqueConstraint(
                fields=["resolucion"], condition=Q(estado__in=["en_firma", "listo"]), name="asunto_uno_pendiente"
            ),
            models.CheckConstraint(
                condition=~Q(estado="tratado")
                | Q(anotado_el__isnull=False, anotado_por__isnull=False)
                & ~Q(resultado="")
                & (
                    Q(sesion_el__isnull=False) & ~Q(sesion_numero="")
                    | Q(resultado="retirado", sesion_el=None, sesion_numero="")
                ),
                name="asunto_tratado_entero",
            ),
            models.CheckConstraint(
                condition=~Q(resultado__in=["rechazado", "sobre_la_mesa", "retirado"]) | ~Q(motivo=""),
                name="asunto_no_aprobado_con_motivo",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(estado="listo"), name="asunto_listo")]

    def __str__(self) -> str:
        return f"{self.estado} {self.resultado}".strip()


@avalada(fija=True)
class DevolucionFirma(models.Model):
    """A signatory sent it back. Immutable; the number is kept (ROF 199.4)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resolucion = models.ForeignKey(Resolucion, on_delete=models.PROTECT, related_name="devoluciones")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    momento = models.DateTimeField()
    motivo = models.CharField(max_length=600)
    devuelta_por = models.UUIDField()

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("devolución")

    def __str__(self) -> str:
        return f"{self.momento:%d/%m/%Y %H:%M}"


@avalada()
class Diligencia(models.Model):
    """A diligencia of the book: opening, closing, the annulment of a number, that a signed resolution was declared null, that this declaration
    stands no more, or that a resolution has no effect because its procedure had lapsed. Immutable except for its document."""

    class Clase(models.TextChoices):
        APERTURA = "apertura", _("Apertura")
        CIERRE = "cierre", _("Cierre")
        ANULACION = "anulacion", _("Anulación de un número")
        NULIDAD = "nulidad", _("Nulidad de una resolución")
        SIN_EFECTO = "sin_efecto", _("Nulidad que queda sin efecto")
        CADUCADA = "caducada", _("Resolución sin efecto por caducidad")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    libro = models.ForeignKey(Libro, on_delete=models.PROTECT, related_name="diligencias")
    clase = models.CharField(max_length=10, choices=Clase.choices)
    resolucion = models.ForeignKey(
        Resolucion, on_delete=models.PROTECT, null=True, blank=True, related_name="diligencias"
    )
    texto = models.TextField()
    momento = models.DateTimeField()
    extendida_por = models.UUIDField()
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="diligencia_libro"
    )

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("diligencia")
        constraints = [
            models.UniqueConstraint(
                fields=["libro", "clase"],
                condition=Q(clase__in=["apertura", "cierre"]),
                name="diligencia_una_por_libro",
            ),
            models.UniqueConstraint(
                fields=["resolucion"], condition=Q(clase="anulacion"), name="diligencia_anula_una_vez"
            ),
            models.CheckConstraint(
                condition=Q(clase__in=["anulacion", "nulidad", "sin_efecto", "caducada"], resolucion__isnull=False)
                | (Q(clase__in=["apertura", "cierre"], resolucion=None)),
                name="diligencia_anula_una_resolucion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} · {self.libro}"


@avalada()
class Certificado(models.Model):
    """A certificate of what the book holds: issued by the secretario with the V.º B.º of the alcalde (ROF 204-205)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    resolucion = models.ForeignKey(Resolucion, on_delete=models.PROTECT, related_name="certificados")
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, related_name="certificado_resolucion"
    )
    finalidad = models.CharField(max_length=300)
    pedido_el = models.DateTimeField()
    pedido_por = models.UUIDField()
    firmado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("certificado")

    def __str__(self) -> str:
        return gettext("Certificado de %(que)s") % {"que": self.resolucion}


@avalada()
class Revision(models.Model):
    """The act that a case reviews of office (LPACAP 106-107), with the case where it was decided.

    `resolucion` is None when what is reviewed was granted by silence. `causa`: the letter of 47.1, of a nullity. `suspendida_el`, `suspension`: when its
    execution was suspended and by which document (108); whether it stands still, and until when, `motor.EjecucionSuspendida` says. `resultado`: whether it was declared, once the case that reviews it is decided, by `declaracion`.
    """

    class Clase(models.TextChoices):
        NULIDAD = "nulidad", _("Nulidad de pleno derecho (art. 106)")
        LESIVIDAD = "lesividad", _("Lesividad para el interés público (art. 107)")

    class Resultado(models.TextChoices):
        DECLARADA = "declarada", _("Declarada")
        NO_DECLARADA = "no_declarada", _("No declarada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.OneToOneField("expedientes.Expediente", on_delete=models.PROTECT, related_name="revision")
    original = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="revisiones")
    resolucion = models.ForeignKey(
        Resolucion, on_delete=models.PROTECT, null=True, blank=True, related_name="revisiones"
    )
    clase = models.CharField(max_length=10, choices=Clase.choices)
    causa = models.CharField(max_length=1, blank=True)
    motivo = models.CharField(max_length=1000)
    dictado_el = models.DateField()
    senalada_el = models.DateTimeField()
    senalada_por = models.UUIDField()
    suspendida_el = models.DateTimeField(null=True, blank=True)
    suspension = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    resultado = models.CharField(max_length=12, choices=Resultado.choices, blank=True)
    declaracion = models.OneToOneField(
        Resolucion, on_delete=models.PROTECT, null=True, blank=True, related_name="declara"
    )

    proposito_datos = PROPOSITO
    conservacion_datos = CONSERVACION

    class Meta:
        verbose_name = _("revisión de un acto")
        verbose_name_plural = _("revisiones de actos")
        constraints = [
            models.CheckConstraint(
                condition=Q(clase="nulidad", causa__in=list("abcdefg")) | Q(clase="lesividad", causa=""),
                name="revision_con_su_causa",
            ),
            models.CheckConstraint(
                condition=Q(resultado="", declaracion=None) | (~Q(resultado="") & Q(declaracion__isnull=False)),
                name="revision_decidida_entera",
            ),
            models.CheckConstraint(condition=~Q(expediente=models.F("original")), name="revision_de_otro"),
        ]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} · {self.original}"
