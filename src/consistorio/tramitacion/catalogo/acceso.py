"""The narrow door to what an area prepares: that of its unit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.tramitacion.catalogo.consultas import unidad_de_area


def exigir_area(actor: Actor, area: str, *, reloj: Reloj) -> None:
    """Assert that the person belongs to the unit that answers for an area today. Raises NoPermitido, saying which is."""
    unidad = unidad_de_area(area, en=hoy(reloj))
    if unidad.id not in actor.unidades:
        raise NoPermitido(
            _("Este procedimiento es de otra área: responde %(u)s.") % {"u": unidad.nombre},
            que_hacer=_("Pida el cambio a esa unidad."),
        )
