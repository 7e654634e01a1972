"""The PDF files of the story, judged by qpdf, poppler and openssl."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from . import revisiones
from .entrega import Entrega, correr
from .test_entrega_eni import contenidos_de

pytestmark = pytest.mark.lento

PAPELES = ("justificante.pdf", "resolucion.pdf", "notificacion.pdf", "evidencia_comparecencia.pdf")


@pytest.fixture(params=PAPELES)
def papel(request: pytest.FixtureRequest, entrega: Entrega) -> Path:
    return entrega.carpeta / str(request.param)


def test_qpdf_lo_lee_sin_reparos(papel: Path) -> None:
    codigo, dicho = correr("qpdf", "--check", papel)
    assert codigo == 0, dicho
    assert "No syntax or stream encoding errors found" in dicho


def _pdfsig(papel: Path) -> tuple[list[str], str]:
    """What pdfsig says of each signature, and everything it said."""
    _, dicho = correr("pdfsig", "-nocert", papel)
    return re.findall(r"^Signature #\d+:\n(?:  - .*\n?)+", dicho, re.MULTILINE), dicho


def test_pdfsig_da_por_validas_todas_las_firmas(papel: Path, entrega: Entrega) -> None:
    bloques, dicho = _pdfsig(papel)
    sellos = [b for b in bloques if "Signature Type: unknown" in b]
    resto = [b for b in bloques if b not in sellos]
    halladas = revisiones.firmas(papel.read_bytes())
    assert len(sellos) == sum(f.formato == "/ETSI.RFC3161" for f in halladas) >= 1, dicho
    assert len(resto) == int(entrega.resumen["documentos"][papel.name]["firmas"]) >= 1, dicho
    assert all("Signature Validation: Signature is Valid." in b for b in resto), dicho


def _openssl(firma: revisiones.Firma, datos: bytes, entrega: Entrega, tmp_path: Path) -> tuple[int, str]:
    """Judge one signature or time stamp with the roots of the folder alone."""
    (tmp_path / "firma.der").write_bytes(firma.cms)
    (tmp_path / "firmado.bin").write_bytes(firma.firmado(datos))
    ca = entrega.carpeta / "ca.pem"
    if firma.formato == "/ETSI.RFC3161":
        orden = ["ts", "-verify", "-token_in", "-in", tmp_path / "firma.der", "-data", tmp_path / "firmado.bin"]
        return correr("openssl", *orden, "-CAfile", ca, "-untrusted", entrega.carpeta / "tsa.pem")
    orden = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "firma.der"]
    return correr(
        "openssl", *orden, "-content", tmp_path / "firmado.bin", "-CAfile", ca, "-purpose", "any", "-out", "/dev/null"
    )


def test_openssl_da_por_validos_firmas_y_sellos_de_tiempo(papel: Path, entrega: Entrega, tmp_path: Path) -> None:
    datos = papel.read_bytes()
    for firma in revisiones.firmas(datos):
        codigo, dicho = _openssl(firma, datos, entrega, tmp_path)
        assert codigo == 0, f"{firma.campo}: {dicho}"


def test_tras_cada_firma_solo_hay_firmas_sellos_y_dss(papel: Path) -> None:
    datos = papel.read_bytes()
    assert revisiones.cambios_indebidos(datos) == []
    ultima = revisiones.firmas(datos)[-1]
    assert (ultima.formato, ultima.fin) == ("/ETSI.RFC3161", len(datos)), "a time stamp closes the file (LTA)"


def test_la_resolucion_la_firman_el_organo_y_despues_quien_da_fe(entrega: Entrega) -> None:
    de_personas = [f.campo for f in revisiones.firmas(entrega.leer("resolucion.pdf")) if "CAdES" in f.formato]
    assert de_personas == ["firma", "fe_publica"]


def test_dice_de_si_lo_que_dice_el_resumen(papel: Path, entrega: Entrega) -> None:
    with pikepdf.open(papel) as pdf:
        xmp = etree.fromstring(pdf.Root.Metadata.read_bytes())
        assert pdf.Root.MarkInfo.Marked == True  # noqa: E712 - a PDF boolean
        assert str(pdf.Root.Lang).lower().startswith("es")
    dicho = {
        etree.QName(nodo).localname: (nodo.text or "").strip()
        for nodo in xmp.iter()
        if isinstance(nodo.tag, str) and re.search("pdfaid|pdfuaid|/pdfa/ns/id/|/pdfua/ns/id/", nodo.tag)
    }
    ns = {"a": "http://www.aiim.org/pdfa/ns/id/", "u": "http://www.aiim.org/pdfua/ns/id/"}

    def uno(prefijo: str, nombre: str) -> str:
        como_nodo = xmp.xpath(f"string(//{prefijo}:{nombre})", namespaces=ns)
        como_atributo = xmp.xpath(f"string(//@{prefijo}:{nombre})", namespaces=ns)
        return str(como_nodo or como_atributo).strip()

    declarado = entrega.resumen["documentos"][papel.name]
    assert (declarado["pdfa"], declarado["pdfua"], declarado["nivel"]) == ("2a", "1", "LTA")
    assert (uno("a", "part"), uno("a", "conformance"), uno("u", "part")) == ("2", "A", "1"), dicho
    codigo, informe = correr("pdfinfo", papel)
    assert codigo == 0, informe
    assert re.search(r"^Tagged:\s+yes$", informe, re.MULTILINE), informe


def test_cada_pagina_lleva_el_csv(papel: Path, entrega: Entrega) -> None:
    _, informe = correr("pdfinfo", papel)
    paginas = re.search(r"^Pages:\s+(\d+)$", informe, re.MULTILINE)
    assert paginas is not None, informe
    for pagina in range(1, int(paginas.group(1)) + 1):
        _, texto = correr("pdftotext", "-layout", "-f", str(pagina), "-l", str(pagina), papel, "-")
        assert entrega.resumen["documentos"][papel.name]["csv"] in texto, f"page {pagina}: {texto}"


def test_la_cedula_dice_lo_que_manda_el_articulo_40_2(entrega: Entrega) -> None:
    """The whole text, whether it ends the administrative way, which appeals there are, before which organ and in which term."""
    codigo, texto = correr("pdftotext", "-layout", entrega.carpeta / "notificacion.pdf", "-")
    assert codigo == 0, texto
    dicho = " ".join(texto.split())
    _, acto = correr("pdftotext", "-layout", entrega.carpeta / "resolucion.pdf", "-")
    (dispone,) = re.findall(r"Conceder a [^.]+\.", " ".join(acto.split()))
    assert dispone in dicho
    assert "Órgano que lo dictó Concejalía de Urbanismo, por delegación de la Alcaldía" in dicho
    assert "Este acto pone fin a la vía administrativa" in dicho
    assert re.search(r"Recurso potestativo de reposición\. Ante: El mismo órgano que resolvió\. Plazo: 1 mes", dicho)
    assert re.search(
        r"contencioso-administrativo\. Ante: Juzgado de lo Contencioso-Administrativo\. Plazo: 2 meses", dicho
    )
    assert "También puede presentar cualquier otro recurso" in dicho


def test_los_pdf_que_viajan_en_el_paquete_son_buenos_y_sus_firmas_validas(entrega: Entrega, tmp_path: Path) -> None:
    juzgar_pdf(entrega, tmp_path)


def juzgar_pdf(entrega: Entrega, tmp_path: Path, *, firmados: int = 8) -> None:
    """qpdf and pdfsig on every PDF of a folder: its papers and those of its package. What came damaged is judged as such: qpdf says so."""
    danados = {uno["id_eni"] for uno in entrega.lista("danados")}
    todos = {papel.stem: papel.read_bytes() for papel in entrega.pdf} | contenidos_de(entrega)
    con_firma = []
    for nombre, datos in todos.items():
        if not datos.startswith(b"%PDF"):
            continue
        papel = tmp_path / f"{nombre}.pdf"
        papel.write_bytes(datos)
        codigo, dicho = correr("qpdf", "--check", papel)
        assert (codigo == 0) is (nombre not in danados), f"{nombre}: {dicho}"
        if nombre in danados:
            continue
        bloques, dicho = _pdfsig(papel)
        if bloques:
            con_firma.append(nombre)
            de_personas = [b for b in bloques if "Signature Type: unknown" not in b]
            assert all("Signature Validation: Signature is Valid." in b for b in de_personas), f"{nombre}: {dicho}"
            assert revisiones.cambios_indebidos(datos) == [], nombre
    assert len(con_firma) >= firmados, con_firma


def test_un_byte_cambiado_lo_delatan_pdfsig_y_openssl(papel: Path, entrega: Entrega, tmp_path: Path) -> None:
    datos = bytearray(papel.read_bytes())
    with pikepdf.open(papel) as pdf:
        visible = pdf.pages[0].obj.Contents
        visible = visible[0] if isinstance(visible, pikepdf.Array) else visible
        crudo = visible.read_raw_bytes()
    donde = bytes(datos).index(crudo) + len(crudo) // 2
    datos[donde] ^= 0x01
    (tmp_path / papel.name).write_bytes(datos)
    bloques, dicho = _pdfsig(tmp_path / papel.name)
    de_personas = [b for b in bloques if "Signature Type: unknown" not in b]
    assert de_personas, dicho
    assert not any("Signature is Valid." in b for b in de_personas), dicho
    for firma in revisiones.firmas(bytes(datos)):
        assert _openssl(firma, bytes(datos), entrega, tmp_path)[0] != 0, firma.campo


def _anadir_revision(datos: bytes, numero: int, cuerpo: bytes) -> bytes:
    """An incremental revision made by hand: another version of one object."""
    with pikepdf.open(io.BytesIO(datos)) as pdf:
        raiz, cuantos = pdf.Root.objgen[0], int(pdf.trailer.Size)
    previo = int(re.findall(rb"startxref\s+(\d+)", datos)[-1])
    objeto = b"%d 0 obj\n%b\nendobj\n" % (numero, cuerpo)
    tabla = len(datos) + len(objeto)
    cola = b"xref\n%d 1\n%010d 00000 n \n" % (numero, len(datos))
    cola += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (cuantos, raiz, previo, tabla)
    return datos + objeto + cola


def test_una_revision_que_cambia_lo_que_se_ve_no_pasa(papel: Path) -> None:
    datos = papel.read_bytes()
    with pikepdf.open(papel) as pdf:
        visible = pdf.pages[0].obj.Contents
        visible = visible[0] if isinstance(visible, pikepdf.Array) else visible
        numero = visible.objgen[0]
    ajeno = b"q 1 0 0 RG 0 0 200 200 re S Q"
    alterado = _anadir_revision(datos, numero, b"<< /Length %d >>\nstream\n%b\nendstream" % (len(ajeno), ajeno))
    assert any("is another" in que for que in revisiones.cambios_indebidos(alterado))
