"""Pure rules of submissions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.condiciones import esta_vacio
from consistorio.tramitacion.formularios.reglas import validar
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos


def huella_de_presentacion(
    procedimiento: str,
    datos: Datos,
    adjuntos: Sequence[tuple[str, str]],
    otras_personas: Sequence[tuple[str, str]] = (),
) -> str:
    """Fingerprint of what somebody is about to file, each list in any order.

    Answers; (requirement, SHA-256) of each file; (person, representative or "") of each other person who files.
    """
    return hashlib.sha256(
        canonico(
            {
                "procedimiento": procedimiento,
                "datos": dict(datos),
                "adjuntos": sorted(map(list, adjuntos)),
                "otras_personas": sorted(map(list, otras_personas)),
            }
        )
    ).hexdigest()


def canal_de_quien_viene(elegido: str, *, presencial: bool) -> str:
    """How to notify somebody whose application did not come through the sede (LPACAP 41.1).

    What they chose; else paper for what came on paper, and electronic means for what came electronically. Who is obliged is told
    electronically whatever this says.
    """
    return elegido or ("papel" if presencial else "electronica")


def huella_de_escrito(
    expediente: str, clase: str, texto: str, adjuntos: Sequence[tuple[str, str]], responde_a: str = ""
) -> str:
    """Fingerprint of a later submission: its case, (requirement, SHA-256) of each file in any order, the request it answers."""
    return hashlib.sha256(
        canonico(
            {
                "expediente": expediente,
                "clase": clase,
                "texto": texto,
                "adjuntos": sorted(map(list, adjuntos)),
                "responde_a": responde_a,
            }
        )
    ).hexdigest()


def problemas_de_transcripcion(esquema: Esquema, datos: Datos, *, parcial: bool, hoy: date) -> list[Problema]:
    """What is wrong with answers written down from paper. With `parcial`, what the paper does not answer is not asked for."""
    problemas = list(validar(esquema, datos, hoy=hoy))
    if not parcial:
        return problemas
    contestadas = {codigo for codigo, valor in datos.items() if not esta_vacio(valor)}
    return [problema for problema in problemas if problema.campo.split(".")[0] in contestadas]
