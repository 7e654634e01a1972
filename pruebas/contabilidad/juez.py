"""Whether the accounts say what the oracle says."""

from __future__ import annotations

from collections.abc import Iterator

from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.consultas import saldos
from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import Aplicacion, Bolsa, ConceptoIngreso, Operacion

from .obrero import ANIO, MARCA, _euros
from .oraculo import GASTO, Oraculo, bolsa_de


def faltas(oraculo: Oraculo) -> Iterator[str]:
    """Everything that differs."""
    hechas = sorted(
        int(t.removeprefix(MARCA))
        for t in Operacion.objects.filter(texto__startswith=MARCA).values_list("texto", flat=True)
    )
    if hechas != sorted(oraculo.aceptadas):
        sobran, faltan = set(hechas) - set(oraculo.aceptadas), set(oraculo.aceptadas) - set(hechas)
        yield f"commands: more {sorted(sobran)[:5]}, fewer {sorted(faltan)[:5]}, twice {len(hechas) - len(set(hechas))}"
    dichos = saldos(ANIO)
    for cuenta in sorted(set(dichos) | set(oraculo.debe) | set(oraculo.haber)):
        suyo = dichos.get(cuenta)
        debe, haber = (suyo.debe, suyo.haber) if suyo is not None else (_euros(0), _euros(0))
        if (debe, haber) != (_euros(oraculo.debe[cuenta]), _euros(oraculo.haber[cuenta])):
            yield f"account {cuenta}: {debe}/{haber}, and the oracle {_euros(oraculo.debe[cuenta])}/{_euros(oraculo.haber[cuenta])}"
    for aplicacion in Aplicacion.objects.filter(ejercicio=ANIO):
        cuenta_ = oraculo.contadores[aplicacion.codigo]
        for contador in ("retenido", "autorizado", "dispuesto", "obligado", "ordenado", "pagado"):
            if getattr(aplicacion, contador) != _euros(cuenta_[contador]):
                yield f"{aplicacion.codigo} {contador}: {getattr(aplicacion, contador)}, and the oracle {_euros(cuenta_[contador])}"
    for concepto in ConceptoIngreso.objects.filter(ejercicio=ANIO):
        cuenta_ = oraculo.contadores[concepto.economica]
        dice = (concepto.reconocido, concepto.recaudado, concepto.anulado, concepto.devuelto)
        toca = tuple(_euros(cuenta_[c]) for c in ("DR", "I", "AN", "PDEV"))
        if dice != toca:
            yield f"{concepto.economica}: {dice}, and the oracle {toca}"
    nuestras = {bolsa_de(codigo) for codigo in GASTO}
    disponibles = sorted(_euros(oraculo.disponible(bolsa)) for bolsa in nuestras)
    if (
        sorted(bolsa.disponible for bolsa in Bolsa.objects.filter(ejercicio=ANIO)) != disponibles
        or min(disponibles) < 0
    ):
        yield f"available of the bolsas: the oracle says {disponibles}"
    numeros = list(Asiento.objects.filter(ejercicio=ANIO).order_by("numero").values_list("numero", flat=True))
    if numeros != list(range(1, len(numeros) + 1)):
        yield "the journal has gaps"
    yield from (hallazgo.texto for hallazgo in comprobar(ANIO))
