"""Reads of the control of what spends. Accounting asks here what was examined of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.puertos.credito import CreditoDeUnCaso, credito
from consistorio.servicios.intervencion.models import Fiscalizacion, Omision, Reparo
from consistorio.servicios.intervencion.operaciones import POR_RESOLVER
from consistorio.tramitacion.expedientes.models import Expediente

_CONFORMES = (
    Fiscalizacion.Estado.FAVORABLE,
    Fiscalizacion.Estado.OBSERVACIONES,
    Fiscalizacion.Estado.LEVANTADO,
    Fiscalizacion.Estado.REPARO,
)


@dato
class CreditoDelGasto:
    """The credit that is set aside for what is examined, and how much it falls short, if it does."""

    hallado: CreditoDeUnCaso
    retenido: Importe
    falta: Importe | None

    @property
    def bastante(self) -> bool:
        """Whether something is set aside, and it does not fall short."""
        return self.falta is None and self.hallado.retenido > 0

    @property
    def aviso(self) -> str:
        """What Intervención is told when it is not enough; "" when it is."""
        if self.bastante:
            return ""
        if self.falta is None or not self.hallado.retenido:
            return _("No consta crédito retenido para este gasto: es causa de reparo (artículo 216.2.a).")
        return _("Faltan %(f)s de crédito retenido: es causa de reparo (artículo 216.2.a).") % {"f": self.falta}


def de_expediente(expediente: Expediente) -> Sequence[Fiscalizacion]:
    """Those of the proposals of a case that somebody may see, the first first, with their reparos."""
    return list(
        Fiscalizacion.objects.filter(expediente=expediente, clase=Fiscalizacion.Clase.PREVIA)
        .select_related("documento", "tarea__unidad")
        .prefetch_related("reparos")
        .order_by("pedida_el", "id")[:50]
    )


def reparo_por_resolver(expediente: Expediente) -> Reparo | None:
    """The reparo that keeps the decision of a case without a number."""
    suyos = Reparo.objects.filter(fiscalizacion__expediente=expediente, objeto="", estado__in=POR_RESOLVER)
    return suyos.order_by("id").first()


def examinado_de(expediente_id: UUID) -> Decimal | None:
    """The greatest amount that Intervención found right in a case, in euros: favourable, with observations, with a reparo that does not suspend, or lifted; and
    what was not examined and was agreed to go on (RD 424/2017 art. 28). None when there is none."""
    halladas = Fiscalizacion.objects.filter(
        expediente_id=expediente_id, clase=Fiscalizacion.Clase.PREVIA, estado__in=_CONFORMES
    )
    mayor = (
        halladas.exclude(reparos__estado__in=POR_RESOLVER)
        .order_by("-importe")
        .values_list("importe", flat=True)
        .first()
    )
    sin_examinar = Omision.objects.filter(expediente_id=expediente_id, estado=Omision.Estado.CONTINUA)
    continuado = sin_examinar.aggregate(suma=Sum("importe"))["suma"]
    return mayor if continuado is None else (mayor or Decimal(0)) + continuado


def credito_de(fiscalizacion: Fiscalizacion, *, en: date) -> CreditoDelGasto | None:
    """Whether what is examined has credit set aside in the year of that day; None where the budget is not kept here (TRLRHL 216.2.a)."""
    if fiscalizacion.expediente_id is None:
        return None
    hallado = credito().de_un_caso(fiscalizacion.expediente_id, en=en)
    if hallado is None:
        return None
    falta = (fiscalizacion.importe or Decimal(0)) - hallado.retenido
    return CreditoDelGasto(hallado, Importe(hallado.retenido), Importe(falta) if falta > 0 else None)
