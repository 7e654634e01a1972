"""Records of a closing. Amounts in euros."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from consistorio.economia.cierre.reglas.efectivo import Flujos
from consistorio.economia.cierre.reglas.estados import Balance, Linea
from consistorio.economia.cierre.reglas.indicadores import Ejecucion
from consistorio.economia.cierre.reglas.liquidacion import Evolucion, RemanenteDeTesoreria, ResultadoPresupuestario
from consistorio.economia.cierre.reglas.patrimonio import CambiosEnElPatrimonio
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto.consultas import FilaDeuda, FilaPlurianual
from consistorio.economia.presupuesto.models import RemanenteCredito
from consistorio.economia.presupuesto.tipos import SaldoDeCerrado
from consistorio.economia.proyectos.reglas import Desviacion
from consistorio.nucleo.dato import dato


@dato
class Criterios:
    """What the law leaves to the town. `con_remanente`: obligations of the year that the remnant of earlier ones paid for (RD 500/1990, 97); when it is not said, the most
    that it may have paid for (`con_remanente`). `habitantes`: of the last census, for the indicators; 0 when it is not said."""

    con_remanente: Decimal | None = None
    habitantes: int = 0


@dato
class Paso:
    """An entry of the end of a year: its class (`Asiento.Clase`), its text and its rows."""

    clase: str
    texto: str
    partidas: tuple[Partida, ...]


@dato
class Arreglo:
    """A modification of credits that mends something: its year and kind, and the line that it needs. `sentido`: alta or baja; `codigo`: of an application, "" when it is of one of several; in euros."""

    anio: int
    tipo: str
    sentido: str
    codigo: str
    importe: Decimal


@dato
class Reparo:
    """Something to look at before closing, in words. `impide`: it cannot be closed with it; `punto`: of `lista.PUNTOS`; `arreglos`: what mends it, in order."""

    texto: str
    impide: bool
    punto: str = "libros"
    arreglos: tuple[Arreglo, ...] = ()


@dato
class CierreCalculado:
    """All that closing a year would do and say, without having done it.

    `pasos`: entries of the year, in order; `apertura`: balances with which the next one opens, debit less credit; `cerrados`: what is pending, by third party;
    `remanentes`: of each credit, not saved; `plurianuales`: what is committed of later years; `memoria`: tables of the notes (`memoria.datos`).
    """

    anio: int
    reparos: tuple[Reparo, ...]
    pasos: tuple[Paso, ...]
    finales: Mapping[str, Decimal]
    apertura: Mapping[str, Decimal]
    cerrados: tuple[SaldoDeCerrado, ...]
    resultado: ResultadoPresupuestario
    remanente: RemanenteDeTesoreria
    evolucion: Evolucion
    ejecucion: Ejecucion
    balance: Balance | None
    resultado_economico: tuple[Linea, ...]
    patrimonio: CambiosEnElPatrimonio
    flujos: Flujos
    indicadores: Mapping[str, Decimal | None]
    desviaciones: Mapping[str, tuple[Desviacion, ...]]
    memoria: Mapping[str, list[list[str]]]
    remanentes: tuple[RemanenteCredito, ...] = ()
    plurianuales: tuple[FilaPlurianual, ...] = ()
    deuda: tuple[FilaDeuda, ...] = ()
    habitantes: int = 0

    @property
    def impedimentos(self) -> tuple[str, ...]:
        """Why it cannot be closed yet."""
        return tuple(reparo.texto for reparo in self.reparos if reparo.impide)
