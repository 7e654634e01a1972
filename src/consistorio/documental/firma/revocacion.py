"""Gathering revocation data of a path of certificates, and remembering it while it is valid."""

from __future__ import annotations

import hashlib
import itertools
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from consistorio.documental.firma.emisores import MAL_HECHO, lista_de, respuesta_de
from consistorio.documental.firma.material import Material
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.puertos.revocacion import Revocacion

_MAXIMO_GUARDADO = 2000
_SIN_FECHA = timedelta(minutes=5)


class CacheRevocacion:
    """A `Revocacion` that remembers each answer until the moment its issuer says that it will be renewed."""

    def __init__(self, origen: Revocacion) -> None:
        self._origen = origen
        self._guardado: dict[str, tuple[datetime, bytes]] = {}
        self._cerrojo = threading.Lock()

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """The answer kept, or a fresh one. Raises ServicioNoDisponible."""
        clave = hashlib.sha256(direccion.encode() + b"\0" + peticion).hexdigest()
        return self._recordado(clave) or self._guardar(clave, self._origen.ocsp(direccion, peticion), _caduca_ocsp)

    def crl(self, direccion: str) -> bytes:
        """The list kept, or a fresh one. Raises ServicioNoDisponible."""
        return self._recordado(direccion) or self._guardar(direccion, self._origen.crl(direccion), _caduca_crl)

    def olvidar(self, cuerpo: bytes) -> None:
        """Not to give that answer again."""
        with self._cerrojo:
            for clave in [c for c, (_caduca, guardado) in self._guardado.items() if guardado == cuerpo]:
                del self._guardado[clave]

    def _recordado(self, clave: str) -> bytes:
        with self._cerrojo:
            caduca, cuerpo = self._guardado.get(clave, (datetime.min.replace(tzinfo=UTC), b""))
        return cuerpo if caduca > datetime.now(UTC) else b""

    def _guardar(self, clave: str, cuerpo: bytes, caduca_de: Callable[[bytes], datetime | None]) -> bytes:
        caduca = caduca_de(cuerpo)
        if caduca is not None:
            with self._cerrojo:
                if len(self._guardado) >= _MAXIMO_GUARDADO:
                    self._guardado.clear()
                self._guardado[clave] = (caduca, cuerpo)
        return cuerpo


def reunir(camino: Sequence[x509.Certificate], revocacion: Revocacion) -> Material:
    """Revocation data of every certificate of a path but its root: OCSP first, the list if there is no answer.

    What cannot be had is left out, and what its issuer did not sign: whoever judges says that it is missing, and it is asked for again
    the next time.
    """
    ocsps: list[bytes] = []
    crls: list[bytes] = []
    for certificado, emisor in itertools.pairwise(camino):
        respuesta = _por_ocsp(certificado, emisor, revocacion)
        if respuesta:
            ocsps.append(respuesta)
        # That it is revoked now says nothing to the library of when it was not yet: the list, with its date, does
        if not respuesta or _revocado(respuesta):
            crls.extend(_por_lista(certificado, emisor, revocacion))
    return Material((), tuple(ocsps), tuple(crls))


def _por_ocsp(certificado: x509.Certificate, emisor: x509.Certificate, revocacion: Revocacion) -> bytes:
    try:
        accesos = certificado.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return b""
    # SHA-1 only names the issuer here (RFC 5019); without nonce, so that answers can be kept
    peticion = ocsp.OCSPRequestBuilder().add_certificate(certificado, emisor, hashes.SHA1()).build()  # noqa: S303
    for acceso in accesos:
        if acceso.access_method != AuthorityInformationAccessOID.OCSP:
            continue
        try:
            cuerpo = revocacion.ocsp(str(acceso.access_location.value), peticion.public_bytes(Encoding.DER))
        except (ServicioNoDisponible, ValueError):
            continue
        respuesta = respuesta_de(cuerpo, certificado, emisor)
        if respuesta and not _caducada(respuesta):
            return respuesta
        revocacion.olvidar(cuerpo)
    return b""


def _revocado(cuerpo: bytes) -> bool:
    try:
        return ocsp.load_der_ocsp_response(cuerpo).certificate_status is ocsp.OCSPCertStatus.REVOKED
    except ValueError:
        return False


def _por_lista(certificado: x509.Certificate, emisor: x509.Certificate, revocacion: Revocacion) -> list[bytes]:
    try:
        puntos = certificado.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    direcciones = [
        (str(nombre.value), bool(punto.crl_issuer))
        for punto in puntos
        for nombre in punto.full_name or ()
        if isinstance(nombre, x509.UniformResourceIdentifier) and nombre.value.startswith("http")
    ]
    for direccion, de_otro in direcciones:
        try:
            cuerpo = revocacion.crl(direccion)
        except ServicioNoDisponible:
            continue
        lista = _lista_der(cuerpo)
        suya = lista_de(lista, emisor)
        if not suya:  # nor is one of another issuer kept, which is judged with the path
            revocacion.olvidar(cuerpo)
        if suya or (lista and de_otro):
            return [lista]
    return []


def _lista_der(cuerpo: bytes) -> bytes:
    """The list as DER; empty when it is none."""
    pem = cuerpo.lstrip().startswith(b"-----BEGIN")
    try:
        lista = x509.load_pem_x509_crl(cuerpo) if pem else x509.load_der_x509_crl(cuerpo)
    except ValueError:
        return b""
    return lista.public_bytes(Encoding.DER)


def del_camino(material: Material, camino: Sequence[x509.Certificate]) -> Material:
    """Of what a signature carries, what serves to judge that path: the answers about its steps and the lists of its issuers, signed by
    them, and what is of others and can be read. Whoever adds rubbish to a document takes nothing from it."""
    pasos = list(itertools.pairwise(camino))
    ocsps = [respuesta_de(cuerpo, suyo, emisor) for cuerpo in material.ocsps for suyo, emisor in pasos]
    crls = [lista for lista in material.crls if _sirve(lista, [emisor for _suyo, emisor in pasos])]
    return Material(tuple(c for c in material.certificados if _se_lee(c)), tuple(filter(None, ocsps)), tuple(crls))


def _sirve(lista: bytes, emisores: Sequence[x509.Certificate]) -> bool:
    try:
        de_quien = x509.load_der_x509_crl(lista).issuer
    except ValueError:
        return False
    suyos = [emisor for emisor in emisores if emisor.subject == de_quien]
    return not suyos or any(lista_de(lista, emisor) for emisor in suyos)


def _se_lee(certificado: bytes) -> bool:
    try:
        leido = x509.load_der_x509_certificate(certificado)
        return bool(leido.extensions is not None and leido.public_key())
    except MAL_HECHO:
        return False


def _caducada(respuesta: bytes) -> bool:
    """Whether its issuer said that by now there would be another."""
    caduca = _caduca_ocsp(respuesta)
    return caduca is not None and caduca <= datetime.now(UTC)


def _caduca_ocsp(cuerpo: bytes) -> datetime | None:
    """When an answer stops serving; None (do not keep it) for one that is not a success."""
    try:
        respuesta = ocsp.load_der_ocsp_response(cuerpo)
        if respuesta.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return None
        return respuesta.next_update_utc or datetime.now(UTC) + _SIN_FECHA
    except ValueError:
        return None


def _caduca_crl(cuerpo: bytes) -> datetime | None:
    try:
        return x509.load_der_x509_crl(_lista_der(cuerpo)).next_update_utc or datetime.now(UTC) + _SIN_FECHA
    except ValueError:
        return None
