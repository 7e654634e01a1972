"""How a model says that its rows are deleted after a time. The time itself is dated data, with its legal source."""

from __future__ import annotations

from consistorio.nucleo.dato import dato


@dato
class Caduca:
    """Rows are deleted when as many days as `codigo` has in the table of retention have passed since their field `desde`."""

    codigo: str
    desde: str
