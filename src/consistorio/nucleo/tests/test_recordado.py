"""Made once for each key; never more than fit."""

from __future__ import annotations

from consistorio.nucleo.recordado import Recordado


def test_made_once_for_each_key_and_forgotten_when_full() -> None:
    hechas: list[str] = []

    def hacer(clave: str) -> list[str]:
        hechas.append(clave)
        return [clave]

    recordado = Recordado[list[str]](maximo=2)
    uno = recordado.de("a", lambda: hacer("a"))
    assert recordado.de("a", lambda: hacer("a")) is uno
    assert recordado.de("b", lambda: hacer("b")) == ["b"]
    assert recordado.de("c", lambda: hacer("c")) == ["c"]
    assert recordado.de("a", lambda: hacer("a")) == ["a"]
    assert hechas == ["a", "b", "c", "a"]
