"""The ENI package: official schemas, the rules of the NTI that they do not hold, xmlsec1, and mutations that must be refused."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from consistorio.cli.__main__ import ejecutar

from .entrega import RAIZ, Entrega, correr, sin_base

pytestmark = pytest.mark.lento

ENI = "http://administracionelectronica.gob.es/ENI/XSD/v1.0"
NS = {
    "doc": f"{ENI}/documento-e",
    "meta": f"{ENI}/documento-e/metadatos",
    "cont": f"{ENI}/documento-e/contenido",
    "exp": f"{ENI}/expediente-e",
    "expmeta": f"{ENI}/expediente-e/metadatos",
    "ind": f"{ENI}/expediente-e/indice-e",
    "indcont": f"{ENI}/expediente-e/indice-e/contenido",
    "firma": f"{ENI}/firma",
}
RESUMENES = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
ENORME = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


def _arbol(fichero: Path) -> etree._ElementTree:
    return etree.parse(str(fichero), ENORME)


def _valores(donde: etree._ElementTree | etree._Element, xpath: str) -> list[str]:
    return [(n.text or "").strip() for n in donde.xpath(xpath, namespaces=NS)]


def _esquema(ruta: str) -> etree.XMLSchema:
    raiz = Path(os.environ.get("CONSISTORIO_ESQUEMAS") or RAIZ.parent / "shared" / "data") / "eni"
    if not (raiz / "catalog.xml").is_file():
        raiz = RAIZ.parents[1] / "shared" / "data" / "eni"
    if not (raiz / "catalog.xml").is_file():
        pytest.skip("NOT RUN: the official schemas of the ENI (CONSISTORIO_ESQUEMAS) are not here")

    class Catalogo(etree.Resolver):
        def resolve(self, url: str, publico: str, contexto: object) -> object:
            if url.startswith(f"{ENI}/"):
                return self.resolve_filename(str(raiz / "xsd/v1.0" / url.removeprefix(f"{ENI}/")), contexto)
            if url.endswith("xmldsig-core-schema.xsd"):
                return self.resolve_filename(str(raiz / "xsd/w3c-etsi/xmldsig-core-schema.xsd"), contexto)
            return None

    lector = etree.XMLParser(no_network=True, load_dtd=False)
    lector.resolvers.add(Catalogo())
    return etree.XMLSchema(etree.parse(str(raiz / "xsd/v1.0" / ruta), lector))


def test_los_esquemas_oficiales_lo_admiten_todo(entrega: Entrega) -> None:
    documento, expediente = _esquema("documento-e/documentoEni.xsd"), _esquema("expediente-e/expedienteEni.xsd")
    assert len(entrega.documentos) > 5
    for fichero in entrega.documentos:
        assert documento.validate(_arbol(fichero)), f"{fichero.name}: {documento.error_log}"
    assert expediente.validate(_arbol(entrega.expediente)), expediente.error_log
    sin_metadatos = _arbol(entrega.documentos[0])
    uno = sin_metadatos.getroot()[1]
    uno.remove(uno[0])
    assert not documento.validate(sin_metadatos)


def _faltas_del_documento(arbol: etree._ElementTree) -> list[str]:
    """Rules of the NTI of electronic documents (annex I), written from its text."""
    malos = []
    (identificador,) = _valores(arbol, "//meta:Identificador")
    organos = _valores(arbol, "//meta:Organo")
    if not re.fullmatch(r"ES_[A-Z0-9]{9}_\d{4}_[A-Za-z0-9]{30}", identificador) or len(identificador) != 48:
        malos.append(f"identifier {identificador}")
    if not organos or any(not re.fullmatch(r"[A-Z]{1,2}\d{7,8}", o) or len(o) != 9 for o in organos):
        malos.append(f"organ {organos}")
    for fecha in _valores(arbol, "//meta:FechaCaptura"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)", fecha):
            malos.append(f"date {fecha}")
    (estado,) = _valores(arbol, "//meta:ValorEstadoElaboracion")
    origen = _valores(arbol, "//meta:IdentificadorDocumentoOrigen")
    if (estado in ("EE02", "EE04")) != bool(origen):
        malos.append(f"{estado} with origin {origen}")
    if not _valores(arbol, "//firma:TipoFirma"):
        malos.append("no signature")
    return malos


def test_los_documentos_cumplen_lo_que_el_esquema_no_dice(entrega: Entrega) -> None:
    vistos = set()
    for fichero in entrega.documentos:
        arbol = _arbol(fichero)
        assert _faltas_del_documento(arbol) == [], fichero.name
        vistos |= set(_valores(arbol, "//meta:Identificador"))
    assert len(vistos) == len(entrega.documentos)


def _faltas_del_indice(expediente: etree._ElementTree, bytes_de: dict[str, bytes]) -> list[str]:
    """Every document of the index is in the package with the digest that the index says."""
    malos = []
    indizados = expediente.xpath("//indcont:DocumentoIndizado", namespaces=NS)
    nombres = [_valores(i, "indcont:IdentificadorDocumento")[0] for i in indizados]
    if sorted(nombres) != sorted(bytes_de):
        malos.append("the index and the package hold different documents")
    for identificador, uno in zip(nombres, indizados, strict=True):
        (funcion,), (huella,) = _valores(uno, "indcont:FuncionResumen"), _valores(uno, "indcont:ValorHuella")
        if base64.b64decode(huella) != hashlib.new(RESUMENES[funcion], bytes_de.get(identificador, b"")).digest():
            malos.append(f"{identificador}: another digest")
    ordenes = [int(o) for o in _valores(expediente, "//indcont:OrdenDocumentoExpediente")]
    if ordenes != list(range(1, len(ordenes) + 1)):
        malos.append(f"order {ordenes}")
    fechas = _valores(expediente, "//indcont:FechaIncorporacionExpediente | //indcont:FechaIndiceElectronico")
    fechas += _valores(expediente, "//expmeta:FechaAperturaExpediente")
    malos += [f"date {f} without zone" for f in fechas if not re.search(r"T\d\d:\d\d:\d\d.*([+-]\d\d:\d\d|Z)$", f)]
    return malos


def contenidos_de(entrega: Entrega) -> dict[str, bytes]:
    """The bytes of each document of the package, by its identifier."""
    todos = {}
    for fichero in entrega.documentos:
        arbol = _arbol(fichero)
        (identificador,) = _valores(arbol, "//meta:Identificador")
        binario = _valores(arbol, "//cont:ValorBinario")
        referido = _valores(arbol, "//cont:referenciaFichero")
        todos[identificador] = (
            base64.b64decode(binario[0])
            if binario
            else (entrega.expediente.parent / referido[0]).read_bytes()  # as of the package
        )
    return todos


def juzgar_paquete(entrega: Entrega) -> set[str]:
    """Every judge of a package at once, for the folders of other stories. Answers the states of elaboración that it saw."""
    test_los_esquemas_oficiales_lo_admiten_todo(entrega)
    test_los_documentos_cumplen_lo_que_el_esquema_no_dice(entrega)
    assert _faltas_del_indice(_arbol(entrega.expediente), contenidos_de(entrega)) == []
    codigo, dicho = _xmlsec(entrega.expediente, entrega)
    assert codigo == 0, dicho
    return {e for fichero in entrega.documentos for e in _valores(_arbol(fichero), "//meta:ValorEstadoElaboracion")}


def test_el_indice_resume_los_bytes_de_cada_documento(entrega: Entrega) -> None:
    expediente, contenidos = _arbol(entrega.expediente), contenidos_de(entrega)
    assert _faltas_del_indice(expediente, contenidos) == []
    (identificador,) = _valores(expediente, "//expmeta:Identificador")
    assert re.fullmatch(r"ES_[A-Z0-9]{9}_\d{4}_EXP_[A-Za-z0-9]{30}", identificador)
    assert (len(identificador), identificador) == (52, entrega.resumen["expediente"]["id_eni"])
    assert all(len(organo) == 9 for organo in _valores(expediente, "//expmeta:Organo"))
    assert _valores(expediente, "//expmeta:Estado") == ["E02"], "closed"
    for nombre in ("resolucion.pdf", "notificacion.pdf", "evidencia_comparecencia.pdf"):
        suyo = entrega.resumen["documentos"][nombre]["id_eni"]
        assert contenidos[suyo] == entrega.leer(nombre), nombre
    cambiado = dict(contenidos)
    cambiado[suyo] += b"\n"
    assert _faltas_del_indice(expediente, cambiado) == [f"{suyo}: another digest"]


def _xmlsec(fichero: Path, entrega: Entrega) -> tuple[int, str]:
    identificados = (f"{NS['ind']}:IndiceContenido", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties")
    ids = [parte for nombre in identificados for parte in ("--id-attr:Id", nombre)]
    return correr("xmlsec1", "--verify", "--trusted-pem", entrega.carpeta / "ca.pem", *ids, fichero)


def test_xmlsec_da_por_buena_la_firma_del_indice(entrega: Entrega) -> None:
    codigo, dicho = _xmlsec(entrega.expediente, entrega)
    assert codigo == 0, dicho
    assert "SignedInfo References (ok/all): 2/2" in dicho
    (firmado,) = _arbol(entrega.expediente).xpath("//*[local-name()='Reference' and not(@Type)]/@URI")
    (identificado,) = _arbol(entrega.expediente).xpath("//ind:IndiceContenido/@Id", namespaces=NS)
    assert firmado == f"#{identificado}", "what is signed is the index"


def _otra_huella(arbol: etree._ElementTree) -> None:
    arbol.xpath("//indcont:ValorHuella", namespaces=NS)[0].text = base64.b64encode(bytes(32)).decode()


def _otra_fecha(arbol: etree._ElementTree) -> None:
    arbol.xpath("//indcont:FechaIncorporacionExpediente", namespaces=NS)[0].text = "2020-01-01T00:00:00+01:00"


def _uno_menos(arbol: etree._ElementTree) -> None:
    uno = arbol.xpath("//indcont:DocumentoIndizado", namespaces=NS)[-1]
    uno.getparent().remove(uno)


@pytest.mark.parametrize("cambio", [_otra_huella, _otra_fecha, _uno_menos])
def test_un_indice_cambiado_lo_rechazan_xmlsec_y_eni_validar(
    cambio: Callable[[etree._ElementTree], None], entrega: Entrega, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arbol = _arbol(entrega.expediente)
    cambio(arbol)
    alterado = tmp_path / "expediente.xml"
    arbol.write(str(alterado), encoding="UTF-8", xml_declaration=True)
    assert _xmlsec(alterado, entrega)[0] != 0
    _rechazado(alterado, entrega, capsys)


def _orden(fichero: Path, entrega: Entrega) -> list[str]:
    return ["eni", "validar", str(fichero), "--ca", str(entrega.carpeta / "ca.pem")]


def _rechazado(fichero: Path, entrega: Entrega, capsys: pytest.CaptureFixture[str]) -> None:
    """By the command, in this process."""
    codigo = ejecutar(_orden(fichero, entrega))
    dicho = capsys.readouterr().out
    assert (codigo, "No es válido." in dicho) == (1, True), dicho


def test_eni_validar_admite_el_paquete(entrega: Entrega, capsys: pytest.CaptureFixture[str]) -> None:
    """The case, by the command as it is run."""
    resolucion = entrega.resumen["documentos"]["resolucion.pdf"]["id_eni"]
    suyo = next(f for f in entrega.documentos if resolucion in f.name)
    codigo, dicho = correr(
        sys.executable, "-m", "consistorio.cli", *_orden(entrega.expediente, entrega), entorno=sin_base()
    )
    assert codigo == 0, dicho
    assert ejecutar(_orden(suyo, entrega)) == 0, capsys.readouterr().out


def _otro_contenido(arbol: etree._ElementTree) -> None:
    nodo = arbol.xpath("//cont:ValorBinario", namespaces=NS)[0]
    datos = bytearray(base64.b64decode(nodo.text))
    datos[len(datos) // 10] ^= 1
    nodo.text = base64.b64encode(bytes(datos)).decode()


def _identificador_corto(arbol: etree._ElementTree) -> None:
    nodo = arbol.xpath("//meta:Identificador", namespaces=NS)[0]
    nodo.text = nodo.text[:-1]


def _copia_sin_origen(arbol: etree._ElementTree) -> None:
    arbol.xpath("//meta:ValorEstadoElaboracion", namespaces=NS)[0].text = "EE02"


@pytest.mark.parametrize("cambio", [_otro_contenido, _identificador_corto, _copia_sin_origen])
def test_eni_validar_rechaza_un_documento_cambiado(
    cambio: Callable[[etree._ElementTree], None], entrega: Entrega, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resolucion = entrega.resumen["documentos"]["resolucion.pdf"]["id_eni"]
    arbol = _arbol(next(f for f in entrega.documentos if resolucion in f.name))
    cambio(arbol)
    alterado = tmp_path / "documento.xml"
    arbol.write(str(alterado), encoding="UTF-8", xml_declaration=True)
    _rechazado(alterado, entrega, capsys)
