"""`@dato` behaves as the dataclass that it stands for."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace

import pytest

from consistorio.nucleo.dato import dato


@dato
class Punto:
    """A point."""

    x: int
    y: int = 0
    capas: list[str] = field(default_factory=list, compare=False)
    secreto: str = field(default="s", repr=False)


@dato
class Positivo:
    """One that checks itself."""

    valor: int

    def __post_init__(self) -> None:
        if self.valor < 0:
            raise ValueError(self.valor)


@dato
class Nada:
    """No fields."""


@dataclass(frozen=True, slots=True)
class Patron:
    """What `Punto` stands for."""

    x: int
    y: int = 0
    capas: list[str] = field(default_factory=list, compare=False)
    secreto: str = field(default="s", repr=False)


def test_it_is_made_compared_and_shown_as_the_dataclass() -> None:
    uno, patron = Punto(1, capas=["a"]), Patron(1, capas=["a"])
    assert asdict(uno) == asdict(patron)
    assert repr(uno) == repr(patron).replace("Patron", "Punto")
    assert uno == Punto(x=1, y=0, capas=["b"])
    assert hash(uno) == hash(Punto(1))
    assert uno != Punto(2)
    ajeno: object = patron
    assert uno != ajeno
    assert Punto(1).capas is not Punto(1).capas
    assert replace(uno, y=5) == Punto(1, 5)
    assert Nada() == Nada()
    assert {Nada()} == {Nada()}
    assert repr(Nada()) == "Nada()"
    match uno:
        case Punto(x, y):
            assert (x, y) == (1, 0)
    assert is_dataclass(Punto)
    assert [campo.name for campo in fields(Punto)] == [campo.name for campo in fields(Patron)]


@pytest.mark.parametrize("copiar", [copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))])
def test_copies_are_equal(copiar: Callable[[Punto], Punto]) -> None:
    uno = Punto(1, 2, ["a"], "t")
    otro = copiar(uno)
    assert otro == uno
    assert (otro.capas, otro.secreto) == (["a"], "t")


def test_nothing_changes_nor_is_added() -> None:
    uno = Punto(1)
    for nombre in ("x", "otra"):
        with pytest.raises(FrozenInstanceError):
            setattr(uno, nombre, 3)
    with pytest.raises(FrozenInstanceError):
        del uno.x
    assert not hasattr(uno, "__dict__")


@pytest.mark.parametrize(
    ("valores", "con_nombre", "dicho"),
    [
        ((), {}, "missing \\['x'\\]"),
        ((1,), {"z": 1}, "unexpected \\['z'\\]"),
        ((1,), {"x": 1}, "unexpected \\['x'\\]"),
        ((1, 2, [], "s", 5), {}, "5 given in order"),
    ],
)
def test_what_is_missing_or_too_much_is_told(
    valores: tuple[object, ...], con_nombre: dict[str, object], dicho: str
) -> None:
    with pytest.raises(TypeError, match=dicho):
        Punto(*valores, **con_nombre)  # type: ignore[arg-type]


def test_it_checks_itself() -> None:
    assert Positivo(1).valor == 1
    with pytest.raises(ValueError, match="-1"):
        Positivo(-1)


def test_fields_given_only_by_name_want_a_plain_dataclass() -> None:
    with pytest.raises(TypeError, match="in order or by name"):

        @dato
        class Malo:
            """It cannot be."""

            x: int = field(kw_only=True)
