"""What hangs from an operation and goes with it when it is corrected, or does not let it: the payroll that it is of, the instalment of a loan that it recognises, the previa
whose credit it holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import (
    CuotaPrestamo,
    MovimientoPrestamo,
    Nomina,
    Operacion,
    OperacionPrevia,
    Prestamo,
)
from consistorio.economia.presupuesto.models.prestamos import CONTADORES_DE_PRESTAMO
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Problema
from consistorio.plataforma.accion import exigir_transaccion


def al_corregir(original: Operacion, cabecera: Cabecera, pedidas: Sequence[LineaPedida]) -> list[Model]:
    """Undo it, in the caller's transaction, whose fact vouches for the rows that are given back. Writes: Nomina, Prestamo, CuotaPrestamo, MovimientoPrestamo. Raises
    DatosIncorrectos (what hangs from it is corrected whole; it holds the credit of a previa that waits)."""
    exigir_transaccion()
    previa = OperacionPrevia.objects.filter(retencion=original, estado=OperacionPrevia.Estado.PENDIENTE).first()
    if previa is not None:
        mensaje = _("Es la retención de la %(previa)s, que está por revisar: devuélvala y quedará libre.")
        exigir([Problema("operacion", mensaje % {"previa": previa})])
    nominas = list(Nomina.objects.select_for_update().filter(operacion=original, anulada=False))
    pagadas = list(Nomina.objects.select_for_update().filter(pago=original))
    cuotas = list(CuotaPrestamo.objects.select_for_update().filter(operacion=original))
    if not (nominas or pagadas or cuotas):
        return []
    enteras = {(linea.id, linea.importe) for linea in original.lineas.all()}
    if {(pedida.origen, pedida.importe) for pedida in pedidas} != enteras:
        mensaje = _("Es de una nómina o de la cuota de un préstamo: corríjala entera.")
        exigir([Problema("lineas", mensaje)])
    for nomina in nominas:
        nomina.anulada = True
        nomina.save(update_fields=["anulada"])
    for pagada in pagadas:
        pagada.pago = None
        pagada.save(update_fields=["pago"])
    return [*nominas, *pagadas, *(fila for cuota in cuotas for fila in _de_cuota(cuota, cabecera))]


def _de_cuota(cuota: CuotaPrestamo, cabecera: Cabecera) -> list[Model]:
    """It may be recognised again, and what it had taken from the debt goes back to it."""
    prestamo = Prestamo.objects.select_for_update(of=("self",)).get(pk=cuota.prestamo_id)
    suyo = MovimientoPrestamo.objects.get(operacion=cuota.operacion)
    prestamo.amortizado -= suyo.importe
    prestamo.a_corto -= suyo.a_corto
    prestamo.save(update_fields=list(CONTADORES_DE_PRESTAMO))
    contrario = MovimientoPrestamo.objects.create(
        prestamo=prestamo,
        clase=suyo.clase,
        fecha=cabecera.fecha,
        importe=-suyo.importe,
        a_corto=-suyo.a_corto,
    )
    cuota.operacion = None
    cuota.save(update_fields=["operacion"])
    return [cuota, contrario]
