"""What two people write at once where the database keeps one: the second is told so, instead of an error of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.base.villa import alias_actual


@contextmanager
def de_uno_solo(mensaje: str) -> Iterator[None]:
    """Rows with a key of their own are written inside. `mensaje`: what happened when somebody wrote that key first. Raises Conflicto."""
    try:
        with transaction.atomic(using=alias_actual()):
            yield
    except IntegrityError as error:
        raise Conflicto(mensaje, que_hacer=_("Vuelva a abrir la página y mire cómo ha quedado.")) from error
