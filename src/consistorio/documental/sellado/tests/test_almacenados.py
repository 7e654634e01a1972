"""Bytes of the store that somebody with its disk in hand changes, takes away or puts in the place of others: found, and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BasePropia
from django.db import transaction
from pytest_django import Settings

from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.sellado import verificacion
from consistorio.documental.sellado.almacenados import Almacenados
from consistorio.plataforma.almacen.operaciones import guardar_bytes

pytestmark = pytest.mark.lento
UNO, OTRO = b"lo que se firmo", b"lo que se habria querido firmar"
GUARDADO_ES_OTRO, NO_ESTA = "el fichero guardado es otro", "el fichero no está en el almacén"
Estropicio = Callable[[Path, Path], object]


def un_bit(_otro: Path, uno: Path) -> None:
    datos = bytearray(uno.read_bytes())
    datos[len(datos) // 2] ^= 1
    uno.write_bytes(bytes(datos))


ESTROPICIOS: dict[str, tuple[Estropicio, str]] = {
    "a bit": (un_bit, GUARDADO_ES_OTRO),
    "replaced by another": (shutil.copyfile, GUARDADO_ES_OTRO),
    "emptied": (lambda _otro, uno: uno.write_bytes(b""), GUARDADO_ES_OTRO),
    "gone": (lambda _otro, uno: uno.unlink(), NO_ESTA),
}


def test_a_content_changed_in_the_store_is_named(base_propia: BasePropia, tmp_path: Path, settings: Settings) -> None:
    settings.CONSISTORIO_VAR = tmp_path
    with transaction.atomic():
        sha256 = {que: guardar_bytes(que).sha256 for que in (UNO, OTRO)}
    uno, otro = (next(tmp_path.glob(f"almacen/contenidos/*/*/{sha256[que]}")) for que in (UNO, OTRO))

    def hallazgos() -> list[tuple[str, str]]:
        dichos = verificacion.verificar(confianza=Confianza(()), contenidos=Almacenados()).hallazgos
        return [(h.clave, h.texto) for h in dichos if h.tabla == verificacion.CONTENIDO]

    assert hallazgos() == []
    uno.chmod(0o600)
    for nombre, (estropear, dicho) in ESTROPICIOS.items():
        estropear(otro, uno)
        assert hallazgos() == [(sha256[UNO], dicho)], nombre
        uno.write_bytes(UNO)
    assert hallazgos() == []
