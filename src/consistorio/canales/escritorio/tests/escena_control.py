"""The town of the cases that spend, with its accounts, and the words of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from consistorio.canales.escritorio.tests.escena_economia import Sembradas
from consistorio.economia.gasto.tests import contrato
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """The town of the cases that spend, with its accounts."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("contratos", lambda: contrato.villa(RelojDePrueba(escenario.SIEMBRA))):
        yield


def llano(contenido: bytes) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", contenido.decode()))
