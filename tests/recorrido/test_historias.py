"""The stories end to end, by the command that people run: separate processes, own database, real pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from consistorio.cli.recorrido.adjuntos import croquis
from consistorio.cli.recorrido.multiparte import Multiparte
from consistorio.plataforma.base.rutas import RAIZ

from .entrega import Entrega
from .test_entrega_eni import juzgar_paquete

MEGA = 1024 * 1024
# In two pieces, so that no antivirus takes this file for the test file itself
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MINIMOS = ("justificante.pdf", "resolucion.pdf", "eni/expediente.xml", "bitacora.jsonl", "cabecera.json", "base.dump")


def _contar(carpeta: Path, historia: str, *entradas: Path) -> dict[str, object]:
    orden = [sys.executable, "-m", "consistorio.cli", "recorrido", str(carpeta), "--historia", historia]
    if entradas:
        orden += ["--entrada", *map(str, entradas)]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, capture_output=True, text=True)
    assert hecho.returncode == 0, hecho.stderr[-4000:]
    assert all((carpeta / nombre).exists() for nombre in MINIMOS)
    resumen: dict[str, object] = json.loads((carpeta / "resumen.json").read_text("utf-8"))
    return resumen


def _estados(resumen: dict[str, object]) -> list[tuple[str, str]]:
    notificaciones = resumen["notificaciones"]
    assert isinstance(notificaciones, list)
    return [(n["estado"], n["canal"]) for n in notificaciones]


def _expediente(resumen: dict[str, object]) -> dict[str, str]:
    expediente = resumen["expediente"]
    assert isinstance(expediente, dict)
    return expediente


@pytest.mark.lento
@pytest.mark.parametrize(
    ("historia", "resultado", "ultima"),
    [
        ("caducada", "estima", "caducada"),
        ("procedimiento-nuevo", "estima", "accedida"),
    ],
)
def test_la_historia_llega_al_cierre(tmp_path: Path, historia: str, resultado: str, ultima: str) -> None:
    resumen = _contar(tmp_path / "salida", historia)
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == resultado
    assert _estados(resumen)[-1] == (ultima, "electronica")
    assert resumen["cierre"] is not None


@pytest.mark.lento
def test_cada_parte_recibe_su_notificacion_por_medios_electronicos(tmp_path: Path) -> None:
    resumen = _contar(tmp_path / "salida", "representante")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert _estados(resumen)[-2:] == [("accedida", "electronica")] * 2


@pytest.mark.lento
def test_en_el_mostrador_todo_llega_y_se_notifica_en_papel(tmp_path: Path) -> None:
    programa = tmp_path / "programa.pdf"
    programa.write_bytes(b"MZ\x90\x00\x03" + bytes(58) + b"PE\x00\x00" + bytes(2000))
    resumen = _contar(tmp_path / "salida", "mostrador", programa)
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("entregada", "papel")
    assert resumen["cierre"] is not None
    rechazadas = resumen["rechazadas"]
    assert isinstance(rechazadas, list)
    assert [r["fichero"] for r in rechazadas] == ["programa.pdf"]
    assert "EE03" in juzgar_paquete(Entrega(tmp_path / "salida"))


@pytest.mark.lento
def test_lo_que_no_se_admite_se_dice_y_la_historia_llega_a_su_denegacion(tmp_path: Path) -> None:
    programa = tmp_path / "programa.pdf"
    programa.write_bytes(b"MZ\x90\x00\x03" + bytes(58) + b"PE\x00\x00" + bytes(2000))
    virus = tmp_path / "prueba.txt"
    virus.write_text(EICAR, "ascii")
    valido = croquis(tmp_path)
    roto = tmp_path / "roto.pdf"
    roto.write_bytes(valido.read_bytes()[:400])
    enorme = tmp_path / "enorme.pdf"
    _engordar(valido, enorme, 251)
    grande = tmp_path / "grande.pdf"
    _engordar(valido, grande, 200)
    resumen = _contar(tmp_path / "salida", "denegacion", programa, virus, roto, enorme, grande)
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "deniega"
    assert _estados(resumen)[-1] == ("rechazada", "electronica")
    assert resumen["cierre"] is not None
    rechazadas = resumen["rechazadas"]
    assert isinstance(rechazadas, list)
    motivos = {str(r["fichero"]): str(r["motivo"]) for r in rechazadas}
    assert {"programa.pdf", "enorme.pdf", "prueba.txt"} <= set(motivos)
    assert all(motivos.values())
    assert "grande.pdf" not in motivos
    juzgar_paquete(Entrega(tmp_path / "salida"))


def test_un_formulario_grande_no_se_lee_entero(tmp_path: Path) -> None:
    fichero = tmp_path / 'con "comillas".bin'
    with fichero.open("wb") as salida:
        salida.truncate(40 * MEGA)
    with Multiparte([("a", "ñ")], [("fichero", (fichero.name, fichero))]) as cuerpo:
        largo, mayor, primero = 0, 0, b""
        while trozo := cuerpo.read(16_384):
            primero += trozo if largo < 1000 else b""
            largo, mayor = largo + len(trozo), max(mayor, len(trozo))
        assert largo == len(cuerpo)
    assert mayor <= 16_384
    assert 'name="a"\r\n\r\nñ\r\n'.encode() in primero
    assert b'filename="con %22comillas%22.bin"' in primero


def _engordar(origen: Path, destino: Path, megas: int) -> None:
    """The same PDF with a tail of comments."""
    with destino.open("wb") as salida:
        salida.write(origen.read_bytes())
        for _ in range(megas):
            salida.write(b"%" + b"x" * (MEGA - 2) + b"\n")
