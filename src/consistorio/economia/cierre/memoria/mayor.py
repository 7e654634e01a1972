"""Tables of the notes that come from the ledger: what each account had, what moved it in the year and what it was left with. In euros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.db.models import Sum

from consistorio.economia.contabilidad.models import Apunte, Asiento, Cuenta
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.nucleo.dato import dato

CERO: Final = Decimal("0.00")
# What lowers financial assets, long and short term
_DETERIORO_FINANCIERO: Final = tuple(f"{grupo}{cual}" for grupo in ("29", "59") for cual in range(4, 9))
# Table -> the accounts that it moves, and whether what is owed is shown as positive
MOVIMIENTOS: Final[Mapping[str, tuple[tuple[str, ...], bool]]] = {
    "arrendamientos": (("174", "524"), True),
    "activos_financieros": (
        (*("25", "26", "27", "53", "54", "565", "566"), *_DETERIORO_FINANCIERO),
        False,
    ),
    "pasivos_financieros": (("15", "16", "17", "18", "50", "51", "52", "560", "561"), True),
    "coberturas": (("1760", "5260", "5266", "134"), True),
    "existencias": (("30", "31", "32", "33", "34", "35", "36", "37"), False),
    "subvenciones": (("130", "131", "132"), True),
    "provisiones": (("14", "58"), True),
    "en_venta": (("38",), False),
    "otros_entes": (("414", "45"), True),
    "sin_aplicar": (("413",), True),
    "devoluciones": (("418",), True),
}
# Leases and hedges are in their own tables, and not in this one too
_SIN: Final[Mapping[str, tuple[str, ...]]] = {
    "pasivos_financieros": (*MOVIMIENTOS["arrendamientos"][0], *MOVIMIENTOS["coberturas"][0])
}
INMOVILIZADO: Final[Mapping[str, tuple[str, ...]]] = {
    "inmovilizado_material": ("21", "23"),
    "patrimonio_del_suelo": ("24",),
    "inversiones_inmobiliarias": ("22",),
    "inmovilizado_intangible": ("20",),
}
_DEL_INMOVILIZADO: Final = ("20", "21", "22", "23", "24")
# What opened the year is its balance at the beginning; what closes it is told apart, written or not
_DEL_CIERRE: Final = (
    Asiento.Clase.APERTURA,
    Asiento.Clase.REGULARIZACION,
    Asiento.Clase.CIERRE_PRESUPUESTO,
    Asiento.Clase.CIERRE,
)


@dato
class Mayor:
    """The ledger of a year: `iniciales`, debit less credit of each account as it was opened; `filas`, what went from each credit account to each debit one."""

    iniciales: Mapping[str, Decimal]
    filas: Mapping[tuple[str, str], Decimal]
    nombres: Mapping[str, str]

    def inicial(self, prefijos: Iterable[str]) -> Decimal:
        """What those accounts had when the year began."""
        prefijos = tuple(prefijos)
        return sum((saldo for cuenta, saldo in self.iniciales.items() if cuenta.startswith(prefijos)), CERO)

    def lados(self, prefijos: Iterable[str]) -> tuple[Decimal, Decimal]:
        """What was debited and credited to those accounts, without what went from one of them to another."""
        prefijos = tuple(prefijos)
        debe, haber = CERO, CERO
        for (cargada, abonada), importe in self.filas.items():
            entra, sale = cargada.startswith(prefijos), abonada.startswith(prefijos)
            debe += importe if entra and not sale else CERO
            haber += importe if sale and not entra else CERO
        return debe, haber

    def movido(self, suyas: Collection[str]) -> tuple[Decimal, Decimal, Decimal]:
        """What those accounts, and no other, had, and what was debited and credited to them, without what went from one of them to another."""
        inicial = sum((self.iniciales.get(cuenta, CERO) for cuenta in suyas), CERO)
        debe, haber = CERO, CERO
        for (cargada, abonada), importe in self.filas.items():
            entra, sale = cargada in suyas, abonada in suyas
            debe += importe if entra and not sale else CERO
            haber += importe if sale and not entra else CERO
        return inicial, debe, haber

    def cuentas(self, prefijos: Iterable[str], largo: int = 3) -> list[str]:
        """Accounts of so many figures that begin so and had or moved something, in order."""
        return sorted({cuenta[:largo] for cuenta in self.enteras(prefijos)})

    def enteras(self, prefijos: Iterable[str]) -> set[str]:
        """The same, each with all its figures."""
        prefijos = tuple(prefijos)
        todas = {*self.iniciales, *(cuenta for par in self.filas for cuenta in par)}
        return {cuenta for cuenta in todas if cuenta.startswith(prefijos)}

    def rotulo(self, cuenta: str) -> str:
        """Its number and its name."""
        return f"{cuenta} {self.nombres[cuenta]}" if cuenta in self.nombres else cuenta


def leer(anio: int, iniciales: Mapping[str, Decimal], regularizan: Iterable[Partida]) -> Mayor:
    """The ledger of a year. `iniciales`: as it was opened; `regularizan`: what closing it regularises, written or not. Two queries."""
    apuntes = Apunte.objects.filter(ejercicio=anio).exclude(asiento__clase__in=_DEL_CIERRE)
    grupos = apuntes.values_list("debe_id", "haber_id").annotate(total=Sum("importe")).order_by()
    filas = {(debe, haber): total for debe, haber, total in grupos if total}
    for una in regularizan:
        filas[una.debe, una.haber] = filas.get((una.debe, una.haber), CERO) + una.importe
    return Mayor(iniciales, filas, dict(Cuenta.objects.values_list("codigo", "nombre")))


def movimiento(mayor: Mayor, prefijos: tuple[str, ...], *, se_debe: bool, sin: tuple[str, ...] = ()) -> list[list[str]]:
    """Each account, by three figures: at the beginning, what went up, what went down, and at the end. `sin`: those that another table has."""
    grupos: defaultdict[str, set[str]] = defaultdict(set)
    for cuenta in mayor.enteras(prefijos) - mayor.enteras(sin):
        grupos[cuenta[:3]].add(cuenta)
    filas = []
    for grupo, suyas in sorted(grupos.items()):
        inicial, debe, haber = mayor.movido(suyas)
        final = inicial + debe - haber
        cifras = (-inicial, haber, debe, -final) if se_debe else (inicial, debe, haber, final)
        if any(cifras):
            filas.append([mayor.rotulo(grupo), *map(str, cifras)])
    return filas


def inmovilizado(mayor: Mayor, prefijos: tuple[str, ...]) -> list[list[str]]:
    """Each account of assets: its net value at the beginning, what came in, what came from or went to another one, what went out, what was used up, what it lost,
    and its net value at the end."""
    corregidas = {una: _corregida(una) for una in mayor.cuentas(("28", "29"), largo=4)}
    suyas = {una for una in corregidas.values() if una.startswith(prefijos)}
    filas = []
    for cuenta in sorted({*mayor.cuentas(prefijos), *suyas}):
        corrigen = [una for una, de in corregidas.items() if de == cuenta]
        inicial = mayor.inicial([cuenta, *corrigen])
        entradas, traspasos, salidas = _de_otros(mayor, cuenta)
        usado, perdido = (mayor.lados([una for una in corrigen if una.startswith(de)]) for de in ("28", "29"))
        amortizacion, deterioro = usado[1] - usado[0], perdido[1] - perdido[0]
        final = inicial + entradas + traspasos - salidas - amortizacion - deterioro
        cifras = (inicial, entradas, traspasos, salidas, amortizacion, deterioro, final)
        if any(cifras):
            filas.append([mayor.rotulo(cuenta), *map(str, cifras)])
    return filas


def _corregida(cuenta: str) -> str:
    """The account of assets that one of accumulated depreciation or impairment lowers: 2811 and 2911 lower 211; 2931, 241; 2991 (usufruct given away), 211; 294 to 298, none
    of these assets but financial ones."""
    grupo = {"293": "24", "294": "25", "299": "21"}.get(cuenta[:3], f"2{cuenta[2:3]}")
    return f"{grupo}{cuenta[3:4]}"


def _de_otros(mayor: Mayor, cuenta: str) -> tuple[Decimal, Decimal, Decimal]:
    """What came into an account of assets, what came from others of them less what went to them, and what went out."""
    entradas, traspasos, salidas = CERO, CERO, CERO
    for (debe, haber), importe in mayor.filas.items():
        if debe.startswith(cuenta) == haber.startswith(cuenta):
            continue
        entra = debe.startswith(cuenta)
        otra = haber if entra else debe
        if otra.startswith(_DEL_INMOVILIZADO):
            traspasos += importe if entra else -importe
        elif entra:
            entradas += importe
        else:
            salidas += importe
    return entradas, traspasos, salidas


def del_mayor(mayor: Mayor) -> dict[str, list[list[str]]]:
    """Every table of the notes that comes from the ledger, those without rows left out."""
    tablas = {clave: inmovilizado(mayor, prefijos) for clave, prefijos in INMOVILIZADO.items()}
    tablas |= {
        clave: movimiento(mayor, prefijos, se_debe=se_debe, sin=_SIN.get(clave, ()))
        for clave, (prefijos, se_debe) in MOVIMIENTOS.items()
    }
    return {clave: filas for clave, filas in tablas.items() if filas}
