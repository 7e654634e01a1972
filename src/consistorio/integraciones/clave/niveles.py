"""Levels of assurance: eIDAS addresses and ours (Implementing Regulation (EU) 2015/1502)."""

from __future__ import annotations

from consistorio.nucleo.actor import Nivel

URI_POR_NIVEL = {
    Nivel.BAJO: "http://eidas.europa.eu/LoA/low",
    Nivel.SUSTANCIAL: "http://eidas.europa.eu/LoA/substantial",
    Nivel.ALTO: "http://eidas.europa.eu/LoA/high",
}
_POR_URI = {uri: nivel for nivel, uri in URI_POR_NIVEL.items()} | {
    "http://eidas.europa.eu/NotNotified/LoA/low": Nivel.BAJO,
    "http://eidas.europa.eu/NotNotified/LoA/substantial": Nivel.SUSTANCIAL,
    "http://eidas.europa.eu/NotNotified/LoA/high": Nivel.ALTO,
}


def uri_de(nivel: Nivel) -> str:
    """The address to ask for; NINGUNO asks for the lowest."""
    return URI_POR_NIVEL.get(nivel, URI_POR_NIVEL[Nivel.BAJO])


def nivel_de(uri: str) -> Nivel:
    """The level that an address means; NINGUNO when it means none that we know."""
    return _POR_URI.get(uri.strip(), Nivel.NINGUNO)
