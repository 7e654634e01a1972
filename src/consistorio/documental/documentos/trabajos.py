"""Background work of documents: reading their text, to find them by it."""

from __future__ import annotations

import time

from consistorio.documental.documentos import textos
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.barridos import a_cada_uno
from consistorio.plataforma.cola.en_mano import en_mano
from consistorio.plataforma.cola.trabajos import periodico

COLA_DE_DOCUMENTOS = "documentos"
TANDA = 50
_SEGUNDOS = 50


@periodico("documentos.leer_textos", cron="* * * * *", cola=COLA_DE_DOCUMENTOS)
def leer_textos() -> None:
    """Read the text of what came since the last round, for less than a minute; what is left waits for the next one.

    Each ends in a state that its page shows. Only what may pass (the store or the program that reads PDF is missing) leaves one waiting.
    """
    reloj, hasta = reloj_de_la_casa(), time.monotonic() + _SEGUNDOS
    while time.monotonic() < hasta:
        with en_mano("leer texto", textos.por_leer(limite=4 * TANDA), como_mucho=TANDA) as suyos:
            if not suyos:
                return
            a_cada_uno(suyos, lambda uno: textos.leer(uno, reloj=reloj), que="texts of documents")
