"""The annual accounts, from the balances of the ledger (Orden HAP/1781/2013, third part). What each line takes is data (`datos/estados.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from consistorio.nucleo.dato import dato

CERO = Decimal(0)
Saldos = Mapping[str, Decimal]
_FICHERO = Path(__file__).parent.parent / "datos" / "estados.json"


@dato
class Linea:
    """A line of a statement, in euros. `total`: it adds others up."""

    clave: str
    texto: str
    importe: Decimal
    total: bool = False


@dato
class Balance:
    """Both sides of the balance sheet, with the lines that are not zero."""

    activo: tuple[Linea, ...]
    pasivo: tuple[Linea, ...]

    @property
    def total_activo(self) -> Decimal:
        """Of the assets."""
        return sum((linea.importe for linea in self.activo), CERO)

    @property
    def total_pasivo(self) -> Decimal:
        """Of the equity and the liabilities."""
        return sum((linea.importe for linea in self.pasivo), CERO)

    @property
    def por_clave(self) -> dict[str, Decimal]:
        """What each heading says."""
        return {linea.clave: linea.importe for linea in (*self.activo, *self.pasivo)}


@cache
def _distribucion() -> dict[str, Any]:
    leida: dict[str, Any] = json.loads(_FICHERO.read_text("utf-8"))
    return leida


def balance(saldos: Saldos, epigrafes: Mapping[str, str]) -> Balance:
    """The balance sheet. `saldos`: after the result was regularised; `epigrafes`: heading of each account, as the chart says.

    Raises ValueError with the accounts whose balance has no heading, and says how much: a sheet without them would not be true.
    """
    distribucion = _distribucion()["balance"]
    sumas: dict[str, Decimal] = {}
    sin_sitio: list[str] = []
    for cuenta, saldo in saldos.items():
        if saldo and cuenta[0] != "0":
            epigrafe = _epigrafe(cuenta, saldo, distribucion, epigrafes)
            if epigrafe is None:
                sin_sitio.append(f"{cuenta} ({saldo})")
            else:
                sumas[epigrafe] = sumas.get(epigrafe, CERO) + saldo
    if sin_sitio:
        raise ValueError(", ".join(sorted(sin_sitio)))

    def lado(nombre: str, signo: int) -> tuple[Linea, ...]:
        return tuple(
            Linea(clave, texto, signo * sumas[clave]) for clave, texto in distribucion[nombre] if sumas.get(clave)
        )

    return Balance(lado("activo", 1), lado("pasivo", -1))


def _epigrafe(cuenta: str, saldo: Decimal, distribucion: Mapping[str, Any], chart: Mapping[str, str]) -> str | None:
    lados = _del_prefijo(cuenta, distribucion["segun_saldo"])
    if lados is not None:
        return str(lados[0] if saldo > 0 else lados[1])
    for tabla in (distribucion["revisados"], distribucion["correcciones"], chart):
        epigrafe = _del_prefijo(cuenta, tabla)
        if epigrafe and not epigrafe.startswith("(") and "(-)" not in epigrafe:
            return str(epigrafe)
    return None


def _del_prefijo(cuenta: str, tabla: Mapping[str, Any]) -> Any:
    for largo in range(len(cuenta), 1, -1):
        if tabla.get(cuenta[:largo]):
            return tabla[cuenta[:largo]]
    return None


def resultado_economico(saldos: Saldos) -> tuple[Linea, ...]:
    """The statement of the result, from groups 6 and 7 before they are regularised: what is earned is positive, what is spent negative.

    Raises ValueError with the accounts that no line takes.
    """
    quedan = {cuenta: -saldo for cuenta, saldo in saldos.items() if cuenta[0] in "67" and saldo}
    importes: dict[str, Decimal] = {}
    lineas = []
    for definicion in _distribucion()["resultado"]:
        if "suma" in definicion:
            importe = sum((importes[clave] for clave in definicion["suma"]), CERO)
        else:
            suyas = [c for c in quedan if c.startswith(tuple(definicion["cuentas"]))]
            importe = sum((quedan.pop(cuenta) for cuenta in suyas), CERO)
        importes[definicion["clave"]] = importe
        lineas.append(Linea(definicion["clave"], definicion["texto"], importe, "suma" in definicion))
    if quedan:
        raise ValueError(", ".join(sorted(quedan)))
    return tuple(lineas)
