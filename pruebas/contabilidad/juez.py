"""Whether the accounts say what the oracle says."""

from __future__ import annotations

from collections.abc import Iterator

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, ConceptoIngreso, ControlOperacion

from .control import Control
from .obrero import ACTORES, ANIO, MARCA, Hecha, euros, hechas, por_que_esta_exenta
from .oraculo import GASTO, Oraculo, bolsa_de


def faltas(oraculo: Oraculo) -> Iterator[str]:
    """Everything that differs."""
    numeros, ids = hechas()
    if numeros != sorted(oraculo.aceptadas):
        sobran, faltan = set(numeros) - set(oraculo.aceptadas), set(oraculo.aceptadas) - set(numeros)
        yield f"commands: more {sorted(sobran)[:5]}, fewer {sorted(faltan)[:5]}, twice {len(numeros) - len(set(numeros))}"
    dichos = saldos(ANIO)
    for cuenta in sorted(set(dichos) | set(oraculo.debe) | set(oraculo.haber)):
        suyo = dichos.get(cuenta)
        debe, haber = (suyo.debe, suyo.haber) if suyo is not None else (euros(0), euros(0))
        if (debe, haber) != (euros(oraculo.debe[cuenta]), euros(oraculo.haber[cuenta])):
            yield f"account {cuenta}: {debe}/{haber}, and the oracle {euros(oraculo.debe[cuenta])}/{euros(oraculo.haber[cuenta])}"
    for aplicacion in Aplicacion.objects.filter(ejercicio=ANIO):
        cuenta_ = oraculo.contadores[aplicacion.codigo]
        if aplicacion.definitivos != euros(oraculo.creditos[aplicacion.codigo]):
            yield f"{aplicacion.codigo} credit: {aplicacion.definitivos}, and the oracle {euros(oraculo.creditos[aplicacion.codigo])}"
        for contador in ("retenido", "autorizado", "dispuesto", "obligado", "ordenado", "pagado"):
            if getattr(aplicacion, contador) != euros(cuenta_[contador]):
                yield f"{aplicacion.codigo} {contador}: {getattr(aplicacion, contador)}, and the oracle {euros(cuenta_[contador])}"
    for concepto in ConceptoIngreso.objects.filter(ejercicio=ANIO):
        cuenta_ = oraculo.contadores[concepto.economica]
        dice = (
            concepto.reconocido,
            concepto.recaudado,
            concepto.anulado,
            concepto.devuelto,
            concepto.modificaciones,
        )
        toca = tuple(euros(cuenta_[c]) for c in ("DR", "I", "AN", "PDEV", "GE"))
        if dice != toca:
            yield f"{concepto.economica}: {dice}, and the oracle {toca}"
    nuestras = {bolsa_de(codigo) for codigo in GASTO}
    disponibles = sorted(euros(oraculo.disponible(bolsa)) for bolsa in nuestras)
    if (
        sorted(bolsa.disponible for bolsa in Bolsa.objects.filter(ejercicio=ANIO)) != disponibles
        or min(disponibles) < 0
    ):
        yield f"available of the bolsas: the oracle says {disponibles}"
    numeros = list(Asiento.objects.filter(ejercicio=ANIO).order_by("numero").values_list("numero", flat=True))
    if numeros != list(range(1, len(numeros) + 1)):
        yield "the journal has gaps"
    yield from _controles(oraculo, ids)
    yield from (hallazgo.texto for hallazgo in comprobar(ANIO))


def _controles(oraculo: Oraculo, ids: dict[int, Hecha]) -> Iterator[str]:
    """The rows of control: one of each operation that needs it, as it has to be, and none of the rest."""
    filas = ControlOperacion.objects.values_list(
        "operacion__texto", "quien", "gasto", "intervencion", "exencion", "exento_por", "sin_iva", "resultado__asunto"
    )
    dichos = {texto: tuple(dicho) for texto, *dicho in filas}
    tocan = {f"{MARCA}{numero}": _fila(uno, ids) for numero, uno in oraculo.controles.filas.items()}
    for texto in sorted(dichos.keys() | tocan.keys()):
        if dichos.get(texto) != tocan.get(texto):
            yield f"control of {texto}: {dichos.get(texto)}, and the oracle {tocan.get(texto)}"


def _fila(uno: Control, ids: dict[int, Hecha]) -> tuple[object, ...]:
    exencion, por, sin_iva = "", "", None
    if uno.exencion is not None:
        exencion, por = uno.exencion.clase, por_que_esta_exenta(uno.exencion, ids)
        sin_iva = euros(uno.exencion.sin_iva) if uno.exencion.sin_iva is not None else None
    resultado = f"{MARCA}{uno.resultado}" if uno.resultado is not None else None
    return ACTORES[uno.quien].id, uno.gasto, uno.intervencion, exencion, por, sin_iva, resultado
