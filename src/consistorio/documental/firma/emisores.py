"""What an issuer signed: its certificates, its answers about revocation and its lists."""

from __future__ import annotations

from hashlib import sha256

from asn1crypto.keys import PublicKeyInfo
from asn1crypto.ocsp import OCSPResponse
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from consistorio.nucleo.recordado import Recordado

# A certificate is read when it is asked: it loads well, and what it says of itself may be nonsense
MAL_HECHO = (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, UnsupportedAlgorithm)
# The same answers serve for an hour, and the same lists for a day
_SABIDAS: Recordado[bool] = Recordado()
_NO_CONSTA = (*MAL_HECHO, TypeError, InvalidSignature)


def emitido_por(certificado: x509.Certificate, emisor: x509.Certificate) -> bool:
    """Whether the certificate names that issuer, and its key signed it."""
    try:
        if certificado.issuer != emisor.subject:
            return False
        certificado.verify_directly_issued_by(emisor)
    except _NO_CONSTA:
        return False
    return True


def responde_de(cuerpo: bytes, certificado: x509.Certificate, emisor: x509.Certificate) -> bool:
    """Whether an OCSP answer (DER) tells the state of the certificate, signed by its issuer or by whom the issuer certified (RFC 6960,
    2.2). What the delegate may do, and until when the answer serves, is judged with the path."""
    return _SABIDAS.de(
        (sha256(cuerpo).digest(), certificado, emisor), lambda: _responde_de(cuerpo, certificado, emisor)
    )


def _responde_de(cuerpo: bytes, certificado: x509.Certificate, emisor: x509.Certificate) -> bool:
    try:
        respuesta = ocsp.load_der_ocsp_response(cuerpo)
        if respuesta.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return False
        if all(una.serial_number != certificado.serial_number for una in respuesta.responses):
            return False
        delegados = [c for c in respuesta.certificates if emitido_por(c, emisor)]
        return any(_firmada_por(cuerpo, quien) for quien in (emisor, *delegados))
    except _NO_CONSTA:
        return False


def _firmada_por(cuerpo: bytes, quien: x509.Certificate) -> bool:
    # Slow to load, and most processes never ask
    from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

    basica = OCSPResponse.load(cuerpo).basic_ocsp_response
    clave = quien.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    try:
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
            basica["signature"].native,
            basica["tbs_response_data"].dump(),
            PublicKeyInfo.load(clave),
            basica["signature_algorithm"],
        )
    except (AssertionError, *_NO_CONSTA):  # asserted: that the key is of the kind that the algorithm says
        return False
    return True


def lista_de(cuerpo: bytes, emisor: x509.Certificate) -> bool:
    """Whether a revocation list (DER) names that issuer, and its key signed it (RFC 5280, 5)."""
    return _SABIDAS.de((sha256(cuerpo).digest(), emisor), lambda: _lista_de(cuerpo, emisor))


def _lista_de(cuerpo: bytes, emisor: x509.Certificate) -> bool:
    try:
        lista = x509.load_der_x509_crl(cuerpo)
        return lista.issuer == emisor.subject and lista.is_signature_valid(emisor.public_key())  # type: ignore[arg-type]
    except _NO_CONSTA:
        return False
