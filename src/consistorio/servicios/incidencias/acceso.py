"""The narrow door to incidents and their decisions. They hold no personal data: whoever may manage them sees them all."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import NoEncontrado
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, Incidencia


def incidencia_para(incidencia_id: UUID) -> Incidencia:
    """An incident, its row locked. Raises NoEncontrado."""
    incidencia = Incidencia.objects.select_for_update().filter(id=incidencia_id).first()
    if incidencia is None:
        raise NoEncontrado(_("No encontramos esa incidencia."))
    return incidencia


def ampliacion_para(ampliacion_id: UUID) -> AmpliacionDePlazos:
    """A decision, its row locked, with its incident. Raises NoEncontrado."""
    ampliacion = (
        AmpliacionDePlazos.objects.select_for_update(of=("self",))
        .select_related("incidencia")
        .filter(id=ampliacion_id)
        .first()
    )
    if ampliacion is None:
        raise NoEncontrado(_("No encontramos esa ampliación."))
    return ampliacion
