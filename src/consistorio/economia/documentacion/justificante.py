"""The document that justifies what somebody notes by hand. It is asked at the desk, where a person types an operation that nothing else holds: what comes by a task has its case, and
what comes by an invoice, a list, a load or a script has its own document, so that the use cases that all of them share do not ask for it.

Which classes need one, and whether what they follow may be it, is our reading of RD 500/1990 (52-68): no rule was opened that says it class by class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.economia.gasto.casos import hacia_atras
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.accion import con_ella


@dato
class Exigencia:
    """What document is asked of a class; `vale_lo_anterior`: that of what it follows is enough."""

    cual: str | Promise
    vale_lo_anterior: bool = True


_DECISION: Final = Exigencia(gettext_lazy("la resolución, el acuerdo o el contrato"))
_OBLIGACION: Final = Exigencia(gettext_lazy("la factura o el documento que acredita lo que se debe"))
_DERECHO: Final = Exigencia(gettext_lazy("la liquidación o el documento del que nace el derecho"))
_ACUERDO: Final = Exigencia(gettext_lazy("la resolución o el acuerdo"), vale_lo_anterior=False)
_PAGO: Final = Exigencia(gettext_lazy("la resolución, la petición o el justificante de lo que se paga"))
DE_CLASE: Final[Mapping[str, Exigencia]] = {
    **{clase: _OBLIGACION if "O" in clase else _DECISION for clase in clases.TRAMOS if not set("PR") & set(clase)},
    **dict.fromkeys(("DR", "DRI", "DRA"), _DERECHO),
    **dict.fromkeys(("AN", "APL", "INS", "ESP", "DEV"), _ACUERDO),
    **dict.fromkeys(("PRO", "RO", "AC", "APC", "IC", "PRD", "RS", "RB"), _ACUERDO),
    "PDEV": _PAGO,
    "PNP": _PAGO,
}


@contextmanager
def con_justificante(clase: str, cabecera: Cabecera, lineas: Sequence[LineaPedida]) -> Iterator[None]:
    """What the action called inside notes has its document: its own, or its case, its invoice or, where that is enough, what it follows. Else it is undone, and that is told with whatever
    else is wrong with it. Raises DatosIncorrectos (`documento`)."""
    exigencia = DE_CLASE.get(clase)
    if exigencia is None or _lo_tiene(cabecera) or (exigencia.vale_lo_anterior and _lo_trae(lineas)):
        yield
        return
    mensaje = _("Diga el código (CSV) del documento que la justifica: %(cual)s.") % {"cual": exigencia.cual}
    problema = Problema("documento", mensaje)

    def rehusar(_hecho: object = None) -> None:
        raise DatosIncorrectos(_("Falta el documento que justifica la operación."), problemas=[problema])

    try:
        with con_ella(rehusar):
            yield
        rehusar()
    except DatosIncorrectos as error:
        if problema in error.problemas:
            raise
        todos = [*error.problemas, problema]
        raise DatosIncorrectos(error.mensaje, que_hacer=error.que_hacer, problemas=todos) from error


def _lo_tiene(que: Cabecera | Operacion) -> bool:
    return bool(que.documento_id or que.expediente_id or que.factura_id or que.factura)


def _lo_trae(lineas: Sequence[LineaPedida]) -> bool:
    """Whether every line follows something that has its document, or puts in its place what waited with its own."""
    if not lineas or any(una.origen is None and una.aplica is None for una in lineas):
        return False
    de_antes = [una.origen for una in lineas if una.origen is not None]
    halladas = LineaOperacion.objects.select_related("operacion", "origen__operacion").filter(id__in=de_antes)
    return all(_con_el_suyo(una) for una in halladas)


def _con_el_suyo(linea: LineaOperacion) -> bool:
    """What was kept of a payment has the document of that payment."""
    descontada = linea.no_presupuestario_id is not None and linea.operacion.libro != Operacion.Libro.NO_PRESUPUESTARIO
    return descontada or any(_lo_tiene(una.operacion) for una in (linea, *hacia_atras(linea)))
