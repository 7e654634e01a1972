"""The bytes of a published head. Pure. docs/verificacion/cabecera.md describes them for third parties.

`cabecera.json` is canonical JSON with the fields `firma`, `momento`, `organo`, `raiz`, `tamano`. The seal covers the canonical JSON of the
other four; the time stamp covers the whole file.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

from asn1crypto import cms as asn1
from asn1crypto import tsp

from consistorio.nucleo.canonico import canonico, momento_canonico
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.textos import gettext as _

CAMPOS = frozenset({"firma", "momento", "organo", "raiz", "tamano"})


@dato
class CabeceraPublicada:
    """A head as it travels. `momento` in canonical text; `raiz` in hex; `firma` in base64 of DER."""

    tamano: int
    raiz: str
    momento: str
    organo: str
    firma: str

    @property
    def firmado(self) -> bytes:
        """What the seal covers."""
        return contenido_firmado(self.tamano, self.raiz, self.momento, self.organo)

    @property
    def fichero(self) -> bytes:
        """The bytes of `cabecera.json`: what the time stamp covers."""
        return canonico(
            {
                "firma": self.firma,
                "momento": self.momento,
                "organo": self.organo,
                "raiz": self.raiz,
                "tamano": self.tamano,
            }
        )

    @property
    def firma_der(self) -> bytes:
        """The CMS signature. Raises ValueError."""
        try:
            return base64.b64decode(self.firma, validate=True)
        except binascii.Error as error:
            msg = "the signature is not base64"
            raise ValueError(msg) from error


def contenido_firmado(tamano: int, raiz: str, momento: datetime | str, organo: str) -> bytes:
    """Canonical JSON of a head without its signature."""
    texto = momento if isinstance(momento, str) else momento_canonico(momento)
    return canonico({"momento": texto, "organo": organo, "raiz": raiz, "tamano": tamano})


def leer(contenido: bytes) -> CabeceraPublicada:
    """Read a `cabecera.json`. Raises DatosIncorrectos when it is not one."""
    try:
        datos = json.loads(contenido)
        if not isinstance(datos, dict) or set(datos) != CAMPOS:
            raise ValueError("fields")
        tamano = datos.pop("tamano")
        if (
            not isinstance(tamano, int)
            or isinstance(tamano, bool)
            or not all(isinstance(v, str) for v in datos.values())
        ):
            raise TypeError("types")
        cabecera = CabeceraPublicada(tamano=tamano, **datos)
        bytes.fromhex(cabecera.raiz)
    except (ValueError, TypeError) as error:
        raise DatosIncorrectos(_("El archivo no es una cabecera publicada del registro de actividad.")) from error
    return cabecera


def respuesta_de(ficha: bytes) -> bytes:
    """A time-stamp token as the TimeStampResp (DER) that `openssl ts` reads: the content of `cabecera.tsr`."""
    return bytes(
        tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": asn1.ContentInfo.load(ficha)}).dump()
    )


def ficha_de(respuesta: bytes) -> bytes:
    """The token inside a TimeStampResp. Raises ValueError."""
    try:
        return bytes(tsp.TimeStampResp.load(respuesta, strict=True)["time_stamp_token"].dump())
    except (TypeError, KeyError) as error:
        msg = "not a time-stamp answer"
        raise ValueError(msg) from error
