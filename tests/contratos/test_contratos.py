"""What the whole house promises: every door declares who may, every action its ground and facts.

The reviewed lists beside this file name every door and every action with its permission. A change of either makes a test fail
until a person has looked at it and changed the list: `REVISADO=1 pytest tests/contratos` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from consistorio.plataforma.auditoria.eventos import registrados
from consistorio.plataforma.auditoria.suscripciones import tipos_suscritos

from .casa import acciones, puertas

AQUI = Path(__file__).parent


def comparar(fichero: str, actual: list[str]) -> None:
    """Hold a list against the reviewed one, or write it anew on request."""
    ruta = AQUI / fichero
    if os.environ.get("REVISADO"):
        ruta.write_text("".join(f"{linea}\n" for linea in actual), encoding="utf-8")
    assert actual == ruta.read_text(encoding="utf-8").splitlines()


def test_every_url_declares_its_permission() -> None:
    sin_declarar = [ruta for ruta, patron in puertas() if not hasattr(patron.callback, "puerta")]
    assert sin_declarar == []


def test_doors_are_the_reviewed_ones() -> None:
    comparar("puertas.txt", sorted(f"{ruta} {patron.callback.puerta}" for ruta, patron in puertas()))


def test_permissions_of_actions_are_the_reviewed_ones() -> None:
    comparar("acciones.txt", sorted(f"{d.nombre} {d.permiso} «{d.norma}» -> {' '.join(d.eventos)}" for d in acciones()))


def test_actions_emit_registered_facts() -> None:
    conocidos = registrados()
    assert [(d.nombre, tipo) for d in acciones() for tipo in d.eventos if tipo not in conocidos] == []


def test_every_subscription_waits_for_a_fact_that_exists() -> None:
    assert sorted(t for t in tipos_suscritos() - set(registrados()) if not t.startswith("prueba.")) == []
