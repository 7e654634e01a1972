"""From the economic code of the budget to the account of the chart."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Equivalencia
from consistorio.nucleo.errores import NoEncontrado


def en_vigor(en: date) -> QuerySet[Equivalencia]:
    """The equivalences that are in force that day."""
    return Equivalencia.objects.filter(Q(hasta=None) | Q(hasta__gte=en), desde__lte=en)


def equivalencia_de(clase: str, economica: str, *, en: date) -> Equivalencia:
    """The one of the longest prefix of an economic code. `clase`: gasto or ingreso. Raises NoEncontrado."""
    prefijos = [economica[:n] for n in range(1, len(economica) + 1)]
    halladas = en_vigor(en).filter(clase=clase, prefijo__in=prefijos)
    mejor = max(halladas, key=lambda una: len(una.prefijo), default=None)
    if mejor is None:
        raise NoEncontrado(
            _("La económica %(economica)s no tiene cuenta del plan el %(dia)s.")
            % {"economica": economica, "dia": f"{en:%d/%m/%Y}"},
            que_hacer=_("Pida a Intervención que escriba su equivalencia."),
        )
    return mejor


def cuenta_de(clase: str, economica: str, *, en: date) -> str:
    """The code of the account of an economic code on that day. `clase`: gasto or ingreso. Raises NoEncontrado."""
    return equivalencia_de(clase, economica, en=en).cuenta_id
