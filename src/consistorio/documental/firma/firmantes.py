"""Who signed a CMS SignedData (RFC 5652): the very certificate of each signer, and whether the signature is its own.

Everything that judges a signature takes the certificate from here, and it is the one that the key is read from: integrity and trust
are never asked of two different certificates. A set of certificates has no order and a serial number names nobody by itself.

pyhanko, which takes a second to load, is imported where a signature is judged: most processes never judge one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime
from typing import BinaryIO

from asn1crypto import cms as asn1
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato

RESUMENES = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_TROZO = 1024 * 1024


class FirmanteDudoso(ValueError):
    """It cannot be told, or is not true, whose the signature is. The message is for people."""


class SinCertificado(FirmanteDudoso):
    """The certificate of who signs is not inside."""


class AlgoritmoInseguro(ValueError):
    """The signature rests on an algorithm that proves nothing any more. The message is for people."""


@dato
class Firmante:
    """One signer: its part of the SignedData, its certificate, and the others that came along."""

    info: asn1.SignerInfo = field(repr=False)
    certificado: x509.Certificate
    otros: tuple[x509.Certificate, ...]
    nombra_certificado: bool

    @property
    def certificados(self) -> tuple[x509.Certificate, ...]:
        """The signer's first, then its possible issuers."""
        return (self.certificado, *self.otros)

    @property
    def valor(self) -> bytes:
        """The signature's value: what a signature time stamp covers."""
        return bytes(self.info["signature"].native)

    @property
    def declarado(self) -> datetime | None:
        """The signing time that it claims."""
        for atributo in self.info["signed_attrs"] or ():
            if atributo["type"].native == "signing_time":
                momento = atributo["values"][0].native
                return momento if isinstance(momento, datetime) else None
        return None

    def fichas(self) -> Iterator[bytes]:
        """The time-stamp tokens over this signature (DER ContentInfo)."""
        for atributo in self.info["unsigned_attrs"] or ():
            if atributo["type"].native == "signature_time_stamp_token":
                yield from (bytes(valor.dump()) for valor in atributo["values"])

    def firma(self, resumen: Callable[[str], bytes], tipo: str) -> bool:
        """Whether this certificate's key signed content of that type and digest (`resumen`: by name of algorithm).

        Raises AlgoritmoInseguro; ValueError when it is not made as the standard says.
        """
        from pyhanko.sign.validation.errors import SignatureValidationError
        from pyhanko.sign.validation.generic_cms import validate_sig_integrity
        from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY

        cert = asn1_x509.Certificate.load(self.certificado.public_bytes(Encoding.DER))
        algoritmo = str(self.info["digest_algorithm"]["algorithm"].native)
        permitido = DEFAULT_ALGORITHM_USAGE_POLICY.signature_algorithm_allowed(
            self.info["signature_algorithm"], moment=None, public_key=cert.public_key
        )
        if algoritmo not in RESUMENES or not permitido:
            raise AlgoritmoInseguro(_("La firma usa un algoritmo que ya no es seguro o no se admite."))
        try:
            intacta, vale = validate_sig_integrity(self.info, cert, tipo, resumen(algoritmo))
        except (SignatureValidationError, NotImplementedError) as error:
            raise ValueError(str(error)) from error
        return bool(intacta and vale)


def unico_firmante(datos: asn1.SignedData) -> Firmante:
    """The signer, who must be one (PAdES and time stamps). Raises FirmanteDudoso."""
    if len(datos["signer_infos"]) != 1:
        raise FirmanteDudoso(_("Tiene que llevar una sola firma y no es así."))
    return firmante_de(datos, datos["signer_infos"][0])


def resumen_de(contenido: bytes | BinaryIO) -> Callable[[str], bytes]:
    """The digest of some bytes, or of a stream from its start, by name of algorithm."""

    def resumen(algoritmo: str) -> bytes:
        if isinstance(contenido, bytes):
            return hashlib.new(algoritmo, contenido).digest()
        digesto = hashlib.new(algoritmo)
        contenido.seek(0)
        while trozo := contenido.read(_TROZO):
            digesto.update(trozo)
        return digesto.digest()

    return resumen


def firmante_de(datos: asn1.SignedData, info: asn1.SignerInfo) -> Firmante:
    """Who made one of the signatures of `datos`. Raises FirmanteDudoso."""
    todos = {bytes(c.chosen.dump()): c.chosen for c in datos["certificates"] or () if c.name == "certificate"}
    suyos = {der for der, cert in todos.items() if _es_de(info["sid"], cert)}
    if not suyos:
        raise SinCertificado(_("La firma no lleva dentro el certificado de quien firma."))
    nombrado = _nombrado(info)
    if nombrado is not None:
        suyos = {der for der in suyos if _es_el_nombrado(nombrado, todos[der])}
    if not suyos:
        raise FirmanteDudoso(_("El certificado que acompaña a la firma no es el que dice la firma."))
    if len(suyos) > 1:
        raise FirmanteDudoso(_("La firma lleva varios certificados que pueden ser el suyo: no se sabe de quién es."))
    (propio,) = suyos
    return Firmante(
        info,
        x509.load_der_x509_certificate(propio),
        tuple(_legibles(der for der in todos if der != propio)),
        nombrado is not None,
    )


def _es_de(sid: asn1.SignerIdentifier, cert: asn1_x509.Certificate) -> bool:
    if sid.name == "issuer_and_serial_number":
        return _de_emisor_y_serie(sid.chosen, cert)
    return bool(cert.key_identifier == sid.chosen.native)


def _es_el_nombrado(nombrado: tsp.ESSCertID | tsp.ESSCertIDv2, cert: asn1_x509.Certificate) -> bool:
    """Whether a certificate is the one that the attribute names: by its digest (SHA-1 in the first version) and, where they are
    said, by issuer and serial number (RFC 5035)."""
    algoritmo = "sha1" if isinstance(nombrado, tsp.ESSCertID) else str(nombrado["hash_algorithm"]["algorithm"].native)
    if hashlib.new(algoritmo, cert.dump()).digest() != nombrado["cert_hash"].native:
        return False
    return not nombrado["issuer_serial"] or _de_emisor_y_serie(nombrado["issuer_serial"], cert)


def _de_emisor_y_serie(pedido: asn1.IssuerAndSerialNumber | tsp.IssuerSerial, cert: asn1_x509.Certificate) -> bool:
    """Whether a certificate has that issuer and serial number. The library prepares names letter by letter, which takes longer than
    the signature itself: only where the number agrees and the bytes of the name do not."""
    from pyhanko.sign.general import match_issuer_serial

    if pedido["serial_number"] != cert["tbs_certificate"]["serial_number"]:
        return False
    emisor = pedido["issuer"]
    if isinstance(emisor, asn1_x509.GeneralNames):
        emisor = emisor[0].chosen if len(emisor) == 1 and emisor[0].name == "directory_name" else None
    igual = emisor is not None and emisor.chosen.contents == cert.issuer.chosen.contents
    return igual or bool(match_issuer_serial(pedido, cert))


def _nombrado(info: asn1.SignerInfo) -> tsp.ESSCertID | tsp.ESSCertIDv2 | None:
    """The certificate named by the signed attribute signing-certificate (RFC 5035), if it is there."""
    if not info["signed_attrs"]:
        return None
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.generic_cms import get_signing_cert_attr

    try:
        atributo = get_signing_cert_attr(info["signed_attrs"])
    except SignatureValidationError as error:
        raise FirmanteDudoso(_("La firma nombra varios certificados: no se sabe de quién es.")) from error
    return atributo["certs"][0] if atributo is not None else None


def _legibles(ders: Iterator[bytes]) -> Iterator[x509.Certificate]:
    """Possible issuers; one that cannot be read issues nothing."""
    for der in ders:
        try:
            yield x509.load_der_x509_certificate(der)
        except ValueError:
            continue
