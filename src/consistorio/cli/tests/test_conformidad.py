"""`conformidad`: what counts as a fault, what is only told, and that it says plainly when nobody can judge."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from consistorio.cli import conformidad
from consistorio.cli.conformidad.piezas import Pieza
from consistorio.cli.conformidad.taller import Dictamen, Firma, Peticion
from consistorio.cli.salida import MAL_USO, NO, NO_SE_PUDO

FICHERO = Path("a.pdf")


def pedido(carpeta: Path | None, *, preparar: bool = False) -> argparse.Namespace:
    return argparse.Namespace(carpeta=carpeta, solo=None, preparar=preparar, json=False)


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
