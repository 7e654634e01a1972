"""What the story leaves, judged by veraPDF and DSS through `./consistorio conformidad`; and that they are heard when they say no."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from consistorio.cli.conformidad import taller

from .entrega import Entrega, correr, sin_base

pytestmark = pytest.mark.lento


@pytest.fixture(autouse=True)
def jueces() -> None:
    if not taller.construido():
        pytest.skip(f"NOT RUN: the reference validators are not built ({taller.PREPARAR})")


def _conformidad(carpeta: Path, *mas: str) -> tuple[int, str]:
    return correr(sys.executable, "-m", "consistorio.cli", "conformidad", str(carpeta), *mas, entorno=sin_base())


def test_todo_es_lo_que_dice_ser(entrega: Entrega) -> None:
    codigo, dicho = _conformidad(entrega.carpeta, "--json")
    assert codigo == 0, dicho
    juicios = json.loads(dicho)["juicios"]
    exigidos = [j for j in juicios if j["exigido"]]
    assert all(j["conforme"] for j in exigidos), dicho
    escritos, papeles = len(entrega.lista("escritos")), len(entrega.pdf)
    for norma in ("2a", "ua1"):
        assert sum(j["norma"] == norma for j in exigidos) == escritos + papeles
    niveles = {j["que"]: {f["nivel"] for f in j["firmas"]} for j in exigidos if j["juez"] == "dss"}
    assert all(niveles[papel.name] == {"PAdES-BASELINE-LTA"} for papel in entrega.pdf), niveles
    assert niveles["cabecera.json"] == {"CAdES-BASELINE-B"}


def test_un_byte_cambiado_no_es_conforme(entrega: Entrega, tmp_path: Path) -> None:
    otra = tmp_path / "otra"
    _con_menos(entrega, otra, quedan=("justificante.pdf", "resolucion.pdf"))
    papel = otra / "justificante.pdf"
    papel.write_bytes(papel.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    codigo, dicho = _conformidad(otra, "--solo", "dss")
    assert codigo == 1, dicho
    [mala] = [linea for linea in dicho.splitlines() if linea.startswith("NO CONFORME")]
    assert "justificante.pdf" in mala
    assert "conforme     dss      resolucion.pdf" in dicho
    assert "TOTAL_FAILED" in dicho


def _con_menos(entrega: Entrega, otra: Path, *, quedan: Sequence[str]) -> None:
    """The same folder with those papers alone, and what its summary says of them: the whole one is judged above."""
    sobran = [papel.name for papel in entrega.pdf if papel.name not in quedan]
    shutil.copytree(entrega.carpeta, otra, ignore=shutil.ignore_patterns("base.dump", "copias", "documentos", *sobran))
    resumen = json.loads(entrega.leer("resumen.json"))
    resumen["documentos"] = {nombre: resumen["documentos"][nombre] for nombre in quedan}
    (otra / "resumen.json").write_text(json.dumps(resumen | {"escritos": [], "copias": {}}), "utf-8")


def test_un_fichero_que_agota_al_juez_no_calla_a_los_demas(entrega: Entrega, tmp_path: Path) -> None:
    hondo = tmp_path / "hondo.pdf"
    hondo.write_bytes(b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"]" * 200_000 + b"\nendobj\nstartxref\n0\n%%EOF")
    pedido = [taller.Peticion("", hondo), taller.Peticion("2a", entrega.carpeta / "resolucion.pdf")]
    malo, bueno = taller.juzgar(pedido, raices=[entrega.carpeta / "ca.pem"])
    assert (malo.resultado, bueno.resultado) == ("ERROR", "PASS"), malo
