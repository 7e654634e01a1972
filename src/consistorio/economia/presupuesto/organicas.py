"""How the organic codes of the town are on a day."""

from __future__ import annotations

from datetime import date

from consistorio.economia.presupuesto.models import CodigoOrganico


def vigentes(en: date) -> dict[str, CodigoOrganico]:
    """Each code as it is on a day; those that came with a budget and nobody changed are not here. What was closed stays so, whatever had been said for later."""
    como = dict[str, CodigoOrganico]()
    for uno in CodigoOrganico.objects.filter(desde__lte=en).order_by("codigo", "desde"):
        if uno.codigo not in como or not como[uno.codigo].cerrado:
            como[uno.codigo] = uno
    return como


def organicas_de(anio: int) -> list[CodigoOrganico]:
    """The organic codes that the town made before or in a year, as they begin in it, but those that were closed."""
    al_empezar, en_el_anio = vigentes(date(anio, 1, 1)), vigentes(date(anio, 12, 31))
    suyas = [al_empezar.get(codigo, uno) for codigo, uno in en_el_anio.items()]
    return [uno for uno in suyas if not uno.cerrado]


def cerradas_en(en: date) -> frozenset[str]:
    """The codes that take no new application on a day."""
    return frozenset(codigo for codigo, uno in vigentes(en).items() if uno.cerrado)
