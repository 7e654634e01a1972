"""Signatures of every format, judged by programs that share no code with them: pdfsig, qpdf, openssl, xmlsec1."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader

from consistorio.documental.firma import tsa, xades
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import AHORA, pdf_con_campos
from consistorio.documental.firma.tsa import Autoridad
from consistorio.integraciones.pki_demo.autoridad import Pki
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, ServicioNoDisponible


def ejecutar(*orden: str | Path) -> subprocess.CompletedProcess[str]:
    if shutil.which(str(orden[0])) is None:
        pytest.skip(f"NOT RUN: {orden[0]} is not installed")
    return subprocess.run([str(p) for p in orden], capture_output=True, text=True, check=False)


def veredictos(pdf: bytes, carpeta: Path) -> list[str]:
    fichero = carpeta / "d.pdf"
    fichero.write_bytes(pdf)
    assert ejecutar("qpdf", "--check", fichero).returncode == 0
    salida = ejecutar("pdfsig", "-nocert", fichero).stdout
    return [linea.split(":", 1)[1].strip() for linea in salida.splitlines() if "Signature Validation" in linea]


def mano_eliptica(pki: Pki) -> ManoSoftware:
    clave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sello elíptico")])
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(pki.emisora.certificado.subject)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(pki.emisora.certificado.not_valid_before_utc)
        .not_valid_after(pki.emisora.certificado.not_valid_after_utc)
        .sign(pki.emisora.clave, hashes.SHA256())
    )
    return ManoSoftware(certificado, (pki.emisora.certificado,), clave)


@pytest.mark.parametrize("curva", [False, True])
def test_two_signatures_and_their_extension_are_valid_and_only_append(
    pki: Pki, tsa_http: Autoridad, tmp_path: Path, curva: bool
) -> None:
    mano = mano_eliptica(pki) if curva else pki.mano("sello")
    firmador = Firmador(mano)
    original = pdf_con_campos("alcalde", "secretario")
    uno = pades.firmar(original, pades.Firma("alcalde", AHORA, nombre="Ana Ibáñez"), firmador)
    sellado = pades.ampliar(uno, Material((pki.raiz.certificado.public_bytes(Encoding.DER),)), tsa_http, campo="st1")
    dos = pades.firmar(sellado, pades.Firma("secretario", AHORA, motivo="Doy fe"), firmador)
    todo = pades.ampliar(dos, Material(), tsa_http, campo="st2")
    assert uno.startswith(original)
    assert sellado.startswith(uno)
    assert dos.startswith(sellado)
    assert todo.startswith(dos)
    dichos = veredictos(todo, tmp_path)
    assert dichos.count("Signature is Valid.") >= 2
    assert not any("Invalid" in d or "Digest" in d for d in dichos)
    assert pades.campos_vacios(original) == ["alcalde", "secretario"]
    assert pades.campos_firmados(todo) == ["alcalde", "secretario", "st1", "st2"]


def test_the_cms_of_a_pdf_verifies_with_openssl(pki: Pki, tmp_path: Path) -> None:
    firmado = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA), Firmador(pki.mano("sello")))
    incrustada = PdfFileReader(io.BytesIO(firmado)).embedded_signatures[0]
    inicio, largo, inicio2, largo2 = incrustada.byte_range
    tmp_path.joinpath("datos").write_bytes(firmado[inicio : inicio + largo] + firmado[inicio2 : inicio2 + largo2])
    tmp_path.joinpath("cms").write_bytes(bytes(incrustada.sig_object.raw_get("/Contents")).rstrip(b"\0"))
    assert verificar_cms(tmp_path, pki).returncode == 0


def verificar_cms(carpeta: Path, pki: Pki) -> subprocess.CompletedProcess[str]:
    return ejecutar(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", carpeta / "cms", "-content", carpeta / "datos",
        "-CAfile", pki.carpeta / "raiz.pem", "-purpose", "any", "-out", carpeta / "salida",
    )  # fmt: skip


@pytest.mark.parametrize("nombre", ["sello", "ciudadania/12345678Z", "eliptica"])
def test_cades_verifies_with_openssl_and_a_changed_byte_does_not(pki: Pki, tmp_path: Path, nombre: str) -> None:
    mano = mano_eliptica(pki) if nombre == "eliptica" else pki.mano(nombre)
    datos = b'{"raiz":"00","tamano":3}'
    tmp_path.joinpath("cms").write_bytes(cades.firmar_separada(datos, Firmador(mano), momento=AHORA))
    tmp_path.joinpath("datos").write_bytes(datos)
    assert verificar_cms(tmp_path, pki).returncode == 0
    tmp_path.joinpath("datos").write_bytes(datos.replace(b"3", b"4"))
    assert verificar_cms(tmp_path, pki).returncode != 0


def test_cades_t_keeps_verifying(pki: Pki, tsa_http: Autoridad, tmp_path: Path) -> None:
    firma = cades.firmar_separada(b"acta", Firmador(pki.mano("sello")), momento=AHORA)
    tmp_path.joinpath("cms").write_bytes(cades.sellar_tiempo(firma, tsa_http))
    tmp_path.joinpath("datos").write_bytes(b"acta")
    assert verificar_cms(tmp_path, pki).returncode == 0


def test_time_stamps_verify_with_openssl(pki: Pki, tsa_http: Autoridad, tmp_path: Path) -> None:
    datos = tmp_path / "datos"
    datos.write_bytes(b"raiz del arbol")
    ficha = tsa.pedir(hashlib.sha256(datos.read_bytes()).digest(), tsa_http)
    tmp_path.joinpath("t.tsr").write_bytes(ficha)
    orden: list[str | Path] = ["openssl", "ts", "-verify", "-data", datos, "-in", tmp_path / "t.tsr", "-token_in", "-CAfile", pki.carpeta / "raiz.pem", "-untrusted", pki.carpeta / "tsa.pem"]  # fmt: skip
    assert ejecutar(*orden).returncode == 0
    momento = tsa.comprobar(ficha, lambda nombre: hashlib.new(nombre, datos.read_bytes()).digest()).momento
    assert abs((momento - datetime.now(momento.tzinfo)).total_seconds()) < 60
    datos.write_bytes(b"otra raiz")
    assert ejecutar(*orden).returncode != 0


@pytest.mark.parametrize("averia", ["caida", "muda"])
def test_a_dead_authority_leaves_the_document_as_it_was(
    servidor_pki: Servidor, pki: Pki, tsa_http: Autoridad, averia: str
) -> None:
    servidor_pki.averias = {"tsa": averia}
    firmado = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA), Firmador(pki.mano("sello")))
    with pytest.raises(ServicioNoDisponible):
        pades.sellar_tiempo(firmado, tsa_http, campo="st1")


def test_an_answer_about_something_else_is_refused(pki: Pki, tsa_http: Autoridad) -> None:
    class Repetida:
        def responder(self, peticion: bytes) -> bytes:
            otra = tsp.TimeStampReq.load(peticion)
            otra["message_imprint"]["hashed_message"] = bytes(32)
            return tsa_http.puerto.responder(otra.dump(force=True))

        def comprobar(self) -> None:
            """It answers."""

    with pytest.raises(ServicioNoDisponible, match="otra cosa"):
        tsa.pedir(hashlib.sha256(b"x").digest(), replace(tsa_http, puerto=Repetida()))


def test_only_an_empty_field_of_the_document_can_be_signed(pki: Pki) -> None:
    firmador = Firmador(pki.mano("sello"))
    firmado = pades.firmar(pdf_con_campos("f"), pades.Firma("f", AHORA), firmador)
    for pdf, campo in [(firmado, "f"), (pdf_con_campos("f"), "g")]:
        with pytest.raises(Conflicto):
            pades.firmar(pdf, pades.Firma(campo, AHORA), firmador)
    with pytest.raises(DatosIncorrectos):
        pades.firmar(b"no es un pdf", pades.Firma("f", AHORA), firmador)


XML = b"""<e:expediente xmlns:e="urn:e" xmlns:otro="urn:otro" xml:lang="es"><e:indice xmlns:i="urn:i">
 <i:contenido Id="CONTENIDO"><i:doc otro:a="1">Acci\xc3\xb3n &amp; efecto</i:doc><!-- nota --></i:contenido><e:firmas>\n</e:firmas> cola
</e:indice></e:expediente>"""


def firmar_xml(pki: Pki, referencias: list[str], mano: ManoSoftware | None = None) -> etree._Element:
    raiz = etree.fromstring(XML)
    donde = raiz.find(".//{urn:e}firmas")
    assert donde is not None
    xades.firmar(
        raiz,
        Firmador(mano or pki.mano("sello")),
        referencias=referencias,
        donde=donde,
        identificador="firma1",
        momento=AHORA,
        papel="Secretaría",
        politica=xades.Politica("2.16.724.1.3.1.1.2.1.9", bytes(32), "https://politica.example"),
    )
    return raiz


def verificar_xml(raiz: etree._Element, carpeta: Path, pki: Pki) -> subprocess.CompletedProcess[str]:
    fichero = carpeta / "d.xml"
    fichero.write_bytes(etree.tostring(raiz, xml_declaration=True, encoding="UTF-8"))
    return ejecutar(
        "xmlsec1", "--verify", "--trusted-pem", pki.carpeta / "raiz.pem", "--untrusted-pem", pki.carpeta / "emisora.pem",
        "--id-attr:Id", "urn:i:contenido", "--id-attr:Id", f"{xades.XADES}:SignedProperties", fichero,
    )  # fmt: skip


@pytest.mark.parametrize("referencias", [["CONTENIDO"], [""], ["CONTENIDO", ""]])
@pytest.mark.parametrize("curva", [False, True])
def test_xades_verifies_with_xmlsec1(pki: Pki, tmp_path: Path, referencias: list[str], curva: bool) -> None:
    raiz = firmar_xml(pki, referencias, mano_eliptica(pki) if curva else None)
    resultado = verificar_xml(raiz, tmp_path, pki)
    assert resultado.returncode == 0, resultado.stderr
    assert (
        f"SignedInfo References (ok/all): {len(referencias) + 1}/{len(referencias) + 1}"
        in resultado.stdout + resultado.stderr
    )


@pytest.mark.parametrize(
    "ruta", [".//{urn:i}doc", f".//{{{xades.XADES}}}SigningTime", f".//{{{xades.XADES}}}ClaimedRole"]
)
def test_changed_xml_does_not_verify(pki: Pki, tmp_path: Path, ruta: str) -> None:
    raiz = firmar_xml(pki, ["CONTENIDO"])
    nodo = raiz.find(ruta)
    assert nodo is not None
    nodo.text = f"{nodo.text}x"
    assert verificar_xml(raiz, tmp_path, pki).returncode != 0


def test_xades_t_keeps_verifying(pki: Pki, tsa_http: Autoridad, tmp_path: Path) -> None:
    raiz = firmar_xml(pki, ["CONTENIDO"])
    firma = raiz.find(f".//{{{xades.DS}}}Signature")
    assert firma is not None
    xades.sellar_tiempo(firma, tsa_http)
    assert verificar_xml(raiz, tmp_path, pki).returncode == 0


def test_an_id_must_be_there_once(pki: Pki) -> None:
    with pytest.raises(DatosIncorrectos):
        firmar_xml(pki, ["NINGUNO"])
