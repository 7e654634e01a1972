"""What does not come from the issuer is no answer about revocation: it is neither used nor given again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from consistorio.documental.firma.certificados import Confianza, Estado, juzgar
from consistorio.documental.firma.emisores import lista_de, responde_de
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


def test_rubbish_inside_a_signature_does_not_break_who_judges_it(pki: Pki) -> None:
    mano, camino = pki.mano("sello"), [*pki.mano("sello").cadena, pki.raiz.certificado]
    bueno = reunir([mano.certificado, *camino], RevocacionHttp())
    malo = Material(ocsps=tuple(map(clave_sin_fin, bueno.ocsps)))

    def estado(revocacion: RevocacionHttp | None) -> Estado:
        confianza = Confianza((pki.raiz.certificado,))
        return juzgar(
            mano.certificado, mano.cadena, confianza, momento=AHORA, material=malo, revocacion=revocacion
        ).estado

    assert estado(None) is Estado.SIN_COMPROBAR
    assert estado(RevocacionHttp()) is Estado.VALIDO


def test_an_answer_is_of_the_certificate_that_was_asked_about_and_a_list_of_its_issuer(pki: Pki) -> None:
    sello, otra = pki.mano("sello").certificado, pki.mano("ciudadania/12345678Z").certificado
    emisora, raiz = pki.emisora.certificado, pki.raiz.certificado
    (respuesta,) = reunir([sello, emisora], RevocacionHttp()).ocsps
    assert responde_de(respuesta, sello, emisora)
    assert not responde_de(respuesta, otra, emisora)
    assert not responde_de(respuesta, sello, raiz)
    assert lista_de(lista("emisora", pki), emisora)
    assert not lista_de(lista("emisora", pki), raiz)
    assert not lista_de(firma_cambiada(lista("emisora", pki)), emisora)
    assert x509.load_der_x509_crl(lista("emisora", pki)).issuer == emisora.subject
