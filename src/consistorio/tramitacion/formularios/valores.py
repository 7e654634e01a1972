"""The JSON values that definitions and answers are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Valor: TypeAlias = "str | int | float | bool | list[Valor] | dict[str, Valor] | None"
Datos: TypeAlias = Mapping[str, Valor]


def como_valor(objeto: object) -> Valor:
    """The object as a JSON value. Raises TypeError when it is not one (so that nothing untyped gets further)."""
    if objeto is None or isinstance(objeto, (str, int, float, bool)):
        return objeto
    if isinstance(objeto, (list, tuple)):
        return [como_valor(parte) for parte in objeto]
    if isinstance(objeto, Mapping):
        return {str(clave): como_valor(parte) for clave, parte in objeto.items()}
    msg = f"{type(objeto).__name__} is not a JSON value"
    raise TypeError(msg)


def como_datos(objeto: object) -> dict[str, Valor]:
    """The object as a JSON object. Raises TypeError."""
    valor = como_valor(objeto)
    if not isinstance(valor, dict):
        msg = "a JSON object was expected"
        raise TypeError(msg)
    return valor


def texto_de(valor: Valor) -> str:
    """A value as trimmed text; empty for None, lists and objects."""
    if isinstance(valor, bool):
        return "si" if valor else ""
    if isinstance(valor, (str, int, float)):
        return str(valor).strip()
    return ""
