"""Client of RFC 3161: asks for a time-stamp token over a SHA-256 and checks that the answer is about it."""

from __future__ import annotations

import secrets
from datetime import datetime

from asn1crypto import algos, tsp
from asn1crypto import cms as asn1

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.sello_tiempo import SelloTiempo


def pedir(resumen: bytes, autoridad: SelloTiempo) -> bytes:
    """A time-stamp token (DER ContentInfo) over that SHA-256.

    Raises ServicioNoDisponible when the authority does not answer, refuses, or answers about something else.
    """
    numero = secrets.randbits(63)
    peticion = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "hashed_message": resumen,
            },
            "nonce": numero,
            "cert_req": True,
        }
    )
    cuerpo = autoridad.responder(peticion.dump())
    try:
        respuesta = tsp.TimeStampResp.load(cuerpo, strict=True)
        estado = respuesta["status"]["status"].native
        if estado not in {"granted", "granted_with_mods"}:
            raise ServicioNoDisponible(
                _("La autoridad de sellado de tiempo ha rechazado la petición (%(estado)s).") % {"estado": estado}
            )
        ficha = respuesta["time_stamp_token"]
        contenido = _tst_info(ficha)
        nonce = contenido["nonce"].native
        imprenta = contenido["message_imprint"]["hashed_message"].native
        der = bytes(ficha.dump())
    except (ValueError, TypeError, KeyError) as error:
        raise ServicioNoDisponible(
            _("La autoridad de sellado de tiempo ha dado una respuesta que no se entiende.")
        ) from error
    if nonce != numero or imprenta != resumen:
        raise ServicioNoDisponible(_("La autoridad de sellado de tiempo ha sellado otra cosa."))
    return der


def momento_de(ficha: bytes) -> datetime:
    """The instant that a token attests. Raises ValueError when it is not a time-stamp token."""
    valor = _tst_info(asn1.ContentInfo.load(ficha))["gen_time"].native
    if not isinstance(valor, datetime):
        msg = "not a time-stamp token"
        raise ValueError(msg)
    return valor


def certificados_de(ficha: bytes) -> list[bytes]:
    """The certificates inside a token, DER, the authority's first."""
    datos = asn1.ContentInfo.load(ficha)["content"]
    serie = datos["signer_infos"][0]["sid"].chosen["serial_number"].native
    certificados = sorted((c.chosen for c in datos["certificates"]), key=lambda c: c.serial_number != serie)
    return [bytes(c.dump()) for c in certificados]


def _tst_info(ficha: asn1.ContentInfo) -> tsp.TSTInfo:
    return ficha["content"]["encap_content_info"]["content"].parsed
