"""What notes an invoice with VAT, or a definitive prorrata, is taken back whole: never an operation of it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.tributacion.consultas.libros import apunte_de, regularizacion_de
from consistorio.nucleo.errores import Conflicto

_ENTERA: Final = ContextVar("entera", default=False)


@contextmanager
def entera() -> Iterator[None]:
    """While all of it is taken back together, nothing refuses each part."""
    ficha = _ENTERA.set(True)
    try:
        yield
    finally:
        _ENTERA.reset(ficha)


def exigir_entera(operacion_id: UUID) -> None:
    """Refuse what takes back an operation and would leave its VAT: it goes with it, and what took it back is not taken back. Raises Conflicto."""
    if _ENTERA.get():
        return
    uno = apunte_de(operacion_id)
    if uno is not None:
        raise Conflicto(
            _("La operación %(cual)s está en los libros del IVA: no se deshace sin ellos.") % {"cual": uno.operacion},
            que_hacer=_("Anule la factura con su IVA. Si ya la anuló por error, contabilícela otra vez."),
        )
    prorrata = regularizacion_de(operacion_id)
    if prorrata is not None:
        mensaje = _("Es parte de la regularización de la prorrata de %(codigo)s de %(anio)d: no se deshace sola.")
        raise Conflicto(
            mensaje % {"codigo": prorrata.sector_id, "anio": prorrata.anio},
            que_hacer=_("Deshaga la regularización entera, en la página de impuestos de ese año."),
        )
