"""Facts of the councillors' requests, of the year in which they are filed (`concejales:<year>`). They carry identifiers and codes: neither what is asked nor why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


def cadena(anio: int) -> str:
    """The chain of facts of a year."""
    return f"concejales:{anio}"


@evento("concejales.peticion.presentada", _("Un concejal pidió información"))
@dato
class PeticionPresentada:
    """`vence_el`: last day to refuse it."""

    peticion_id: UUID
    asiento_id: UUID
    concejal_id: UUID
    clase: str
    vence_el: date


@evento("concejales.escrito.en_firma", _("Se envió a firmar un escrito sobre la petición de un concejal"))
@dato
class EscritoEnFirma:
    """`clase`: of `EscritoDePeticion.Clase`."""

    escrito_id: UUID
    peticion_id: UUID
    clase: str
    documento_id: UUID


@evento("concejales.escrito.terminado", _("Se firmó o se devolvió un escrito sobre la petición de un concejal"))
@dato
class EscritoTerminado:
    """`estado`: of `EscritoDePeticion.Estado`."""

    escrito_id: UUID
    peticion_id: UUID
    estado: str


@evento("concejales.peticion.resuelta", _("Se resolvió la petición de información de un concejal"))
@dato
class PeticionResuelta:
    """`estado`: concedida or denegada."""

    peticion_id: UUID
    estado: str
    forma: str
    con_personas: bool
    documentos: tuple[UUID, ...]


@evento("concejales.peticion.silencio", _("La petición de un concejal quedó concedida por silencio"))
@dato
class PeticionConcedidaPorSilencio:
    """Its term passed without a reasoned refusal."""

    peticion_id: UUID
    vence_el: date


@evento("concejales.peticion.enterado", _("Se dio por enterado del resultado de una petición"))
@dato
class DadoPorEnterado:
    """`quien`: concejal or organo."""

    peticion_id: UUID
    quien: str


@evento("concejales.ambito.anotado", _("Se anotó qué presupuesto gestiona un área"))
@dato
class AmbitoAnotado:
    """By how its codes begin."""

    ambito_id: UUID
    unidad_id: UUID
    codigo: str


@evento("concejales.ambito.cerrado", _("Un área dejó de gestionar una parte del presupuesto"))
@dato
class AmbitoCerrado:
    """From the day after."""

    ambito_id: UUID
    hasta: date
