"""Procedural steps with dates and effects of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.tramitacion.motor.models.tareas import Tarea

_ESTADOS_CON_PLAZO = [
    ("emitido", _("Pendiente de notificar")),
    ("notificado", _("Notificado")),
    ("cumplido", _("Contestado")),
    ("desatendido", _("Sin contestar en plazo")),
    ("cerrado", _("Cerrado")),
]


class Requerimiento(models.Model):
    """A request to correct the application (LPACAP 68), to accredit who acts for a party (5.6), or of the documents of what was declared (69.1).

    Its term runs from the notification, never from its making.

    `defectos`: list of `{"codigo", "texto", "requisito"}`. `dias` are hábiles: 10, up to 15 (68.2); for a representation 10 or
    more if the circumstances ask for it (5.6), here up to 30; for documents, the same (73.1). `ampliado`: those given later (32.1). `vence`: its last day.
    """

    class Clase(models.TextChoices):
        SUBSANACION = "subsanacion", _("Corrección de la solicitud")
        REPRESENTACION = "representacion", _("Acreditación de la representación")
        DOCUMENTACION = "documentacion", _("Documentación de lo declarado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="requerimientos")
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="requerimiento")
    clase = models.CharField(max_length=14, choices=Clase.choices, default=Clase.SUBSANACION)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    defectos = models.JSONField()
    dias = models.PositiveSmallIntegerField()
    ampliado = models.PositiveSmallIntegerField(default=0)
    suspende = models.BooleanField()
    estado = models.CharField(max_length=12, choices=_ESTADOS_CON_PLAZO, default="emitido")
    emitido_el = models.DateTimeField()
    notificado_el = models.DateTimeField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    pasos = models.JSONField(default=list)
    cumplido_el = models.DateTimeField(null=True, blank=True)
    cerrado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Pedir la corrección de la solicitud (LPACAP art. 68)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("requerimiento")
        constraints = [
            models.CheckConstraint(
                condition=Q(clase="subsanacion", dias__gte=1, dias__lte=15)
                | Q(clase__in=["representacion", "documentacion"], dias__gte=10, dias__lte=30),
                name="requerimiento_dias",
            ),
            models.CheckConstraint(
                condition=~Q(clase="documentacion") | Q(suspende=False), name="requerimiento_documentacion_no_suspende"
            ),
            models.CheckConstraint(condition=Q(ampliado__lte=F("dias") / 2), name="requerimiento_ampliado"),
            models.CheckConstraint(
                condition=Q(vence=None) | Q(notificado_el__isnull=False), name="requerimiento_corre_desde_notificacion"
            ),
        ]
        indexes = [models.Index(fields=["expediente", "estado"], name="requerimiento_expediente")]

    def __str__(self) -> str:
        return f"{self.emitido_el:%d/%m/%Y}"


class Informe(models.Model):
    """A report asked of a unit (LPACAP 79-80). `suspende` only when it is preceptivo, and for three months at most (22.1.d).

    `vinculante`: the decision may not go against it (80.1). `no_esperado_el`: when the procedure went on without it (80.3, 22.1.d).
    """

    class Sentido(models.TextChoices):
        FAVORABLE = "favorable", _("Favorable")
        CONDICIONADO = "condicionado", _("Favorable con condiciones")
        DESFAVORABLE = "desfavorable", _("Desfavorable")
        SIN_SENTIDO = "sin_sentido", _("Informativo")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="informes")
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="informe")
    asunto = models.CharField(max_length=250)
    preceptivo = models.BooleanField(default=False)
    vinculante = models.BooleanField(default=False)
    suspende = models.BooleanField(default=False)
    precepto = models.CharField(max_length=200)
    pedido_el = models.DateTimeField()
    vence = models.DateField()
    emitido_el = models.DateTimeField(null=True, blank=True)
    no_esperado_el = models.DateTimeField(null=True, blank=True)
    sentido = models.CharField(max_length=12, choices=Sentido.choices, blank=True)
    documento = models.OneToOneField(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    proposito_datos = _("Pedir y recibir los informes del expediente (LPACAP arts. 79 y 80)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("informe")
        constraints = [
            models.CheckConstraint(
                condition=Q(suspende=False) | Q(preceptivo=True), name="informe_suspende_si_preceptivo"
            ),
            models.CheckConstraint(
                condition=Q(emitido_el=None, documento_id=None, sentido="")
                | (Q(emitido_el__isnull=False, documento_id__isnull=False) & ~Q(sentido="")),
                name="informe_emitido_entero",
            ),
            models.CheckConstraint(
                condition=Q(no_esperado_el=None) | Q(emitido_el=None), name="informe_emitido_o_no_esperado"
            ),
        ]
        indexes = [models.Index(fields=["vence", "id"], condition=Q(emitido_el=None), name="informe_por_emitir")]

    def __str__(self) -> str:
        return self.asunto


class TramiteAudiencia(models.Model):
    """Hearing of the parties (LPACAP 82): 10 to 15 hábiles days from its notification.

    `lleva`: what they are heard on, which the hearing carries whole, when it is the proposal (89.2); else it comes before the proposal.
    `terceros`: it is only of those whom what was asked may harm, and the term to decide stands still meanwhile (Ley 19/2013 19.3).
    `ampliado`: hábiles given later, half as many at most (32.1).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="audiencias")
    tarea = models.OneToOneField(Tarea, on_delete=models.PROTECT, related_name="audiencia")
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    lleva = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    dias = models.PositiveSmallIntegerField()
    terceros = models.BooleanField(default=False)
    ampliado = models.PositiveSmallIntegerField(default=0)
    estado = models.CharField(max_length=12, choices=_ESTADOS_CON_PLAZO, default="emitido")
    por_notificar = models.JSONField(default=list, blank=True)
    abierta_el = models.DateTimeField()
    notificado_el = models.DateTimeField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    pasos = models.JSONField(default=list)
    cerrado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Saber a quién falta notificar la audiencia antes de darla por terminada (LPACAP art. 82)")
    conservacion_datos = _("La del expediente")

    class Meta:
        verbose_name = _("trámite de audiencia")
        constraints = [
            models.CheckConstraint(condition=Q(dias__gte=10, dias__lte=15), name="audiencia_dias"),
            models.CheckConstraint(condition=Q(ampliado__lte=F("dias") / 2), name="audiencia_ampliado"),
        ]

    def __str__(self) -> str:
        return f"{self.abierta_el:%d/%m/%Y}"


class Terminacion(models.Model):
    """An end of the procedure other than deciding what was asked (LPACAP 5.6, 68.1, 84, 94, 95). It still needs a decision (21.1)."""

    class Clase(models.TextChoices):
        DESISTIMIENTO = "desistimiento", _("Desistimiento (art. 94)")
        DESISTIDO_POR_LEY = "desistido", _("No corrigió la solicitud en plazo (art. 68.1)")
        RENUNCIA = "renuncia", _("Renuncia (art. 94)")
        CADUCIDAD = "caducidad", _("Caducidad por paralización (art. 95)")
        NO_ACREDITADA = "no_acreditada", _("No se acreditó la representación (art. 5.6)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expediente = models.ForeignKey("expedientes.Expediente", on_delete=models.PROTECT, related_name="terminaciones")
    clase = models.CharField(max_length=16, choices=Clase.choices)
    estado = models.CharField(
        max_length=12,
        choices=[
            ("advertida", _("Advertida")),
            ("pedida", _("Pedida")),
            ("propuesta", _("Propuesta")),
            ("aceptada", _("Aceptada")),
            ("parcial", _("Aceptada para quien desistió: sigue para las demás personas (art. 94.2)")),
            ("descartada", _("Descartada")),
        ],
    )
    referencia = models.UUIDField(null=True, blank=True)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    creada_el = models.DateTimeField()
    advertida_el = models.DateField(null=True, blank=True)
    vence = models.DateField(null=True, blank=True)
    cerrada_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("terminación")
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "clase"], condition=Q(cerrada_el=None), name="terminacion_abierta_unica"
            ),
        ]

    def __str__(self) -> str:
        return self.clase
