"""Reads of what the town began of office and stands still because of a party (LPACAP 25.2)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from consistorio.nucleo.reloj import MADRID
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.models import Plazo, Suspension, Tarea
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION

RECORDATORIO = "sigue_parado"  # code of the task by which its unit looks at a standstill again


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


def por_recordar(*, en: date, cada: int, de: UUID | None = None) -> list[UUID]:
    """The open cases, or only the case `de`, that stand still because of a party and nobody has looked at for `cada` days: neither since that day, nor
    since the last reminder was done. Those with a reminder to do are not among them."""
    hasta = en - timedelta(days=cada)
    despues = datetime.combine(hasta + timedelta(days=1), time(), MADRID)
    mirado = Tarea.objects.filter(
        Q(cerrada_el=None) | Q(cerrada_el__gte=despues), expediente=OuterRef("plazo__expediente"), codigo=RECORDATORIO
    )
    paradas = Suspension.objects.filter(
        ~Exists(mirado),
        causa=CAUSA_PARALIZACION,
        hasta=None,
        desde__lte=hasta,
        plazo__estado=Plazo.Estado.SUSPENDIDO,
        plazo__cumplido_el=None,
        plazo__expediente__estado=Expediente.Estado.ABIERTO,
    )
    if de is not None:
        paradas = paradas.filter(plazo__expediente_id=de)
    return list(paradas.order_by("plazo__expediente_id").values_list("plazo__expediente_id", flat=True))
