"""What does not come from the issuer is no answer about revocation: it is neither used nor given again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from asn1crypto import ocsp as asn1
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtensionOID

from consistorio.documental.firma.certificados import Confianza, Estado, juzgar
from consistorio.documental.firma.emisores import lista_de, respuesta_de
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.revocacion import CacheRevocacion, reunir
from consistorio.documental.firma.tests.conftest import AHORA
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.respuestas import lista
from consistorio.integraciones.tsa.http import RevocacionHttp

Danar = Callable[[bytes], bytes]


class Danada(RevocacionHttp):
    """What comes from the network, spoilt on its way while `danar` is there."""

    def __init__(self, danar: Danar) -> None:
        self.danar: Danar | None = danar
        self.pedidas = 0

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        return self._llega(super().ocsp(direccion, peticion))

    def crl(self, direccion: str) -> bytes:
        return self._llega(super().crl(direccion))

    def _llega(self, cuerpo: bytes) -> bytes:
        self.pedidas += 1
        return self.danar(cuerpo) if self.danar else cuerpo


def media(cuerpo: bytes) -> bytes:
    return cuerpo[: len(cuerpo) // 2]


def firma_cambiada(cuerpo: bytes) -> bytes:
    return cuerpo[:-1] + bytes([cuerpo[-1] ^ 1])


def clave_sin_fin(cuerpo: bytes) -> bytes:
    """Whole but for a length inside the certificate that it carries: it loads, and breaks who reads that key (found by the simulator)."""
    try:
        quien = ocsp.load_der_ocsp_response(cuerpo).certificates[0]
    except ValueError:
        return firma_cambiada(cuerpo)
    clave = quien.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    donde = cuerpo.index(clave) + 22  # the high byte of the length of its bits
    return cuerpo[:donde] + bytes([cuerpo[donde] ^ 0x40]) + cuerpo[donde + 1 :]


@pytest.mark.parametrize("danar", [media, firma_cambiada, clave_sin_fin])
def test_rubbish_is_not_believed_and_the_next_answer_is(pki: Pki, danar: Danar) -> None:
    mano, confianza = pki.mano("sello"), Confianza((pki.raiz.certificado,))
    red = Danada(danar)
    cache = CacheRevocacion(red)

    def estado() -> Estado:
        return juzgar(mano.certificado, mano.cadena, confianza, momento=AHORA, revocacion=cache).estado

    assert estado() is Estado.SIN_COMPROBAR
    assert reunir([mano.certificado, *mano.cadena, pki.raiz.certificado], cache) == Material()
    red.danar = None
    assert estado() is Estado.VALIDO
    pedidas = red.pedidas
    assert (estado(), red.pedidas) == (Estado.VALIDO, pedidas)


def _con_certificado(otro: x509.Certificate, *, delante: bool) -> Danar:
    """What anybody on the way may do: the certificates of an answer are under no signature."""

    def anadir(cuerpo: bytes) -> bytes:
        try:
            ocsp.load_der_ocsp_response(cuerpo)
        except ValueError:
            return cuerpo
        respuesta = asn1.OCSPResponse.load(cuerpo)
        basica = respuesta.basic_ocsp_response
        suyos, nuevo = list(basica["certs"]), asn1_x509.Certificate.load(otro.public_bytes(Encoding.DER))
        partes = {c: basica[c] for c in ("tbs_response_data", "signature_algorithm", "signature")}
        partes["certs"] = [nuevo, *suyos] if delante else [*suyos, nuevo]
        dentro = {"response_type": "basic_ocsp_response", "response": asn1.BasicOCSPResponse(partes)}
        return bytes(asn1.OCSPResponse({"response_status": "successful", "response_bytes": dentro}).dump())

    return anadir


def _falso(nombre: x509.Name, *extensiones: x509.ExtensionType) -> x509.Certificate:
    """Of nobody, with that name."""
    clave = ec.generate_private_key(ec.SECP256R1())
    hecho = x509.CertificateBuilder(nombre, nombre, clave.public_key(), 7, AHORA, AHORA + timedelta(days=1))
    for extension in extensiones:
        hecho = hecho.add_extension(extension, critical=False)
    return hecho.sign(clave, SHA256())


@pytest.mark.parametrize("delante", [True, False])
@pytest.mark.parametrize("que", ["rubbish in an extension", "the name of the delegate"])
def test_what_is_added_to_an_answer_is_left_out_of_it(pki: Pki, que: str, delante: bool) -> None:
    mano, confianza = pki.mano("sello"), Confianza((pki.raiz.certificado,))
    camino = [mano.certificado, *mano.cadena, pki.raiz.certificado]
    [buena] = reunir(camino[:2], RevocacionHttp()).ocsps
    delegado = ocsp.load_der_ocsp_response(buena).certificates[0]
    basura = x509.UnrecognizedExtension(ExtensionOID.SUBJECT_KEY_IDENTIFIER, b"\x04\x82\x41\x00")
    falso = _falso(delegado.subject, *([basura] if que.startswith("rubbish") else []))
    red = Danada(_con_certificado(falso, delante=delante))
    cache = CacheRevocacion(red)
    juicio = juzgar(mano.certificado, mano.cadena, confianza, momento=AHORA, revocacion=cache)
    assert juicio.estado is Estado.VALIDO
    for respuesta in reunir(camino, cache).ocsps:
        assert [c.serial_number for c in ocsp.load_der_ocsp_response(respuesta).certificates] == [
            delegado.serial_number
        ]


def respondida(pki: Pki, por: str, *, hasta: timedelta) -> bytes:
    """That the organ's seal is good, signed by somebody of the same authority."""
    quien = pki.mano(por)
    constructor = ocsp.OCSPResponseBuilder().add_response(
        cert=pki.mano("sello").certificado,
        issuer=pki.emisora.certificado,
        algorithm=SHA256(),
        cert_status=ocsp.OCSPCertStatus.GOOD,
        this_update=AHORA - timedelta(days=1),
        next_update=AHORA + hasta,
        revocation_time=None,
        revocation_reason=None,
    )
    constructor = constructor.responder_id(ocsp.OCSPResponderEncoding.HASH, quien.certificado)
    firmada = constructor.certificates([quien.certificado]).sign(quien.clave, SHA256())
    return firmada.public_bytes(Encoding.DER)


def test_only_whom_the_issuer_delegated_answers_for_it(pki: Pki) -> None:
    suyo, emisora = pki.mano("sello").certificado, pki.emisora.certificado
    assert respuesta_de(respondida(pki, "ocsp", hasta=timedelta(days=1)), suyo, emisora)
    assert respuesta_de(respondida(pki, "ciudadania/12345678Z", hasta=timedelta(days=1)), suyo, emisora) == b""


def test_an_answer_that_is_past_its_end_is_none_and_the_list_is_asked_for(pki: Pki) -> None:
    pasada = respondida(pki, "ocsp", hasta=-timedelta(hours=1))
    red = Danada(lambda cuerpo: pasada if _es_ocsp(cuerpo) else cuerpo)
    material = reunir([pki.mano("sello").certificado, pki.emisora.certificado], red)
    assert (material.ocsps, len(material.crls)) == ((), 1)


def _es_ocsp(cuerpo: bytes) -> bool:
    try:
        ocsp.load_der_ocsp_response(cuerpo)
    except ValueError:
        return False
    return True


def test_rubbish_inside_a_signature_does_not_break_who_judges_it(pki: Pki) -> None:
    mano, camino = pki.mano("sello"), [*pki.mano("sello").cadena, pki.raiz.certificado]
    bueno = reunir([mano.certificado, *camino], RevocacionHttp())
    malo = Material(certificados=(b"0\x00",), ocsps=tuple(map(clave_sin_fin, bueno.ocsps)), crls=(b"0\x00",))

    def estado(material: Material, revocacion: RevocacionHttp | None = None) -> Estado:
        confianza = Confianza((pki.raiz.certificado,))
        return juzgar(
            mano.certificado, mano.cadena, confianza, momento=AHORA, material=material, revocacion=revocacion
        ).estado

    assert estado(malo) is Estado.SIN_COMPROBAR
    assert estado(malo, RevocacionHttp()) is Estado.VALIDO
    assert estado(malo + bueno) is Estado.VALIDO  # who adds rubbish takes nothing away


def test_an_answer_is_of_the_certificate_that_was_asked_about_and_a_list_of_its_issuer(pki: Pki) -> None:
    sello, otra = pki.mano("sello").certificado, pki.mano("ciudadania/12345678Z").certificado
    emisora, raiz = pki.emisora.certificado, pki.raiz.certificado
    (respuesta,) = reunir([sello, emisora], RevocacionHttp()).ocsps
    assert respuesta_de(respuesta, sello, emisora) == respuesta
    assert respuesta_de(respuesta, otra, emisora) == b""
    assert respuesta_de(respuesta, sello, raiz) == b""
    assert lista_de(lista("emisora", pki), emisora)
    assert not lista_de(lista("emisora", pki), raiz)
    assert not lista_de(firma_cambiada(lista("emisora", pki)), emisora)
    assert x509.load_der_x509_crl(lista("emisora", pki)).issuer == emisora.subject
