"""What every process loads when it starts: commands answer sooner without the libraries that few of them use."""

from __future__ import annotations

import subprocess
import sys

from consistorio.plataforma.base.rutas import RAIZ

from .fuentes import ficheros

# Imported where they are used, each in the function that does: together they were more than a quarter of a start
LENTAS = {
    "aiohttp",
    "boto3",
    "fido2",
    "pikepdf",
    "PIL",
    "pkcs11",
    "pyhanko",
    "pyhanko_certvalidator",
    "reportlab",
    "saml2",
}


def test_starting_loads_no_library_that_few_use() -> None:
    orden = "import django, sys; django.setup(); print(*sys.modules)"
    hecho = subprocess.run(
        [sys.executable, "-c", orden], check=True, cwd=RAIZ / "src", capture_output=True, text=True, timeout=300
    )
    cargados = {nombre.partition(".")[0] for nombre in hecho.stdout.split()}
    assert {"django", "consistorio"} <= cargados
    assert sorted(cargados & LENTAS) == []


def test_immutable_records_are_not_compiled_one_by_one() -> None:
    """`@dato` (ADR 021): the library's own way is for what `@dato` does not offer."""
    caros = [f for f in ficheros() if "\n@dataclass(frozen=True, slots=True)\n" in f.read_text(encoding="utf-8")]
    assert caros == []
