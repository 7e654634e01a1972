"""Stamping copies: of real files as citizens send them, turned and cropped pages, locked and broken ones."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from consistorio.documental.documentos import estampado
from consistorio.documental.documentos.estampado import Estampa
from consistorio.nucleo.errores import DatosIncorrectos

Copiar = Callable[[bytes], bytes]
ESTAMPA = Estampa(
    "Ayuntamiento de Villaejemplo",
    "7KQ2-M9XD-4RTH-BW8C-Z3NK",
    "https://sede.villaejemplo.example/verificar",
    ("Copia electrónica auténtica con cambio de formato, expedida el 4 de diciembre de 2026.",),
)


@pytest.fixture
def copia_de(tmp_path: Path) -> Copiar:
    def copiar(pdf: bytes) -> bytes:
        copia = tmp_path / f"{uuid4().hex}.pdf"
        estampado.estampar(io.BytesIO(pdf), copia, ESTAMPA)
        return copia.read_bytes()

    return copiar


def porque_no_es_un_escaneo(pdf: bytes) -> str:
    return estampado.porque_no_es_un_escaneo(io.BytesIO(pdf))


def pagina_en_blanco(giro: int, *, recorte: list[int] | None = None, unidad: float = 1) -> bytes:
    documento = pikepdf.new()
    pagina = documento.add_blank_page(page_size=(595, 842))
    pagina.obj.Contents = documento.make_stream(b"q 1 0 0 RG 5 w 103 203 389 596 re S Q 0.5 0 0 0.5 0 0 cm")
    pagina.obj.Rotate = giro
    if recorte:
        pagina.obj.CropBox = pikepdf.Array(recorte)
    if unidad != 1:
        pagina.obj.UserUnit = unidad
    salida = io.BytesIO()
    documento.save(salida)
    return salida.getvalue()


def imagen(pdf: bytes) -> Image.Image:
    orden = ["pdftoppm", "-cropbox", "-r", "110", "-png", "-singlefile", "-"]
    return Image.open(io.BytesIO(subprocess.run(orden, input=pdf, capture_output=True, check=True).stdout))


@pytest.mark.parametrize("giro", [0, 90, 180, 270])
@pytest.mark.parametrize("recorte", [None, [100, 200, 495, 802]])
def test_band_stands_upright_below_what_was_there(giro: int, recorte: list[int] | None, copia_de: Copiar) -> None:
    original = pagina_en_blanco(giro, recorte=recorte)
    antes, despues = imagen(original), imagen(copia_de(original))
    assert despues.width == pytest.approx(antes.width, abs=2)
    assert despues.height - antes.height == pytest.approx(54 / 72 * 110, abs=3)
    (codigo,) = zxingcpp.read_barcodes(despues)
    assert codigo.text.endswith(ESTAMPA.csv)
    assert codigo.orientation == 0
    assert codigo.position.top_left.y > antes.height - 2
    arriba = despues.crop((0, 0, antes.width - 2, antes.height - 4)).convert("L")
    assert arriba.tobytes() == antes.crop((0, 0, antes.width - 2, antes.height - 4)).convert("L").tobytes()


@pytest.mark.parametrize(
    "nombre",
    [
        "002-trivial-libre-office-writer.pdf",
        "annotated_pdf.pdf",
        "cmyk-image.pdf",
        "crazyones-pdfa.pdf",
        "google-doc-document.pdf",
        "habibi-rotated.pdf",
        "imagemagick-CCITTFaxDecode.pdf",
        "libreoffice-form.pdf",
        "minimal-document.pdf",
        "pdflatex-4-pages.pdf",
        "pdflatex-forms.pdf",
        "pdflatex-image.pdf",
        "with-attachment.pdf",
    ],
)
def test_real_files_are_stamped_on_every_page_and_stay_sound(
    nombre: str, muestras_pdf: Path, tmp_path: Path, copia_de: Copiar
) -> None:
    original = (muestras_pdf / nombre).read_bytes()
    copia = copia_de(original)
    (tmp_path / "c.pdf").write_bytes(copia)
    assert (
        subprocess.run(["qpdf", "--check", str(tmp_path / "c.pdf")], capture_output=True, check=False).returncode == 0
    )
    texto = subprocess.run(["pdftotext", "-", "-"], input=copia, capture_output=True, check=True).stdout.decode()
    with pikepdf.open(io.BytesIO(copia)) as pdf:
        assert texto.count(ESTAMPA.csv) == len(pdf.pages)
        assert "pdfaid:part" not in pdf.open_metadata()
    assert (muestras_pdf / nombre).read_bytes() == original


@pytest.mark.parametrize(("datos", "frase"), [(b"%PDF-1.4 roto", "dañado"), (b"", "dañado"), (b"hola", "dañado")])
def test_broken_ones_are_refused_with_the_reason(datos: bytes, frase: str, copia_de: Copiar) -> None:
    with pytest.raises(DatosIncorrectos, match=frase):
        copia_de(datos)


def test_one_that_was_cut_has_no_copy_although_it_opens(muestras_pdf: Path, copia_de: Copiar) -> None:
    """Of its four pages one is left: a copy would say that it is the whole."""
    entero = (muestras_pdf / "habibi-rotated.pdf").read_bytes()
    with pytest.raises(DatosIncorrectos, match="puede faltarle una parte"):
        copia_de(entero[: len(entero) // 2])
    assert "Escanee otra vez" in porque_no_es_un_escaneo(entero[: len(entero) // 2])
    assert porque_no_es_un_escaneo(entero) == ""


def test_locked_one_is_refused_with_the_reason(muestras_pdf: Path, copia_de: Copiar) -> None:
    with pytest.raises(DatosIncorrectos, match="contraseña"):
        copia_de((muestras_pdf / "libreoffice-writer-password.pdf").read_bytes())


def test_a_mistake_of_ours_is_not_told_as_damage_of_the_document(tmp_path: Path) -> None:
    mal_pedida = Estampa("Ayuntamiento", ESTAMPA.csv, ESTAMPA.url_verificacion, (7,))  # type: ignore[arg-type]
    with pytest.raises((TypeError, AttributeError)):
        estampado.estampar(io.BytesIO(pagina_en_blanco(0)), tmp_path / "copia.pdf", mal_pedida)
