"""The statement of changes in the net equity (Orden HAP/1781/2013, third part). Amounts in euros: what adds to the equity is positive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from consistorio.nucleo.dato import dato

CERO = Decimal(0)
Saldos = Mapping[str, Decimal]
COLUMNAS = ("aportado", "generado", "ajustes", "subvenciones")
_DE_COLUMNA = {
    "10": "aportado",
    "12": "generado",
    "133": "ajustes",
    "134": "ajustes",
    "136": "ajustes",
} | dict.fromkeys(("130", "131", "132"), "subvenciones")
# What goes straight to the equity, and what of it goes on to the result
_DIRECTOS = {
    "directos_inmovilizado": ("920", "820", "821", "822"),
    "directos_financieros": ("900", "800", "891", "991"),
    "directos_coberturas": ("910", "810"),
    "directos_subvenciones": ("94",),
}
_A_RESULTADOS = {
    "traspasos_inmovilizado": ("823",),
    "traspasos_financieros": ("802", "902", "993"),
    "traspasos_coberturas": ("811", "812", "911"),
    "traspasos_subvenciones": ("84",),
}
# What the owner of the entity brings or takes back, by the account of what is contributed
_PROPIETARIAS = {
    "dineraria": "1010",
    "bienes": "1011",
    "pasivos": "1012",
    "otras_aportaciones": "1013",
    "devolucion_bienes": "1014",
    "otras_devoluciones": "1015",
}
_DE_PROPIETARIAS_EN_RESULTADO = ("7500", "7510", "7520", "75300", "7540", "7550")
_DE_PROPIETARIAS_EN_PATRIMONIO = ("9400", "9410", "9420")


@dato
class Fila:
    """A row of the statement, by column."""

    clave: str
    importes: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """Of all its columns."""
        return sum(self.importes.values(), CERO)


@dato
class CambiosEnElPatrimonio:
    """Its three parts: the whole of the equity; what was recognised in the year, by line; and what was done with who owns the entity, by line."""

    filas: tuple[Fila, ...]
    resultado: Decimal
    reconocidos: Mapping[str, Decimal]
    propietarias: Mapping[str, Decimal]

    @property
    def directos(self) -> Decimal:
        """What went straight to the equity."""
        return sum((self.reconocidos[linea] for linea in _DIRECTOS), CERO)

    @property
    def a_resultados(self) -> Decimal:
        """What went from the equity to the result."""
        return sum((self.reconocidos[linea] for linea in _A_RESULTADOS), CERO)

    @property
    def reconocido(self) -> Decimal:
        """Income and expense recognised in the year."""
        return self.resultado + self.directos + self.a_resultados


def cambios(iniciales: Saldos, antes_de_regularizar: Saldos, finales: Saldos) -> CambiosEnElPatrimonio:
    """From the opening balances, those before groups 6 to 9 are regularised, and those with which the year is closed.

    What moved 12x otherwise than by the result of the year are corrections of earlier ones; what moved 10x, operations of equity.
    """
    al_abrir, al_cerrar = _columnas(iniciales), _columnas(finales)
    resultado = -_suma(antes_de_regularizar, ("6", "7"))
    correcciones = -_suma(antes_de_regularizar, ("12",)) - al_abrir["generado"]
    reconocidos = _directos_por_columna(antes_de_regularizar) | {"generado": resultado}
    aportado = al_cerrar["aportado"] - al_abrir["aportado"]
    otras = {
        columna: al_cerrar[columna]
        - al_abrir[columna]
        - reconocidos.get(columna, CERO)
        - (correcciones if columna == "generado" else CERO)
        - (aportado if columna == "aportado" else CERO)
        for columna in COLUMNAS
    }
    ajustado = al_abrir | {"generado": al_abrir["generado"] + correcciones}
    return CambiosEnElPatrimonio(
        filas=(
            Fila("A", al_abrir),
            Fila("B", _entera({"generado": correcciones})),
            Fila("C", ajustado),
            Fila("D1", _entera(reconocidos)),
            Fila("D2", _entera({"aportado": aportado})),
            Fila("D3", _entera(otras)),
            Fila("E", al_cerrar),
        ),
        resultado=resultado,
        reconocidos={
            linea: -_suma(antes_de_regularizar, cuentas) for linea, cuentas in (_DIRECTOS | _A_RESULTADOS).items()
        },
        propietarias=_con_propietarias(iniciales, antes_de_regularizar, finales),
    )


def _con_propietarias(iniciales: Saldos, antes: Saldos, finales: Saldos) -> dict[str, Decimal]:
    lineas = {linea: _suma(iniciales, (cuenta,)) - _suma(finales, (cuenta,)) for linea, cuenta in _PROPIETARIAS.items()}
    aportado = _suma(iniciales, ("10",)) - _suma(finales, ("10",))
    return {
        **lineas,
        "otras": aportado - sum(lineas.values(), CERO),
        "en_resultado": -_suma(antes, _DE_PROPIETARIAS_EN_RESULTADO),
        "en_patrimonio": -_suma(antes, _DE_PROPIETARIAS_EN_PATRIMONIO),
    }


def _directos_por_columna(saldos: Saldos) -> dict[str, Decimal]:
    sumas: dict[str, Decimal] = {}
    for cuenta, saldo in saldos.items():
        if cuenta[0] in "89" and saldo:
            columna = "subvenciones" if cuenta.startswith(("94", "84")) else "ajustes"
            sumas[columna] = sumas.get(columna, CERO) - saldo
    return sumas


def _columnas(saldos: Saldos) -> dict[str, Decimal]:
    sumas = _entera({})
    for cuenta, saldo in saldos.items():
        columna = _DE_COLUMNA.get(cuenta[:3]) or _DE_COLUMNA.get(cuenta[:2])
        if columna:
            sumas[columna] -= saldo
    return sumas


def _entera(fila: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {columna: fila.get(columna, CERO) for columna in COLUMNAS}


def _suma(saldos: Saldos, prefijos: Iterable[str]) -> Decimal:
    prefijos = tuple(prefijos)
    return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijos)), CERO)
