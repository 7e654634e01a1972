"""With which control a command has to be noted, or that it must not be: written by hand from ADR 038 and the articles that it cites. It imports nothing of the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .ordenes import Exencion, Linea, Orden

INTERVENTORA, GESTOR = "interventora", "gestor"  # who fiscalises, and who does all the rest
COMPROMETEN, RECONOCEN, PAGAN = frozenset({"A", "A_RC", "D"}), frozenset({"O", "O_DV"}), frozenset({"P", "R"})
FAVORABLE, DEVUELTO = "favorable", "sin_firmar"
# LCSP art. 118.1, without VAT; RD 424/2017 art. 17.d, with it
TOPES_SIN_IVA = {"contrato_menor": 15_000_00, "contrato_menor_obras": 40_000_00}
TOPE_CAJA_FIJA = 3_005_06
EXENCIONES = (*TOPES_SIN_IVA, "material_no_inventariable", "tracto_sucesivo", "caja_fija")
DE_OBRAS = frozenset({"1532.61900"})


class SinControl(Exception):
    """It owes one and has none."""


@dataclass(frozen=True)
class Control:
    """A row: how what it commits was controlled, how what it recognises or pays was, and the command that gave the result which it has."""

    quien: str
    gasto: str = ""
    intervencion: str = ""
    exencion: Exencion | None = None
    resultado: int | None = None


@dataclass
class Controles:
    """The rows by command; the results on payments by obligation, and those that were sent back and are not given again."""

    filas: dict[int, Control] = field(default_factory=dict)
    resultados: dict[int, int] = field(default_factory=dict)
    por_repetir: set[int] = field(default_factory=set)

    def examinar(self, orden: Orden) -> None:
        """Intervención says what it finds of a payment. Its result counts once it is signed; sent back, nobody pays until it is given again."""
        assert orden.sobre is not None
        if orden.resultado == DEVUELTO:
            self.por_repetir.add(orden.sobre)
        else:
            self.por_repetir.discard(orden.sobre)
            self.resultados[orden.sobre] = orden.numero

    def de(self, orden: Orden, lineas: Mapping[int, Linea]) -> Control | None:
        """That of a command; None when it owes none. Raises SinControl."""
        if orden.corrige is not None:
            return None  # it goes with what it corrects
        fiscaliza = orden.quien == INTERVENTORA
        if orden.clase == "DEV" and not fiscaliza:
            raise SinControl
        if orden.clase in COMPROMETEN and orden.exencion is not None:
            if not self._exime(orden, orden.exencion, lineas):
                raise SinControl
            return Control(orden.quien, gasto="exento", exencion=orden.exencion)
        if orden.clase in PAGAN:
            return self._de_pago(orden, lineas, fiscaliza=fiscaliza)
        if orden.clase not in COMPROMETEN | RECONOCEN:
            return None
        if not fiscaliza:
            raise SinControl
        if orden.clase in COMPROMETEN:
            return Control(orden.quien, gasto="contabilizar")
        return Control(orden.quien, intervencion="contabilizar")

    def _de_pago(self, orden: Orden, lineas: Mapping[int, Linea], *, fiscaliza: bool) -> Control | None:
        assert orden.sobre is not None
        obligacion = orden.sobre if orden.clase == "P" else lineas[orden.sobre].orden.sobre
        assert obligacion is not None
        if obligacion in self.por_repetir:
            raise SinControl
        ordenada = self.filas.get(orden.sobre) if orden.clase == "R" else None
        if fiscaliza:
            return Control(orden.quien, intervencion="contabilizar")
        if orden.compensa:
            return Control(orden.quien, intervencion="compensado")
        if ordenada is not None and ordenada.intervencion == "contabilizar":
            return Control(orden.quien, intervencion="orden")
        if obligacion in self.resultados:
            return Control(orden.quien, intervencion="resultado", resultado=self.resultados[obligacion])
        if orden.clase == "P":
            return None  # its payment is asked
        raise SinControl

    def _exime(self, orden: Orden, exencion: Exencion, lineas: Mapping[int, Linea]) -> bool:
        seguida = lineas[orden.sobre].orden if orden.sobre is not None else orden
        con_iva = max(orden.importe, seguida.importe if seguida.clase in COMPROMETEN else 0)
        sin_iva = exencion.sin_iva if exencion.sin_iva is not None else con_iva
        if sin_iva > con_iva or con_iva * 100 > (sin_iva + 100) * 121:  # at most the general rate, give or take a euro
            return False
        if exencion.clase == "contrato_menor_obras" and orden.codigo not in DE_OBRAS:
            return False
        if exencion.clase in TOPES_SIN_IVA:
            return sin_iva < TOPES_SIN_IVA[exencion.clase]
        if exencion.clase == "caja_fija":
            return con_iva < TOPE_CAJA_FIJA and exencion.por != ""
        return exencion.clase != "tracto_sucesivo" or self._consta(exencion.primera, lineas)

    def _consta(self, primera: int | None, lineas: Mapping[int, Linea]) -> bool:
        """Whether a first act committed something that stands, and was not exempt."""
        if primera is None or lineas[primera].orden.clase not in COMPROMETEN:
            return False
        return self.filas[primera].gasto != "exento" and lineas[primera].anulado < lineas[primera].orden.importe
