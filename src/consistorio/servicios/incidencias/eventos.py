"""Facts of the incidents. Their chain is `incidencia:<uuid>`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("incidencia.anotada", _("Se anotó una incidencia técnica"))
@dato
class IncidenciaAnotada:
    """An incident was written, or written again before it was published. `huella`: SHA-256 of its words."""

    incidencia_id: UUID
    desde: datetime
    hasta: datetime | None
    huella: str


@evento("incidencia.publicada", _("Se publicó una incidencia técnica"))
@dato
class IncidenciaPublicada:
    """It can be read at the sede."""

    incidencia_id: UUID


@evento("incidencia.terminada", _("Terminó una incidencia técnica"))
@dato
class IncidenciaTerminada:
    """The sede works again since then."""

    incidencia_id: UUID
    hasta: datetime


@evento("incidencia.ampliacion.propuesta", _("Se propuso ampliar plazos por una incidencia"))
@dato
class AmpliacionPropuesta:
    """A decision waits to be signed."""

    incidencia_id: UUID
    ampliacion_id: UUID
    documento_id: UUID
    hasta: date


@evento("incidencia.ampliacion.resuelta", _("Se firmó o se devolvió la ampliación de plazos"))
@dato
class AmpliacionResuelta:
    """What became of it: firmada, devuelta or sin_efecto."""

    incidencia_id: UUID
    ampliacion_id: UUID
    estado: str


@evento("incidencia.ampliacion.aplicada", _("Se ampliaron los plazos que no habían vencido"))
@dato
class AmpliacionAplicada:
    """Every case that it touches has it; how many terms moved."""

    incidencia_id: UUID
    ampliacion_id: UUID
    terminos: int


@evento("incidencia.caida.detectada", _("Se ha hallado una caída de la sede"))
@dato
class CaidaHallada:
    """The heartbeats say that the sede was down that day; again when it lasted longer."""

    caida_id: UUID
    dia: date
    minutos: int


@evento("incidencia.caida.decidida", _("Se ha decidido qué fue una caída de la sede"))
@dato
class CaidaDecidida:
    """It was written as an incident, or was no such thing. `estado`: anotada or descartada."""

    caida_id: UUID
    estado: str
    incidencia_id: UUID | None
