"""Why something may not be recognised nor paid yet, in words: who prepares payments asks it before, and the accounts refuse it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from consistorio.servicios.intervencion.examenes import por_resolver, por_resolver_de
from consistorio.servicios.intervencion.models import Omision, Reparo
from consistorio.servicios.intervencion.omisiones import pendiente_de, pendientes_de


def por_que_espera(objetos: Iterable[str]) -> str:
    """In words, what keeps some things from being recognised and paid; "" when nothing does."""
    suyos = list(objetos)
    return en_palabras(pendiente_de(suyos), por_resolver(suyos)) if suyos else ""


def por_que_esperan(objetos: Collection[str]) -> dict[str, str]:
    """The same, of each of those that wait: two queries, whatever their number."""
    omisiones, reparos = pendientes_de(objetos), por_resolver_de(objetos)
    return {uno: en_palabras(omisiones.get(uno), reparos.get(uno)) for uno in {*omisiones, *reparos}}


def en_palabras(omision: Omision | None, reparo: Reparo | None) -> str:
    """In words, why something waits for what was not fiscalised or for a reparo to settle; "" when it does not."""
    if omision is not None and omision.estado == Omision.Estado.NO_CONTINUA:
        return _("Se decidió no continuar con lo que no se fiscalizó: %(a)s.") % {"a": omision.asunto}
    if omision is not None and omision.estado != Omision.Estado.CONTINUA:
        return _("No se fiscalizó cuando debía, y no está resuelto: %(a)s. %(e)s.") % {
            "a": omision.asunto,
            "e": omision.get_estado_display(),
        }
    if reparo is not None:
        return _("Tiene un reparo que suspende: %(a)s. %(e)s.") % {
            "a": reparo.fiscalizacion.asunto,
            "e": reparo.get_estado_display(),
        }
    return ""
