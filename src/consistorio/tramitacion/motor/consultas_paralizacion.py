"""Reads of what the town began of office and stands still because of a party (LPACAP 25.2)."""

from __future__ import annotations

from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.models import Plazo, Suspension
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION


def paralizado_por(expediente: Expediente) -> Suspension | None:
    """What stops the term because of a party, notified or on its way; None when nothing does, or the term is over or met."""
    paradas = Suspension.objects.filter(plazo__expediente=expediente, causa=CAUSA_PARALIZACION, hasta=None)
    corre = (Plazo.Estado.CORRIENDO, Plazo.Estado.SUSPENDIDO)
    return paradas.filter(plazo__estado__in=corre, plazo__cumplido_el=None).order_by("acordada_el").first()


def empezo_de_oficio(expediente: Expediente) -> bool:
    """Whether its term runs since the agreement to begin, and not since an application (LPACAP 21.3.a). Of older terms, that do not say it: whether
    nobody applied."""
    comienzo = Plazo.objects.filter(expediente=expediente).values_list("comienzo", flat=True).first()
    if comienzo:
        return comienzo == Plazo.Comienzo.ACUERDO
    return not expediente.interesados.filter(papel=Interesado.Papel.SOLICITANTE).exists()
