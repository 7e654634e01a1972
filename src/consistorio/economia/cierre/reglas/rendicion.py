"""The way of the settlement and of the Cuenta General once they are signed: its steps, their last days and what proves each (TRLRHL 191.3, 193.4, 193.5 and 212).

Last days are of the year after the accounts. The additional eight days of the Instruction for objections are no longer in the law.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

DIAS_DE_EXPOSICION = 15  # TRLRHL 212.3


@dato
class PasoLegal:
    """A step: `antes_de`, month and day before which it is done, if the law says one; `con_documento`: it is proved by one."""

    codigo: str
    nombre: str | Promise
    antes_de: tuple[int, int] | None = None
    con_documento: bool = True

    def vence(self, anio: int) -> date | None:
        """Its last day, for the accounts of that year."""
        return date(anio + 1, *self.antes_de) - timedelta(days=1) if self.antes_de is not None else None


CLASES: Mapping[str, tuple[PasoLegal, ...]] = {
    "liquidacion": (
        PasoLegal("informe", gettext_lazy("Informe de Intervención"), (3, 1)),
        PasoLegal("aprobacion", gettext_lazy("Aprobación por la Presidencia"), (3, 1)),
        PasoLegal("pleno", gettext_lazy("Dación de cuenta al Pleno")),
        PasoLegal("remision", gettext_lazy("Copia a la comunidad autónoma y a Hacienda"), (4, 1)),
    ),
    "cuenta_general": (
        PasoLegal("comision", gettext_lazy("Informe de la Comisión Especial de Cuentas"), (6, 1)),
        PasoLegal("exposicion", gettext_lazy("Exposición al público")),
        PasoLegal("aprobacion", gettext_lazy("Aprobación por el Pleno"), (10, 1)),
        PasoLegal("remision", gettext_lazy("Rendición al Tribunal de Cuentas"), (10, 15)),
    ),
}


def siguiente(clase: str, hechos: Mapping[str, date]) -> PasoLegal | None:
    """The step that comes now; none when the way is over."""
    return next((paso for paso in CLASES[clase] if paso.codigo not in hechos), None)


def problemas_de(
    clase: str,
    hechos: Mapping[str, date],
    codigo: str,
    fecha: date,
    *,
    hoy: date,
    fin_exposicion: date | None,
    con_documento: bool,
) -> list[Problema]:
    """Why a step cannot be noted. `fin_exposicion`: last day of the exposure, once it began."""
    toca = siguiente(clase, hechos)
    if toca is None:
        return [Problema("paso", _("Ya no queda ningún paso por anotar."))]
    if toca.codigo != codigo:
        return [Problema("paso", _("Ahora toca anotar: %(paso)s.") % {"paso": str(toca.nombre).lower()})]
    problemas = []
    if fecha > hoy:
        problemas.append(Problema("fecha", _("El día no puede ser posterior a hoy.")))
    if hechos and fecha < max(hechos.values()):
        problemas.append(Problema("fecha", _("El día no puede ser anterior al del paso que ya consta.")))
    if fin_exposicion is not None and codigo == "aprobacion" and fecha <= fin_exposicion:
        mensaje = _("La exposición al público termina el %(dia)s: la aprobación es posterior.")
        problemas.append(Problema("fecha", mensaje % {"dia": f"{fin_exposicion:%d/%m/%Y}"}))
    if toca.con_documento and not con_documento:
        problemas.append(Problema("documento", _("Elija el documento que lo acredita.")))
    return problemas
