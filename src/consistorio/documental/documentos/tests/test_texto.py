"""What a document says is read in the background and found by; hostile files end in a state with a name."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from django.db import transaction
from pytest_django import Settings

from consistorio.documental.documentos import extraccion, operaciones, salud, textos, trabajos
from consistorio.documental.documentos.models import Documento, TextoDocumento
from consistorio.documental.documentos.palabras import MAXIMO, buscadas, palabras_de
from consistorio.documental.documentos.tests.ejemplos import EJEMPLOS
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj, RelojFijo
from consistorio.plataforma.almacen.deposito import deposito
from consistorio.plataforma.almacen.operaciones import guardar, recoger
from consistorio.plataforma.puertos.conexion import _crear
from consistorio.plataforma.supervision.comprobaciones import Estado as EstadoDeSalud

RELOJ = RelojFijo(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
ACTOR = Actor.sistema("prueba", "documento.corregir")
Estado = TextoDocumento.Estado
pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="NOT RUN: pdftotext (poppler-utils) is not installed"
)


@pytest.fixture(autouse=True)
def _almacen_propio(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.CONSISTORIO_VAR = tmp_path
    settings.CONSISTORIO_PUERTOS = {"antivirus": "consistorio.integraciones.antivirus.clamd.SinAntivirus"}
    _crear.cache_clear()
    yield
    _crear.cache_clear()


def incorporado(datos: bytes, nombre: str = "escrito.pdf") -> Documento:
    with transaction.atomic():
        return operaciones.incorporar(
            guardar(recoger(BytesIO(datos)), actor=ACTOR, reloj=RELOJ),
            titulo="Escrito",
            nombre=nombre,
            tipo_documental="TD99",
            origen_administracion=False,
            organo="L01999998",
            actor=ACTOR,
            reloj=RELOJ,
        )


def un_pdf(dibujo: bytes, *, filtro: bytes = b"") -> bytes:
    """One page that draws this."""
    objetos = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(dibujo), filtro, dibujo),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    pdf, lugares = b"%PDF-1.7\n", []
    for i, objeto in enumerate(objetos, 1):
        lugares.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (i, objeto)
    tabla = b"".join(b"%010d 00000 n \n" % lugar for lugar in lugares)
    return (
        pdf
        + b"xref\n0 6\n0000000000 65535 f \n"
        + tabla
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    )


def que_dice(frase: str) -> bytes:
    return un_pdf(b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % frase.encode("cp1252"))


def con_contrasena() -> bytes:
    destino = BytesIO()
    with pikepdf.open(BytesIO(que_dice("secreto"))) as pdf:
        pdf.save(destino, encryption=pikepdf.Encryption(owner="due", user="abre"))
    return destino.getvalue()


def bomba() -> bytes:
    """A page of a few kilobytes that draws 300 MB."""
    return un_pdf(zlib.compress(b"BT /F1 12 Tf 72 720 Td (a) Tj ET " * 10_000_000, 9), filtro=b"/Filter/FlateDecode")


def halla(texto: str) -> set[str]:
    return set(textos.con_texto(Documento.objects.all(), texto).values_list("nombre_fichero", flat=True))


@pytest.mark.usefixtures("db")
def test_a_document_is_found_by_the_forms_of_its_words_once_its_text_is_read() -> None:
    datos, firmas = EJEMPLOS["resolucion"]
    with transaction.atomic():
        operaciones.crear_desde_plantilla(
            "resolucion",
            datos,
            titulo="Decreto",
            tipo_documental="TD01",
            organo="L01999998",
            actor=ACTOR,
            reloj=RELOJ,
            firmas=firmas,
        )
    incorporado(que_dice("La licitación de las farolas de la calle Peñuelas, 98765432M"), "farolas.pdf")
    incorporado("Alegación sobre el ruido de las máquinas".encode("cp1252"), "ruido.txt")
    assert halla("farolas") == set(), "nobody has read it yet"
    trabajos.leer_textos()
    assert set(TextoDocumento.objects.values_list("estado", flat=True)) == {Estado.HECHO}
    for texto in ("FAROLA", "licitaciones", "licitacion", "Licitación farolas", "penuelas", "peñuelas", "98765432m"):
        assert halla(texto) == {"farolas.pdf"}, texto
    for texto in ("alegaciones", "maquina ruidos"):
        assert halla(texto) == {"ruido.txt"}, texto
    assert halla("resolucion") == {"resolucion.pdf"}, "our own PDF"
    for texto in ("farolas ruido", "", "de la", "' | !:* <-> \\"):
        assert halla(texto) == set(), texto


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("datos", "estado"),
    [
        (un_pdf(b"0 0 100 100 re f"), Estado.SIN_TEXTO),
        (con_contrasena(), Estado.PROTEGIDO),
        (b"%PDF-1.7\n" + b"\x00\xff<<" * 4_000, Estado.ILEGIBLE),
        (que_dice("cortado")[:180], Estado.ILEGIBLE),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Estado.OTRO_FORMATO),
        (b"  \n ", Estado.SIN_TEXTO),
    ],
)
def test_what_cannot_be_read_says_why(datos: bytes, estado: str) -> None:
    documento = incorporado(datos)
    trabajos.leer_textos()
    fila = TextoDocumento.objects.get(documento=documento)
    assert (fila.estado, fila.palabras) == (estado, None)
    assert textos.estado_del_texto(documento) == str(Estado(estado).label)
    trabajos.leer_textos()
    assert textos.por_leer(limite=10) == []


def test_a_file_that_asks_for_more_than_it_is_given_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichero = tmp_path / "bomba.pdf"
    fichero.write_bytes(bomba())
    monkeypatch.setattr(extraccion, "SEGUNDOS", 1)
    assert extraccion.extraer(fichero, "application/pdf").estado == Estado.AGOTADO
    fichero.write_bytes(que_dice("poca memoria"))
    monkeypatch.setattr(extraccion, "SEGUNDOS", 20)
    monkeypatch.setattr(extraccion, "MEMORIA", 12_000_000)
    assert extraccion.extraer(fichero, "application/pdf").estado in (Estado.AGOTADO, Estado.ILEGIBLE)


def test_only_the_first_text_of_an_endless_one_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fichero = tmp_path / "largo.pdf"
    fichero.write_bytes(un_pdf(b"BT /F1 12 Tf 72 720 Td " + b"(palabra suelta) Tj 0 -12 Td " * 500 + b"ET"))
    monkeypatch.setattr(extraccion, "SALIDA", 500)
    extraido = extraccion.extraer(fichero, "application/pdf")
    assert (extraido.estado, len(extraido.texto)) == (Estado.HECHO, 500)


@pytest.mark.usefixtures("db")
def test_without_the_program_it_waits_and_is_read_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    documento = incorporado(que_dice("espera"))
    monkeypatch.setattr("shutil.which", lambda _nombre: None)
    with pytest.raises(ServicioNoDisponible, match="le falta un programa"):
        textos.leer(documento.id, reloj=RELOJ)
    with pytest.raises(RuntimeError, match="texts of documents"):
        trabajos.leer_textos()
    assert TextoDocumento.objects.get(documento=documento).estado == Estado.PENDIENTE
    monkeypatch.undo()
    textos.leer(documento.id, reloj=RELOJ)
    assert halla("esperas") == {"escrito.pdf"}


def sin_bytes(documento: Documento) -> None:
    """Take its file away behind the back of the house."""
    with deposito().abrir(documento.huella) as flujo:
        Path(str(flujo.name)).unlink()


@pytest.mark.usefixtures("db")
def test_as_many_as_a_batch_that_cannot_be_read_do_not_stop_what_comes_after_them() -> None:
    perdidos = [incorporado(que_dice(f"perdido {n}")) for n in range(trabajos.TANDA + 1)]
    for perdido in perdidos:
        sin_bytes(perdido)
    incorporado(que_dice("posterior"))
    trabajos.leer_textos()
    assert halla("posteriores") == {"escrito.pdf"}
    assert {fila.estado for fila in TextoDocumento.objects.filter(documento__in=perdidos)} == {Estado.SIN_FICHERO}
    assert "falta en el almacén" in textos.estado_del_texto(perdidos[0])
    assert textos.por_leer(limite=10) == []


@pytest.mark.usefixtures("db")
def test_what_waits_for_a_program_does_not_stop_what_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    esperan = [incorporado(que_dice(f"espera {n}")) for n in range(2 * trabajos.TANDA)]
    incorporado(b"Una instancia en texto llano", "llano.txt")
    monkeypatch.setattr("shutil.which", lambda _nombre: None)
    with pytest.raises(RuntimeError, match="texts of documents"):
        trabajos.leer_textos()
    assert halla("instancias") == {"llano.txt"}
    assert textos.por_leer(limite=20) == [documento.id for documento in esperan]


@pytest.mark.usefixtures("db")
def test_a_failure_that_nobody_expected_is_a_state_and_may_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    documento, otro = incorporado(que_dice("averia")), incorporado(que_dice("palabrota"))

    def averiada(*_todo: object) -> extraccion.Extraido:
        raise ValueError("12345678Z")

    monkeypatch.setattr(textos, "extraer", averiada)
    textos.leer(documento.id, reloj=RELOJ)
    monkeypatch.undo()
    # PostgreSQL takes no zeros in its texts
    monkeypatch.setattr(textos, "palabras_de", lambda texto: "\x00" if texto else "")
    textos.leer(otro.id, reloj=RELOJ)
    monkeypatch.undo()
    assert set(TextoDocumento.objects.values_list("estado", "palabras")) == {(Estado.FALLIDO, None)}
    assert str(documento.id) in caplog.text
    assert "ValueError" in caplog.text
    assert "12345678Z" not in caplog.text, "the log has no data"
    with transaction.atomic():
        textos.releer(documento)
    trabajos.leer_textos()
    assert halla("averias") == {"escrito.pdf"}


@pytest.mark.usefixtures("db")
def test_a_round_looks_at_the_clock_before_each_document(monkeypatch: pytest.MonkeyPatch) -> None:
    documentos = [incorporado(que_dice(f"lento {n}")) for n in range(trabajos.TANDA)]
    hora, de_verdad = [0.0], textos.leer

    def lenta(documento_id: UUID, *, reloj: Reloj) -> None:
        hora[0] += 2 * extraccion.SEGUNDOS
        de_verdad(documento_id, reloj=reloj)

    monkeypatch.setattr(trabajos, "monotonic", lambda: hora[0])
    monkeypatch.setattr(textos, "leer", lenta)
    trabajos.leer_textos()
    assert textos.por_leer(limite=10) == [documento.id for documento in documentos[1:]], "the oldest, and no other"
    assert trabajos._SEGUNDOS + 2 * extraccion.SEGUNDOS < 60
    monkeypatch.undo()
    trabajos.leer_textos()
    assert textos.por_leer(limite=10) == [], "they were let go"


@pytest.mark.parametrize("falta", ["pdftotext", "prlimit"])
def test_health_says_which_programs_are_missing(falta: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert salud.texto_de_los_documentos().estado is EstadoDeSalud.BIEN
    for programa in {"pdftotext", "prlimit"} - {falta}:
        (tmp_path / programa).symlink_to(str(shutil.which(programa)))
    monkeypatch.setenv("PATH", str(tmp_path))
    hallazgo = salud.texto_de_los_documentos()
    assert hallazgo.estado is EstadoDeSalud.AVISO
    assert "le falta un programa" in hallazgo.detalle


@pytest.mark.usefixtures("db")
def test_what_goes_to_quarantine_is_not_found_by_what_it_says() -> None:
    documento = incorporado(que_dice("envenenado"))
    trabajos.leer_textos()
    assert halla("envenenado") == {"escrito.pdf"}
    with transaction.atomic():
        textos.olvidar(documento.huella)
    assert halla("envenenado") == set()
    assert TextoDocumento.objects.get(documento=documento).estado == Estado.CUARENTENA


def test_words_are_kept_apart_from_what_they_said() -> None:
    assert palabras_de("La ACCIÓN, la acción; el año y el Avión nº 3") == "3 acción ano avion el la no y"
    assert buscadas("Comisión n.º 12/2026") == "comisión n o 12 2026"
    assert len(palabras_de(" ".join(f"palabra{n}" for n in range(200_000))).encode()) <= MAXIMO + 10_000
    assert palabras_de("x" * 300) == ""
