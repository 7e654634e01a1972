"""ENI documents and cases: what we write is good for the official schemas and for us; what is spoilt is refused, and all of it said."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from consistorio.documental.firma import xades
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.validacion import Criterio
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.tsa.http import RevocacionHttp
from consistorio.servicios.archivo.eni.escritura import documento_xml, expediente_xml
from consistorio.servicios.archivo.eni.esquemas import problemas_de_esquema
from consistorio.servicios.archivo.eni.firmas import JuezEni
from consistorio.servicios.archivo.eni.lectura import XmlInaceptable, analizar, leer_documento
from consistorio.servicios.archivo.eni.nombres import EXP_CONTENIDO, EXP_INDICE, SHA256_URI, q
from consistorio.servicios.archivo.eni.tipos import Carpeta, DocumentoEni, ExpedienteEni, FirmaEni, Indizado
from consistorio.servicios.archivo.eni.validacion import validar

AHORA = datetime.now(UTC).replace(microsecond=0)
Elemento = etree._Element


def id_documento(numero: int) -> str:
    return f"ES_L01999998_{AHORA.year}_{numero:030d}"


def documento(numero: int = 1, **cambios: object) -> DocumentoEni:
    base = DocumentoEni(
        identificador=id_documento(numero),
        organos=("L01999998",),
        fecha_captura=AHORA,
        origen_administracion=False,
        estado_elaboracion="EE01",
        tipo_documental="TD14",
        nombre_formato="TXT",
        contenido=f"contenido {numero}".encode(),
        firmas=(FirmaEni("TF01", csv="7KQ2-M9XD-4RTH-BW8C-Z3NK", regulacion_csv="Decreto 1/2026"),),
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


def indizado(doc: DocumentoEni, orden: int) -> Indizado:
    return Indizado(doc.identificador, hashlib.sha256(doc.contenido or b"").digest(), SHA256_URI, AHORA, orden)


def expediente(*elementos: Indizado | Carpeta, **cambios: object) -> ExpedienteEni:
    base = ExpedienteEni(
        identificador=f"ES_L01999998_{AHORA.year}_EXP_{7:030d}",
        organos=("L01999998",),
        fecha_apertura=AHORA,
        clasificacion="L01999998_PRO_LOM",
        estado="E02",
        interesados=("12345678Z",),
        fecha_indice=AHORA,
        indice=elementos,
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


def firmante(servidor: Servidor) -> object:
    def firmar(raiz: Elemento, referencias: Sequence[str], donde: Elemento) -> None:
        xades.firmar(
            raiz,
            Firmador(servidor.pki.mano("sello")),
            referencias=referencias,
            donde=donde,
            identificador="firma",
            momento=AHORA,
        )

    return firmar


def juez(servidor: Servidor, *, exigir: bool = False, confia: bool = True) -> JuezEni:
    confianza = Confianza.de_carpeta(Path("/nada"), servidor.pki.carpeta / "raiz.pem") if confia else Confianza(())
    return JuezEni(Criterio(confianza, datetime.now(UTC), RevocacionHttp()), exigir=exigir)


@pytest.fixture
def paquete(servidor_pki: Servidor, tmp_path: Path) -> Path:
    """A package as the export leaves it: case, two documents, one content beside the XML."""
    uno, grande = documento(1), documento(2, contenido=b"x" * 100_000)
    (tmp_path / "documentos").mkdir()
    (tmp_path / "ficheros").mkdir()
    (tmp_path / "ficheros" / "grande.txt").write_bytes(grande.contenido or b"")
    (tmp_path / "documentos" / "1.xml").write_bytes(documento_xml(uno))
    por_referencia = replace(grande, contenido=None, referencia="ficheros/grande.txt")
    (tmp_path / "documentos" / "2.xml").write_bytes(documento_xml(por_referencia))
    exp = expediente(indizado(uno, 1), Carpeta("Informes", (indizado(grande, 2),)), visualizacion=b"%PDF-1.7")
    (tmp_path / "expediente.xml").write_bytes(expediente_xml(exp, firmante(servidor_pki)))  # type: ignore[arg-type]
    return tmp_path


@pytest.mark.parametrize(
    "cambios",
    [
        {},
        {"estado_elaboracion": "EE02", "documento_origen": id_documento(9)},
        {"contenido": None, "referencia": "ficheros/a.pdf", "firmas": (FirmaEni("TF06"),)},
        {"firmas": ()},
        {"organos": ("L01999998", "LA0000042")},
        {"firmas": (FirmaEni("TF06"), FirmaEni("TF04", base64="QUJD"))},
    ],
)
def test_documents_are_good_for_the_schema_and_for_us(cambios: dict[str, object], esquemas: str) -> None:
    xml = documento_xml(documento(1, **cambios))
    assert problemas_de_esquema(analizar(xml), esquemas) == []
    assert [p for p in validar(xml) if p.grave] == []
    leido = leer_documento(analizar(xml))
    assert leido == documento(1, **cambios)


def test_case_is_good_for_the_schema_for_us_and_for_xmlsec(
    paquete: Path, servidor_pki: Servidor, esquemas: str
) -> None:
    datos = (paquete / "expediente.xml").read_bytes()
    assert problemas_de_esquema(analizar(datos), esquemas) == []
    assert validar(datos, carpeta=paquete, firmas=juez(servidor_pki)) == []
    if shutil.which("xmlsec1") is None:
        pytest.skip("NOT RUN: xmlsec1 is not installed")
    orden = ["xmlsec1", "--verify", "--trusted-pem", str(servidor_pki.pki.carpeta / "raiz.pem")]
    orden += ["--untrusted-pem", str(servidor_pki.pki.carpeta / "emisora.pem")]
    orden += ["--id-attr:Id", f"{EXP_INDICE}:IndiceContenido", "--id-attr:Id", f"{xades.XADES}:SignedProperties"]
    resultado = subprocess.run([*orden, str(paquete / "expediente.xml")], capture_output=True, text=True, check=False)
    assert resultado.returncode == 0, resultado.stderr


def test_what_is_missing_or_altered_in_a_package_is_named(paquete: Path, servidor_pki: Servidor) -> None:
    datos = (paquete / "expediente.xml").read_bytes()
    (paquete / "ficheros" / "grande.txt").write_bytes(b"y" * 100_000)
    (paquete / "documentos" / "1.xml").unlink()
    (paquete / "documentos" / "3.xml").write_bytes(documento_xml(documento(3)))
    problemas = validar(datos, carpeta=paquete)
    assert sorted(p.mensaje for p in problemas) == [
        "El documento está en el paquete pero no en el índice.",
        "El documento no está en el paquete.",
        "La huella no es la del documento: el contenido ha cambiado.",
    ]


def test_a_changed_index_breaks_its_signature(paquete: Path, servidor_pki: Servidor) -> None:
    datos = (paquete / "expediente.xml").read_bytes().replace(b">Informes<", b">Planos<")
    assert any("NO VALIDA" in p.mensaje and p.grave for p in validar(datos, carpeta=paquete, firmas=juez(servidor_pki)))


@pytest.mark.parametrize("dano", ["A", "QUJD"])
def test_a_signature_whose_certificate_is_damaged_is_void_and_the_rest_is_still_judged(
    paquete: Path, servidor_pki: Servidor, dano: str
) -> None:
    datos = (paquete / "expediente.xml").read_bytes()
    roto = re.sub(rb"(<(?:\w+:)?X509Certificate>)[^<]+", rb"\g<1>" + dano.encode(), datos, count=1)
    assert roto != datos
    assert any("NO VALIDA" in p.mensaje and p.grave for p in validar(roto, carpeta=paquete, firmas=juez(servidor_pki)))


def test_unknown_issuer_is_a_no_only_when_asked(paquete: Path, servidor_pki: Servidor) -> None:
    datos = (paquete / "expediente.xml").read_bytes()
    dudas = validar(datos, firmas=juez(servidor_pki, confia=False))
    assert [p.grave for p in dudas] == [False]
    assert [p.grave for p in validar(datos, firmas=juez(servidor_pki, confia=False, exigir=True))] == [True]


def test_doctype_is_refused_unread() -> None:
    bomba = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with pytest.raises(XmlInaceptable, match="DOCTYPE"):
        analizar(bomba)
    assert "DOCTYPE" in validar(bomba.decode().encode("utf-16"))[0].mensaje
    for malo in (b"", b"<a>", b"no", b"\xff\xfe<", b'<?xml version="1.0" encoding="nada"?><a/>'):
        assert len(validar(malo)) == 1


@pytest.mark.parametrize("referencia", ["../../etc/passwd", "/etc/passwd", "ficheros/../../x", "no/esta"])
def test_references_never_leave_the_package(referencia: str, tmp_path: Path) -> None:
    xml = documento_xml(documento(contenido=None, referencia=referencia))
    (problema,) = validar(xml, carpeta=tmp_path)
    assert "fichero" in problema.mensaje


def test_every_problem_at_once() -> None:
    malo = documento(
        identificador="ES_X_1",
        organos=("corto",),
        estado_elaboracion="EE04",
        tipo_documental="TD55",
        firmas=(FirmaEni("TF01", csv="a", regulacion_csv="b"),),
    )
    xml = documento_xml(malo).replace(b"<enidocmeta:FechaCaptura>20", b"<enidocmeta:FechaCaptura>x")
    rutas = {p.donde.rsplit("/", 1)[-1] for p in validar(xml)}
    assert rutas >= {"Identificador", "Organo", "EstadoElaboracion", "TipoDocumental", "FechaCaptura"}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(datos=st.data())
def test_what_the_schema_refuses_we_refuse(datos: st.DataObject, esquemas: str) -> None:
    """Random spoiling of a good document: a yes of ours is always a yes of the official schema."""
    raiz = analizar(documento_xml(documento(estado_elaboracion="EE02", documento_origen=id_documento(9))))
    nodos = list(raiz.iter(etree.Element))
    for _vez in range(datos.draw(st.integers(1, 3))):
        nodo = datos.draw(st.sampled_from(nodos))
        _estropear(
            nodo, datos.draw(st.sampled_from(["quitar", "repetir", "texto", "atributo", "mover", "renombrar"])), datos
        )
    if problemas_de_esquema(raiz, esquemas):
        assert any(p.grave for p in validar(etree.tostring(raiz)))


def _estropear(nodo: Elemento, como: str, datos: st.DataObject) -> None:
    padre = nodo.getparent()
    if como == "texto":
        nodo.text = datos.draw(st.text(alphabet="aT0-:ñ ", max_size=12))
    elif como == "atributo":
        nodo.set(
            datos.draw(st.sampled_from(["Id", "otro", "ref"])),
            datos.draw(st.sampled_from(["X", "CONTENIDO", "1", "a b"])),
        )
    elif padre is None:
        return
    elif como == "quitar":
        padre.remove(nodo)
    elif como == "repetir":
        padre.append(etree.fromstring(etree.tostring(nodo)))
    elif como == "mover":
        padre.insert(0, nodo)
    else:
        nodo.tag = q(EXP_CONTENIDO, "Otro")


def test_the_folder_above_is_looked_into_only_from_the_documents_of_a_package(tmp_path: Path) -> None:
    suelta = tmp_path / "descargas"
    for carpeta in (suelta, tmp_path / "documentos"):
        carpeta.mkdir()
    (tmp_path / "secreto.txt").write_text("de otra persona")
    (suelta / "enlace.txt").symlink_to(tmp_path / "secreto.txt")
    for carpeta, referencia, esta in (
        (suelta, "secreto.txt", False),
        (suelta, "enlace.txt", False),
        (tmp_path / "documentos", "secreto.txt", True),
    ):
        xml = documento_xml(documento(contenido=None, referencia=referencia))
        assert (validar(xml, carpeta=carpeta) == []) is esta
