"""What the fuzz of `pruebas/hostil` found and was mended, and the input made by hand to do harm: each is refused or taken, in words."""

from __future__ import annotations

import base64
import io
import re
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from pruebas.hostil.bombas import certificados, con_certificado, pdfs, referencias, tabla_comprimida, xmls

from consistorio.documental.documentos.estampado import Estampa, estampar, porque_no_es_un_escaneo
from consistorio.documental.firma.certificados import Confianza, Estado, juzgar
from consistorio.documental.firma.tests.conftest import AHORA, pki
from consistorio.documental.firma.tests.test_formatos import firmar_xml
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.documental.firma.validacion_fichero import validar_fichero
from consistorio.documental.firma.validacion_xml import TRABAJO_MAXIMO, validar_xml
from consistorio.integraciones.certificado.validacion import CertificadoRechazado, validar
from consistorio.integraciones.clave.sp import ProveedorServicio
from consistorio.integraciones.clave.tipos import RespuestaRechazada
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.almacen.models import Reparo
from consistorio.plataforma.almacen.pdf import INFLADO_MAXIMO, abrir
from consistorio.plataforma.almacen.recepcion import reparo_de
from consistorio.servicios.archivo.eni.escritura import documento_xml, expediente_xml
from consistorio.servicios.archivo.eni.firmas import JuezEni
from consistorio.servicios.archivo.eni.lectura import analizar
from consistorio.servicios.archivo.eni.tipos import FirmaEni
from consistorio.servicios.archivo.eni.validacion import validar as validar_eni
from consistorio.servicios.archivo.tests.test_eni import documento, expediente, firmante, indizado
from tests.contratos.fuentes import FUENTES, ficheros

__all__ = ["pki"]
PDFS = pdfs(megas=1)
ESTAMPA = Estampa("Ayuntamiento", "7KQ2-M9XD-4RTH-BW8C-Z3NK", "https://sede.example/verificar", ("Copia",))


@pytest.fixture
def criterio(pki: Pki) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1))


def test_a_small_pdf_does_not_take_the_memory_of_the_house(tmp_path: Path) -> None:
    fichero = tmp_path / "bomba.pdf"
    fichero.write_bytes(tabla_comprimida(INFLADO_MAXIMO // 2**20 + 1))
    assert fichero.stat().st_size < 100_000
    assert reparo_de(fichero, "application/pdf") == Reparo.INCOMPLETO
    with abrir(fichero) as pdf:
        assert any("memory limit exceeded" in str(aviso) for aviso in pdf.get_warnings())


def test_every_pdf_from_outside_is_opened_where_the_limits_are() -> None:
    """`firma/pades.py` and the rest read with `almacen.pdf.abrir`; what the house itself wrote is read by `cli.recorrido`."""
    otros = [
        str(fichero.relative_to(FUENTES))
        for fichero in ficheros()
        if "pikepdf.open(" in fichero.read_text(encoding="utf-8")
    ]
    assert otros == ["consistorio/cli/recorrido/entrega.py", "consistorio/plataforma/almacen/pdf.py"]


@pytest.mark.parametrize("nombre", PDFS)
def test_a_pdf_that_is_badly_made_is_copied_or_refused_and_its_signatures_told(
    nombre: str, criterio: Criterio, tmp_path: Path
) -> None:
    destino, pdf = tmp_path / "copia.pdf", PDFS[nombre]
    try:
        estampar(io.BytesIO(pdf), destino, ESTAMPA, campo="sello")
        assert destino.read_bytes().startswith(b"%PDF")
    except DatosIncorrectos:
        pass  # said in words: its page is 422
    porque_no_es_un_escaneo(io.BytesIO(pdf))
    assert validar_fichero(io.BytesIO(pdf), criterio).veredicto is not Veredicto.VALIDA


@pytest.mark.parametrize("nombre", [n for n in xmls() if n != "hondo"])
def test_an_answer_of_clave_that_is_any_xml_is_refused(nombre: str) -> None:
    sp = ProveedorServicio("http://localhost", Path("x"), Path("x"), Path("x"), "")
    with pytest.raises(RespuestaRechazada) as error:
        sp.juzgar(base64.b64encode(xmls()[nombre]).decode(), abierta=lambda _p: True)
    assert error.value.codigo == "forma"


@pytest.mark.parametrize(
    "algoritmo",
    ["2001/04/xmldsig-more#hmac-sha256", "2001/04/xmldsig-more#rsa-md5", "2000/09/xmldsig#rsa-sha1", "", "otro"],
)
def test_an_answer_of_clave_is_signed_with_what_is_admitted_or_is_not_read(algoritmo: str) -> None:
    xml = (
        f'<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" InResponseTo="_{"0" * 32}">'
        '<d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:SignedInfo>'
        f'<d:SignatureMethod Algorithm="http://www.w3.org/{algoritmo}"/></d:SignedInfo></d:Signature></p:Response>'
    )
    sp = ProveedorServicio("http://localhost", Path("x"), Path("x"), Path("x"), "")
    with pytest.raises(RespuestaRechazada) as error:
        sp.juzgar(base64.b64encode(xml.encode()).decode(), abierta=lambda _p: True)
    assert error.value.codigo == "firma"


def malos(pki: Pki) -> dict[str, bytes]:
    return certificados(pki.mano("sello").certificado.public_bytes(Encoding.DER))


def test_a_certificate_that_cannot_be_read_identifies_nobody_and_makes_no_signature_valid(
    pki: Pki, criterio: Criterio
) -> None:
    leidos = 0
    xml = etree.tostring(firmar_xml(pki, ["CONTENIDO"]))
    for nombre, der in malos(pki).items():
        assert validar_xml(con_certificado(xml, der), criterio).veredicto is not Veredicto.VALIDA, nombre
        try:
            certificado = x509.load_der_x509_certificate(der)
        except ValueError:
            continue
        leidos += 1
        assert juzgar(certificado, [], criterio.confianza, momento=criterio.momento).estado is not Estado.VALIDO, nombre
        with pytest.raises(CertificadoRechazado):
            validar(
                certificado,
                [pki.emisora.certificado],
                raices=[pki.raiz.certificado],
                revocacion=RevocacionHttp(),
                ahora=criterio.momento,
            )
    assert leidos > 4


def test_an_xml_without_a_canonical_form_is_no_valid_signature(pki: Pki, criterio: Criterio) -> None:
    xml = etree.tostring(firmar_xml(pki, ["CONTENIDO", ""]))
    raro = re.sub(rb"^<([^ >]+)", rb'<\1 xmlns:r="relativo/x"', xml)
    assert validar_xml(raro, criterio).veredicto is Veredicto.NO_VALIDA


def test_an_xml_that_says_to_sign_itself_thousands_of_times_is_not_tried(pki: Pki, criterio: Criterio) -> None:
    xml = referencias(etree.tostring(firmar_xml(pki, ["CONTENIDO"])), 900, TRABAJO_MAXIMO // 900)
    informe = validar_xml(xml, criterio)
    assert informe.enorme
    assert informe.ilegible
    assert validar_xml(referencias(etree.tostring(firmar_xml(pki, ["CONTENIDO"])), 1001, 1), criterio).enorme


def test_a_package_that_says_to_be_signed_thousands_of_times_is_not_tried(
    servidor_pki: Servidor, criterio: Criterio
) -> None:
    """Each XML signature reads the whole tree for each of its references; each detached one, the whole content."""
    mucho = referencias(
        expediente_xml(expediente(indizado(documento(1), 1)), firmante(servidor_pki)), 900, TRABAJO_MAXIMO // 900
    )  # type: ignore[arg-type]
    muchas = documento_xml(documento(1, firmas=(FirmaEni("TF04", base64="QUJD"),) * 1001))
    for exigir in (False, True):
        juez = JuezEni(criterio, exigir=exigir)
        for problemas in (juez(analizar(mucho), nullcontext), validar_eni(muchas, firmas=juez)):
            assert [(p.grave, "tantas firmas" in p.mensaje) for p in problemas] == [(exigir, True)]
