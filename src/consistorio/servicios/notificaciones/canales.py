"""To whom a notification goes for each party, and by which channel: what orders it and what is said before it is ordered ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.identidad.consultas import canal_elegido_despues
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import reglas
from consistorio.servicios.notificaciones.reglas import CanalElegido
from consistorio.servicios.notificaciones.tipos import Canal
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.solicitudes.consultas import es_de_oficio


@dato
class PorDonde:
    """How a party is notified. `representante`: who acts for them, if that is accredited; `correo`: where the notice goes."""

    parte: Interesado
    representante: Persona | None
    elegido: CanalElegido
    correo: str


def partes_de(expediente: Expediente) -> Sequence[Interesado]:
    """The parties of today, in order."""
    return list(_partes(expediente))


def por_donde(parte: Interesado, *, de_oficio: bool, ahora: datetime) -> PorDonde:
    """To whom and by which channel a party is notified at a moment."""
    # Who did not accredit it represents nobody (LPACAP 5.6): the person is notified themselves
    sin_representar = parte.acreditacion == Interesado.Acreditacion.NO_ACREDITADA
    representante = None if sin_representar else parte.representante
    obligada = parte.obligado or parte.persona.obligada or (representante is not None and representante.obligada)
    receptor = representante or parte.persona
    correo, telefono = (receptor.correo, receptor.telefono) if sin_representar else _contacto(parte, receptor)
    # What the person chose later for everything prevails over what the case says (LPACAP 41.1)
    canal = canal_elegido_despues(parte.persona, de=parte.desde, en=en_madrid(ahora).date()) or parte.canal
    elegido = reglas.canal_de(
        obligada=obligada,
        preferencia=Canal(canal) if canal else None,
        tiene_contacto=bool(correo or telefono),
        de_oficio=de_oficio,
    )
    return PorDonde(parte, representante, elegido, correo)


def previstos(expediente: Expediente, *, ahora: datetime, limite: int) -> list[PorDonde]:
    """How the first parties of a case would be notified of its decision now."""
    de_oficio = es_de_oficio(expediente)
    return [por_donde(parte, de_oficio=de_oficio, ahora=ahora) for parte in _partes(expediente)[:limite]]


def _partes(expediente: Expediente) -> QuerySet[Interesado]:
    return (
        Interesado.objects.filter(expediente=expediente, hasta=None)
        .select_related("persona", "representante")
        .order_by("desde", "id")
    )


def _contacto(parte: Interesado, receptor: Persona) -> tuple[str, str]:
    """Mail and telephone for the notice: those given for the case, unless the person changed theirs later (LPACAP 41.6)."""
    if receptor.contacto_el is not None and receptor.contacto_el > parte.desde:
        return receptor.correo, receptor.telefono
    return parte.correo_aviso or receptor.correo, parte.telefono_aviso
