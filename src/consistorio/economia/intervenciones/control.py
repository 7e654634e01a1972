"""What the control asks of whatever recognises or pays, by whichever door (TRLRHL 216.2; RD 424/2017 arts. 12, 22 and 28.1). It raises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto import reglas as gasto
from consistorio.economia.gasto.casos import ANTERIORES
from consistorio.economia.intervenciones.cosas import de_las_obligaciones, obligaciones_de
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.servicios.intervencion.comprobaciones import acuerdo_en
from consistorio.servicios.intervencion.esperas import por_que_espera
from consistorio.servicios.intervencion.examenes import en_pie
from consistorio.servicios.intervencion.models import Fiscalizacion

CONFORMES = (
    Fiscalizacion.Estado.FAVORABLE,
    Fiscalizacion.Estado.OBSERVACIONES,
    Fiscalizacion.Estado.LEVANTADO,
    Fiscalizacion.Estado.REPARO,  # one that does not suspend: the rest are asked before
)


def exigir_resuelto(objetos: Iterable[str]) -> None:
    """Assert that nothing keeps some things from being recognised. Raises FaseIncompatible."""
    if motivo := por_que_espera(objetos):
        raise FaseIncompatible(
            _("La obligación no se puede reconocer todavía."),
            que_hacer=" ".join((motivo, _("Siga el asunto en «Economía», «Control de Intervención»."))),
        )


def exigir_para_obligar(operacion: Operacion) -> None:
    """Assert that an operation may recognise what it does: neither its invoice nor its case wait for a reparo or an omission. Raises FaseIncompatible."""
    objetos = [f"factura:{operacion.factura_id}"] if operacion.factura_id is not None else []
    objetos += [f"expediente:{operacion.expediente_id}"] if operacion.expediente_id is not None else []
    exigir_resuelto(objetos)


def exigir_para_pagar(operacion: Operacion, *, en: date) -> None:
    """Assert that a payment, or its order, may be noted: what it pays has no reparo nor omission to settle, nor a result that waits to be signed; and where the
    town said so, has its result. Raises FaseIncompatible."""
    caminos = [f"{camino}__operacion" for camino in ANTERIORES]
    obligaciones = obligaciones_de(operacion.lineas.select_related(*caminos))
    motivo = por_que_no_se_paga(obligaciones, en=en)
    if motivo:
        raise FaseIncompatible(
            _("El pago no se puede tramitar todavía."),
            que_hacer=" ".join((motivo, _("Siga el asunto en «Economía», «Control de Intervención»."))),
        )


def por_que_no_se_paga(obligaciones: Iterable[UUID], *, en: date) -> str:
    """In words, why some obligations may not be paid; "" when they may."""
    ids = set(obligaciones)
    objetos = de_las_obligaciones(ids)
    if motivo := por_que_espera(objetos):
        return motivo
    suyas = list(en_pie(objetos).order_by("id"))
    sin_firmar = next((una for una in suyas if una.estado == Fiscalizacion.Estado.EN_FIRMA), None)
    if sin_firmar is not None:
        return _("Falta firmar el resultado de Intervención: %(a)s.") % {"a": sin_firmar.asunto}
    if not ids or acuerdo_en("obligaciones", en=en) is None:
        return ""
    con_resultado = {una.objeto for una in suyas if una.clase == "obligacion" and una.estado in CONFORMES}
    for una in ids:
        if not con_resultado & set(de_las_obligaciones([una])):
            return _("La obligación no tiene el resultado firmado de su intervención.")
    return ""


def reconoce(operacion: Operacion) -> bool:
    """Whether an operation of expense recognises an obligation."""
    return operacion.libro == Operacion.Libro.GASTO and operacion.signo > 0 and gasto.reconoce(operacion.clase)
