"""Where throwaway folders live."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from consistorio.plataforma.base import memoria
from consistorio.plataforma.base.memoria import PREFIJO, carpeta_efimera


class Disco(NamedTuple):
    free: int


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `var` of a checkout, and room in the memory `tmp_path / "memoria"`."""
    monkeypatch.setenv("CONSISTORIO_VAR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    (tmp_path / "memoria").mkdir()
    monkeypatch.setattr(shutil, "disk_usage", lambda _donde: Disco(memoria.SITIO_NECESARIO))
    return tmp_path / "var"


def test_with_room_it_is_in_memory_and_everybody_agrees(var: Path) -> None:
    donde = var.parent / "memoria"
    carpeta = carpeta_efimera("pg-pruebas", memoria=donde)
    assert carpeta.parent == donde
    assert carpeta.stat().st_mode & 0o777 == 0o711
    assert carpeta_efimera("pg-pruebas", memoria=donde) == carpeta
    assert carpeta_efimera("otra", memoria=donde) != carpeta


def test_without_room_it_is_on_disk(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _donde: Disco(memoria.SITIO_NECESARIO - 1))
    assert carpeta_efimera("pg-pruebas", memoria=var.parent / "memoria") == var / "pg-pruebas"
    assert carpeta_efimera("pg-pruebas", memoria=var.parent / "no-hay") == var / "pg-pruebas"


def test_what_began_on_disk_stays_there(var: Path) -> None:
    (var / "pg-pruebas").mkdir()
    assert carpeta_efimera("pg-pruebas", memoria=var.parent / "memoria") == var / "pg-pruebas"


def test_a_folder_where_others_may_write_is_not_used(var: Path) -> None:
    donde = var.parent / "memoria"
    carpeta = carpeta_efimera("pg-pruebas", memoria=donde)
    carpeta.chmod(0o777)
    assert carpeta_efimera("pg-pruebas", memoria=donde) == var / "pg-pruebas"
    shutil.rmtree(carpeta)
    carpeta.symlink_to(var)
    assert carpeta_efimera("pg-pruebas", memoria=donde) == var / "pg-pruebas"


def test_what_checkouts_that_are_gone_left_is_removed(var: Path) -> None:
    donde = var.parent / "memoria"
    dejada, viva = donde / f"{PREFIJO}uno", donde / f"{PREFIJO}dos"
    for carpeta, duenio in ((dejada, var / "no-existe"), (viva, var)):
        carpeta.mkdir(mode=0o711)
        (carpeta / "de").write_text(str(duenio))
    carpeta_efimera("pg-pruebas", memoria=donde)
    assert not dejada.exists()
    assert viva.exists()


def test_what_a_fresh_checkout_uses_is_not_swept_by_another(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    donde = var.parent / "memoria"
    monkeypatch.setenv("CONSISTORIO_VAR", str(var.parent / "recien-clonado" / "var"))
    carpeta = carpeta_efimera("pg-pruebas", memoria=donde)
    monkeypatch.setenv("CONSISTORIO_VAR", str(var))
    carpeta_efimera("pg-pruebas", memoria=donde)
    assert carpeta.exists()
