"""Who is outside: the mail server, and a provider of identity (Cl@ve) that signs real answers and breaks on the way when it is told to."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client

from consistorio.integraciones.clave.simulador import Simulador, crear
from consistorio.nucleo.errores import NoPermitido

from . import averias
from .buzon import Buzon
from .modelo import CIUDADANIA, DESCONOCIDA

DENTRO = "/acceso/representaciones/"  # a page that only opens to who identified themselves
PERSONAS = (
    {"nif": CIUDADANIA[0], "nombre": "Ana", "apellido1": "García", "apellido2": "López"},
    {"nif": CIUDADANIA[1], "nombre": "Pedro", "apellido1": "Ruiz", "apellido2": "Sanz"},
    {"nif": DESCONOCIDA, "nombre": "Lucía", "apellido1": "Vega", "apellido2": "Mora"},
)
# Answers that the provider itself signs, and that open nothing
NO_VALE = {"no": "cancela", "caducada": "caducada", "otra_sede": "otra_sede", "firma_rota": "firma_rota"}


@dataclass(frozen=True)
class Fuera:
    """The mail server and the provider of identity of a town."""

    buzon: Buzon
    idp: Simulador

    @property
    def ajustes(self) -> dict[str, str]:
        """The town's side of Cl@ve."""
        carpeta = self.idp.carpeta
        return {
            "metadatos": str(carpeta / "idp.xml"),
            "clave_privada": str(carpeta / "sp.key"),
            "certificado": str(carpeta / "sp.pem"),
            "proveedor": "DEMO",
        }


@contextmanager
def abierto(carpeta: Path) -> Iterator[Fuera]:
    """Both, with the keys of the provider in that folder."""
    idp = crear(carpeta, puerto=0, sede=settings.CONSISTORIO_SEDE_URL, personas=PERSONAS)
    try:
        with Buzon() as buzon:
            yield Fuera(buzon, idp.simulador)
    finally:
        idp.server_close()


class Navegador:
    """A browser in which somebody identifies themselves."""

    def __init__(self, idp: Simulador, nif: str) -> None:
        self._idp, self._nif = idp, nif
        self._cliente = Client(headers={"host": urlsplit(settings.CONSISTORIO_SEDE_URL).netloc})

    def pedir(self, variante: str = "bien", nivel_pedido: str = "sustancial") -> str:
        """Go to Cl@ve, and what it answers."""
        pagina = self._cliente.get("/acceso/clave/", {"nivel": nivel_pedido}).content.decode()
        escrita = re.search(r'name="SAMLRequest" value="([^"]+)"', pagina)
        assert escrita, "the page has no request for Cl@ve"
        peticion, consumidor, nivel = self._idp.leer(unescape(escrita[1]))
        return self._idp.responder(peticion, consumidor, nif=self._nif, nivel=nivel, variante=variante)

    def traer(self, respuesta: str) -> str:
        """Bring an answer to the town. Answers where it sends one, or "" when it is not believed."""
        vuelta = self._cliente.post("/acceso/clave/respuesta/", {"SAMLResponse": respuesta})
        return vuelta.headers.get("Location", "")

    def recoger(self, vuelta: str) -> bool:
        """Come back with the voucher. Whether it served."""
        partes = urlsplit(vuelta)
        return bool(vuelta) and self._cliente.get(f"{partes.path}?{partes.query}").status_code == 302

    def dentro(self) -> bool:
        """Whether the town's pages open to this browser."""
        return self._cliente.get(DENTRO).status_code == 200


def nombre_de(nif: str) -> str:
    """As Cl@ve says it."""
    persona = next(una for una in PERSONAS if una["nif"] == nif)
    return " ".join([persona["nombre"], persona["apellido1"], persona["apellido2"]])


def entrar(fuera: Fuera, nif: str, averia: str, nivel: str = "sustancial") -> None:
    """Identify oneself with Cl@ve in a new browser, at a level, as it goes with that fault.

    Raises NoPermitido when one is not inside at the end, Muerte, AssertionError when something opened that must not.
    """
    suyo = Navegador(fuera.idp, nif)
    _intentar(suyo, fuera, nif, averia, nivel)
    if not suyo.dentro():
        raise NoPermitido(f"not identified: {averia}")


def _muriendo(hacer: Callable[[str], object], con: str) -> object:
    """The town dies while it does it, and is asked for the same again."""
    try:
        with connection.execute_wrapper(averias.MuereEnUna()):
            return hacer(con)
    except averias.Muerte:
        return hacer(con)


def _intentar(suyo: Navegador, fuera: Fuera, nif: str, averia: str, nivel: str) -> None:
    respuesta = suyo.pedir(NO_VALE.get(averia, "bien"), nivel)
    if averia == "calla":
        return
    if averia == "ajena":  # brought by the browser of somebody who would like to be taken for them
        otro = Navegador(fuera.idp, nif)
        assert not otro.recoger(otro.traer(respuesta)), "an answer served another browser"
        assert not otro.dentro(), "somebody is inside without having asked"
        return
    if averia == "danada":
        respuesta = base64.b64encode(averias.danar(base64.b64decode(respuesta))).decode()
    vuelta = str(_muriendo(suyo.traer, respuesta)) if averia == "muerte_en_la_respuesta" else suyo.traer(respuesta)
    if averia == "muerte_al_recoger":
        _muriendo(suyo.recoger, vuelta)
        return
    if averia == "muerte_despues":  # the voucher is lost with who was bringing it
        raise averias.Muerte
    if averia == "sin_recoger":
        return
    suyo.recoger(vuelta)
    if averia == "dos_veces":
        assert not suyo.traer(respuesta), "the same answer was believed twice"
        assert not suyo.recoger(vuelta), "the same voucher served twice"
