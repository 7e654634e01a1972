"""What an issuer signed: its certificates, its answers about revocation and its lists."""

from __future__ import annotations

from hashlib import sha256

from asn1crypto.keys import PublicKeyInfo
from asn1crypto.ocsp import BasicOCSPResponse, OCSPResponse
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from consistorio.nucleo.recordado import Recordado

# A certificate is read when it is asked: it loads well, and what it says of itself may be nonsense
MAL_HECHO = (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, UnsupportedAlgorithm)
# The same answers serve for an hour, and the same lists for a day
_RESPUESTAS: Recordado[bytes] = Recordado()
_LISTAS: Recordado[bool] = Recordado()
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


def respuesta_de(cuerpo: bytes, certificado: x509.Certificate, emisor: x509.Certificate) -> bytes:
    """An OCSP answer (DER) about the state of the certificate, with nothing in it but what its issuer, or whom the issuer delegated for that,
    signed and the delegate's certificate (RFC 6960, 2.2 and 4.2.2.2); empty when it is none. Until when it serves is judged with the path.

    The certificates that come in an answer are covered by no signature: anybody on the way may add what confuses who reads it.
    """
    return _RESPUESTAS.de(
        (sha256(cuerpo).digest(), certificado, emisor), lambda: _respuesta_de(cuerpo, certificado, emisor)
    )


def _respuesta_de(cuerpo: bytes, certificado: x509.Certificate, emisor: x509.Certificate) -> bytes:
    try:
        respuesta = ocsp.load_der_ocsp_response(cuerpo)
        if respuesta.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return b""
        if all(una.serial_number != certificado.serial_number for una in respuesta.responses):
            return b""
        basica = OCSPResponse.load(cuerpo).basic_ocsp_response
        if _firmada_por(basica, emisor):
            return _con_solo(basica)
        delegados = [c for c in respuesta.certificates if _delegado(c, emisor)]
        return next((_con_solo(basica, quien) for quien in delegados if _firmada_por(basica, quien)), b"")
    except _NO_CONSTA:
        return b""


def _delegado(certificado: x509.Certificate, emisor: x509.Certificate) -> bool:
    """Whether the issuer certified it to answer in its name, and not only to sign documents."""
    if not emitido_por(certificado, emisor):
        return False
    try:
        usos = certificado.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usos


def _firmada_por(basica: BasicOCSPResponse, quien: x509.Certificate) -> bool:
    # Slow to load, and most processes never ask
    from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

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


def _con_solo(basica: BasicOCSPResponse, *quien: x509.Certificate) -> bytes:
    """The same answer with those certificates and no other."""
    partes = {campo: basica[campo] for campo in ("tbs_response_data", "signature_algorithm", "signature")}
    if quien:
        partes["certs"] = [Certificate.load(c.public_bytes(Encoding.DER)) for c in quien]
    contenido = {"response_type": "basic_ocsp_response", "response": BasicOCSPResponse(partes)}
    return bytes(OCSPResponse({"response_status": "successful", "response_bytes": contenido}).dump())


def lista_de(cuerpo: bytes, emisor: x509.Certificate) -> bool:
    """Whether a revocation list (DER) names that issuer, and its key signed it (RFC 5280, 5)."""
    return _LISTAS.de((sha256(cuerpo).digest(), emisor), lambda: _lista_de(cuerpo, emisor))


def _lista_de(cuerpo: bytes, emisor: x509.Certificate) -> bool:
    try:
        lista = x509.load_der_x509_crl(cuerpo)
        return lista.issuer == emisor.subject and lista.is_signature_valid(emisor.public_key())  # type: ignore[arg-type]
    except _NO_CONSTA:
        return False
