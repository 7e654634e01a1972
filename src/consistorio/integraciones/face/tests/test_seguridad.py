"""What a message is worth: of whom it is, of now, whole, and not another one moved aside."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest
from lxml import etree

from consistorio.integraciones.face.mensajes import SOAP, Elemento, leer, peticion
from consistorio.integraciones.face.seguridad import DS, WSSE, WSU, FirmaRota, firmar, verificar
from consistorio.integraciones.face.simulador.mano import mano_de_prueba
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import RelojSistema

AHORA = RelojSistema().ahora()
VALIDEZ = timedelta(minutes=5)
MANO = mano_de_prueba()


def firmado() -> Elemento:
    raiz = peticion("descargarFactura", {"numeroRegistro": "1"})
    firmar(raiz, MANO, ahora=AHORA, validez=VALIDEZ)
    return leer(etree.tostring(raiz))


def test_it_is_believed_when_it_is_whole_of_whom_it_should_be_and_of_now(casa_que_firma: Servidor) -> None:
    verificar(firmado(), MANO.certificado, ahora=AHORA)
    for tarde in (-timedelta(minutes=6), VALIDEZ + timedelta(minutes=6)):
        with pytest.raises(FirmaRota, match="of now"):
            verificar(firmado(), MANO.certificado, ahora=AHORA + tarde)
    con_rsa = peticion("descargarFactura", {"numeroRegistro": "1"})
    rsa = casa_que_firma.pki.mano("ciudadania/12345678Z")
    firmar(con_rsa, rsa, ahora=AHORA, validez=VALIDEZ)
    verificar(leer(etree.tostring(con_rsa)), rsa.certificado, ahora=AHORA)
    for otro in (mano_de_prueba().certificado, rsa.certificado):
        with pytest.raises(FirmaRota):
            verificar(firmado(), otro, ahora=AHORA)


def test_what_was_changed_is_not_believed() -> None:
    raiz = firmado()
    raiz[1][0][0].text = "2"
    with pytest.raises(FirmaRota, match="Body"):
        verificar(raiz, MANO.certificado, ahora=AHORA)

    raiz = firmado()  # the signed body aside, and another one in its place
    aparte, cuerpo = etree.SubElement(raiz[0], "aparte"), raiz[1]
    falso = copy.deepcopy(cuerpo)
    falso[0][0].text = "2"
    aparte.append(cuerpo)
    raiz.append(falso)
    with pytest.raises(FirmaRota, match="Body"):
        verificar(raiz, MANO.certificado, ahora=AHORA)

    raiz = firmado()
    raiz.append(copy.deepcopy(raiz[1]))
    with pytest.raises(FirmaRota):
        verificar(raiz, MANO.certificado, ahora=AHORA)

    for que in (f".//{{{DS}}}Signature", f".//{{{DS}}}Reference", f"{{{SOAP}}}Header/{{{WSSE}}}Security"):
        raiz = firmado()
        nodo = raiz.find(que)
        assert nodo is not None
        padre = nodo.getparent()
        assert padre is not None
        padre.remove(nodo)
        with pytest.raises(FirmaRota):
            verificar(raiz, MANO.certificado, ahora=AHORA)

    raiz = firmado()  # later than it says
    caduca = raiz.find(f".//{{{WSU}}}Expires")
    assert caduca is not None
    caduca.text = "2099-01-01T00:00:00Z"
    with pytest.raises(FirmaRota, match="Timestamp"):
        verificar(raiz, MANO.certificado, ahora=AHORA)


@pytest.mark.parametrize(
    "nada", [b"", b"hola", b"<a/>", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>']
)
def test_what_is_no_message_is_refused(nada: bytes) -> None:
    with pytest.raises(ValueError, match="not"):
        leer(nada)
