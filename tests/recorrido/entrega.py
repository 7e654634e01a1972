"""The folder that a story leaves, and the tools that judge it. None of them shares code with the product."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]


@dataclass(frozen=True)
class Entrega:
    """Its files, read once."""

    carpeta: Path

    @cached_property
    def resumen(self) -> dict[str, dict[str, dict[str, str]]]:
        """resumen.json."""
        leido: dict[str, dict[str, dict[str, str]]] = json.loads(self.leer("resumen.json"))
        return leido

    def lista(self, cual: str) -> list[dict[str, str]]:
        """One of the lists of the summary."""
        leida = self.resumen[cual]
        assert isinstance(leida, list)
        return leida

    @property
    def pdf(self) -> list[Path]:
        """Its PDF files."""
        return sorted(self.carpeta.glob("*.pdf"))

    @property
    def documentos(self) -> list[Path]:
        """The electronic documents of the package."""
        return sorted((self.carpeta / "eni" / "documentos").glob("*.xml"))

    @property
    def expediente(self) -> Path:
        """The electronic case of the package."""
        return self.carpeta / "eni" / "expediente.xml"

    @cached_property
    def lineas(self) -> list[bytes]:
        """The lines of the log."""
        return self.leer("bitacora.jsonl").splitlines()

    def leer(self, nombre: str) -> bytes:
        """Bytes of a file."""
        return (self.carpeta / nombre).read_bytes()


def sin_base(**mas: str) -> dict[str, str]:
    """Environment of the product's own commands: not that of the tests."""
    fuera = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CONSISTORIO_VAR")
    return {**{k: v for k, v in os.environ.items() if k not in fuera}, "PYTHONPATH": str(RAIZ / "src"), **mas}


def correr(
    *orden: str | Path, entrada: bytes | None = None, entorno: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a tool that judges. Returns its exit code and all that it said. Skips, saying so, when it is not installed."""
    if shutil.which(str(orden[0])) is None:
        pytest.skip(f"NOT RUN: {orden[0]} is not installed")
    argumentos: Sequence[str] = [str(o) for o in orden]
    hecho = subprocess.run(
        argumentos,
        check=False,
        input=entrada,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**(entorno or os.environ), "LC_ALL": "C.UTF-8"},
        cwd=RAIZ,
        timeout=300,
    )
    return hecho.returncode, hecho.stdout.decode("utf-8", "replace")
