"""`conformidad`: what counts as a fault, what is only told, and that it says plainly when nobody can judge."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import pytest
from asn1crypto import tsp

from consistorio.cli import conformidad
from consistorio.cli.conformidad.piezas import Pieza, piezas_de
from consistorio.cli.conformidad.taller import Dictamen, Firma, Peticion
from consistorio.cli.salida import MAL_USO, NO, NO_SE_PUDO

FICHERO = Path("a.pdf")


def pedido(
    carpeta: Path | None, *, preparar: bool = False, solo: str | None = None, como_json: bool = False
) -> argparse.Namespace:
    return argparse.Namespace(carpeta=carpeta, solo=solo, preparar=preparar, json=como_json)


def entrega(carpeta: Path) -> Path:
    """The least that the command takes for what `recorrido` left: one paper, an index and a head."""
    carpeta.mkdir(exist_ok=True)
    papel = carpeta / "papel.pdf"
    papel.write_bytes(b"%PDF-1.7")
    (carpeta / "eni" / "documentos").mkdir(parents=True)
    (carpeta / "eni" / "expediente.xml").write_text("<a/>")
    (carpeta / "ca.pem").touch()
    (carpeta / "cabecera.json").write_text('{"firma": "", "raiz": ""}')
    ficha = {
        "content_type": "signed_data",
        "content": {
            "version": "v3",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "tst_info"},
            "signer_infos": [],
        },
    }
    (carpeta / "cabecera.tsr").write_bytes(
        tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": ficha}).dump()
    )
    dicho = {"nivel": "B", "firmas": 1}
    suyo = {**dicho, "sha256": hashlib.sha256(papel.read_bytes()).hexdigest(), "pdfa": "2a", "pdfua": "1"}
    resumen = {"documentos": {"papel.pdf": suyo}, "indice": dicho, "escritos": [], "copias": {}, "cabecera": dicho}
    (carpeta / "resumen.json").write_text(json.dumps(resumen))
    return carpeta


def firma(nivel: str, indicacion: str = "TOTAL_PASSED") -> Firma:
    return Firma(indicacion, "", nivel, "ANA", "")


def test_without_java_it_says_not_run_and_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert conformidad.ejecutar(pedido(None, preparar=True)) == NO_SE_PUDO
    dicho = capsys.readouterr()
    assert dicho.out.startswith("NOT RUN: no hay Java")
    assert "apt-get install" in dicho.err


@pytest.mark.parametrize("solo", ["verapdf", "dss", None])
@pytest.mark.parametrize("falta", [False, True])
def test_what_is_wrong_is_said_also_when_nobody_can_judge(
    solo: str | None, falta: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    carpeta = entrega(tmp_path / "sal")
    if falta:
        (carpeta / "papel.pdf").write_bytes(b"%PDF-1.7 another one")
    assert conformidad.ejecutar(pedido(carpeta, solo=solo, como_json=True)) == (NO if falta else NO_SE_PUDO)
    dicho = capsys.readouterr()
    leido = json.loads(dicho.out)
    assert leido["conforme"] is (False if falta else None)
    assert leido["faltas"] == (["papel.pdf: no es el fichero del que habla resumen.json"] if falta else [])
    assert "NOT RUN: no hay Java" in dicho.err


def test_a_pdf_that_the_summary_does_not_name_is_a_fault(tmp_path: Path) -> None:
    carpeta = entrega(tmp_path / "sal")
    (carpeta / "otro.pdf").write_bytes(b"%PDF-1.7")
    faltas = {p.nombre: p.falta for p in piezas_de(carpeta, tmp_path) if p.falta}
    assert faltas == {"otro.pdf": "resumen.json no dice nada de él"}


@pytest.mark.parametrize("nombre", ["con\ttabulador", "con\nsalto"])
def test_a_path_that_breaks_the_protocol_is_refused(
    nombre: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert conformidad.ejecutar(pedido(entrega(tmp_path / nombre))) == MAL_USO
    assert "tabulador o un salto de línea" in capsys.readouterr().err


def test_a_folder_that_is_no_delivery_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert conformidad.ejecutar(pedido(tmp_path)) == NO
    assert "no es lo que deja «recorrido»" in capsys.readouterr().err
    assert conformidad.ejecutar(pedido(tmp_path / "otra")) == MAL_USO
    assert conformidad.ejecutar(pedido(None)) == MAL_USO


@pytest.mark.parametrize(
    ("niveles", "exigido", "firmas", "reparo"),
    [
        (["PAdES-BASELINE-LTA"], "LTA", 1, ""),
        (["PAdES-BASELINE-LTA"], "T", 1, ""),
        (["PAdES-BASELINE-LTA", "PAdES-BASELINE-T"], "LTA", 2, "se dice nivel LTA y es T"),
        (["XML-NOT-ETSI"], "B", 1, "se dice nivel B y es ninguno"),
        (["PAdES-BASELINE-LTA"], "LTA", 2, "se dicen 2 firmas y hay 1"),
    ],
)
def test_levels_and_signatures_are_those_claimed(niveles: list[str], exigido: str, firmas: int, reparo: str) -> None:
    pieza = Pieza("a.pdf", Peticion("", FICHERO), nivel=exigido, firmas=firmas)
    dictamen = Dictamen("PASS", (), tuple(firma(n) for n in niveles))
    assert conformidad.reparos(pieza, dictamen) == ([reparo] if reparo else [])


def test_what_a_judge_refuses_is_a_fault_with_its_reasons() -> None:
    pdf = Pieza("a.pdf", Peticion("2a", FICHERO))
    assert conformidad.reparos(pdf, Dictamen("FAIL", ("6.2.4.3 (4): no profile",))) == ["6.2.4.3 (4): no profile"]
    firmado = Pieza("a.pdf", Peticion("", FICHERO))
    mala = Dictamen("FAIL", ("altered",), (firma("PAdES-BASELINE-B", "TOTAL_FAILED"),))
    assert conformidad.reparos(firmado, mala) == ["TOTAL_FAILED", "altered"]
    assert conformidad.reparos(firmado, Dictamen("FAIL")) == ["no lleva ninguna firma"]
    ajeno = Pieza("a.pdf", Peticion("2a", FICHERO), falta="no es el fichero del que habla resumen.json")
    assert conformidad.reparos(ajeno, Dictamen("PASS")) == [ajeno.falta]
