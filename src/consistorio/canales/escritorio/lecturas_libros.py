"""The books of the accounts as their pages and their files show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.canales.interfaz.tablas import Celda, Tabla
from consistorio.economia.contabilidad import consultas
from consistorio.economia.contabilidad.models import Asiento, Cuenta
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.tramitacion.expedientes.consultas import visibles_para
from consistorio.tramitacion.expedientes.models import Expediente

CERO: Final = Decimal(0)
MAXIMO_DE_FILAS: Final = 60_000  # of a file: a spreadsheet opens it without effort
NIVELES: Final = (0, 1, 2, 3, 4)


@dato
class Suma:
    """An account or a group with what was charged and paid to it, in euros."""

    codigo: str
    nombre: str
    debe: Decimal
    haber: Decimal

    @property
    def deudor(self) -> Decimal:
        """Its balance, when it is a debit one."""
        return max(self.debe - self.haber, CERO)

    @property
    def acreedor(self) -> Decimal:
        """Its balance, when it is a credit one."""
        return max(self.haber - self.debe, CERO)


def sumas(anio: int, *, hasta: date | None, prefijo: str, nivel: int) -> list[Suma]:
    """The accounts that moved and begin so, or (`nivel`: figures of the code) the groups that they make. 0: each account."""
    suma: dict[str, tuple[Decimal, Decimal]] = {}
    for codigo, saldo in consultas.saldos(anio, hasta=hasta).items():
        if codigo.startswith(prefijo):
            grupo = codigo[:nivel] if nivel else codigo
            debe, haber = suma.get(grupo, (CERO, CERO))
            suma[grupo] = (debe + saldo.debe, haber + saldo.haber)
    nombres = nombres_de(suma)
    return [Suma(codigo, nombres.get(codigo, ""), *suma[codigo]) for codigo in sorted(suma)]


def total(filas: Iterable[Suma]) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """What some accounts add up to: charged, paid, debit balances and credit balances."""
    lista = list(filas)
    return (
        sum((una.debe for una in lista), CERO),
        sum((una.haber for una in lista), CERO),
        sum((una.deudor for una in lista), CERO),
        sum((una.acreedor for una in lista), CERO),
    )


def nombres_de(codigos: Iterable[str]) -> dict[str, str]:
    """The name of each account."""
    return dict(Cuenta.objects.filter(codigo__in=list(codigos)).values_list("codigo", "nombre"))


def casos_de(actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID, Expediente]:
    """Of some cases, those that this person may see."""
    buscados = {uno for uno in ids if uno is not None}
    return {caso.id: caso for caso in visibles_para(actor).filter(id__in=buscados)} if buscados else {}


def operacion_de(asiento: Asiento) -> Operacion | None:
    """The operation of the budget that asked for an entry, if one did."""
    return Operacion.objects.filter(asiento_id=asiento.id).first()


def tabla_de_sumas(anio: int, *, hasta: date | None, prefijo: str, nivel: int) -> Tabla:
    """For a file."""
    filas = sumas(anio, hasta=hasta, prefijo=prefijo, nivel=nivel)
    cabeceras = [_("Cuenta"), _("Nombre"), _("Debe"), _("Haber"), _("Saldo deudor"), _("Saldo acreedor")]
    datos: list[list[Celda]] = [[u.codigo, u.nombre, u.debe, u.haber, u.deudor, u.acreedor] for u in filas]
    return Tabla(_("Sumas y saldos %(anio)d") % {"anio": anio}, cabeceras, datos)


def tabla_del_diario(anio: int, *, desde: date | None, hasta: date | None) -> Tabla:
    """For a file: a row for each apunte. Raises DatosIncorrectos (too many rows)."""
    cabeceras = [
        *(_("Asiento"), _("Fecha"), _("Texto"), _("Apunte"), _("Cuenta del debe"), _("Cuenta del haber")),
        *(_("Importe"), _("Regla")),
    ]
    return Tabla(_("Diario %(anio)d") % {"anio": anio}, cabeceras, _sin_pasarse(_del_diario(anio, desde, hasta)))


def tabla_del_mayor(anio: int, cuenta: str, *, desde: date | None, hasta: date | None) -> Tabla:
    """For a file: a row for each movement, with its running balance. Raises DatosIncorrectos (too many rows)."""
    cabeceras = [
        *(_("Fecha"), _("Asiento"), _("Texto"), _("Cuenta"), _("Contrapartida")),
        *(_("Debe"), _("Haber"), _("Saldo")),
    ]
    nombre = _("Mayor %(cuenta)s %(anio)d") % {"cuenta": cuenta, "anio": anio}
    return Tabla(nombre, cabeceras, _sin_pasarse(_del_mayor(anio, cuenta, desde, hasta)))


def _del_diario(anio: int, desde: date | None, hasta: date | None) -> Iterator[list[Celda]]:
    tras: tuple[date, int] | None = None
    while True:
        pagina = consultas.diario(anio, desde=desde, hasta=hasta, tras=tras, limite=500)
        for uno in pagina.asientos:
            for apunte in uno.apuntes:
                yield [
                    *(uno.asiento.numero, uno.asiento.fecha, uno.asiento.texto, apunte.orden + 1),
                    *(apunte.debe_id, apunte.haber_id, apunte.importe, apunte.regla),
                ]
        if pagina.sigue is None:
            return
        tras = pagina.sigue


def _del_mayor(anio: int, cuenta: str, desde: date | None, hasta: date | None) -> Iterator[list[Celda]]:
    tras: consultas.Marca | None = None
    while True:
        pagina = consultas.mayor(anio, cuenta, desde=desde, hasta=hasta, tras=tras, limite=500)
        for una in pagina.lineas:
            yield [
                *(una.fecha, una.numero, una.texto, una.cuenta, una.contrapartida),
                *(una.debe, una.haber, una.saldo),
            ]
        if pagina.sigue is None:
            return
        tras = pagina.sigue


def _sin_pasarse(filas: Iterator[list[Celda]]) -> list[list[Celda]]:
    tomadas = list[list[Celda]]()
    for fila in filas:
        if len(tomadas) == MAXIMO_DE_FILAS:
            raise DatosIncorrectos(
                _("Son más de %(n)d filas: no caben en un fichero.") % {"n": MAXIMO_DE_FILAS},
                que_hacer=_("Ponga dos fechas más cercanas y vuelva a descargarlo."),
            )
        tomadas.append(fila)
    return tomadas
