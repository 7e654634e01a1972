"""What hangs from an operation and goes with it when it is corrected, or does not let it: the payroll that it is of, the instalment of a loan that it recognises, what of a
loan it annuls, the previa whose credit it holds, the income that came back of a fund."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import (
    CuotaPrestamo,
    Fondo,
    LineaOperacion,
    MovimientoPrestamo,
    Nomina,
    Operacion,
    OperacionPrevia,
    Prestamo,
)
from consistorio.economia.presupuesto.models.prestamos import CONTADORES_DE_PRESTAMO
from consistorio.economia.presupuesto.operaciones.gasto import exigir
from consistorio.economia.presupuesto.reglas import en_centimos, faltan
from consistorio.economia.presupuesto.tipos import CERO, Cabecera, LineaPedida
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import exigir_transaccion

LARGO: Final = "170"
CORTO: Final = "520"
_REINTEGRO_DE_FONDO: Final = "FX"
BAJAN_PRESTAMO: Final = ("AN", "DEV")


def al_corregir(original: Operacion, cabecera: Cabecera, pedidas: Sequence[LineaPedida]) -> list[Model]:
    """Undo it, in the caller's transaction, whose fact vouches for the rows that are given back. Writes: Nomina, Prestamo, CuotaPrestamo, MovimientoPrestamo. Raises
    DatosIncorrectos (what hangs from it is corrected whole; it holds the credit of a previa that waits; what left a fund is collected as income)."""
    exigir_transaccion()
    previa = OperacionPrevia.objects.filter(retencion=original, estado=OperacionPrevia.Estado.PENDIENTE).first()
    if previa is not None:
        mensaje = _("Es la retención de la %(previa)s, que está por revisar: devuélvala y quedará libre.")
        exigir([Problema("operacion", mensaje % {"previa": previa})])
    if original.clase == _REINTEGRO_DE_FONDO:
        _exigir_sin_ingresar(original, sum((una.importe for una in pedidas), CERO))
    nominas = list(Nomina.objects.select_for_update().filter(operacion=original, anulada=False))
    pagadas = list(Nomina.objects.select_for_update().filter(pago=original))
    # a loan before its instalments, as when one is recognised
    list(Prestamo.objects.select_for_update(of=("self",)).filter(cuotas__operacion=original).order_by("pk"))
    cuotas = list(CuotaPrestamo.objects.select_for_update().filter(operacion=original))
    if original.clase in BAJAN_PRESTAMO:
        return _vuelve_al_prestamo(original, cabecera, pedidas)
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


def _exigir_sin_ingresar(reintegro: Operacion, importe: Decimal) -> None:
    """What came back of a fund is not put in it again while its right stands, less what was agreed to be given back: it would be there twice."""
    fondo = Fondo.objects.get(lineas__operacion=reintegro)
    derechos = LineaOperacion.objects.filter(fondo=fondo, operacion__clase="DRI", saldo__gt=0).select_related(
        "operacion"
    )
    vivos = list(derechos.order_by("-id"))
    if vivos and fondo.reintegrado - importe < sum((uno.saldo for uno in vivos), CERO):
        mensaje = _(
            "Lo que volvió está ingresado como un derecho (%(cual)s): acuerde antes la devolución de ese ingreso."
        )
        exigir([Problema("operacion", mensaje % {"cual": vivos[0].operacion})])


def colgaba(original: Operacion) -> bool:
    """Whether its negative undid something else with it: a payroll, the instalment of a loan or what was drawn of one."""
    return (
        Nomina.objects.filter(Q(operacion=original) | Q(pago=original)).exists()
        or MovimientoPrestamo.objects.filter(operacion=original).exists()
        or original.clase in BAJAN_PRESTAMO
    )


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


def prestamos_de(lineas: Collection[UUID]) -> dict[UUID, Prestamo]:
    """The loan that each of some lines of income drew, or collected what was drawn of it, locked."""
    suyas = LineaOperacion.objects.filter(id__in=lineas).values_list("id", "operacion_id", "origen__operacion_id")
    operaciones = {linea: (una, antes) for linea, una, antes in suyas}
    movidos = MovimientoPrestamo.objects.filter(
        clase=MovimientoPrestamo.Clase.DISPOSICION, operacion__in={o for par in operaciones.values() for o in par if o}
    )
    de_operacion = dict(movidos.values_list("operacion_id", "prestamo_id"))
    if not de_operacion:
        return {}
    bloqueados = Prestamo.objects.select_for_update(of=("self",)).filter(pk__in=de_operacion.values()).order_by("pk")
    por_codigo = {uno.codigo: uno for uno in bloqueados}
    return {linea: por_codigo[de_operacion[o]] for linea, par in operaciones.items() for o in par if o in de_operacion}


def bajar_prestamos(
    prestamos: Mapping[UUID, Prestamo], partes: Iterable[tuple[UUID | None, Decimal, str]], fecha: date
) -> list[Model]:
    """What was drawn of some loans is annulled or given back (or is not, below zero). `partes`: the line of income, euros, and the account that they leave. The fact of the
    caller vouches for the rows. Writes: Prestamo, MovimientoPrestamo. Raises DatosIncorrectos (more than what is owed in that account, or than the principal)."""
    exigir_transaccion()
    problemas, hechos = list[Problema](), list[Model]()
    for n, (linea, importe, cuenta) in enumerate(partes):
        prestamo = prestamos.get(linea) if linea is not None else None
        if prestamo is None:
            continue
        corto = importe if cuenta.startswith(CORTO) else CERO
        debido = prestamo.a_corto if corto else prestamo.vivo - prestamo.a_corto
        if importe > debido:
            donde = _("en la cuenta %(c)s se deben %(d)s del préstamo %(p)s.")
            dicho = donde % {"c": cuenta, "d": Importe(debido), "p": prestamo.codigo}
            problemas.append(Problema(f"lineas.{n}", faltan(importe - debido, dicho)))
            continue
        prestamo.dispuesto -= importe
        prestamo.a_corto -= corto
        if (sobra := prestamo.dispuesto - prestamo.principal) > 0:
            donde = _("del préstamo %(p)s no queda tanto por disponer.") % {"p": prestamo.codigo}
            problemas.append(Problema(f"lineas.{n}", faltan(sobra, donde)))
            continue
        prestamo.save(update_fields=list(CONTADORES_DE_PRESTAMO))
        clase = MovimientoPrestamo.Clase.DISPOSICION
        hechos.append(
            MovimientoPrestamo.objects.create(
                prestamo=prestamo, clase=clase, fecha=fecha, importe=en_centimos(-importe), a_corto=en_centimos(-corto)
            )
        )
    exigir(problemas)
    return hechos


def _vuelve_al_prestamo(original: Operacion, cabecera: Cabecera, pedidas: Sequence[LineaPedida]) -> list[Model]:
    """What annulled or gave back part of a loan is corrected."""
    suyas = {linea.id: linea for linea in original.lineas.all()}
    corrigen = [(suyas[pedida.origen], pedida.importe) for pedida in pedidas if pedida.origen in suyas]
    prestamos = prestamos_de([linea.origen_id for linea, _importe in corrigen if linea.origen_id is not None])
    partes = [(linea.origen_id, -importe, linea.cuenta) for linea, importe in corrigen]
    return bajar_prestamos(prestamos, partes, cabecera.fecha)
