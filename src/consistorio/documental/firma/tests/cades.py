"""CAdES baseline (EN 319 122-1) as whoever signs outside makes it: detached signatures over any content. The house only reads them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from consistorio.documental.firma import cms, tsa
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.tsa import Autoridad


def firmar_separada(contenido: bytes, firmador: Firmador, *, momento: datetime) -> bytes:
    """A detached CAdES-B-B signature (DER) over `contenido`, that claims `momento` as its signing time."""
    return firmador.separada(hashlib.sha256(contenido).digest(), momento=momento)


def sellar_tiempo(firma: bytes, autoridad: Autoridad) -> bytes:
    """The same signature at level B-T. Raises ServicioNoDisponible."""
    ficha = tsa.pedir(hashlib.sha256(cms.valor_de_firma(firma)).digest(), autoridad)
    return cms.con_sello_de_tiempo(firma, ficha)
