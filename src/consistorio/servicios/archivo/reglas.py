"""When a case may be closed, and how long it is kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato


@dato
class Situacion:
    """What closing looks at: names of open tasks, titles of documents that wait for a signature, the seal or a time stamp, numbers
    of the entries whose receipt is not in the index yet, and how many documents there are."""

    abierto: bool
    tareas_abiertas: Sequence[str]
    preceptivas_sin_hacer: Sequence[str]
    firmas_pendientes: Sequence[str]
    sellos_pendientes: Sequence[str]
    sellos_de_tiempo_pendientes: Sequence[str]
    sin_justificante: Sequence[str]
    en_cuarentena: Sequence[str]
    documentos: int


def impedimentos(situacion: Situacion) -> tuple[str, ...]:
    """Every reason why the case cannot be closed yet; empty when it can."""
    if not situacion.abierto:
        return (_("El expediente ya está cerrado."),)
    razones = [_("Queda por hacer «%(t)s».") % {"t": nombre} for nombre in situacion.tareas_abiertas]
    razones += [_("Es obligatorio hacer «%(t)s».") % {"t": nombre} for nombre in situacion.preceptivas_sin_hacer]
    razones += [
        _("Falta firmar «%(d)s»: tiene que firmarlo o devolverlo quien lo tiene en su portafirmas.") % {"d": titulo}
        for titulo in situacion.firmas_pendientes
    ]
    razones += [
        _("Falta el sello del Ayuntamiento en «%(d)s». Se pone solo: si tarda, avise a quien administra el sistema.")
        % {"d": titulo}
        for titulo in situacion.sellos_pendientes
    ]
    razones += [
        _("Falta el sello de tiempo de «%(d)s». Llega solo: si tarda, avise a quien administra el sistema.")
        % {"d": titulo}
        for titulo in situacion.sellos_de_tiempo_pendientes
    ]
    razones += [
        _(
            "Falta incorporar el justificante del asiento %(n)s. Llega solo: si tarda, avise a quien administra el sistema."
        )
        % {"n": numero}
        for numero in situacion.sin_justificante
    ]
    razones += [
        _("«%(d)s» está en cuarentena: pida que lo aporten de nuevo.") % {"d": d} for d in situacion.en_cuarentena
    ]
    if situacion.documentos == 0:
        razones.append(_("El expediente no tiene ningún documento."))
    return tuple(razones)


def conservar_hasta(cierre: date, anios: int | None) -> date | None:
    """The day until which it is kept; None for ever. 29 February counts as 28 in years that lack it."""
    if anios is None:
        return None
    try:
        return cierre.replace(year=cierre.year + anios)
    except ValueError:
        return cierre.replace(year=cierre.year + anios, day=28)
