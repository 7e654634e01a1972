"""The command `eni`: its exit codes, one line for each problem, and files made to do harm. What needs another database or shows how the
process itself ends is run as one.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from consistorio.cli.__main__ import ejecutar
from consistorio.documental.registro.tests.factories import unidad
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.servicios.archivo.eni.escritura import documento_xml
from consistorio.servicios.archivo.eni.tipos import FirmaEni
from consistorio.servicios.archivo.tests.test_eni import documento, paquete

pytestmark = pytest.mark.lento

__all__ = ["paquete"]

RISAS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BUENO = documento_xml(documento())


def eni(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in this process: loading the house takes a hundred times longer than judging a file."""
    salida, errores = io.StringIO(), io.StringIO()
    orden = ["eni", *map(str, args)]
    with mock.patch.dict(os.environ), redirect_stdout(salida), redirect_stderr(errores):
        try:
            codigo = ejecutar(orden)
        except SystemExit as fin:
            codigo = int(fin.code or 0)
    return subprocess.CompletedProcess(orden, codigo, salida.getvalue(), errores.getvalue())


def eni_aparte(*args: str | Path, **entorno: str) -> subprocess.CompletedProcess[str]:
    """The command as people run it."""
    propio = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "consistorio.conf.test", **entorno}
    orden = [sys.executable, "-m", "consistorio.cli", "eni", *map(str, args)]
    return subprocess.run(orden, capture_output=True, text=True, env=propio, check=False)


def test_a_good_package_is_good_and_a_spoilt_one_is_not(paquete: Path, servidor_pki: Servidor) -> None:
    fichero, ca = paquete / "expediente.xml", servidor_pki.pki.carpeta / "raiz.pem"
    bien = eni_aparte("validar", fichero, "--ca", ca, "--exigir-firma", "--json")
    assert (bien.returncode, json.loads(bien.stdout)["valido"]) == (0, True)
    (paquete / "documentos" / "1.xml").write_bytes(documento_xml(documento(1, contenido=b"otro")))
    mal = eni_aparte("validar", fichero, "--ca", ca)
    assert mal.returncode == 1
    assert "La huella no es la del documento" in mal.stdout


def test_an_issuer_that_nobody_knows_is_indeterminate_and_a_no_only_when_asked(paquete: Path) -> None:
    fichero = paquete / "expediente.xml"
    sin_exigir, exigiendo = eni("validar", fichero), eni("validar", fichero, "--exigir-firma", "--json")
    assert sin_exigir.returncode == 0
    assert "Aviso: " in sin_exigir.stdout
    assert "INDETERMINADA" in sin_exigir.stdout
    assert sin_exigir.stdout.endswith("Es válido.\n")
    resultado = json.loads(exigiendo.stdout)
    assert (exigiendo.returncode, resultado["valido"]) == (1, False)
    assert any("INDETERMINADA" in p["mensaje"] and p["grave"] for p in resultado["problemas"])


def test_a_broken_signature_is_always_a_no(paquete: Path) -> None:
    fichero = paquete / "expediente.xml"
    fichero.write_bytes(fichero.read_bytes().replace(b">Informes<", b">Planos<"))
    resultado = eni("validar", fichero)
    assert resultado.returncode == 1
    assert "NO VALIDA" in resultado.stdout


MALOS: dict[str, tuple[bytes, str]] = {
    "vacio": (b"", "no está bien formado"),
    "no_es_xml": (b"%PDF-1.7", "no está bien formado"),
    "a_medias": (BUENO[: len(BUENO) // 2], "no está bien formado"),
    "otra_raiz": (b"<factura/>", "no es un documento ni un expediente"),
    "entidad_externa": (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>', "DOCTYPE"),
    "mil_millones_de_risas": (f'<!DOCTYPE x [<!ENTITY a0 "ja">{RISAS}]><x>&a9;</x>'.encode(), "DOCTYPE"),
    "doctype_en_utf16": ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "DOCTYPE"),
    "codificacion": (b'<?xml version="1.0" encoding="nada"?><x/>', "codificación"),
    "nodo_de_11_mb": (
        BUENO.replace(b"<enifile:ValorBinario>", b"<enifile:ValorBinario>" + b"A" * 11_000_000),
        "bien formado",
    ),
    "mas_de_64_mb": (BUENO + b" " * (64 * 1024 * 1024), "más de 64 MB"),
    "fuera_del_paquete": (
        documento_xml(documento(contenido=None, referencia="../../etc/passwd")),
        "No está el fichero",
    ),
    "ruta_absoluta": (documento_xml(documento(contenido=None, referencia="/etc/passwd")), "No está el fichero"),
    "tipo_desconocido": (documento_xml(documento(tipo_documental="TD55")), "no está en la lista"),
    "sin_origen": (documento_xml(documento(estado_elaboracion="EE04")), "documento de origen"),
    "cms_roto": (documento_xml(documento(firmas=(FirmaEni("TF04", base64="QUJD"),))), "firma"),
}


@pytest.mark.parametrize("cual", sorted(MALOS))
def test_bad_files_are_a_no_with_their_reason(cual: str, tmp_path: Path) -> None:
    datos, motivo = MALOS[cual]
    fichero = tmp_path / "malo.xml"
    fichero.write_bytes(datos)
    resultado = eni("validar", fichero, "--json")
    dicho = json.loads(resultado.stdout)
    assert (resultado.returncode, dicho["valido"]) == (1, False)
    assert any(motivo in p["mensaje"] and p["grave"] for p in dicho["problemas"]), dicho
    assert len(resultado.stdout.splitlines()) == 1
    assert "Traceback" not in resultado.stderr


def test_every_problem_is_one_line_whatever_the_file_says(tmp_path: Path) -> None:
    malo = replace(documento(), organos=("una\nEs válido.",), tipo_documental="TD55", identificador="x" * 5000)
    fichero = tmp_path / "malo.xml"
    fichero.write_bytes(documento_xml(malo))
    resultado = eni("validar", fichero)
    lineas = resultado.stdout.splitlines()
    assert resultado.returncode == 1
    assert lineas[-1] == "No es válido."
    assert "Es válido." not in lineas
    assert len(lineas) >= 4
    assert max(map(len, lineas)) < 1000


def _bueno(carpeta: Path) -> Path:
    (carpeta / "bueno.xml").write_bytes(BUENO)
    return carpeta / "bueno.xml"


def _sin_pem(carpeta: Path) -> Path:
    (carpeta / "ca.txt").write_text("no es un certificado")
    return carpeta / "ca.txt"


@pytest.mark.parametrize(
    "argumentos",
    [
        lambda d: ["validar", d / "nada.xml"],
        lambda d: ["validar", d],
        lambda d: ["validar", _bueno(d), "--ca", d / "nada.pem"],
        lambda d: ["validar", _bueno(d), "--ca", _sin_pem(d)],
        lambda d: ["validar", _bueno(d), "--otra"],
        lambda d: ["importar", d / "nada.xml"],
        lambda d: ["ordenar", _bueno(d)],
        lambda d: [],
    ],
)
def test_wrong_usage_is_two(argumentos: Callable[[Path], list[str | Path]], tmp_path: Path) -> None:
    resultado = eni(*argumentos(tmp_path))
    assert (resultado.returncode, resultado.stdout) == (2, "")
    assert resultado.stderr.strip()


def test_what_could_not_be_done_is_three(tmp_path: Path) -> None:
    assert eni("validar", "/proc/self/mem").returncode == 3
    sin_base = eni_aparte("importar", _bueno(tmp_path), DATABASE_URL="postgresql://nadie@127.0.0.1:1/nada")
    assert sin_base.returncode == 3
    assert "Traceback" not in sin_base.stderr


def test_importing_by_command_is_the_same_document_each_time(base_propia: object, tmp_path: Path) -> None:
    entorno = {**base_propia.entorno, "CONSISTORIO_VAR": str(tmp_path / "var")}  # type: ignore[attr-defined]
    unidad("LA0009985", "Urbanismo")
    fichero = _bueno(tmp_path)
    for _vez in range(2):
        hecho = eni_aparte("importar", fichero, **entorno)
        assert (hecho.returncode, hecho.stdout.strip()) == (0, documento().identificador), hecho.stderr
    fichero.write_bytes(documento_xml(documento(contenido=b"otro")))
    otro = eni_aparte("importar", fichero, "--json", **entorno)
    assert otro.returncode == 1
    assert json.loads(otro.stdout)["importado"] is False
    fichero.write_bytes(documento_xml(documento(5)))
    sin_caso = eni_aparte("importar", fichero, "--expediente", "2026/NADA/1", **entorno)
    assert sin_caso.returncode == 1
    assert "No encontramos ese expediente" in sin_caso.stderr
