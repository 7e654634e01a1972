"""What the demo authority answers: time stamps (RFC 3161), OCSP (RFC 6960) and lists (RFC 5280). The machine's clock dates them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from asn1crypto import cms as asn1
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from consistorio.documental.firma.cms import TST_INFO, Firmador, entero, secuencia, tlv
from consistorio.integraciones.pki_demo.autoridad import Pki

POLITICA = "1.3.6.1.4.1.99999.1.1"
VIGENCIA_OCSP = timedelta(hours=1)
VIGENCIA_CRL = timedelta(days=1)
_BAD_ALG, _BAD_DATA_FORMAT = 0, 5
_RESUMENES = {"sha256", "sha384", "sha512"}


def sellar_tiempo(peticion: bytes, pki: Pki) -> bytes:
    """DER TimeStampResp to a DER TimeStampReq; a rejection when it is malformed or uses a weak hash."""
    try:
        pedido = tsp.TimeStampReq.load(peticion, strict=True)
        imprenta = pedido["message_imprint"]
        algoritmo = imprenta["hash_algorithm"]["algorithm"].native
        resumen = imprenta["hashed_message"].native
        numero = pedido["nonce"].native
    except (ValueError, TypeError):
        return _rechazo(_BAD_DATA_FORMAT)
    if algoritmo not in _RESUMENES or len(resumen) * 8 != int(algoritmo[3:]):
        return _rechazo(_BAD_ALG)
    info = {
        "version": "v1",
        "policy": POLITICA,
        "message_imprint": imprenta,
        "serial_number": secrets.randbits(63),
        "gen_time": datetime.now(UTC),
        "accuracy": {"seconds": 1},
    }
    if numero is not None:
        info["nonce"] = numero
    firmador = Firmador(pki.mano("tsa"))
    ficha = firmador.envolvente(tsp.TSTInfo(info).dump(), tipo=TST_INFO, momento=datetime.now(UTC))
    respuesta = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": asn1.ContentInfo.load(ficha)})
    return bytes(respuesta.dump())


def _rechazo(motivo: int) -> bytes:
    """A rejection (status 2) with one bit of PKIFailureInfo set; by hand, because asn1crypto demands a token even here."""
    bits = tlv(0x03, bytes((7 - motivo, 0x80 >> motivo)))
    return secuencia(secuencia(entero(2), bits))


def responder_ocsp(peticion: bytes, pki: Pki) -> bytes:
    """DER OCSPResponse, signed by the delegated responder, for certificates of the issuer."""
    try:
        pedido = ocsp.load_der_ocsp_request(peticion)
    except ValueError:
        return _fallo_ocsp(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    emisora, mano = pki.emisora.certificado, pki.mano("ocsp")
    if not _pregunta_por(emisora, pedido):
        return _fallo_ocsp(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    ahora = datetime.now(UTC).replace(microsecond=0)
    revocado = pki.revocados().get(pedido.serial_number)
    constructor = (
        ocsp.OCSPResponseBuilder()
        .add_response_by_hash(
            pedido.issuer_name_hash,
            pedido.issuer_key_hash,
            pedido.serial_number,
            pedido.hash_algorithm,
            ocsp.OCSPCertStatus.REVOKED if revocado else ocsp.OCSPCertStatus.GOOD,
            ahora,
            ahora + VIGENCIA_OCSP,
            revocado,
            x509.ReasonFlags.key_compromise if revocado else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, mano.certificado)
        .certificates([mano.certificado])
    )
    for extension in pedido.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            constructor = constructor.add_extension(extension.value, critical=False)
    return constructor.sign(mano.clave, hashes.SHA256()).public_bytes(Encoding.DER)


def _pregunta_por(emisora: x509.Certificate, pedido: ocsp.OCSPRequest) -> bool:
    nombre = hashes.Hash(pedido.hash_algorithm)
    nombre.update(emisora.subject.public_bytes())
    return nombre.finalize() == pedido.issuer_name_hash


def _fallo_ocsp(estado: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(estado).public_bytes(Encoding.DER)


def lista(nombre: str, pki: Pki) -> bytes:
    """DER CertificateList of `raiz` or `emisora`."""
    mano = pki.raiz if nombre == "raiz" else pki.emisora
    ahora = datetime.now(UTC).replace(microsecond=0)
    constructor = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(mano.certificado.subject)
        .last_update(ahora)
        .next_update(ahora + VIGENCIA_CRL)
        .add_extension(x509.CRLNumber(int(ahora.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
                mano.certificado.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
            ),
            critical=False,
        )
    )
    for serie, cuando in pki.revocados().items() if nombre == "emisora" else ():
        constructor = constructor.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serie)
            .revocation_date(cuando)
            .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
            .build()
        )
    return constructor.sign(mano.clave, hashes.SHA256()).public_bytes(Encoding.DER)
