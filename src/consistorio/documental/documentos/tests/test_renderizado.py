"""Every template: renders, keeps our rules, says what it was given, and takes hostile text as text."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from consistorio.documental.documentos import letras
from consistorio.documental.documentos.catalogo_plantillas import CARPETA, PLANTILLAS
from consistorio.documental.documentos.comprobacion import problemas_pdf_oficial
from consistorio.documental.documentos.renderizado import renderizar
from consistorio.documental.documentos.tests.ejemplos import DECRETO, EJEMPLOS, MARCO
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.nucleo.errores import DatosIncorrectos


def texto_de(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_examples_and_catalogue_and_files_agree() -> None:
    ficheros = {ruta.stem for ruta in CARPETA.glob("*.typ")} - {"base"}
    assert ficheros == set(PLANTILLAS) == set(EJEMPLOS)


@pytest.mark.parametrize("nombre", sorted(EJEMPLOS))
def test_template_is_an_official_pdf(nombre: str, tmp_path: Path) -> None:
    datos, firmas = EJEMPLOS[nombre]
    pdf = renderizar(nombre, datos, marco=MARCO, firmas=firmas)
    assert problemas_pdf_oficial(pdf) == []
    (tmp_path / "x.pdf").write_bytes(pdf)
    assert (
        subprocess.run(["qpdf", "--check", str(tmp_path / "x.pdf")], capture_output=True, check=False).returncode == 0
    )
    paginas = texto_de(pdf).split("\f")[:-1]
    for numero, pagina in enumerate(paginas, start=1):
        assert MARCO.csv in pagina
        assert f"Página {numero} de {len(paginas)}" in pagina
        assert MARCO.url_verificacion in pagina


def test_qr_leads_to_this_document() -> None:
    datos, firmas = EJEMPLOS["diligencia"]
    pdf = renderizar("diligencia", datos, marco=MARCO, firmas=firmas)
    png = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", "-"], input=pdf, capture_output=True, check=True
    ).stdout
    codigos = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert [c.text for c in codigos] == [f"{MARCO.url_verificacion}?csv={MARCO.csv}"]


def test_signature_fields_lie_in_order_where_their_blocks_are() -> None:
    datos, firmas = EJEMPLOS["resolucion"]
    with pikepdf.open(io.BytesIO(renderizar("resolucion", datos, marco=MARCO, firmas=firmas))) as pdf:
        campos = list(pdf.Root.AcroForm.Fields)
        assert [str(c.T) for c in campos] == [f.nombre for f in DECRETO]
        ultima = pdf.pages[-1]
        izquierda, derecha = (list(map(float, c.Rect)) for c in campos)
        assert all(c.P.objgen == ultima.obj.objgen for c in campos)
        assert izquierda[2] < derecha[0]
        assert 0 < izquierda[1] < izquierda[3] < float(ultima.mediabox[3])
        padres = dict(_pares(pdf.Root.StructTreeRoot.ParentTree))
        assert all(padres[int(c.StructParent)].S == "/Form" for c in campos)


def _pares(nodo: pikepdf.Object) -> list[tuple[int, pikepdf.Object]]:
    numeros = nodo.get("/Nums", pikepdf.Array([]))
    propios = [(int(numeros[i]), numeros[i + 1]) for i in range(0, len(numeros), 2)]
    return propios + [par for hijo in nodo.get("/Kids", []) for par in _pares(hijo)]


@pytest.mark.parametrize(
    "hostil",
    ["#panic()", '"); #read("/etc/passwd")', "$x^2$ *a* _b_ `c` <l> @ref \\ // /*", "= Título\n- a\n+ b", "~ -- ---"],
)
def test_text_of_people_is_never_source(hostil: str) -> None:
    pdf = renderizar("diligencia", {"texto": hostil, "asunto": hostil}, marco=replace(MARCO, unidad=hostil))
    plano = " ".join(texto_de(pdf).split())
    assert plano.count(" ".join(hostil.split()[:2])) >= 3


def test_every_problem_of_the_data_at_once() -> None:
    with pytest.raises(DatosIncorrectos) as error:
        renderizar("resolucion", {"numero": "1", "inventado": 1, "asunto": ""}, marco=MARCO)
    assert {p.campo for p in error.value.problemas} == {"asunto", "organo", "decision", "inventado"}
    with pytest.raises(DatosIncorrectos):
        renderizar("no_existe", {}, marco=MARCO)


def test_repeated_or_odd_field_names_are_refused() -> None:
    campo = CampoFirma("sello", "Sello")
    with pytest.raises(ValueError, match="repeat"):
        renderizar("diligencia", {"texto": "x"}, marco=MARCO, firmas=(campo, campo))
    with pytest.raises(ValueError, match="name"):
        CampoFirma("con.punto", "x")


def test_rules_see_what_is_wrong() -> None:
    datos, firmas = EJEMPLOS["diligencia"]
    with pikepdf.open(io.BytesIO(renderizar("diligencia", datos, marco=MARCO, firmas=firmas))) as pdf:
        del pdf.Root.OutputIntents, pdf.Root.Lang, pdf.Root.Metadata
        widget = pdf.Root.AcroForm.Fields[0]
        widget.F = 2
        del widget.StructParent, widget.TU, widget.AP
        salida = io.BytesIO()
        pdf.save(salida)
    assert len(problemas_pdf_oficial(salida.getvalue())) == 7


RARO = "Ducha \N{BATHTUB}\ufe0f, \u4e2d \u0639, a\u0301rbol, p\u200dq \ue000 fin\x0b de línea"


@pytest.mark.parametrize("nombre", ["solicitud", "justificante"])
def test_what_our_fonts_lack_stands_as_its_code(nombre: str) -> None:
    datos, firmas = EJEMPLOS[nombre]
    raros = {clave: _con_texto_raro(dato) for clave, dato in datos.items()}
    assert raros != datos
    pdf = renderizar(nombre, raros, marco=replace(MARCO, titulo=RARO, unidad=RARO), firmas=firmas)
    assert problemas_pdf_oficial(pdf) == []
    texto = " ".join(texto_de(pdf).split())
    assert "Ducha [U+1F6C1], [U+4E2D] [U+0639], árbol, pq [U+E000] fin de línea" in texto


def _con_texto_raro(valor: object) -> object:
    """The same data with something that no font of ours can write after each text of several words."""
    match valor:
        case str():
            return f"{valor} {RARO}" if " " in valor else valor
        case dict():
            return {clave: _con_texto_raro(dato) for clave, dato in valor.items()}
        case list() | tuple():
            return [_con_texto_raro(dato) for dato in valor]
    return valor


def test_blanks_of_every_kind_are_blanks() -> None:
    assert letras.escribible("a\u2028b\u3000c\u200dd") == "a\nb cd"
    assert letras.escribible("Núñez, 3.200,50 €") == "Núñez, 3.200,50 €"


def test_what_is_taken_for_usual_is_in_the_fonts() -> None:
    usuales = [c for c in map(chr, range(0x20, 0x2100)) if letras._CORRIENTES.fullmatch(c)]
    assert len(usuales) > 300
    assert [hex(ord(c)) for c in usuales if ord(c) not in letras._letras()] == []
