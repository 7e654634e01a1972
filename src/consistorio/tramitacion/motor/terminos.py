"""The terms of the parties that run: what an incident of the sede may touch (LPACAP 32.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import (
    InformacionPublica,
    PeriodoPrueba,
    ProrrogaIncidencia,
    Requerimiento,
    Terminacion,
    TramiteAudiencia,
)

_Tramite = Requerimiento | TramiteAudiencia | PeriodoPrueba | InformacionPublica | Terminacion
_CLASES: Sequence[tuple[str, type[_Tramite], str]] = (
    (ProrrogaIncidencia.Clase.REQUERIMIENTO, Requerimiento, "notificado"),
    (ProrrogaIncidencia.Clase.AUDIENCIA, TramiteAudiencia, "notificado"),
    (ProrrogaIncidencia.Clase.PRUEBA, PeriodoPrueba, "notificado"),
    (ProrrogaIncidencia.Clase.INFORMACION, InformacionPublica, "notificado"),
    (ProrrogaIncidencia.Clase.CADUCIDAD, Terminacion, "advertida"),
)


@dato
class Termino:
    """A party's term of a case that runs: which, and its last day. `clase`: as in `ProrrogaIncidencia`."""

    expediente_id: UUID
    numero: str
    clase: str
    vence: date

    @property
    def nombre(self) -> str:
        """Its kind, in words."""
        return str(ProrrogaIncidencia.Clase(self.clase).label)


def terminos_que_corren(*, desde: date, antes_de: date, limite: int = 200) -> list[Termino]:
    """Those of open cases whose last day is in that interval, the first to end first, at most so many: five questions, however many."""
    hallados = [
        Termino(uno.expediente_id, uno.expediente.numero, clase, uno.vence)
        for clase, modelo, estado in _CLASES
        for uno in _que_corren(modelo, estado, desde=desde, antes_de=antes_de)[:limite]
        if uno.vence is not None
    ]
    return sorted(hallados, key=lambda uno: (uno.vence, uno.numero, uno.clase))[:limite]


def cuantos_corren(*, desde: date, antes_de: date) -> int:
    """How many there are in all."""
    return sum(
        _que_corren(modelo, estado, desde=desde, antes_de=antes_de).count() for _clase, modelo, estado in _CLASES
    )


def _que_corren(modelo: type[_Tramite], estado: str, *, desde: date, antes_de: date) -> QuerySet[_Tramite]:
    abiertas = modelo._default_manager.filter(
        estado=estado, vence__gte=desde, vence__lt=antes_de, expediente__estado=Expediente.Estado.ABIERTO
    )
    return abiertas.select_related("expediente").only("vence", "expediente__numero").order_by("vence", "id")
