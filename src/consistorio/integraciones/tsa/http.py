"""Adapters over HTTP, with short limits of time and size: a job retries, nobody waits on a page."""

from __future__ import annotations

from http.client import HTTPException

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.limite import Limite
from consistorio.plataforma.puertos.vigilancia import sesion_vigilada

SEGUNDOS = (3.05, 10)  # to connect; for each wait
SEGUNDOS_DE_SALUD = (2, 3)
LIMITE = 15.0  # for the whole answer
LIMITE_DE_SALUD = 4.0
LIMITE_DE_LISTA = 20.0  # which may be of some megabytes
_MAXIMO = 5_000_000


class SelloTiempoHttp:
    """The time-stamp authority at `CONSISTORIO_TSA_URL`, with HTTP basic credentials if `CONSISTORIO_TSA_CREDENCIALES` has them."""

    def __init__(self, direccion: str | None = None) -> None:
        self._direccion = direccion

    def responder(self, peticion: bytes) -> bytes:
        """The authority's answer. Raises ServicioNoDisponible."""
        usuario, _sep, contrasena = str(settings.CONSISTORIO_TSA_CREDENCIALES).partition(":")
        return _pedir(
            "POST",
            self._direccion if self._direccion is not None else settings.CONSISTORIO_TSA_URL,
            _("La autoridad de sellado de tiempo no responde."),
            segundos=LIMITE,
            cuerpo=peticion,
            tipo="application/timestamp-query",
            credenciales=(usuario, contrasena) if usuario else None,
        )

    def comprobar(self) -> None:
        """See that the authority answers HTTP, whatever it says: a token would cost. Raises ServicioNoDisponible."""
        direccion = self._direccion if self._direccion is not None else settings.CONSISTORIO_TSA_URL
        try:
            with Limite(LIMITE_DE_SALUD) as limite, sesion_vigilada(limite) as sesion:
                sesion.head(direccion, timeout=SEGUNDOS_DE_SALUD, allow_redirects=False)
        except requests.RequestException as error:
            raise ServicioNoDisponible(_("La autoridad de sellado de tiempo no responde.")) from error


class RevocacionHttp:
    """OCSP and lists at the addresses that certificates name."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """The responder's answer. Raises ServicioNoDisponible."""
        aviso = _("No se puede comprobar si el certificado está revocado: el servicio de su emisor no responde.")
        return _pedir("POST", direccion, aviso, segundos=LIMITE, cuerpo=peticion, tipo="application/ocsp-request")

    def crl(self, direccion: str) -> bytes:
        """The list. Raises ServicioNoDisponible."""
        aviso = _("No se puede descargar la lista de certificados revocados del emisor.")
        return _pedir("GET", direccion, aviso, segundos=LIMITE_DE_LISTA)

    def olvidar(self, cuerpo: bytes) -> None:
        """Nothing is kept here."""


def _pedir(
    metodo: str,
    direccion: str,
    aviso: str,
    *,
    segundos: float,
    cuerpo: bytes = b"",
    tipo: str = "",
    credenciales: tuple[str, str] | None = None,
) -> bytes:
    if not direccion.startswith(("http://", "https://")):
        raise ServicioNoDisponible(aviso)
    try:
        with (
            Limite(segundos) as limite,
            sesion_vigilada(limite) as sesion,
            sesion.request(
                metodo,
                direccion,
                data=cuerpo or None,
                # nothing compressed: what it takes when it is opened would not be known
                headers={"Accept-Encoding": "identity", **({"Content-Type": tipo} if tipo else {})},
                auth=credenciales,
                timeout=SEGUNDOS,
                stream=True,
                allow_redirects=False,
            ) as respuesta,
        ):
            contenido = _cuerpo(respuesta)
            limite.exigir()
    # ValueError: a header that cannot be read, such as where it redirects to
    except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
        raise ServicioNoDisponible(aviso) from error
    if not contenido:  # what is cut among its headers comes as an answer without body
        raise ServicioNoDisponible(aviso)
    return contenido


def _cuerpo(respuesta: requests.Response) -> bytes | None:
    """What it says; None when it is no good answer or is too long."""
    if (
        respuesta.status_code != requests.codes.ok
        or respuesta.headers.get("Content-Encoding", "identity") != "identity"
    ):
        return None
    contenido: bytes = respuesta.raw.read(_MAXIMO + 1, decode_content=True)  # to its end: cut short, it raises
    return contenido if len(contenido) <= _MAXIMO else None
