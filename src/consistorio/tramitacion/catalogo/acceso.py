"""The narrow door to what an area prepares: that of its unit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.tramitacion.catalogo.consultas import unidad_de_area
from consistorio.tramitacion.catalogo.models import Borrador


def exigir_area(actor: Actor, area: str, *, reloj: Reloj) -> None:
    """Assert that the person belongs to the unit that answers for an area today. Raises NoPermitido, saying which is."""
    unidad = unidad_de_area(area, en=hoy(reloj))
    if unidad.id not in actor.unidades:
        raise NoPermitido(
            _("Esto es de otra área: responde %(u)s.") % {"u": unidad.nombre},
            que_hacer=_("Pida el cambio a esa unidad."),
        )


def exigir_edicion(borrador: Borrador, edicion: int) -> None:
    """Assert that nobody saved since that edition was read, so that nothing is overwritten. Raises Conflicto, saying who did."""
    if borrador.edicion != edicion:
        raise Conflicto(
            _("%(quien)s ha guardado cambios mientras usted escribía.") % {"quien": borrador.editado_por.nombre},
            que_hacer=_("Abra otra vez la página: verá los suyos. Lo que usted escribió no se ha guardado."),
        )
