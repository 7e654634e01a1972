"""What a year leaves pending goes over to the closed years of the next one (Orden HAP/1781/2013, fifth part, 400, 401, 430 and 431).

It goes when its year is closed, and before that too: in January what was owed in December is paid, while the year that has just ended still takes entries. Until the entry of
opening comes with the closing, only what was done with each balance is in the accounts of the new year. What went over is changed in the year that has it now; while nothing
was done with it there, an operation of the year that it comes from takes it back (`vuelta`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import tomar_diario
from consistorio.economia.contabilidad.ejercicios import preparar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import a_cerrados
from consistorio.economia.presupuesto.eventos_de_cerrados import PendienteTraspasado
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.reglas import en_centimos
from consistorio.economia.presupuesto.tipos import CERO, SaldoDeCerrado
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

_COLUMNAS: Final = "id", "clase", "anio", "codigo", "cuenta", "tercero_id", "linea_origen_id", "anterior_id", "inicial"
_PONER: Final = """
INSERT INTO presupuesto_saldocerrado (ejercicio_id, id, clase, anio, codigo, cuenta, tercero_id, linea_origen_id, anterior_id, inicial,
  rectificado, anulado, cancelado, prescrito, realizado, vigente)
SELECT %s, f.*, 0, 0, 0, 0, 0, true FROM unnest(%s::uuid[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[],
  %s::numeric[]) AS f
"""


def por_traspasar(anio: int) -> list[SaldoDeCerrado]:
    """What a year leaves pending, and is not among the closed years of the next one yet."""
    ya = _pasados(anio + 1)
    return [uno for uno in a_cerrados.por_tercero(anio) if _clave(uno) not in ya]


def traspasar(anio: int, *, solo: Collection[UUID] | None = None, actor: Actor, reloj: Reloj) -> list[SaldoCerrado]:
    """Put what a year that ended and is still open leaves pending among the closed years of the next one: all that is not there, or what is left of some lines and balances (`solo`).

    Writes: SaldoCerrado, Ejercicio (the next one, if nobody opened it). Emits: presupuesto.traspasado, if anything went over. Raises Conflicto (the year has not ended, is
    closed, or is not there; the next one is closed).
    """
    exigir_transaccion()
    tomar_diario(anio)
    _exigir_terminado(anio, reloj)
    preparar(anio + 1)
    tomar_diario(anio + 1)
    pendientes = por_traspasar(anio)
    if solo is not None:
        pendientes = [uno for uno in pendientes if uno.linea_origen_id in solo or uno.anterior_id in solo]
    nuevos = _escribir(anio + 1, pendientes)
    if nuevos:
        sumas = {
            clase: sum((uno.inicial for uno in nuevos if uno.clase == clase), CERO)
            for clase in SaldoCerrado.Clase.values
        }
        hecho = PendienteTraspasado(anio, len(nuevos), f"{sumas['obligacion']:.2f}", f"{sumas['derecho']:.2f}")
        anotar(cadena(anio + 1), hecho, actor=actor, reloj=reloj, filas=nuevos)
    return nuevos


def completar(anio: int, cerrados: Iterable[SaldoDeCerrado]) -> list[SaldoCerrado]:
    """The balances with which a year opens that had not gone over before, written. Raises Conflicto (one that did says another amount)."""
    exigir_transaccion()
    ya, faltan = _pasados(anio), list[SaldoDeCerrado]()
    for uno in cerrados:
        pasado = ya.get(_clave(uno))
        if pasado is None:
            faltan.append(uno)
        elif pasado.inicial != uno.importe:
            mensaje = _("Lo que pasó a %(anio)d de %(codigo)s son %(uno)s, y en su ejercicio quedan %(otro)s.")
            datos = {"codigo": uno.codigo or uno.cuenta, "uno": Importe(pasado.inicial), "otro": Importe(uno.importe)}
            raise Conflicto(mensaje % {"anio": anio, **datos})
    return _escribir(anio, faltan)


def pendientes_de(lineas: Iterable[UUID], anio: int) -> list[SaldoCerrado]:
    """What is left in a later year of some lines, in their order."""
    orden = {linea: n for n, linea in enumerate(lineas)}
    suyos = SaldoCerrado.objects.filter(ejercicio=anio, vigente=True, linea_origen_id__in=list(orden))
    vivos = [uno for uno in suyos if uno.pendiente]
    return sorted(vivos, key=lambda uno: orden[uno.linea_origen_id] if uno.linea_origen_id else 0)


def _exigir_terminado(anio: int, reloj: Reloj) -> None:
    ejercicio = Ejercicio.objects.filter(pk=anio).first()
    if ejercicio is None or ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(
            _("El ejercicio %(anio)d no está abierto: lo que dejó pendiente ya pasó al cerrarlo.") % {"anio": anio}
        )
    if hoy(reloj).year <= anio:
        raise Conflicto(_("El ejercicio %(anio)d no ha terminado.") % {"anio": anio})


def _clave(uno: SaldoDeCerrado | SaldoCerrado) -> UUID | tuple[object, ...]:
    """What a balance continues: another of the year before, or the line of its year. What an opening brings from outside continues nothing."""
    return uno.anterior_id or uno.linea_origen_id or (uno,)


def _pasados(anio: int) -> dict[UUID | tuple[object, ...], SaldoCerrado]:
    return {_clave(uno): uno for uno in SaldoCerrado.objects.filter(ejercicio=anio, vigente=True)}


def _escribir(anio: int, pendientes: Sequence[SaldoDeCerrado]) -> list[SaldoCerrado]:
    """In a statement, however many: a year of a town leaves tens of thousands."""
    filas = [_saldo(anio, uno) for uno in pendientes]
    if filas:
        columnas = [[getattr(fila, columna) for fila in filas] for columna in _COLUMNAS]
        with connections[alias_actual()].cursor() as cursor:
            cursor.execute(_PONER, [anio, *columnas])
    for fila in filas:
        fila._state.adding, fila._state.db = False, alias_actual()
    return filas


def _saldo(anio: int, uno: SaldoDeCerrado) -> SaldoCerrado:
    return SaldoCerrado(
        ejercicio_id=anio,
        clase=uno.clase,
        anio=uno.anio,
        codigo=uno.codigo,
        cuenta=uno.cuenta,
        tercero_id=uno.tercero_id,
        linea_origen_id=uno.linea_origen_id,
        anterior_id=uno.anterior_id,
        inicial=en_centimos(uno.importe),
    )
