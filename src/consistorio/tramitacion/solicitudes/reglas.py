"""Pure rules of submissions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from consistorio.nucleo.canonico import canonico
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
