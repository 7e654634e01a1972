"""Reads of submissions."""

from __future__ import annotations

from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.solicitudes.reglas import huella_de_presentacion


def huella_para_revisar(borrador: Borrador) -> str:
    """Fingerprint of what would be filed now, for the review page to hand back with «Firmar y presentar»."""
    esquema = borrador.esquema
    datos = reglas.limpiar(esquema, como_datos(borrador.datos))
    visibles = {requisito.codigo for requisito in reglas.requisitos_visibles(esquema, datos)}
    adjuntos = [(a.requisito, a.contenido) for a in borrador.adjuntos.all() if a.requisito in visibles]
    return huella_de_presentacion(borrador.procedimiento, datos, adjuntos, pares_de_personas(borrador))


def pares_de_personas(borrador: Borrador) -> list[tuple[str, str]]:
    """The other persons who file with this draft, each with their representative, as ids ("" for none)."""
    return [(str(o.persona_id), str(o.representante_id or "")) for o in borrador.interesados.all()]
