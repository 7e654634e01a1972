"""What has to be looked at before a year is closed: reasons why not yet, and warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.economia.cierre import pendientes
from consistorio.economia.cierre.reglas.regularizacion import de_apertura
from consistorio.economia.cierre.tipos import Reparo
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.models import ModificacionCredito
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado
from consistorio.nucleo.tipos import Importe

_SALDADAS = {
    "557": gettext_noop("La cuenta de formalización (557) tiene saldo: revise los descuentos de los pagos."),
}
_POR_DEPURAR = {
    "554": gettext_noop("Quedan cobros pendientes de aplicación (554): %(importe)s."),
    "555": gettext_noop("Quedan pagos pendientes de aplicación (555): %(importe)s."),
    "559": gettext_noop("Quedan partidas pendientes de aplicación (559): %(importe)s."),
    "5580": gettext_noop("Quedan pagos a justificar sin cuenta aprobada (5580): %(importe)s."),
}
_AMORTIZABLES = ("211", "212", "214", "215", "216", "217", "218", "206", "203", "221", "241")


def del_ejercicio(anio: int, *, hoy: date, comprobando: bool) -> Iterator[Reparo]:
    """Of the year itself and of the files that are not finished. `comprobando`: also what its books say when they are worked out again."""
    ejercicio = Ejercicio.objects.filter(anio=anio).first()
    if ejercicio is None:
        yield Reparo(_("No hay contabilidad de %(anio)d.") % {"anio": anio}, impide=True)
        return
    if ejercicio.estado == Ejercicio.Estado.CERRADO:
        yield Reparo(_("El ejercicio %(anio)d ya está cerrado.") % {"anio": anio}, impide=True)
    if hoy < date(anio, 12, 31):
        yield Reparo(_("El ejercicio %(anio)d no ha terminado.") % {"anio": anio}, impide=True)
    for anterior in Ejercicio.objects.filter(anio__lt=anio, estado=Ejercicio.Estado.ABIERTO).order_by("anio"):
        yield Reparo(_("Cierre antes el ejercicio %(anio)d.") % {"anio": anterior.anio}, impide=True)
    for modificacion in ModificacionCredito.objects.filter(ejercicio=anio, estado="aprobada").order_by("numero"):
        mensaje = _("La modificación de crédito %(n)d está aprobada y sin contabilizar.")
        yield Reparo(mensaje % {"n": modificacion.numero}, impide=True)
    for problema in comprobar(anio) if comprobando else ():
        yield Reparo(problema.texto, impide=True)


def de_saldos(saldos: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """Accounts that end a year at zero, and those that are better cleared."""
    for cuenta, mensaje in _SALDADAS.items():
        if _suma(saldos, cuenta):
            yield Reparo(_(mensaje), impide=True)
    for cuenta, mensaje in _POR_DEPURAR.items():
        if importe := _suma(saldos, cuenta):
            yield Reparo(_(mensaje) % {"importe": Importe(abs(importe))}, impide=False)
    amortizable = sum((_suma(saldos, cuenta) for cuenta in _AMORTIZABLES), Decimal(0))
    if amortizable and not _suma(saldos, "68"):
        yield Reparo(_("No se ha anotado la amortización del inmovilizado de este ejercicio."), impide=False)
    if _suma(saldos, "430") + _suma(saldos, "431") > 0 and not _suma(saldos, "490"):
        yield Reparo(_("No hay deterioro de los derechos de dudoso cobro (TRLRHL 193 bis)."), impide=False)


def de_pendientes(cerrados: tuple[SaldoDeCerrado, ...], finales: Mapping[str, Decimal]) -> Iterator[Reparo]:
    """What is pending by third party has to be what the ledger says."""
    duran = {cuenta: saldo for cuenta, saldo in finales.items() if cuenta[0] not in "06789"}
    abiertos = de_apertura(duran)
    por_tercero = pendientes.sumas(cerrados)
    for cuenta in sorted({c for c in abiertos if c.startswith(("401", "431"))} | set(por_tercero)):
        dice, suman = abiertos.get(cuenta, Decimal(0)), por_tercero.get(cuenta, Decimal(0))
        if dice != suman:
            mensaje = _("La cuenta %(cuenta)s tiene %(dice)s y lo pendiente por tercero suma %(suman)s.")
            datos = {"cuenta": cuenta, "dice": Importe(abs(dice)), "suman": Importe(abs(suman))}
            yield Reparo(mensaje % datos, impide=True)


def _suma(saldos: Mapping[str, Decimal], prefijo: str) -> Decimal:
    return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijo)), Decimal(0))
