"""State of the councillors' requests of information."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada


@avalada(salvo=("enterado_concejal_el", "enterado_organo_el"))
class PeticionDeInformacion(models.Model):
    """What a councillor asks to see. `anio`, `codigo`: of a budget, as its codes are written with points ("": all of it; two parts are programme and economic, three begin with the organic); `vence_el`: last day to refuse. Once it is
    granted, `forma` says how, and `con_personas` whether the data of natural persons are shown, and why. `enterado_*`: when each knew the outcome."""

    class Clase(models.TextChoices):
        PRESUPUESTO = "presupuesto", _("La ejecución de un presupuesto, o de parte de él")
        EXPEDIENTE = "expediente", _("Un expediente")
        OTRA = "otra", _("Otros antecedentes, datos o informaciones")

    class Forma(models.TextChoices):
        VISTA = "vista", _("Consulta")
        COPIA = "copia", _("Copia")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Sin resolver")
        CONCEDIDA = "concedida", _("Concedida")
        DENEGADA = "denegada", _("Denegada")
        SILENCIO = "silencio", _("Concedida por silencio")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    concejal = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    cargo = models.CharField(max_length=160)
    clase = models.CharField(max_length=11, choices=Clase.choices)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expediente = models.ForeignKey(
        "expedientes.Expediente", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    anio = models.PositiveSmallIntegerField(null=True, blank=True)
    codigo = models.CharField(max_length=40, blank=True)
    que = models.TextField()
    para_que = models.TextField(blank=True)
    forma_pedida = models.CharField(max_length=5, choices=Forma.choices)
    asiento = models.OneToOneField("registro.Asiento", on_delete=models.PROTECT, related_name="+")
    presentada_el = models.DateTimeField()
    vence_el = models.DateField()
    estado = models.CharField(max_length=9, choices=Estado.choices, default=Estado.PENDIENTE)
    resuelta_el = models.DateTimeField(null=True, blank=True)
    forma = models.CharField(max_length=5, choices=Forma.choices, blank=True)
    con_personas = models.BooleanField(default=False)
    por_que_personas = models.TextField(blank=True)
    enterado_concejal_el = models.DateTimeField(null=True, blank=True)
    enterado_organo_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Atender el derecho de los miembros de la Corporación a la información (LBRL art. 77)")
    conservacion_datos = _("La de los expedientes de los órganos de gobierno")

    class Meta:
        verbose_name = _("petición de información")
        verbose_name_plural = _("peticiones de información")
        constraints = [
            models.CheckConstraint(
                condition=Q(estado="pendiente", resuelta_el=None, forma="")
                | Q(estado="denegada", resuelta_el__isnull=False, forma="")
                | Q(estado__in=["concedida", "silencio"], resuelta_el__isnull=False) & ~Q(forma=""),
                name="peticion_resuelta",
            ),
            models.CheckConstraint(
                condition=Q(clase="expediente", expediente__isnull=False, anio=None)
                | Q(clase="presupuesto", anio__isnull=False, expediente=None)
                | Q(clase="otra", expediente=None, anio=None),
                name="peticion_de_que",
            ),
            models.CheckConstraint(
                condition=Q(con_personas=False) | Q(estado="concedida") & ~Q(por_que_personas=""),
                name="peticion_personas_con_motivo",
            ),
            models.CheckConstraint(condition=~Q(que=""), name="peticion_de_informacion_dice_que"),
        ]
        indexes = [
            models.Index(fields=["concejal", "-id"], name="peticion_de_concejal"),
            models.Index(fields=["vence_el"], condition=Q(estado="pendiente"), name="peticion_pendiente"),
        ]

    def __str__(self) -> str:
        return self.asiento.numero_completo

    @property
    def se_ve(self) -> bool:
        """Whether it was granted, by an act or by silence."""
        return self.estado in (self.Estado.CONCEDIDA, self.Estado.SILENCIO)


@avalada()
class EscritoDePeticion(models.Model):
    """What is signed about a request. `datos`: what a decision does once it is signed; a refusal signed after its term has no effect."""

    class Clase(models.TextChoices):
        CONCESION = "concesion", _("Concesión de la información")
        DENEGACION = "denegacion", _("Denegación de la información")
        CERTIFICADO = "certificado", _("Certificado del silencio")

    class Estado(models.TextChoices):
        EN_FIRMA = "en_firma", _("Pendiente de firma")
        FIRMADO = "firmado", _("Firmado")
        DEVUELTO = "devuelto", _("Devuelto sin firmar")
        RETIRADO = "retirado", _("Retirado: el plazo pasó sin firmarse")
        SIN_EFECTO = "sin_efecto", _("Firmado fuera de plazo: sin efecto")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peticion = models.ForeignKey(PeticionDeInformacion, on_delete=models.PROTECT, related_name="escritos")
    clase = models.CharField(max_length=11, choices=Clase.choices)
    organo = models.SlugField(max_length=60)
    documento = models.OneToOneField("documentos.Documento", on_delete=models.PROTECT, related_name="+")
    datos = models.JSONField(default=dict)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.EN_FIRMA)
    escrito_el = models.DateTimeField()
    escrito_por = models.UUIDField()
    terminado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Dejar escrito y firmado lo que se resuelve sobre lo que pide un concejal (LBRL art. 77)")
    conservacion_datos = _("La de los expedientes de los órganos de gobierno")

    class Meta:
        verbose_name = _("escrito sobre una petición")
        verbose_name_plural = _("escritos sobre peticiones")
        constraints = [
            models.UniqueConstraint(
                fields=["peticion"],
                condition=Q(estado="en_firma") & ~Q(clase="certificado"),
                name="decision_una_por_firmar",
            ),
            models.UniqueConstraint(
                fields=["peticion"],
                condition=Q(estado="en_firma", clase="certificado"),
                name="certificado_uno_por_firmar",
            ),
            models.CheckConstraint(
                condition=Q(estado="en_firma", terminado_el=None)
                | ~Q(estado="en_firma") & Q(terminado_el__isnull=False),
                name="escrito_de_peticion_terminado",
            ),
        ]

    def __str__(self) -> str:
        return self.clase


@avalada(fija=True)
class DocumentoConcedido(models.Model):
    """A document that is given with what was granted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    peticion = models.ForeignKey(PeticionDeInformacion, on_delete=models.PROTECT, related_name="documentos")
    documento = models.ForeignKey("documentos.Documento", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("documento concedido")
        constraints = [models.UniqueConstraint(fields=["peticion", "documento"], name="documento_concedido_una_vez")]

    def __str__(self) -> str:
        return str(self.id)


@avalada()
class AmbitoDeUnidad(models.Model):
    """Which part of the budget a unit manages, by how its codes begin (`920`, `920.22`, `01.920.`: organic, only with three parts): what who has the delegation of the unit sees without asking. `norma`: who
    said so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unidad = models.ForeignKey("organizacion.Unidad", on_delete=models.PROTECT, related_name="+")
    codigo = models.CharField(max_length=40)
    norma = models.CharField(max_length=200)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    anotado_por = models.UUIDField()

    proposito_datos = _("Saber qué parte del presupuesto gestiona cada área, y quién lo anotó (ROF art. 15.a)")
    conservacion_datos = _("Permanente (organización del Ayuntamiento)")

    class Meta:
        verbose_name = _("presupuesto de un área")
        verbose_name_plural = _("presupuestos de las áreas")
        constraints = [
            models.UniqueConstraint(
                fields=["unidad", "codigo"], condition=Q(hasta=None), name="ambito_de_unidad_una_vez"
            ),
            models.CheckConstraint(condition=Q(hasta=None) | Q(hasta__gte=F("desde")), name="ambito_de_unidad_periodo"),
            models.CheckConstraint(condition=~Q(codigo="") & ~Q(norma=""), name="ambito_de_unidad_entero"),
        ]

    def __str__(self) -> str:
        return self.codigo
