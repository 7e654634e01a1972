"""What the fixtures of databases promise."""

from __future__ import annotations

from typing import Protocol

import pytest
from django.db import connections, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


class Base(Protocol):
    url: str


def _consultar_y_fallar() -> None:
    with transaction.atomic():
        registrar_acceso(Actor.sistema("prueba"), que="documento", objeto_id="1", motivo="prueba")
        mensaje = "se deshace"
        raise Conflicto(mensaje)


def test_en_la_base_propia_el_acceso_sobrevive_a_lo_que_se_deshace(base_propia: Base) -> None:
    with pytest.raises(Conflicto):
        _consultar_y_fallar()
    assert Acceso.objects.count() == 1
    assert connections["accesos"] is not connections["default"]


@pytest.mark.django_db
def test_en_una_prueba_corriente_accesos_es_la_misma_conexion_y_nada_queda() -> None:
    assert Acceso.objects.count() == 0
    registrar_acceso(Actor.sistema("prueba"), que="documento", objeto_id="1", motivo="prueba")
    assert connections["accesos"] is connections["default"]
    assert Acceso.objects.using("accesos").count() == 1


def test_cada_base_propia_empieza_como_la_plantilla(base_propia: Base) -> None:
    assert Acceso.objects.count() == 0
    nombre = str(connections.settings["default"]["NAME"])
    assert nombre in base_propia.url
