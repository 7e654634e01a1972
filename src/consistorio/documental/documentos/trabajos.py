"""Background work of documents: reading their text, to find them by it."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from uuid import UUID

from consistorio.documental.documentos import textos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.en_mano import en_mano
from consistorio.plataforma.cola.trabajos import periodico

COLA_DE_DOCUMENTOS = "documentos"
# Few are held at a time, so that several workers share what waits
TANDA = 5
# None is begun afterwards: one may take twice `extraccion.SEGUNDOS`, and the round less than the minute until the next round
_SEGUNDOS = 15


@periodico("documentos.leer_textos", cron="* * * * *", cola=COLA_DE_DOCUMENTOS)
def leer_textos() -> None:
    """Read the text of what came since the last round, for less than a minute; what is left waits for the next one.

    Each ends in a state that its page shows. Only what may pass (the store or the program that reads PDF is missing) leaves one waiting,
    and does not keep from reading what comes after it.
    """
    reloj = reloj_de_la_casa()
    a_cada_uno(_por_turno(), lambda uno: textos.leer(uno, reloj=reloj), que="texts of documents")


def _por_turno() -> Iterator[UUID]:
    """Those that wait, each once, while there is time to begin another."""
    hasta, ultimo = monotonic() + _SEGUNDOS, None
    while True:
        esperan = textos.por_leer(limite=4 * TANDA, despues_de=ultimo)
        with en_mano("leer texto", esperan, como_mucho=TANDA) as suyos:
            for uno in suyos:
                if monotonic() >= hasta:
                    return
                yield uno
        if not suyos:
            return
        ultimo = max(suyos)
