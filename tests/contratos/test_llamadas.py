"""Nothing is built that nobody can do: every action has a caller in the product, and every permission somebody who asks for it."""

from __future__ import annotations

import ast

import pytest

from consistorio.plataforma.identidad.permisos import registrados

from .casa import acciones
from .fuentes import FUENTES, ficheros
from .llamadas import textos, usados, usados_en

DONDE_SE_DECLARAN = FUENTES / "consistorio/plataforma/identidad/permisos.py"
# Built, and their door is still to come: what each waits for.
ESPERAN_PUERTA: dict[str, str] = {
    "anadir_documento": "the page of a ficha: a document that is in a case",
}


def sin_llamar() -> list[str]:
    """The actions that no page, job, command nor other code of the product calls."""
    llamados = {id(objeto) for fichero in ficheros() for objeto in usados(fichero)}
    return [d.nombre for d in acciones() if id(d.funcion) not in llamados]


def test_every_action_has_a_caller_outside_the_tests() -> None:
    assert sorted(n.rpartition(".")[2] for n in sin_llamar()) == sorted(ESPERAN_PUERTA)


def test_every_permission_is_asked_for_by_somebody() -> None:
    """By an action, a door or a rule of access; that a role holds it is not enough."""
    donde = [f for f in ficheros() if f != DONDE_SE_DECLARAN]
    pedidos = {d.permiso for d in acciones()}
    pedidos |= {o for f in donde for o in usados(f) if isinstance(o, str)} | {t for f in donde for t in textos(f)}
    assert sorted(set(registrados()) - pedidos) == []


@pytest.mark.parametrize(
    ("codigo", "cuenta"),
    [
        ("from consistorio.plataforma.supervision.acciones import marcar_villa\n__all__ = ['marcar_villa']\n", False),
        ("from consistorio.plataforma.supervision.acciones import marcar_villa as m\nORDENES = {'x': m}\n", True),
        ("from consistorio.plataforma.supervision import acciones\n\ndef f():\n    acciones.marcar_villa()\n", True),
        ("def f():\n    from .acciones.marcar import marcar_villa\n    marcar_villa()\n", True),
        ("def marcar_villa(): ...\n", False),
    ],
)
def test_importing_is_no_call_and_a_call_is_found_whatever_its_name(
    codigo: str, cuenta: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consistorio.plataforma.supervision.acciones import marcar_villa

    fichero = FUENTES / "consistorio/plataforma/supervision/de_prueba.py"
    monkeypatch.setattr("tests.contratos.llamadas._definidos", lambda raiz, modulo: iter(()))
    assert (id(marcar_villa) in {id(o) for o in usados_en(fichero, ast.parse(codigo))}) is cuenta
