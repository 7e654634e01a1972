"""State of the organisation. Dates are days, both included; an empty `hasta` means still in force."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.conservacion import Caduca
from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.identidad.models import vigencia

_PERIODO = Q(hasta=None) | Q(hasta__gte=F("desde"))


class Unidad(models.Model):
    """An organic unit of the town hall. A reorganisation closes it and opens another that says `sucede_a`, as DIR3 does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dir3 = models.CharField(max_length=9)
    nombre = models.CharField(max_length=160)
    padre = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="hijas")
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    sucede_a = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="sucesoras")
    telefono = models.CharField(max_length=20, blank=True)
    correo = models.EmailField(blank=True)
    direccion = models.CharField(max_length=200, blank=True)
    es_oficina_registro = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("unidad")
        constraints = [
            ExclusionConstraint(
                name="unidad_dir3_sin_solapes",
                expressions=[("dir3", RangeOperators.EQUAL), (vigencia(), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=_PERIODO, name="unidad_periodo"),
            models.CheckConstraint(condition=Q(dir3__regex=r"^[A-Z]{1,2}[0-9A-Z]{7,8}$"), name="unidad_dir3_forma"),
            models.CheckConstraint(condition=Q(padre=None) | ~Q(padre=F("id")), name="unidad_no_es_su_madre"),
        ]

    def __str__(self) -> str:
        return self.nombre


class Rol(models.Model):
    """A named set of permissions, given to posts and never to people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    codigo = models.SlugField(max_length=60, unique=True)
    nombre = models.CharField(max_length=120)
    permisos = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        verbose_name = _("rol")

    def __str__(self) -> str:
        return self.nombre


class Puesto(models.Model):
    """A seat in a unit. `organo` is the code of the administrative organ that its holder embodies, if any."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unidad = models.ForeignKey(Unidad, on_delete=models.PROTECT, related_name="puestos")
    codigo = models.SlugField(max_length=60, unique=True)
    nombre = models.CharField(max_length=160)
    organo = models.SlugField(max_length=60, blank=True)
    roles = models.ManyToManyField(Rol, related_name="puestos", blank=True)
    activo = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("puesto")
        constraints = [
            models.UniqueConstraint(
                fields=["organo"], condition=Q(activo=True) & ~Q(organo=""), name="puesto_organo_unico"
            ),
        ]

    def __str__(self) -> str:
        return self.nombre


class Empleado(models.Model):
    """A person who works or holds office in the town hall."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    persona = models.OneToOneField("identidad.Persona", on_delete=models.PROTECT, related_name="empleado")
    cuenta = models.OneToOneField(
        "identidad.Cuenta", on_delete=models.PROTECT, null=True, blank=True, related_name="empleado"
    )
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)

    proposito_datos = _("Saber quién ocupa cada puesto y responde de cada trámite (LPACAP arts. 20 y 53.1.b)")
    conservacion_datos = _("La de los expedientes en que intervino")

    class Meta:
        verbose_name = _("empleado")
        constraints = [models.CheckConstraint(condition=_PERIODO, name="empleado_periodo")]

    def __str__(self) -> str:
        return self.persona.nombre_completo

    @property
    def nombre(self) -> str:
        """Name and surnames."""
        return self.persona.nombre_completo


class Ocupacion(models.Model):
    """Who holds a post, and when. One holder a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey(Empleado, on_delete=models.PROTECT, related_name="ocupaciones")
    puesto = models.ForeignKey(Puesto, on_delete=models.PROTECT, related_name="ocupaciones")
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    norma = models.CharField(max_length=200, blank=True)

    proposito_datos = _("Saber quién ocupa cada puesto en cada fecha")
    conservacion_datos = _("Permanente (organización del Ayuntamiento)")

    class Meta:
        verbose_name = _("ocupación")
        constraints = [
            ExclusionConstraint(
                name="ocupacion_un_titular",
                expressions=[("puesto", RangeOperators.EQUAL), (vigencia(), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=_PERIODO, name="ocupacion_periodo"),
        ]

    def __str__(self) -> str:
        return f"{self.empleado} · {self.puesto}"


class Suplencia(models.Model):
    """A dated substitution (LRJSP 13): it needs no publication, and what is signed says so. `forma`: with which words."""

    class Forma(models.TextChoices):
        SUPLENCIA = "suplencia", _("Suplencia: «P. S.»")
        ACCIDENTAL = "accidental", _("Nombramiento accidental: «acctal.»")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    puesto = models.ForeignKey(Puesto, on_delete=models.PROTECT, related_name="suplencias")
    suplente = models.ForeignKey(Empleado, on_delete=models.PROTECT, related_name="suplencias")
    desde = models.DateField()
    hasta = models.DateField()
    norma = models.CharField(max_length=200)
    forma = models.CharField(max_length=10, choices=Forma.choices, default=Forma.SUPLENCIA)

    proposito_datos = _("Saber quién firma cuando falta el titular")
    conservacion_datos = _("Permanente (organización del Ayuntamiento)")

    class Meta:
        verbose_name = _("suplencia")
        constraints = [
            ExclusionConstraint(
                name="suplencia_un_suplente",
                expressions=[("puesto", RangeOperators.EQUAL), (vigencia(), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="suplencia_periodo"),
            models.CheckConstraint(condition=~Q(norma=""), name="suplencia_con_norma"),
        ]

    def __str__(self) -> str:
        return f"{self.suplente} suple a {self.puesto}"


class Delegacion(models.Model):
    """Powers of an organ exercised by another post (LRJSP 9; ROF 43-45). `texto` is what is written on what is signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organo = models.SlugField(max_length=60)
    en = models.ForeignKey(Puesto, on_delete=models.PROTECT, related_name="delegaciones")
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    texto = models.CharField(max_length=300)
    materia = models.CharField(max_length=300, blank=True)
    publicada_en = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("delegación")
        constraints = [
            ExclusionConstraint(
                name="delegacion_sin_solapes",
                expressions=[
                    ("organo", RangeOperators.EQUAL),
                    ("en", RangeOperators.EQUAL),
                    (vigencia(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=_PERIODO, name="delegacion_periodo"),
            models.CheckConstraint(condition=~Q(texto=""), name="delegacion_con_texto"),
        ]

    def __str__(self) -> str:
        return self.texto


class Ausencia(models.Model):
    """Days on which an employee is away. The reason is a class, never a detail of health."""

    class Motivo(models.TextChoices):
        VACACIONES = "vacaciones", _("Vacaciones")
        PERMISO = "permiso", _("Permiso o licencia")
        BAJA = "baja", _("Baja")
        COMISION = "comision", _("Comisión de servicio o formación")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    empleado = models.ForeignKey(Empleado, on_delete=models.PROTECT, related_name="ausencias")
    desde = models.DateField()
    hasta = models.DateField()
    motivo = models.CharField(max_length=12, choices=Motivo.choices)
    anulada = models.BooleanField(default=False)

    proposito_datos = _("Reasignar tareas y pedir suplencia cuando alguien falta")
    conservacion_datos = _("2 años desde que terminó")
    caduca = Caduca("ausencias", "hasta")

    class Meta:
        verbose_name = _("ausencia")
        constraints = [
            models.CheckConstraint(condition=Q(hasta__gte=F("desde")), name="ausencia_periodo"),
            ExclusionConstraint(
                name="ausencia_sin_solapes",
                expressions=[("empleado", RangeOperators.EQUAL), (vigencia(), RangeOperators.OVERLAPS)],
                condition=Q(anulada=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.empleado}: {self.desde:%d/%m/%Y} a {self.hasta:%d/%m/%Y}"
