"""The example town, sown once a run and cloned for each module; each test is rolled back.

Kinds of task of the rooms above are stood in by plain ones: these tests are of this layer, whatever is installed over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from consistorio.tramitacion.motor import registro_tipos
from consistorio.tramitacion.motor.registro_tipos import TipoTarea
from consistorio.tramitacion.tests.factories import RelojMovil, sembrar_pueblo

DE_ARRIBA = ("propuesta", "resolucion", "notificacion", "cierre")


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""


@pytest.fixture(scope="module")
def pueblo(sembradas: Sembradas) -> Iterator[None]:
    """A database with the example town, for the tests of one module."""
    with sembradas.clonada("tramitacion", lambda: sembrar_pueblo(RelojMovil())):
        yield


@pytest.fixture
def reloj(pueblo: None, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[RelojMovil]:
    """A clock that the test moves, in a town with people and procedures."""
    for codigo in DE_ARRIBA:
        monkeypatch.setitem(registro_tipos._TIPOS, codigo, TipoTarea())
    with django_db_blocker.unblock():
        envoltura = transaction.atomic(using="default")
        setattr(envoltura, "_from_testcase", True)  # noqa: B010 - as Django's TestCase: actions may be durable inside
        envoltura.__enter__()
        try:
            yield RelojMovil()
        finally:
            transaction.set_rollback(True, using="default")
            envoltura.__exit__(None, None, None)
