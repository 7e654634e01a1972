"""State of the event log."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.conservacion import Caduca
from consistorio.nucleo.identificadores import uuid7


class Cadena(models.Model):
    """Head of one hash chain, named by its subject: `expediente:<uuid>`, `libro:<código>:<año>`, `cuenta:<uuid>`; `sistema`, what has none.
    Its row is the chain's lock."""

    nombre = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="", blank=True)

    proposito_datos = _(
        "Encadenar los hechos de cada persona, cuenta o expediente, que su nombre señala (RD 311/2022 op.exp.8)"
    )
    conservacion_datos = _("La de los hechos que encadena")

    class Meta:
        verbose_name = _("cadena de hechos")

    def __str__(self) -> str:
        return self.nombre


class Evento(models.Model):
    """One fact. Immutable: triggers refuse UPDATE, DELETE and TRUNCATE.

    `canonico` holds exactly the bytes that were hashed; the other columns repeat them for questions in SQL.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cadena = models.CharField(max_length=80)
    seq = models.BigIntegerField()
    tipo = models.CharField(max_length=100)
    actor_clase = models.CharField(max_length=12)
    actor_id = models.UUIDField()
    momento = models.DateTimeField()
    datos = models.JSONField()
    hash_previo = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    canonico = models.TextField()

    proposito_datos = _("Prueba de los actos: identificador de quien actúa, nunca su nombre ni contenido libre")
    conservacion_datos = _("La del expediente o libro de la cadena; no se destruye por separado")

    class Meta:
        verbose_name = _("hecho")
        constraints = [
            models.UniqueConstraint(fields=["cadena", "seq"], name="evento_orden_en_cadena"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="evento_seq_desde_1"),
        ]
        indexes = [
            models.Index(fields=["tipo", "momento"], name="evento_tipo_momento"),
            models.Index(fields=["actor_id", "momento"], name="evento_actor_momento"),
        ]

    def __str__(self) -> str:
        return f"{self.cadena} {self.seq} {self.tipo}"


class PlazoConservacion(models.Model):
    """For how many days something is kept, since when, and on which legal ground. Immutable: a change is a new row.

    The one in force on a day is the latest whose `desde` has come. Codes are those that models name in `caduca`.
    """

    id = models.BigAutoField(primary_key=True)
    codigo = models.CharField(max_length=40)
    desde = models.DateField()
    dias = models.PositiveIntegerField()
    norma = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("plazo de conservación")
        constraints = [
            models.UniqueConstraint(fields=["codigo", "desde"], name="conservacion_una_al_dia"),
            models.CheckConstraint(condition=models.Q(dias__gte=1, dias__lte=36525), name="conservacion_dias"),
            models.CheckConstraint(condition=~models.Q(norma=""), name="conservacion_con_norma"),
        ]

    def __str__(self) -> str:
        return gettext("%(codigo)s: %(dias)s días desde %(desde)s") % {
            "codigo": self.codigo,
            "dias": self.dias,
            "desde": f"{self.desde:%d/%m/%Y}",
        }


class Acceso(models.Model):
    """A read of personal data, or an attempt that was refused. Written on its own connection; no foreign keys.

    Immutable while its retention lasts; after that only the database's own function deletes it, which checks the age itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    momento = models.DateTimeField()
    actor_clase = models.CharField(max_length=12)
    actor_id = models.UUIDField()
    cargo = models.CharField(max_length=200, blank=True)
    que = models.CharField(max_length=100)
    objeto_id = models.CharField(max_length=80)
    expediente_id = models.UUIDField(null=True, blank=True)
    motivo = models.CharField(max_length=300)
    resultado = models.CharField(max_length=12, choices=[("permitido", _("permitido")), ("denegado", _("denegado"))])
    medio = models.CharField(max_length=40, blank=True)

    proposito_datos = _("Control de quién consulta datos personales (ENS op.exp.8) y derecho de la persona a saberlo")
    conservacion_datos = _("5 años (dato configurable, nunca menos de 3)")
    caduca = Caduca("accesos", "momento")

    class Meta:
        verbose_name = _("acceso")
        indexes = [
            models.Index(fields=["expediente_id", "momento"], name="acceso_expediente"),
            models.Index(fields=["objeto_id", "momento"], name="acceso_objeto"),
            models.Index(fields=["actor_id", "momento"], name="acceso_actor"),
            models.Index(fields=["momento"], name="acceso_momento"),
        ]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M} {self.que} {self.objeto_id}"
