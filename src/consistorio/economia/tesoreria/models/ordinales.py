"""Where the money is, and in what order it goes out."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import avalada

MAXIMO_IBAN: Final = 34
# What the account of each class hangs from (Orden HAP/1781/2013, fifth part, 557 and subgroup 57)
PREFIJOS: Final = {
    "operativa": "571",
    "restringida": "573",
    "caja": "570",
    "pagos_a_justificar": "5750",
    "caja_fija": "5751",
    "formalizacion": "557",
}


def _empieza(prefijo: str) -> Exact[str]:
    """Whether the account begins so."""
    return Exact(Left("cuenta", len(prefijo)), Value(prefijo))


@avalada()
class Ordinal(models.Model):
    """An account of the treasury: of a bank, a cash box, the money of a habilitado, or 557 for what is compensated and never moves.

    `cuenta`: its split of the chart (557 itself has none). It serves from `desde` to `hasta`, both included.
    """

    class Clase(models.TextChoices):
        OPERATIVA = "operativa", _("Cuenta operativa")
        RESTRINGIDA = "restringida", _("Cuenta restringida de recaudación")
        CAJA = "caja", _("Caja en metálico")
        A_JUSTIFICAR = "pagos_a_justificar", _("Pagos a justificar")
        CAJA_FIJA = "caja_fija", _("Anticipos de caja fija")
        FORMALIZACION = "formalizacion", _("Formalización")

    codigo = models.CharField(primary_key=True, max_length=6)
    nombre = models.CharField(max_length=120)
    clase = models.CharField(max_length=20, choices=Clase.choices)
    cuenta = models.OneToOneField("contabilidad.Cuenta", on_delete=models.PROTECT, related_name="+")
    iban = models.CharField(max_length=MAXIMO_IBAN, blank=True)
    bic = models.CharField(max_length=11, blank=True)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)

    proposito_datos = _(
        "Saber dónde está el dinero del ayuntamiento; el de los habilitados lleva su nombre (TRLRHL arts. 194 a 198)"
    )
    conservacion_datos = _("Permanente (cuentas de la Tesorería)")

    class Meta:
        verbose_name = _("ordinal de la Tesorería")
        verbose_name_plural = _("ordinales de la Tesorería")
        constraints = [
            models.CheckConstraint(condition=Q(codigo__regex=r"^[0-9]{1,6}$") & ~Q(nombre=""), name="ordinal_codigo"),
            models.CheckConstraint(condition=Q(hasta=None) | Q(hasta__gte=F("desde")), name="ordinal_periodo"),
            models.CheckConstraint(
                condition=Q(clase__in=["operativa", "restringida"]) & ~Q(iban="")
                | Q(clase__in=["caja", "formalizacion"], iban="")
                | Q(clase__in=["pagos_a_justificar", "caja_fija"]),
                name="ordinal_iban",
            ),
            models.CheckConstraint(
                condition=reduce(
                    or_, (Q(Exact(F("clase"), Value(clase)), _empieza(prefijo)) for clase, prefijo in PREFIJOS.items())
                ),
                name="ordinal_cuenta",
            ),
            models.UniqueConstraint(
                fields=["iban"], condition=Q(hasta=None) & ~Q(iban=""), name="ordinal_iban_una_vez"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.nombre}"

    @property
    def tiene_banco(self) -> bool:
        """Whether a bank says what there is in it."""
        return bool(self.iban)


@avalada(fija=True)
class PlanDeFondos(models.Model):
    """A plan of disposal of funds, in force from `desde` until another one is (TRLRHL 187).

    `grupos`: what it puts between what the law puts first and the rest, in order: [{nombre, economicas}].
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    desde = models.DateField(unique=True)
    grupos = models.JSONField(default=list)
    documento = models.ForeignKey(
        "documentos.Documento", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    anotado_el = models.DateTimeField()
    anotado_por = models.UUIDField()

    proposito_datos = _("Saber quién anotó el plan que ordena los pagos (TRLRHL art. 187)")
    conservacion_datos = _("Permanente (cuentas de la Tesorería)")

    class Meta:
        verbose_name = _("plan de disposición de fondos")
        verbose_name_plural = _("planes de disposición de fondos")

    def __str__(self) -> str:
        return f"{self.desde:%d/%m/%Y}"
