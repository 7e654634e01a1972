"""What comes in signed gets its report: every state, in every format, with certificates of the demo authority."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree

from consistorio.documental.firma import xades
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import DATOS, Firmador
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, alterar, pdf_con_campos
from consistorio.documental.firma.tests.en_memoria import validar_fichero
from consistorio.documental.firma.tests.falsificador import FIRMA, cofirmada, hacer, nombre
from consistorio.documental.firma.tsa import Autoridad
from consistorio.documental.firma.validacion import Criterio, Veredicto
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, sujeto_persona
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.plataforma.almacen.recepcion import tipo_de

ANA, TEXTO = "ciudadania/12345678Z", b"Solicito la licencia"


@pytest.fixture
def criterio(pki: Pki, revocacion_http: RevocacionHttp) -> Criterio:
    return Criterio(Confianza((pki.raiz.certificado,)), AHORA + timedelta(minutes=1), revocacion_http)


def en_pdf(manos: Sequence[ManoSoftware]) -> bytes:
    campos = [f"f{n}" for n in range(len(manos))]
    pdf = pdf_con_campos(*campos, texto="Solicito la licencia")
    for campo, mano in zip(campos, manos, strict=True):
        pdf = pades.firmar(pdf, pades.Firma(campo, AHORA), Firmador(mano))
    return pdf


def en_csig(manos: Sequence[ManoSoftware]) -> bytes:
    return cofirmada(*(Firmador(m).envolvente(TEXTO, tipo=DATOS, momento=AHORA) for m in manos))


def en_xsig(manos: Sequence[ManoSoftware]) -> bytes:
    """Internally detached, as AutoFirma does: content and signatures side by side."""
    raiz = etree.fromstring(b"<AFIRMA><CONTENT Id='C'>Solicito la licencia</CONTENT></AFIRMA>")
    for numero, mano in enumerate(manos):
        xades.firmar(raiz, Firmador(mano), referencias=["C"], donde=raiz, identificador=f"s{numero}", momento=AHORA)
    return bytes(etree.tostring(raiz, xml_declaration=True, encoding="UTF-8"))


Formato = Callable[[Sequence[ManoSoftware]], bytes]
FORMATOS = [en_pdf, en_csig, en_xsig]
en_cada_formato = pytest.mark.parametrize("formato", FORMATOS)


@en_cada_formato
@pytest.mark.parametrize(
    ("quien", "veredicto", "texto"),
    [
        (ANA, Veredicto.VALIDA, "no está revocado"),
        ("ciudadania/caducado", Veredicto.INDETERMINADA, "Ningún sello de tiempo prueba"),
        ("ciudadania/revocado", Veredicto.NO_VALIDA, "está revocado desde"),
        ("ajena", Veredicto.INDETERMINADA, "No se reconoce al emisor"),
    ],
)
def test_the_certificate_decides(
    pki: Pki, criterio: Criterio, formato: Formato, quien: str, veredicto: Veredicto, texto: str
) -> None:
    mano = hacer(nombre("Alguien de fuera"), FIRMA) if quien == "ajena" else pki.mano(quien)
    informe = validar_fichero(formato([mano]), criterio)
    assert informe.veredicto is veredicto, informe.lineas()
    [linea] = informe.lineas()
    assert texto in linea
    assert str(veredicto) in linea


@en_cada_formato
def test_altered_content_is_refused(pki: Pki, criterio: Criterio, formato: Formato) -> None:
    informe = validar_fichero(alterar(formato([pki.mano(ANA)])), criterio)
    assert informe.veredicto is Veredicto.NO_VALIDA
    assert "alterado" in informe.lineas()[0]


@en_cada_formato
def test_when_nobody_answers_it_is_undecided(
    servidor_pki: Servidor, pki: Pki, criterio: Criterio, formato: Formato
) -> None:
    servidor_pki.averias = {"ocsp": "caida", "crl": "caida"}
    informe = validar_fichero(formato([pki.mano(ANA)]), criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "No se ha podido comprobar" in informe.lineas()[0]


@en_cada_formato
def test_several_signers_are_all_listed(pki: Pki, criterio: Criterio, formato: Formato) -> None:
    informe = validar_fichero(formato([pki.mano(ANA), pki.mano("ciudadania/revocado")]), criterio)
    assert informe.veredicto is Veredicto.NO_VALIDA
    assert sorted(f.veredicto for f in informe.firmas) == sorted([Veredicto.VALIDA, Veredicto.NO_VALIDA])
    primera, *resto = informe.lineas()
    assert primera == "El archivo lleva 2 firmas."
    assert len(resto) == 2
    assert validar_fichero(formato([pki.mano(ANA), pki.mano("sello")]), criterio).veredicto is Veredicto.VALIDA


ENVOLVENTE = f"""<ds:Signature xmlns:ds="{xades.DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="{xades.C14N}"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI="#o"><ds:Transforms>
<ds:Transform Algorithm="{xades.DS}base64"/></ds:Transforms><ds:DigestMethod Algorithm="{xades.SHA256}"/><ds:DigestValue/>
</ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo>
<ds:Object Id="o" Encoding="{xades.DS}base64">{base64.b64encode(TEXTO).decode()}</ds:Object></ds:Signature>"""


def test_an_enveloping_xml_of_another_program(pki: Pki, criterio: Criterio, tmp_path: Path) -> None:
    if shutil.which("xmlsec1") is None:
        pytest.skip("NOT RUN: xmlsec1 is not installed")
    plantilla, salida = tmp_path / "plantilla.xml", tmp_path / "firmado.xsig"
    plantilla.write_text(ENVOLVENTE)
    claves = ",".join(str(pki.carpeta / f) for f in ("sello.key", "sello.pem", "emisora.pem"))
    orden: list[str | Path] = ["xmlsec1", "--sign", "--privkey-pem", claves, "--id-attr:Id", f"{xades.DS}:Object", "--output", salida, plantilla]  # fmt: skip
    hecho = subprocess.run(orden, check=False, capture_output=True, text=True)
    assert hecho.returncode == 0, hecho.stderr
    firmado = salida.read_bytes()
    assert validar_fichero(firmado, criterio).veredicto is Veredicto.VALIDA
    otro = base64.b64encode(TEXTO.replace(b"licencia", b"dispensa"))
    alterado = firmado.replace(base64.b64encode(TEXTO), otro)
    assert alterado != firmado
    assert validar_fichero(alterado, criterio).veredicto is Veredicto.NO_VALIDA


def test_pem_detached_and_unsigned_files(pki: Pki, criterio: Criterio) -> None:
    der = en_csig([pki.mano(ANA)])
    texto = base64.encodebytes(der)
    pem = b"-----BEGIN PKCS7-----\n" + texto + b"-----END PKCS7-----\n"
    assert validar_fichero(pem, criterio).veredicto is Veredicto.VALIDA
    separada = cades.firmar_separada(TEXTO, Firmador(pki.mano(ANA)), momento=AHORA)
    informe = validar_fichero(separada, criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "hace falta también el documento" in informe.lineas()[0]
    for suelto in (b"hola", b"<a/>", b"", pdf_con_campos("f"), hashlib.sha256(b"").digest()):
        assert validar_fichero(suelto, criterio).lineas() == ["El archivo no lleva ninguna firma electrónica."]
    for roto in (der[:200], der[:-40], pem[:300]):
        assert validar_fichero(roto, criterio).veredicto is not Veredicto.VALIDA


CLAVE_RSA = bytes.fromhex("06092a864886f70d010101")
PAIS = bytes.fromhex("310b3009060355040613024553")
VERSION_Y_EMISOR = bytes.fromhex("02010130")


@pytest.mark.parametrize(
    ("sano", "roto"),
    [
        (CLAVE_RSA, CLAVE_RSA.replace(b"\x86", b"\x96")),  # a key of a kind that does not exist
        (PAIS, b"\x32" + PAIS[1:]),  # a name that is none
    ],
)
def test_a_certificate_that_is_none_is_a_no_and_not_a_failure(
    pki: Pki, criterio: Criterio, sano: bytes, roto: bytes
) -> None:
    roto_todo = en_csig([pki.mano(ANA)]).replace(sano, roto)
    assert roto in roto_todo
    assert validar_fichero(roto_todo, criterio).veredicto is not Veredicto.VALIDA


def test_a_signer_that_is_none_is_a_no_and_not_a_failure(pki: Pki, criterio: Criterio) -> None:
    sano = bytearray(en_csig([pki.mano(ANA)]))
    donde = bytes(sano).rindex(VERSION_Y_EMISOR) - 4
    assert sano[donde] == 0x30
    sano[donde] = 0x31
    assert "dañada" in validar_fichero(bytes(sano), criterio).lineas()[0]


def test_nothing_is_hidden_in_what_a_signature_leaves_out(pki: Pki, criterio: Criterio) -> None:
    firmado = en_pdf([pki.mano(ANA)])
    assert validar_fichero(firmado, criterio).veredicto is Veredicto.VALIDA
    relleno = firmado.rindex(b"00>")
    cambiado = firmado[:relleno] + b" 0>" + firmado[relleno + 3 :]
    assert validar_fichero(cambiado, criterio).veredicto is Veredicto.NO_VALIDA


@en_cada_formato
def test_revoked_later_is_undecided_without_proof_of_when_and_good_with_it(
    pki: Pki, criterio: Criterio, formato: Formato
) -> None:
    """REVOKED_NO_POE (EN 319 102-1, 5.2.6): its own date proves nothing; a time stamp from before the revocation does."""
    mano = pki.emitir("ciudadania/revocada-luego", sujeto_persona(Persona("12345678Z", "ANA", "LUEGO")), PERSONA)
    pki.revocar(mano.certificado, momento=AHORA + timedelta(seconds=30))
    informe = validar_fichero(formato([mano]), criterio)
    assert informe.veredicto is Veredicto.INDETERMINADA
    assert "está revocado desde" in informe.lineas()[0]
    assert "Ningún sello de tiempo prueba" in informe.lineas()[0]


def test_a_time_stamp_from_before_the_revocation_saves_the_signature(
    pki: Pki, criterio: Criterio, tsa_http: Autoridad
) -> None:
    mano = pki.emitir("ciudadania/revocada-mas-tarde", sujeto_persona(Persona("12345678Z", "ANA", "TARDE")), PERSONA)
    sellado = pades.sellar_tiempo(en_pdf([mano]), tsa_http, campo="t")
    luego = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    pki.revocar(mano.certificado, momento=luego)
    despues = replace(criterio, momento=luego + timedelta(minutes=1))
    informe = validar_fichero(sellado, despues)
    assert informe.veredicto is Veredicto.VALIDA, informe.lineas()


def test_the_store_knows_signatures_and_lets_them_in(pki: Pki) -> None:
    assert tipo_de(en_csig([pki.mano(ANA)])) == "application/pkcs7-signature"
    assert tipo_de(en_xsig([pki.mano(ANA)])) in {"text/xml", "application/xml"}
    assert tipo_de(b"\x30\x82\x01\x00" + bytes(60)) == "application/octet-stream"
