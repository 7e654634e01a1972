"""What the accounts have to say after each command, worked out from a table written by hand. It imports nothing of the product.

Amounts are whole cents. `ASIENTOS` is read from the fifth part of the chart (Orden HAP/1781/2013), not from the rules that the product has as data.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .control import Controles, SinControl
from .ordenes import Linea, Orden

# Application -> account of what is bought; concept -> account of what is earned
GASTO = {
    "920.12000": "640",
    "920.22000": "629",
    "165.22100": "628",
    "1621.22700": "629",
    "334.48000": "651",
    "1532.61900": "212",
}
INGRESO = {"11300": "724", "30200": "740", "11500": "725", "39900": "777"}
CREDITOS = {
    "920.12000": 60_000_00,
    "920.22000": 9_000_00,
    "165.22100": 30_000_00,
    "1621.22700": 40_000_00,
    "334.48000": 11_000_00,
}
CREDITOS["1532.61900"] = 50_000_00
PREVISIONES = {"11300": 120_000_00, "30200": 60_000_00, "11500": 15_000_00, "39900": 5_000_00}
GENERA = "39900"  # the income that is no tax: its rights generate credit (TRLRHL 181)
# (debe, haber); «g» is the account of the expense, «i» that of the income, «t» where the money is
ASIENTOS: dict[str, tuple[tuple[str, str], ...]] = {
    "RC": (("0030", "0031"),),
    "A": (("0030", "004"),),
    "A_RC": (("0031", "004"),),
    "D": (("004", "005"),),
    "O": (("g", "4000"),),
    "P": (),
    "R": (("4000", "t"),),
    "DV": (("g", "4131"),),
    "O_DV": (("4131", "4000"),),
    "DR": (("4300", "i"),),
    "I": (("t", "4300"),),
    "AN": (("i", "43300"),),
    "DEV": (("i", "4180"),),
    "PDEV": (("4180", "571"), ("437", "4339")),
    "INP": (("571", "560"),),
    "PNP": (("560", "571"),),
    "GE": (("000", "0025"), ("0025", "0030"), ("007", "000"), ("008", "007")),
}
# What each kind comes after. What begins nothing needs no credit but that of its bolsa
SIGUE = {
    "A_RC": "RC",
    "D": "A",
    "O": "D",
    "O_DV": "D",
    "P": "O",
    "R": "P",
    "I": "DR",
    "AN": "DR",
    "DEV": "I",
    "PDEV": "DEV",
    "PNP": "INP",
    "GE": "DR",
}
FASE = {"A_RC": "A", "O_DV": "O"}
CON_NEGATIVO = frozenset({"RC", "A", "A_RC", "D", "O", "P", "R"})
_CONTADOR = {"RC": "retenido", "A": "autorizado", "D": "dispuesto", "O": "obligado", "P": "ordenado", "R": "pagado"}


def bolsa_de(aplicacion: str) -> str:
    """Area of expense and chapter bind together."""
    programa, economica = aplicacion.split(".")
    return programa[0] + economica[0]


def _de_personal(aplicacion: str) -> bool:
    return aplicacion.split(".")[1].startswith("1")


@dataclass
class Oraculo:
    """The accounts of a year. `acreditado`: what each right proves still; `subidos`, `bajados`: the applications that a transfer raised or lowered."""

    debe: Counter[str] = field(default_factory=Counter)
    haber: Counter[str] = field(default_factory=Counter)
    lineas: dict[int, Linea] = field(default_factory=dict)
    contadores: dict[str, Counter[str]] = field(default_factory=dict)
    creditos: Counter[str] = field(default_factory=lambda: Counter(CREDITOS))
    controles: Controles = field(default_factory=Controles)
    acreditado: Counter[int] = field(default_factory=Counter)
    subidos: set[str] = field(default_factory=set)
    bajados: set[str] = field(default_factory=set)
    aceptadas: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.contadores = {codigo: Counter() for codigo in (*GASTO, *INGRESO)}
        creditos, previsiones = sum(CREDITOS.values()), sum(PREVISIONES.values())
        for debe, haber, importe in (
            ("000", "001", creditos),
            ("001", "0030", creditos),
            ("006", "000", previsiones),
            ("008", "006", previsiones),
        ):
            self._apuntar(debe, haber, importe)

    def disponible(self, bolsa: str) -> int:
        """Of a bolsa."""
        return sum(self.de_su_credito(codigo) for codigo in GASTO if bolsa_de(codigo) == bolsa)

    def por_compensar(self) -> int:
        """What was paid without money, and waits for what is collected without it."""
        return self.haber["557"] - self.debe["557"]

    def de_su_credito(self, codigo: str) -> int:
        """What an application has left of its own, below zero when it spends what others of its bolsa have."""
        cuenta = self.contadores[codigo]
        return self.creditos[codigo] - cuenta["retenido"] - cuenta["autorizado"]

    def acepta(self, orden: Orden) -> bool:
        """Whether the product has to do it."""
        try:
            self.controles.de(orden, self.lineas)
        except SinControl:
            return False
        return self._cabe(orden)

    def _cabe(self, orden: Orden) -> bool:
        if orden.clase == "IP":
            return True
        if orden.clase == "TR":
            return self._se_transfiere(orden)
        if orden.clase == "GE":
            assert orden.sobre is not None
            de_que = self.lineas[orden.sobre].orden.codigo
            return de_que == GENERA and orden.importe <= self.acreditado[orden.sobre]
        if orden.corrige is not None:
            return orden.importe <= self.lineas[orden.corrige].saldo
        if orden.sobre is not None:
            if orden.importe > self.lineas[orden.sobre].saldo:
                return False
            return orden.aplica is None or orden.importe <= self.lineas[orden.aplica].saldo
        return orden.clase not in ("RC", "A") or orden.importe <= self.disponible(bolsa_de(orden.codigo))

    def _se_transfiere(self, orden: Orden) -> bool:
        """TRLRHL 180: what a transfer raised is not lowered, nor what one lowered raised, but for staff. The application itself has what it gives, and so its bolsa."""
        if (orden.de in self.subidos and not _de_personal(orden.de)) or (
            orden.codigo in self.bajados and not _de_personal(orden.codigo)
        ):
            return False
        de, a = bolsa_de(orden.de), bolsa_de(orden.codigo)
        return orden.importe <= self.de_su_credito(orden.de) and (de == a or orden.importe <= self.disponible(de))

    def hacer(self, orden: Orden) -> None:
        """Fold it. It was accepted."""
        self.aceptadas.append(orden.numero)
        if orden.clase == "IP":
            self.controles.examinar(orden)
            return
        if orden.clase == "TR":  # 000 to 0023 and 0023 to 0030, with a plus and with a minus: no account moves
            self.creditos[orden.de] -= orden.importe
            self.creditos[orden.codigo] += orden.importe
            self.bajados.add(orden.de)
            self.subidos.add(orden.codigo)
            return
        signo = -1 if orden.corrige is not None else 1
        importe = signo * orden.importe
        self._asentar(orden, importe)
        self._acreditar(orden)
        if orden.clase == "GE":
            self.creditos[orden.codigo] += orden.importe
            self.contadores[GENERA]["GE"] += orden.importe
            return
        self._contar(orden, importe)
        control = self.controles.de(orden, self.lineas)
        if control is not None:
            self.controles.filas[orden.numero] = control
        if orden.corrige is not None:
            corregida = self.lineas[orden.corrige]
            corregida.saldo -= orden.importe
            corregida.anulado += orden.importe
            if corregida.orden.sobre is not None:
                self.lineas[corregida.orden.sobre].saldo += orden.importe
            return
        if orden.sobre is not None:
            self.lineas[orden.sobre].saldo -= orden.importe
        if orden.aplica is not None:
            self.lineas[orden.aplica].saldo -= orden.importe
        self.lineas[orden.numero] = Linea(orden, orden.importe)

    def _acreditar(self, orden: Orden) -> None:
        """What a right proves: itself, without what was annulled of it, given back of what was collected, or generated already."""
        if orden.clase == "DR":
            self.acreditado[orden.numero] = orden.importe
            return
        hasta_el_derecho = {"AN": 1, "GE": 1, "PDEV": 3}.get(orden.clase, 0)
        derecho = orden.sobre
        for _paso in range(hasta_el_derecho - 1):
            assert derecho is not None
            derecho = self.lineas[derecho].orden.sobre
        if hasta_el_derecho and derecho is not None:
            self.acreditado[derecho] -= orden.importe

    def _asentar(self, orden: Orden, importe: int) -> None:
        for debe, haber in ASIENTOS[orden.clase]:
            suyas = {"g": GASTO.get(orden.codigo, ""), "i": INGRESO.get(orden.codigo, "")}
            suyas["t"] = "557" if orden.compensa else "571"
            if orden.descuento:
                self._apuntar("4000", "571", importe - orden.descuento)
                self._apuntar("4000", "557", orden.descuento)
                self._apuntar("557", "4751", orden.descuento)
            else:
                self._apuntar(suyas.get(debe, debe), suyas.get(haber, haber), importe)

    def _apuntar(self, debe: str, haber: str, importe: int) -> None:
        if importe:
            self.debe[debe] += importe
            self.haber[haber] += importe

    def _contar(self, orden: Orden, importe: int) -> None:
        cuenta = self.contadores.get(orden.codigo)
        if cuenta is None:
            return
        fase = FASE.get(orden.clase, orden.clase)
        if fase in _CONTADOR:
            cuenta[_CONTADOR[fase]] += importe
            if orden.clase == "A_RC":
                cuenta["retenido"] -= importe
        elif fase in ("DR", "I", "AN", "DEV", "PDEV"):
            cuenta[fase] += importe
