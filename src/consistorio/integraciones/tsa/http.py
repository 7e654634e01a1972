"""Adapters over HTTP, with short limits of time and size: a job retries, nobody waits on a page."""

from __future__ import annotations

import time
from http.client import HTTPException

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _

SEGUNDOS = (3.05, 10)
SEGUNDOS_DE_SALUD = (2, 3)
SEGUNDOS_DEL_CUERPO = 30  # the limits above are of each wait: who answers a byte at a time would keep a worker for days
_MAXIMO = 5_000_000
_TROZO = 65_536


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
            cuerpo=peticion,
            tipo="application/timestamp-query",
            credenciales=(usuario, contrasena) if usuario else None,
        )

    def comprobar(self) -> None:
        """See that the authority answers HTTP, whatever it says: a token would cost. Raises ServicioNoDisponible."""
        direccion = self._direccion if self._direccion is not None else settings.CONSISTORIO_TSA_URL
        try:
            requests.head(direccion, timeout=SEGUNDOS_DE_SALUD, allow_redirects=False)
        except requests.RequestException as error:
            raise ServicioNoDisponible(_("La autoridad de sellado de tiempo no responde.")) from error


class RevocacionHttp:
    """OCSP and lists at the addresses that certificates name."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """The responder's answer. Raises ServicioNoDisponible."""
        aviso = _("No se puede comprobar si el certificado está revocado: el servicio de su emisor no responde.")
        return _pedir("POST", direccion, aviso, cuerpo=peticion, tipo="application/ocsp-request")

    def crl(self, direccion: str) -> bytes:
        """The list. Raises ServicioNoDisponible."""
        return _pedir("GET", direccion, _("No se puede descargar la lista de certificados revocados del emisor."))


def _pedir(
    metodo: str,
    direccion: str,
    aviso: str,
    *,
    cuerpo: bytes = b"",
    tipo: str = "",
    credenciales: tuple[str, str] | None = None,
) -> bytes:
    if not direccion.startswith(("http://", "https://")):
        raise ServicioNoDisponible(aviso)
    try:
        with requests.request(
            metodo,
            direccion,
            data=cuerpo or None,
            # nothing compressed: what it takes when it is opened would not be known
            headers={"Accept-Encoding": "identity", **({"Content-Type": tipo} if tipo else {})},
            auth=credenciales,
            timeout=SEGUNDOS,
            stream=True,
            allow_redirects=False,
        ) as respuesta:
            contenido = _cuerpo(respuesta)
    # ValueError: a header that cannot be read, such as where it redirects to
    except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
        raise ServicioNoDisponible(aviso) from error
    if contenido is None:
        raise ServicioNoDisponible(aviso)
    return contenido


def _cuerpo(respuesta: requests.Response) -> bytes | None:
    """What it says; None when it is no good answer, is too long or takes too long."""
    if (
        respuesta.status_code != requests.codes.ok
        or respuesta.headers.get("Content-Encoding", "identity") != "identity"
    ):
        return None
    hasta, contenido = time.monotonic() + SEGUNDOS_DEL_CUERPO, bytearray()
    while trozo := respuesta.raw.read1(_TROZO, decode_content=False):
        contenido += trozo
        if len(contenido) > _MAXIMO or time.monotonic() > hasta:
            return None
    return bytes(contenido)
