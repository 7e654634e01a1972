"""Registry of the automated administrative acts: what the program does wholly by itself in a procedure (LRJSP 41 and 42).

Each is declared in the code that acts. The sede publishes them with the organs that define, programme, keep, supervise and audit
them and answer for appeals (41.2), which only the town knows. A test holds the registry against the code: whatever puts the organ's
seal, and every permission that only processes hold, belongs to an act declared here or to a reviewed list of what is no act.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato

SELLO = _("Sello electrónico del Ayuntamiento")


@dato
class Actuacion:
    """An automated act. `diseno`: how it works; `datos`: which data it uses (RD 203/2021 art. 11.1.i); `permisos`: those that only
    its processes hold; `modulos`: where it puts the seal."""

    codigo: str
    nombre: str | Promise
    norma: str
    diseno: str | Promise
    datos: str | Promise
    firma: str | Promise = SELLO
    permisos: tuple[str, ...] = ()
    modulos: tuple[str, ...] = ()


ACTUACIONES: dict[str, Actuacion] = {}


def declarar(actuacion: Actuacion) -> Actuacion:
    """Register an act. Raises ValueError when its code is taken by another."""
    if ACTUACIONES.setdefault(actuacion.codigo, actuacion) != actuacion:
        msg = f"automated act {actuacion.codigo} is already declared"
        raise ValueError(msg)
    return actuacion
