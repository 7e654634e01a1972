"""The calendars by which terms of citizens are counted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.plataforma.calendario.consultas import calendario_del_domicilio
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import texto_de
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de


def calendario_de_residencia(expediente: Expediente, persona_id: UUID | None, *, en: date) -> Calendario | None:
    """The inhábiles of where a party of the case lives, by their address in it, else by that of the person (LPACAP 30.6).

    `persona_id` None: the first applicant. None when the sede's calendar is the only one that counts.
    """
    partes = partes_de(expediente)
    parte = next((parte for parte in partes if persona_id in (None, parte.persona_id)), None)
    if parte is None:
        return None
    propio = parte.domicilio if isinstance(parte.domicilio, dict) else {}
    if texto_de(propio.get("municipio")):
        return calendario_del_domicilio(
            municipio=texto_de(propio.get("municipio")),
            codigo_postal=texto_de(propio.get("codigo_postal")),
            pais=texto_de(propio.get("pais")),
            en=en,
        )
    persona = parte.persona
    return calendario_del_domicilio(municipio=persona.municipio, codigo_postal=persona.codigo_postal, en=en)
