"""Texts made into PDF/A by the real LibreOffice: honest ones, those that are refused, those that would run or ask for something, and one that hangs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from consistorio.cli.conformidad import taller
from consistorio.documental.documentos.comprobacion import problemas_pdf_convertido
from consistorio.integraciones.ofimatica import libreoffice
from consistorio.integraciones.ofimatica.examen import por_que_no
from consistorio.integraciones.ofimatica.libreoffice import LibreOffice
from consistorio.integraciones.ofimatica.tests.muestras import con_enlaces, con_macro, cortado, danado, docx, odt
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import barrer_temporales, carpeta_de_trabajo

pytestmark = pytest.mark.lento


@pytest.fixture
def casa() -> LibreOffice:
    """The converter, where it can run."""
    suya = LibreOffice()
    try:
        suya.comprobar()
    except ServicioNoDisponible as error:
        pytest.skip(f"NOT RUN: {error.mensaje}")
    return suya


@pytest.fixture
def a_la_vista(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders that all share are seen, so that what a test leaves in its own can be run and found."""
    monkeypatch.setattr(libreoffice, "DE_TODOS", ())


def convertido(casa: LibreOffice, datos: bytes, carpeta: Path, nombre: str = "texto") -> Path:
    original, destino = carpeta / nombre, carpeta / f"{nombre}.pdf"
    original.write_bytes(datos)
    casa.a_pdf(original, destino)
    return destino


def texto_de(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(("datos", "que"), [(odt(), "odt"), (docx(), "docx")])
def test_a_text_becomes_a_pdf_a(casa: LibreOffice, tmp_path: Path, datos: bytes, que: str) -> None:
    pdf = convertido(casa, datos, tmp_path)
    assert problemas_pdf_convertido(pdf) == []
    assert "Informe jurídico." in texto_de(pdf)
    if not taller.construido():
        pytest.skip(f"NOT RUN: veraPDF did not judge the PDF ({taller.PREPARAR})")
    assert [j.resultado for j in taller.juzgar([taller.Peticion("2b", pdf)], raices=[])] == ["PASS"]


def test_many_at_once_are_each_made_into_their_own(casa: LibreOffice, tmp_path: Path) -> None:
    """LibreOffice gives its document to another that runs for a profile of the same path, if it sees it."""

    def hecho(cual: int) -> str:
        return texto_de(convertido(casa, odt(f"<text:p>Soy el {cual}.</text:p>"), tmp_path, f"texto{cual}"))

    with ThreadPoolExecutor(6) as a_la_vez:
        textos = list(a_la_vez.map(hecho, range(12)))
    assert [texto.strip() for texto in textos] == [f"Soy el {cual}." for cual in range(12)]


def test_the_folders_that_all_share_look_empty(casa: LibreOffice, tmp_path: Path) -> None:
    assert casa
    (tmp_path / "secreto").write_text("x")
    orden = [*libreoffice._aislado(tmp_path), "sh", "-c", "ls; ls -A /tmp /var/tmp"]
    dicho = subprocess.run(orden, capture_output=True, text=True, check=True).stdout
    assert dicho.split() == ["secreto", "/tmp:", "/var/tmp:"]


@pytest.fixture
def vecino() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine, and what was asked of it."""
    pedidas: list[str] = []

    class Anota(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pedidas.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names of the protocol

        def log_message(self, *_args: object) -> None:
            """Nothing is written."""

    servidor = HTTPServer(("127.0.0.1", 0), Anota)
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}", pedidas
    servidor.shutdown()
    servidor.server_close()


def test_nothing_that_a_text_links_to_is_asked_for_nor_its_objects_run(
    casa: LibreOffice, tmp_path: Path, vecino: tuple[str, list[str]]
) -> None:
    direccion, pedidas = vecino
    pdf = convertido(casa, con_enlaces(direccion), tmp_path)
    assert pedidas == []
    assert problemas_pdf_convertido(pdf) == []
    assert "Antes." in texto_de(pdf)
    assert "Después." in texto_de(pdf)


@pytest.mark.usefixtures("a_la_vista")
def test_a_macro_is_refused_and_would_not_run_either(
    casa: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huella = tmp_path / "corrio"
    datos = con_macro(f"/usr/bin/touch {huella}")
    with pytest.raises(DatosIncorrectos, match="lleva macros"):
        convertido(casa, datos, tmp_path)
    monkeypatch.setattr(libreoffice, "por_que_no", lambda _fichero: "")  # as if it had not been seen
    convertido(casa, datos, tmp_path, "otra")
    assert not huella.exists()


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        (b"esto no es un zip", "dañado o tiene contraseña"),
        (odt()[:-40], "dañado o tiene contraseña"),
        (odt(en_manifiesto="<manifest:encryption-data/>"), "tiene contraseña"),
        (docx(mas={"word/vbaProject.bin": b"x"}), "lleva macros"),
        (odt(mas={"Scripts/python/a.py": b"x"}), "lleva macros"),
        *(
            (danado(como), "dañado o tiene contraseña")
            for como in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        ),
        (cortado(), "dañado o tiene contraseña"),
        (odt(mas={f"x{n}": b"" for n in range(5001)}), "demasiado grande por dentro"),
    ],
)
def test_what_is_refused_says_why(tmp_path: Path, datos: bytes, dice: str) -> None:
    fichero = tmp_path / "a"
    fichero.write_bytes(datos)
    assert dice in por_que_no(fichero)


def test_a_text_that_cannot_be_read_is_refused_with_words(casa: LibreOffice, tmp_path: Path) -> None:
    with pytest.raises(DatosIncorrectos, match="No se ha podido leer"):
        convertido(casa, odt("<text:p>sin cerrar"), tmp_path)


def esperar(condicion: Callable[[], bool]) -> None:
    for _vez in range(600):
        if condicion():
            return
        time.sleep(0.05)


def _vivos(donde: Path) -> list[str]:
    vistos = []
    for proceso in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            orden = proceso.read_bytes()
        except OSError:
            continue
        if str(donde).encode() in orden:
            vistos.append(orden.decode("utf-8", "replace"))
    return vistos


@pytest.mark.usefixtures("a_la_vista")
def test_one_that_hangs_is_stopped_with_all_that_it_began(tmp_path: Path) -> None:
    colgado = tmp_path / "soffice"
    colgado.write_text(f"#!/bin/sh\nsh -c 'sleep 300; true {tmp_path}' &\nsleep 300\n")
    colgado.chmod(0o755)
    suya = LibreOffice(str(colgado), segundos=1)
    try:
        suya.comprobar()
    except ServicioNoDisponible as error:
        pytest.skip(f"NOT RUN: {error.mensaje}")
    with pytest.raises(ServicioNoDisponible, match="tardaba demasiado"):
        convertido(suya, odt(), tmp_path, "lento.odt")
    esperar(lambda: not _vivos(tmp_path))
    assert _vivos(tmp_path) == []


def test_without_libreoffice_or_without_a_way_to_isolate_it_the_town_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hazlo: Callable[[], object] = LibreOffice("no-hay-tal-programa").comprobar
    with pytest.raises(ServicioNoDisponible, match="falta LibreOffice"):
        hazlo()
    bien = libreoffice.AISLAR
    monkeypatch.setattr(libreoffice, "SEGUNDOS_DE_PRUEBA", 0.2)
    for mal in (("false",), ("no-hay-tal-programa",), ("sh", "-c", "exec sleep 30")):
        monkeypatch.setattr(libreoffice, "AISLAR", mal)
        suya = LibreOffice("sh")
        with pytest.raises(ServicioNoDisponible, match="no deja aislar"):
            suya.comprobar()
        monkeypatch.setattr(libreoffice, "AISLAR", bien)
        with pytest.raises(ServicioNoDisponible, match="no deja aislar"):
            suya.comprobar()  # the answer is kept for a while


def test_one_whose_worker_is_killed_dies_with_it_and_what_it_leaves_is_swept(
    casa: LibreOffice, tmp_path: Path, settings: LazySettings
) -> None:
    assert casa
    settings.CONSISTORIO_VAR = tmp_path / "var"
    colgado, original = tmp_path / "soffice", tmp_path / "texto.odt"
    colgado.write_text(f"#!/bin/sh\nsetsid sh -c 'sleep 300; true {tmp_path}' &\ntouch {tmp_path}/empezo\nsleep 300\n")
    colgado.chmod(0o755)
    original.write_bytes(odt())
    orden = (
        "from pathlib import Path; from django.conf import settings\n"
        f"settings.configure(CONSISTORIO_VAR=Path({str(tmp_path / 'var')!r}), USE_I18N=False)\n"
        "from consistorio.integraciones.ofimatica import libreoffice\n"
        "libreoffice.DE_TODOS = ()\n"
        f"libreoffice.LibreOffice({str(colgado)!r}).a_pdf(Path({str(original)!r}), Path({str(tmp_path / 'hecho')!r}))"
    )
    entorno = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    trabajador = subprocess.Popen([sys.executable, "-c", orden], env=entorno)
    esperar(lambda: (tmp_path / "empezo").exists() or trabajador.poll() is not None)
    assert len(_vivos(tmp_path)) > 1
    trabajador.kill()
    trabajador.wait()
    esperar(lambda: not _vivos(tmp_path))
    assert _vivos(tmp_path) == []
    assert len(list(carpeta_de_trabajo().iterdir())) == 1
    assert barrer_temporales(mas_viejos_que=-10) == 1
    assert list(carpeta_de_trabajo().iterdir()) == []


_NADIE = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.mark.usefixtures("a_la_vista")
@pytest.mark.parametrize("quien", [(), _NADIE])
def test_nothing_of_the_town_is_in_sight_and_it_cannot_be_uncovered(
    casa: LibreOffice, monkeypatch: pytest.MonkeyPatch, quien: tuple[str, ...]
) -> None:
    assert casa
    if quien and os.geteuid() != 0:
        pytest.skip("NOT RUN: only root can be somebody else")
    with tempfile.TemporaryDirectory() as carpeta:
        raiz = Path(carpeta)
        for suya in (raiz, raiz / "var" / "trabajo", raiz / "sockets"):
            suya.mkdir(parents=True, exist_ok=True)
            suya.chmod(0o755)
        (raiz / "var" / "secreto").write_text("x")
        (raiz / "var" / "trabajo" / "texto.odt").write_text("x")
        bases = {"default": {"HOST": str(raiz / "sockets")}, "otra": {"HOST": "db.example"}}
        ajustes = SimpleNamespace(CONSISTORIO_VAR=raiz / "var", DATABASES=bases)
        monkeypatch.setattr(libreoffice, "settings", ajustes)
        with socket.socket(socket.AF_UNIX) as oye:
            oye.bind(str(raiz / "sockets" / ".s.PGSQL.5432"))
            mira = (
                f"ls; ls -A {raiz}/var {raiz}/sockets; ls /run; umount {raiz}/var; umount /run; ls -A {raiz}/var; pwd"
            )
            orden = [*quien, *libreoffice._aislado(raiz / "var" / "trabajo"), "sh", "-c", mira]
            dicho = subprocess.run(orden, capture_output=True, text=True, check=True).stdout
        assert [d for d in dicho.split() if d != "mount"] == [
            *("texto.odt", f"{raiz}/sockets:", f"{raiz}/var:", "conversion", "/run/conversion")
        ]
