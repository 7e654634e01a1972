"""How the organic codes of the town are on a day."""

from __future__ import annotations

from datetime import date

from consistorio.economia.presupuesto.models import CodigoOrganico


def vigentes(en: date) -> dict[str, CodigoOrganico]:
    """Each code as it is on a day; those that came with a budget and nobody changed are not here."""
    return {uno.codigo: uno for uno in CodigoOrganico.objects.filter(desde__lte=en).order_by("codigo", "desde")}


def cerradas_en(en: date) -> frozenset[str]:
    """The codes that take no new application on a day."""
    return frozenset(codigo for codigo, uno in vigentes(en).items() if uno.cerrado)
