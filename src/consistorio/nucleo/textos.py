"""Texts for people, where Django is not known: marked where they are written, translated by whoever wires a translator.

Import `gettext as _` and `gettext_noop`, under these names: `makemessages` finds them as in every other room. Without a translator the text stays as written.
"""

from __future__ import annotations

from collections.abc import Callable


def _como_esta(texto: str) -> str:
    return texto


_traductor: Callable[[str], str] = _como_esta


def usar_traductor(traductor: Callable[[str], str]) -> None:
    """Have every text of the core go through a translator, such as Django's gettext, from now on."""
    global _traductor  # noqa: PLW0603 - wired once, when the rooms above load
    _traductor = traductor


def gettext_noop(texto: str) -> str:
    """A text of a table: marked here, translated (`gettext`) where it is shown."""
    return texto


def gettext(texto: str) -> str:
    """The text in the language of whoever is reading."""
    return _traductor(texto)
