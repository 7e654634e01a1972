"""Reports on XML signatures: ours, those of another library, altered ones, wrapping, what is not understood."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from consistorio.documental.firma import xades
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.tests.conftest import AHORA
from consistorio.documental.firma.tests.test_formatos import XML, firmar_xml
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.documental.firma.validacion_xml import firmas_de, leer_xml, validar_xml
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.tsa.http import RevocacionHttp


@pytest.fixture
def criterio(pki: Pki, revocacion_http: RevocacionHttp) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1), revocacion_http)


def como_bytes(raiz: etree._Element) -> bytes:
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")


@pytest.mark.parametrize("referencias", [["CONTENIDO"], [""], ["CONTENIDO", ""]])
def test_ours_is_valid_and_says_what_it_covers(pki: Pki, criterio: Criterio, referencias: list[str]) -> None:
    xml = como_bytes(firmar_xml(pki, referencias))
    informe = validar_xml(xml, criterio)
    assert informe.veredicto is Veredicto.VALIDA, informe.lineas()
    raiz = leer_xml(xml)
    [firma] = firmas_de(raiz, criterio)
    assert firma.todo is ("" in referencias)
    assert [n.get("Id") for n in firma.cubre if n is not raiz] == [r for r in referencias if r]


def test_with_a_time_stamp_it_is_b_t(pki: Pki, criterio: Criterio, tsa_http: Autoridad) -> None:
    raiz = firmar_xml(pki, ["CONTENIDO"])
    firma = raiz.find(f".//{{{xades.DS}}}Signature")
    assert firma is not None
    xades.sellar_tiempo(firma, tsa_http)
    [juzgada] = validar_xml(como_bytes(raiz), criterio).firmas
    assert (juzgada.veredicto, juzgada.nivel) == (Veredicto.VALIDA, "B-T")
    assert juzgada.sellada_el is not None


PLANTILLA = f"""<ds:Signature xmlns:ds="{xades.DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="ALG"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI=""><ds:Transforms>
<ds:Transform Algorithm="{xades.ENVUELTA}"/><ds:Transform Algorithm="ALG"/></ds:Transforms>
<ds:DigestMethod Algorithm="{xades.SHA256}"/><ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>
<ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>"""


@pytest.mark.parametrize(
    "algoritmo", ["http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2006/12/xml-c14n11", xades.C14N]
)
def test_what_another_program_signs_is_understood(pki: Pki, criterio: Criterio, algoritmo: str, tmp_path: Path) -> None:
    if shutil.which("xmlsec1") is None:
        pytest.skip("NOT RUN: xmlsec1 is not installed")
    raiz = etree.fromstring(XML)
    raiz.append(etree.fromstring(PLANTILLA.replace("ALG", algoritmo)))
    tmp_path.joinpath("plantilla.xml").write_bytes(etree.tostring(raiz))
    claves = ",".join(str(pki.carpeta / f) for f in ("sello.key", "sello.pem", "emisora.pem"))
    orden: list[str | Path] = [
        "xmlsec1",
        "--sign",
        "--privkey-pem",
        claves,
        "--output",
        tmp_path / "firmado.xml",
        tmp_path / "plantilla.xml",
    ]
    assert subprocess.run(orden, check=False, capture_output=True).returncode == 0
    firmado = tmp_path.joinpath("firmado.xml").read_bytes()
    assert validar_xml(firmado, criterio).veredicto is Veredicto.VALIDA
    assert validar_xml(firmado.replace(b"efecto", b"afecto"), criterio).veredicto is Veredicto.NO_VALIDA


@pytest.mark.parametrize(
    "ruta", [".//{urn:i}doc", f".//{{{xades.XADES}}}SigningTime", f".//{{{xades.XADES}}}ClaimedRole"]
)
def test_what_changed_is_refused(pki: Pki, criterio: Criterio, ruta: str) -> None:
    raiz = firmar_xml(pki, ["CONTENIDO"])
    nodo = raiz.find(ruta)
    assert nodo is not None
    nodo.text = f"{nodo.text}x"
    informe = validar_xml(como_bytes(raiz), criterio)
    assert informe.veredicto is Veredicto.NO_VALIDA
    assert "alterado" in informe.lineas()[0]


def test_a_repeated_id_is_not_believed(pki: Pki, criterio: Criterio) -> None:
    raiz = firmar_xml(pki, ["CONTENIDO"])
    etree.SubElement(raiz, "{urn:i}contenido", Id="CONTENIDO").text = "otra cosa"
    informe = validar_xml(como_bytes(raiz), criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "repetido" in informe.lineas()[0]


def test_the_named_certificate_must_be_the_one_that_signed(pki: Pki, criterio: Criterio) -> None:
    buena = firmar_xml(pki, ["CONTENIDO"])
    nodo = buena.find(f".//{{{xades.DS}}}X509Certificate")
    otro = firmar_xml(pki, ["CONTENIDO"], pki.mano("ciudadania/12345678Z")).find(f".//{{{xades.DS}}}X509Certificate")
    assert nodo is not None
    assert otro is not None
    nodo.text = otro.text
    assert validar_xml(como_bytes(buena), criterio).veredicto is Veredicto.NO_VALIDA


@pytest.mark.parametrize(
    ("xml", "texto"),
    [
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "DOCTYPE"),
        (b"<a><b></a>", "no se puede leer"),
        (b"<a/>", "ninguna firma"),
        (b'<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>', "certificado de quien firma"),
    ],
)
def test_what_cannot_be_judged_says_why(criterio: Criterio, xml: bytes, texto: str) -> None:
    informe = validar_xml(xml, criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert texto in informe.lineas()[0]


def test_weak_algorithms_are_not_accepted(pki: Pki, criterio: Criterio) -> None:
    xml = como_bytes(firmar_xml(pki, ["CONTENIDO"])).replace(b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1")
    assert "no es seguro" in validar_xml(xml, criterio).lineas()[0]
