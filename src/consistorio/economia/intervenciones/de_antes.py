"""The credit of a year bears the expense of that year; that of an earlier one, with its reason and its proof, by whichever door (TRLRHL art. 176; RD 500/1990 arts. 26 and 60.2)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from consistorio.economia.carga.consultas import operaciones_cargadas
from consistorio.economia.carga.en_curso import se_esta_cargando
from consistorio.economia.facturas import de_antes as gasto
from consistorio.economia.presupuesto.models import GastoDeAntes, Operacion
from consistorio.economia.presupuesto.operaciones.de_antes import CAUSA, exigir_que_no_este
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema


def exigir_motivo(operacion: Operacion, *, expedida: date | None = None) -> None:
    """Assert that an obligation that is being noted says why it is of an expense of an earlier year, if it is. `expedida`: the day of its invoice, where it is in no register. Not asked of
    what a load brings. Raises DatosIncorrectos."""
    if se_esta_cargando() or operacion.signo < 0:
        return
    un_anio_antes = operacion.ejercicio_id - 1  # where nothing says of which it is
    exigir_que_no_este(operacion, min(_anio_del_gasto(operacion, expedida), un_anio_antes))
    anio = _anio_sin_motivo(operacion, expedida)
    if anio is None:
        return
    problema = Problema(CAUSA, sin_motivo(anio, operacion.ejercicio_id))
    raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[problema])


def sin_motivo(anio: int, este: int) -> str:
    """In words, that an expense of an earlier year says no reason."""
    return _(
        "El gasto es de %(anio)d y no consta qué lo comprometió entonces: diga por qué se reconoce en %(este)d. Si nadie lo comprometió, hace falta el acuerdo del Pleno que lo reconoce (RD 500/1990 artículos 26.2 y 60.2)."
    ) % {"anio": anio, "este": este}


def exigir_motivo_al_enlazar(operacion: Operacion) -> None:
    """The same of an obligation that was noted before somebody said which invoice it recognises. Not asked of what a load brought. Raises FaseIncompatible."""
    anio = _anio_sin_motivo(operacion, None)
    if anio is None or Operacion.objects.filter(operaciones_cargadas(), pk=operacion.pk).exists():
        return
    mensaje = _("La factura es de un gasto de %(anio)d, y %(cual)s no dice por qué se reconoce en %(este)d.")
    raise FaseIncompatible(
        mensaje % {"anio": anio, "cual": operacion, "este": operacion.ejercicio_id},
        que_hacer=_(
            "Corrija esa operación y contabilícela otra vez con su motivo. Si nadie lo comprometió entonces, con el acuerdo del Pleno que lo reconoce (RD 500/1990 artículos 26.2 y 60.2)."
        ),
    )


def _anio_del_gasto(operacion: Operacion, expedida: date | None) -> int:
    return min(gasto.anio_del_gasto(operacion), expedida.year if expedida is not None else operacion.ejercicio_id)


def _anio_sin_motivo(operacion: Operacion, expedida: date | None) -> int | None:
    """The earlier year of the expense of an obligation that gives no reason for it, and that nothing committed then; None when there is nothing to say."""
    anio = _anio_del_gasto(operacion, expedida)
    if anio >= operacion.ejercicio_id or GastoDeAntes.objects.filter(operacion=operacion).exists():
        return None
    return None if gasto.viene_comprometido(operacion, anio) else anio
