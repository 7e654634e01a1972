"""Good samples, made by the house itself, from which the mutations start. Kept in a folder, but for those that
expire: a run with the same seed begins with the same bytes."""

from __future__ import annotations

import pickle
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem
from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.canales.interfaz.tests.test_lectura_de_hojas import libro
from consistorio.documental.documentos.csv import generar_csv
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import DATOS, Firmador
from consistorio.documental.firma.material import Material
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.tests import en_memoria as pades
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.firma.tests.test_formatos import firmar_xml
from consistorio.documental.firma.tsa import Autoridad
from consistorio.integraciones.clave.simulador import crear
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp, SelloTiempoHttp
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma import organizacion
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.servicios.archivo.eni.escritura import documento_xml, expediente_xml
from consistorio.servicios.archivo.eni.tipos import FirmaEni
from consistorio.servicios.archivo.tests.test_eni import documento, expediente, firmante, indizado
from consistorio.tramitacion.catalogo import datos as catalogo
from consistorio.tramitacion.tests.factories import un_pdf
from pruebas.hostil import puertos
from pruebas.hostil.bombas import certificados as certificar_mal
from pruebas.hostil.bombas import con_certificado, pdfs, xmls, zips

Muestras = dict[str, list[bytes]]


def reunir(carpeta: Path) -> Muestras:
    """The samples of that folder, made now if they are not there. Besides, in it, the certificates with which they are judged."""
    guardadas = carpeta / "muestras-4.pickle"
    if guardadas.exists():
        hechas: Muestras = pickle.loads(guardadas.read_bytes())
    else:
        carpeta.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="hostil-") as pki, pki_de_pruebas(Path(pki)) as servidor:
            hechas = _hacer(servidor, carpeta)
        guardadas.write_bytes(pickle.dumps(hechas))
    return hechas


def que_caducan(carpeta: Path, clases: tuple[str, ...]) -> Muestras:
    """Those of these classes that are good for minutes only: asked for when their turn comes."""
    return {"saml": _saml(carpeta)} if "saml" in clases else {}


def _hacer(servidor: Servidor, carpeta: Path) -> Muestras:
    pki, ahora = servidor.pki, datetime.now(UTC).replace(microsecond=0)
    (carpeta / "raiz.pem").write_bytes((pki.carpeta / "raiz.pem").read_bytes())
    confianza = Confianza((pki.raiz.certificado,))
    autoridad = Autoridad(SelloTiempoHttp(f"{servidor.url}/tsa"), confianza, RelojSistema(), RevocacionHttp())
    sello = Firmador(pki.mano("sello"))
    pdf = pdf_con_campos("uno", "dos")
    firmado = pades.firmar(pdf, pades.Firma("uno", ahora), sello)
    largo = pades.ampliar(firmado, Material(), autoridad, campo="st1")
    dos = pades.firmar(largo, pades.Firma("dos", ahora), sello)
    separada = cades.firmar_separada(b"contenido", sello, momento=ahora)
    xml = xades_bytes(firmar_xml(pki, ["CONTENIDO", ""]))
    certificados = [
        f.read_bytes() for f in sorted(pki.carpeta.rglob("*.pem")) if b"BEGIN CERTIFICATE" in f.read_bytes()
    ]
    firma: Any = firmante(servidor)
    docs = [
        documento_xml(documento(1)),
        documento_xml(documento(2, contenido=firmado, nombre_formato="PDF", firmas=(FirmaEni("TF06"),))),
        documento_xml(documento(3, firmas=())),
        expediente_xml(expediente(indizado(documento(1), 1)), firma),
    ]
    raros = list(certificar_mal(pki.mano("sello").certificado.public_bytes(Encoding.DER)).values())
    return {
        "pdf": [un_pdf("hola"), pdf, firmado, largo, dos],
        "cms": [
            separada,
            cades.sellar_tiempo(separada, autoridad),
            sello.envolvente(b"contenido", tipo=DATOS, momento=ahora),
        ],
        "xml": [xml, *(con_certificado(xml, der) for der in raros)],
        "eni": docs,
        "certificado": [*certificados[:12], *(pem.armor("CERTIFICATE", der) for der in raros)],
        "procedimiento": [f.read_bytes() for f in sorted(Path(catalogo.__file__).parent.glob("*.json"))],
        "organizacion": [
            (Path(organizacion.__file__).parent / "datos" / "villaejemplo.json").read_bytes(),
            b"codigo;nombre;dir3;padre\nA;Alcald\xc3\xada;L01999998;\n",
        ],
        "calendario": [texto.encode() for _nombre, texto in ficheros_del_ejemplo()],
        "csv": [generar_csv().encode() for _vez in range(5)],
        "hoja": [
            libro([["NIF", "Nombre"], ["12345678Z", "Ana"], [12345678, "Íñigo"]]),
            "NIF;Nombre\n1;Ana\n".encode("cp1252"),
        ],
        "bombas_pdf": list(pdfs().values()),
        "bombas_xml": list(xmls().values()),
        "bombas_zip": list(zips().values()),
        **puertos.muestras(servidor, carpeta),
    }


def xades_bytes(raiz: Any) -> bytes:
    """As it travels."""
    from lxml import etree

    return bytes(etree.tostring(raiz, xml_declaration=True, encoding="UTF-8"))


def _saml(carpeta: Path) -> list[bytes]:
    """Answers of the simulated Cl@ve to one request, whose number is kept beside them with the keys of both sides."""
    import base64

    servidor = crear(carpeta / "clave", puerto=0, sede="http://localhost:8000")
    servidor.server_close()
    idp, peticion = servidor.simulador, uuid7()
    (carpeta / "peticion").write_text(peticion.hex)
    formulario = idp.sp.pedir(peticion, Nivel.SUSTANCIAL)
    identificador, consumidor, pedido = idp.leer(formulario.campos["SAMLRequest"])
    return [
        base64.b64decode(idp.responder(identificador, consumidor, nif="12345678Z", nivel=pedido, variante=v))
        for v in ("bien", "cancela", "firma_rota")
    ]
