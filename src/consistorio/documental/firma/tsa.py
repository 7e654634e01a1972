"""Time stamps of RFC 3161: asking for one, and believing one only when its signature, its authority and its time are right."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import algos, tsp
from asn1crypto import cms as asn1
from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.documental.firma.certificados import Confianza, Estado, Uso, juzgar
from consistorio.documental.firma.firmantes import RESUMENES, Firmante, resumen_de, unico_firmante
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.revocacion import Revocacion
from consistorio.plataforma.puertos.sello_tiempo import SelloTiempo

DESFASE = timedelta(minutes=5)
# That nobody answers about its revocation today does not make a stamp false: whoever reads it later asks again
_SIRVEN = frozenset({Estado.VALIDO, Estado.SIN_COMPROBAR})


@dataclass(frozen=True)
class Autoridad:
    """A time-stamp authority, and with what its answers are believed: the roots, the machine's time, who answers about revocation."""

    puerto: SelloTiempo
    confianza: Confianza
    reloj: Reloj
    revocacion: Revocacion | None = None


@dato
class Ficha:
    """A token whose signature is right: the instant that it attests and who signs it. Whether that one is trusted is judged apart."""

    momento: datetime
    firmante: Firmante


def pedir(resumen: bytes, autoridad: Autoridad) -> bytes:
    """A time-stamp token (DER ContentInfo) over that SHA-256, verified before it is returned.

    Raises ServicioNoDisponible when the authority does not answer, refuses, answers about something else, or its answer is not
    signed by an authority that the town hall trusts, or is more than five minutes away from our time.
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
    cuerpo = autoridad.puerto.responder(peticion.dump())
    try:
        respuesta = tsp.TimeStampResp.load(cuerpo, strict=True)
        estado = respuesta["status"]["status"].native
        if estado not in {"granted", "granted_with_mods"}:
            raise ServicioNoDisponible(
                _("La autoridad de sellado de tiempo ha rechazado la petición (%(estado)s).") % {"estado": estado}
            )
        ficha = respuesta["time_stamp_token"]
        contenido = _tst_info(ficha["content"])
        nonce = contenido["nonce"].native
        imprenta = contenido["message_imprint"]["hashed_message"].native
        der = bytes(ficha.dump())
    except (ValueError, TypeError, KeyError) as error:
        raise ServicioNoDisponible(
            _("La autoridad de sellado de tiempo ha dado una respuesta que no se entiende.")
        ) from error
    if nonce != numero or imprenta != resumen:
        raise ServicioNoDisponible(_("La autoridad de sellado de tiempo ha sellado otra cosa."))
    _exigir_creible(der, resumen, autoridad)
    return der


def _exigir_creible(ficha: bytes, resumen: bytes, autoridad: Autoridad) -> None:
    """Raises ServicioNoDisponible unless the token can be kept: what is stored as proof must be one."""
    que_hacer = _(
        "Quien administra el sistema debe revisar la autoridad de sellado de tiempo y las raíces de confianza."
    )
    try:
        leida = comprobar(ficha, lambda algoritmo: resumen if algoritmo == "sha256" else b"")
    except (ValueError, TypeError, KeyError) as error:
        mensaje = _("La respuesta de la autoridad de sellado de tiempo no lleva una firma correcta.")
        raise ServicioNoDisponible(mensaje, que_hacer=que_hacer) from error
    ahora = autoridad.reloj.ahora()
    juicio = juzgar(
        leida.firmante.certificado,
        leida.firmante.otros,
        autoridad.confianza,
        momento=ahora,
        revocacion=autoridad.revocacion,
        uso=Uso.SELLO_DE_TIEMPO,
    )
    if juicio.estado not in _SIRVEN:
        mensaje = _("El sello de tiempo no es de una autoridad reconocida. %(motivo)s") % {"motivo": juicio.explicacion}
        raise ServicioNoDisponible(mensaje, que_hacer=que_hacer)
    if abs(leida.momento - ahora) > DESFASE:
        mensaje = _("La hora de la autoridad de sellado de tiempo se aparta de la nuestra más de cinco minutos.")
        raise ServicioNoDisponible(
            mensaje, que_hacer=_("Quien administra el sistema debe revisar el reloj del servidor.")
        )


def comprobar(ficha: bytes, cubierto: Callable[[str], bytes]) -> Ficha:
    """Read a token and check its signature and that it is about what `cubierto` digests (by name of algorithm).

    Raises ValueError (also FirmanteDudoso, AlgoritmoInseguro) when anything is not as RFC 3161 says: one signer, who names its
    certificate in the signed attributes (RFC 5816).
    """
    return comprobar_datos(asn1.ContentInfo.load(ficha)["content"], cubierto)


def comprobar_datos(datos: asn1.SignedData, cubierto: Callable[[str], bytes]) -> Ficha:
    """As `comprobar`, of a SignedData already read."""
    info = _tst_info(datos)
    firmante = unico_firmante(datos)
    if not firmante.nombra_certificado:
        msg = "the token does not name the certificate of its authority"
        raise ValueError(msg)
    if not firmante.firma(resumen_de(bytes(datos["encap_content_info"]["content"])), "tst_info"):
        msg = "the signature of the token is not right"
        raise ValueError(msg)
    imprenta = info["message_imprint"]
    algoritmo = str(imprenta["hash_algorithm"]["algorithm"].native)
    if algoritmo not in RESUMENES or imprenta["hashed_message"].native != cubierto(algoritmo):
        msg = "the token is about something else"
        raise ValueError(msg)
    return Ficha(_momento(info), firmante)


def certificados_de(ficha: bytes) -> list[bytes]:
    """The certificates inside a token, DER, the authority's first. Raises FirmanteDudoso."""
    firmante = unico_firmante(asn1.ContentInfo.load(ficha)["content"])
    return [c.public_bytes(Encoding.DER) for c in firmante.certificados]


def _tst_info(datos: asn1.SignedData) -> tsp.TSTInfo:
    contenido = datos["encap_content_info"]["content"]
    info = contenido.parsed if hasattr(contenido, "parsed") else None
    if not isinstance(info, tsp.TSTInfo):
        msg = "not a time-stamp token"
        raise ValueError(msg)
    return info


def _momento(info: tsp.TSTInfo) -> datetime:
    valor = info["gen_time"].native
    if not isinstance(valor, datetime):
        msg = "not a time-stamp token"
        raise ValueError(msg)
    return valor
