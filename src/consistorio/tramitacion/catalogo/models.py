"""State of the catalogue."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.recordado import Recordado
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tipos import Definicion

_LEIDAS: Recordado[Definicion] = Recordado()


class Modelo(models.Model):
    """One version of the standard model or of an area's model: what it says never changes, and its state only goes forward.

    In force is the published one of its code. Whoever sent an area's model to trial does not publish it; what the installation loads is in
    force at once, and of nobody.
    """

    class Clase(models.TextChoices):
        MODELO = "modelo", _("Modelo estándar")
        AREA = "area", _("Modelo de área")

    class Estado(models.TextChoices):
        ENSAYO = "ensayo", _("En ensayo")
        PUBLICADO = "publicado", _("En vigor")
        RETIRADO = "retirado", _("Sustituido")
        DESCARTADO = "descartado", _("Descartado")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clase = models.CharField(max_length=8, choices=Clase.choices)
    codigo = models.CharField(max_length=60)
    numero = models.PositiveIntegerField()
    nombre = models.CharField(max_length=200)
    definicion = models.JSONField()
    huella = models.CharField(max_length=64)
    cargado_el = models.DateTimeField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ENSAYO)
    cargado_por = models.UUIDField(null=True, blank=True)
    publicado_el = models.DateTimeField(null=True, blank=True)
    publicado_por = models.UUIDField(null=True, blank=True)
    retirado_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _("Comprobar que quien publica el modelo de un área no es quien lo envió a ensayo")
    conservacion_datos = _("Mientras consten los procedimientos que se componen sobre él")

    class Meta:
        verbose_name = _("modelo de tramitación")
        constraints = [
            models.UniqueConstraint(fields=["clase", "codigo", "numero"], name="modelo_version_unica"),
            models.UniqueConstraint(
                fields=["clase", "codigo"], condition=Q(estado="publicado"), name="modelo_uno_en_vigor"
            ),
            models.UniqueConstraint(
                fields=["clase", "codigo"], condition=Q(estado="ensayo"), name="modelo_uno_en_ensayo"
            ),
            models.CheckConstraint(
                condition=Q(estado="ensayo", publicado_el=None, retirado_el=None)
                | Q(estado="publicado", publicado_el__isnull=False, retirado_el=None)
                | Q(estado="retirado", publicado_el__isnull=False, retirado_el__isnull=False)
                | Q(estado="descartado", publicado_el=None, retirado_el__isnull=False),
                name="modelo_estado_con_fechas",
            ),
            models.CheckConstraint(
                condition=Q(cargado_por=None) | Q(publicado_por=None) | ~Q(cargado_por=models.F("publicado_por")),
                name="modelo_lo_publica_otra_persona",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre} v{self.numero}"


class Area(models.Model):
    """The unit that answers for an area named in the definitions: they name areas, each town says who they are."""

    codigo = models.CharField(max_length=60, primary_key=True)
    nombre = models.CharField(max_length=160)
    unidad = models.ForeignKey(
        "organizacion.Unidad", on_delete=models.PROTECT, null=True, blank=True, related_name="areas"
    )

    class Meta:
        verbose_name = _("área")

    def __str__(self) -> str:
        return self.nombre


class Procedimiento(models.Model):
    """A procedure of the town, through its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.CharField(max_length=60, unique=True)
    nombre = models.CharField(max_length=200)
    serie = models.CharField(max_length=6)

    class Meta:
        verbose_name = _("procedimiento")
        constraints = [models.CheckConstraint(condition=Q(serie__regex=r"^[A-Z]{2,6}$"), name="procedimiento_serie")]

    def __str__(self) -> str:
        return self.nombre


class VersionProcedimiento(models.Model):
    """A composed definition: what the procedure adds (`capa`) over the models that were in force, with its legal values of that day.

    It never changes. Published, it is locked; a running case keeps its version. Whoever sent it to trial does not publish it.
    """

    class Estado(models.TextChoices):
        ENSAYO = "ensayo", _("En ensayo")
        PUBLICADA = "publicada", _("Publicada")
        RETIRADA = "retirada", _("Retirada")
        DESCARTADA = "descartada", _("Descartada")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedimiento = models.ForeignKey(Procedimiento, on_delete=models.PROTECT, related_name="versiones")
    numero = models.PositiveIntegerField()
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ENSAYO)
    capa = models.JSONField(default=dict)
    definicion = models.JSONField()
    huella = models.CharField(max_length=64)
    modelo = models.ForeignKey(Modelo, on_delete=models.PROTECT, related_name="versiones")
    modelo_area = models.ForeignKey(
        Modelo, on_delete=models.PROTECT, null=True, blank=True, related_name="versiones_de_area"
    )
    formulario = models.OneToOneField(
        "formularios.DefinicionFormulario", on_delete=models.PROTECT, related_name="version_procedimiento"
    )
    cargada_el = models.DateTimeField()
    cargada_por = models.UUIDField(null=True, blank=True)
    publicada_el = models.DateTimeField(null=True, blank=True)
    publicada_por = models.UUIDField(null=True, blank=True)
    retirada_el = models.DateTimeField(null=True, blank=True)

    proposito_datos = _(
        "Comprobar que quien publica un procedimiento no es quien lo envió a ensayo (RD 203/2021 art. 11)"
    )
    conservacion_datos = _("Mientras conste el procedimiento")

    class Meta:
        verbose_name = _("versión de procedimiento")
        constraints = [
            models.UniqueConstraint(fields=["procedimiento", "numero"], name="version_numero_unico"),
            models.UniqueConstraint(
                fields=["procedimiento"], condition=Q(estado="publicada"), name="version_una_publicada"
            ),
            models.CheckConstraint(
                condition=Q(estado="ensayo", publicada_el=None, retirada_el=None)
                | Q(estado="publicada", publicada_el__isnull=False, retirada_el=None)
                | Q(estado="retirada", publicada_el__isnull=False, retirada_el__isnull=False)
                | Q(estado="descartada", publicada_el=None, retirada_el__isnull=False),
                name="version_estado_con_fechas",
            ),
            models.CheckConstraint(
                condition=Q(cargada_por=None) | Q(publicada_por=None) | ~Q(cargada_por=models.F("publicada_por")),
                name="version_la_publica_otra_persona",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedimiento} v{self.numero}"

    @property
    def tipada(self) -> Definicion:
        """The typed definition, read once a process."""
        return _LEIDAS.de(self.huella, lambda: leer_definicion(self.definicion)[0])


class Borrador(models.Model):
    """What an area writes before it is sent to trial: a layer.

    `edicion` grows with each change: who saves over an older one is told, and overwrites nothing. `cerrado_el`: it was sent to trial, or
    given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.CharField(max_length=60)
    capa = models.JSONField()
    edicion = models.PositiveIntegerField(default=1)
    abierto_el = models.DateTimeField()
    abierto_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    editado_el = models.DateTimeField()
    editado_por = models.ForeignKey("organizacion.Empleado", on_delete=models.PROTECT, related_name="+")
    cerrado_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class BorradorProcedimiento(Borrador):
    """The layer of a procedure, new or over a version of it. `version`: the one that carries it, while it is in trial."""

    codigo = models.CharField(max_length=60)
    base = models.ForeignKey(
        VersionProcedimiento, on_delete=models.PROTECT, null=True, blank=True, related_name="borradores"
    )
    version = models.OneToOneField(
        VersionProcedimiento, on_delete=models.PROTECT, null=True, blank=True, related_name="borrador"
    )

    proposito_datos = _(
        "Saber quién cambia un procedimiento antes de publicarlo, para que nadie pise lo de otra persona"
    )
    conservacion_datos = _("Mientras conste la versión que salió de él")

    class Meta:
        verbose_name = _("borrador de procedimiento")
        constraints = [
            models.UniqueConstraint(
                fields=["codigo"], condition=Q(cerrado_el=None), name="borrador_procedimiento_uno_abierto"
            ),
        ]
        indexes = [models.Index(fields=["area", "cerrado_el"], name="borrador_procedimiento_area")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.edicion}"


class BorradorModelo(Borrador):
    """The layer of the model of an area, in the shape of that of a procedure (`modelos.capa_de`). `modelo`: what came of it."""

    base = models.ForeignKey(Modelo, on_delete=models.PROTECT, null=True, blank=True, related_name="borradores")
    modelo = models.OneToOneField(Modelo, on_delete=models.PROTECT, null=True, blank=True, related_name="borrador")

    proposito_datos = _(
        "Saber quién cambia el modelo de un área antes de publicarlo, para que nadie pise lo de otra persona"
    )
    conservacion_datos = _("Mientras conste el modelo que salió de él")

    class Meta:
        verbose_name = _("borrador del modelo de un área")
        constraints = [
            models.UniqueConstraint(fields=["area"], condition=Q(cerrado_el=None), name="borrador_modelo_uno_abierto"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.edicion}"


class ValorLegal(models.Model):
    """A legal value of a procedure, written by who answers for it (Secretaría, Gestión Tributaria, Archivo). Never changed: the last one
    in force counts.

    `campo` is one of `legales.CAMPOS_LEGALES`; `valor` is what the definition says of it; `desde` is empty while it is pending.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedimiento = models.CharField(max_length=60)
    campo = models.CharField(max_length=12)
    valor = models.JSONField()
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField(null=True, blank=True)
    anotado_el = models.DateTimeField()

    class Meta:
        verbose_name = _("valor legal")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    campo__in=[
                        "naturaleza",
                        "plazo",
                        "silencio",
                        "organo",
                        "recursos",
                        "tasa",
                        "conservacion",
                        "tablon",
                        "comienzo",
                        "dictamen",
                        "prohibicion",
                    ]
                ),
                name="valor_legal_campo",
            ),
            models.CheckConstraint(
                condition=Q(hasta=None) | Q(hasta__gte=models.F("desde")), name="valor_legal_periodo"
            ),
        ]
        indexes = [models.Index(fields=["procedimiento", "campo", "anotado_el"], name="valor_legal_procedimiento")]

    def __str__(self) -> str:
        return f"{self.procedimiento}: {self.campo}"

    def rige(self, dia: date) -> bool:
        """Whether it is in force on that day; one that is pending always is."""
        return (self.desde is None or self.desde <= dia) and (self.hasta is None or dia <= self.hasta)


class CasoDePrueba(models.Model):
    """A made-up case of a procedure, with what came of it when it was kept: every version sent to trial must do the same.

    `caso`: day of entry, answers and steps; `esperado`: what was open at its end, and whether it was decided in time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedimiento = models.CharField(max_length=60)
    nombre = models.CharField(max_length=160)
    caso = models.JSONField()
    esperado = models.JSONField()
    guardado_el = models.DateTimeField()
    retirado_el = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("caso de prueba")
        indexes = [models.Index(fields=["procedimiento", "guardado_el"], name="caso_de_prueba_procedimiento")]

    def __str__(self) -> str:
        return self.nombre
