"""The stories end to end, by the command that people run: separate processes, own database, real pages."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from consistorio.cli.recorrido.adjuntos import croquis
from consistorio.cli.recorrido.multiparte import Multiparte
from consistorio.plataforma.base.rutas import RAIZ

from .entrega import Entrega
from .test_entrega_eni import contenidos_de, juzgar_paquete
from .test_entrega_pdf import juzgar_pdf

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


def _juzgar(tmp_path: Path) -> set[str]:
    """Everything that judges a folder: its package and each of its PDFs. Answers the states of elaboración that it saw."""
    entrega = Entrega(tmp_path / "salida")
    juzgado = tmp_path / "juzgado"
    juzgado.mkdir()
    juzgar_pdf(entrega, juzgado)
    return juzgar_paquete(entrega)


def _motivos(resumen: dict[str, object]) -> dict[str, str]:
    """Why each file was refused, by its name."""
    rechazadas = resumen["rechazadas"]
    assert isinstance(rechazadas, list)
    return {str(r["fichero"]): str(r["motivo"]) for r in rechazadas}


@pytest.mark.lento
def test_un_procedimiento_cargado_de_un_fichero_llega_al_cierre(tmp_path: Path) -> None:
    resumen = _contar(tmp_path / "salida", "procedimiento-nuevo")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("accedida", "electronica")
    assert resumen["cierre"] is not None
    _juzgar(tmp_path)


def _muestras() -> list[Path]:
    """PDF files as citizens send them; none where they are not."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "pdf").is_dir():
            return sorted((Path(carpeta) / "pdf").glob("*.pdf"))
    return []


def _cortado(carpeta: Path, nombre: str, entero: bytes, cuanto: int) -> Path:
    """The first bytes of a PDF, as a transfer that broke leaves it."""
    fichero = carpeta / nombre
    fichero.write_bytes(entero[:cuanto])
    return fichero


@pytest.mark.lento
def test_los_pdf_de_la_calle_llegan_como_son_y_lo_danado_se_dice(tmp_path: Path) -> None:
    muestras = _muestras()
    entero = croquis(tmp_path).read_bytes()
    cifrado = tmp_path / "cifrado.pdf"
    cerrado = tmp_path / "con contraseña.pdf"
    with pikepdf.open(croquis(tmp_path)) as pdf:
        pdf.save(cifrado, encryption=pikepdf.Encryption(owner="llave", user=""))
        pdf.save(cerrado, encryption=pikepdf.Encryption(owner="llave", user="llave"))
    raros = {
        "ilegible": _cortado(tmp_path, "cortado.pdf", entero, 400),
        "incompleto": _cortado(tmp_path, "sin el final.pdf", entero, len(entero) - 40),
    }
    entradas = [*muestras, cifrado, cerrado, *raros.values()]
    resumen = _contar(tmp_path / "salida", "caducada", *entradas)
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("caducada", "electronica")
    assert resumen["cierre"] is not None
    motivos = _motivos(resumen)
    assert set(motivos) == {cerrado.name, *(m.name for m in muestras if "password" in m.name)}
    assert all("contraseña" in motivo for motivo in motivos.values())
    entrega = Entrega(tmp_path / "salida")
    assert {uno["reparo"]: uno["sha256"] for uno in entrega.lista("danados")} == {
        reparo: hashlib.sha256(fichero.read_bytes()).hexdigest() for reparo, fichero in raros.items()
    }
    guardados = set(contenidos_de(entrega).values())
    assert {e.name for e in entradas if e.read_bytes() not in guardados} == set(motivos)
    _juzgar(tmp_path)
    if not muestras:
        pytest.skip("NOT RUN: the folder of sample PDFs (../shared/data/pdf) is not here")


@pytest.mark.lento
def test_cada_parte_recibe_su_notificacion_por_medios_electronicos(tmp_path: Path) -> None:
    resumen = _contar(tmp_path / "salida", "representante")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert _estados(resumen)[-2:] == [("accedida", "electronica")] * 2
    _juzgar(tmp_path)


@pytest.mark.lento
def test_en_el_mostrador_todo_llega_y_se_notifica_en_papel(tmp_path: Path) -> None:
    programa = tmp_path / "programa.pdf"
    programa.write_bytes(b"MZ\x90\x00\x03" + bytes(58) + b"PE\x00\x00" + bytes(2000))
    resumen = _contar(tmp_path / "salida", "mostrador", programa)
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("entregada", "papel")
    assert resumen["cierre"] is not None
    assert set(_motivos(resumen)) == {"programa.pdf"}
    assert "EE03" in _juzgar(tmp_path)


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
    motivos = _motivos(resumen)
    assert set(motivos) == {"programa.pdf", "enorme.pdf", "prueba.txt"}
    assert all(motivos.values())
    assert [(d["fichero"], d["reparo"]) for d in Entrega(tmp_path / "salida").lista("danados")] == [
        ("roto.pdf", "ilegible")
    ]
    _juzgar(tmp_path)


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
    """The same PDF with comments before its end, which says where its table is."""
    datos = origen.read_bytes()
    final = datos.rindex(b"startxref")
    with destino.open("wb") as salida:
        salida.write(datos[:final])
        for _ in range(megas):
            salida.write(b"%" + b"x" * (MEGA - 2) + b"\n")
        salida.write(datos[final:])
