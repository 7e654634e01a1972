"""The statements of a year as JSON, with amounts as text: what is kept and fingerprinted when it is closed, and what the command line writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from consistorio.economia.cierre.reglas.estados import Linea
from consistorio.economia.cierre.reglas.liquidacion import RemanenteDeTesoreria
from consistorio.economia.cierre.reglas.patrimonio import CambiosEnElPatrimonio
from consistorio.economia.cierre.tipos import CierreCalculado

_DE_REMANENTE = (
    "comprometido",
    "autorizado",
    "retenido",
    "no_disponible",
    "disponible",
    "obligatorio",
    "voluntario",
)


def como_datos(calculado: CierreCalculado) -> dict[str, Any]:
    """All its statements."""
    resultado = calculado.resultado
    grupos = {
        nombre: getattr(resultado, nombre)
        for nombre in ("corrientes", "capital", "no_financieras", "activos", "pasivos")
    }
    return {
        "anio": calculado.anio,
        "habitantes": calculado.habitantes,
        "ejecucion": {columna: _textos(valores) for columna, valores in asdict(calculado.ejecucion).items()},
        "resultado_presupuestario": {
            **{
                nombre: {
                    "derechos": str(g.derechos),
                    "obligaciones": str(g.obligaciones),
                    "resultado": str(g.resultado),
                }
                for nombre, g in grupos.items()
            },
            "resultado": str(resultado.resultado),
            "ajustes": _textos(asdict(resultado.ajustes)),
            "ajustado": str(resultado.ajustado),
        },
        "remanente_tesoreria": _de_remanente(calculado.remanente),
        "evolucion_del_remanente": _textos(asdict(calculado.evolucion)),
        "balance": {
            "activo": _lineas(calculado.balance.activo if calculado.balance else ()),
            "pasivo": _lineas(calculado.balance.pasivo if calculado.balance else ()),
        },
        "resultado_economico": _lineas(calculado.resultado_economico),
        "patrimonio": _de_patrimonio(calculado.patrimonio),
        "flujos": {
            "lineas": [
                {"actividad": actividad, "linea": linea, "importe": str(importe)}
                for (actividad, linea), importe in sorted(calculado.flujos.lineas.items())
            ],
            "inicial": str(calculado.flujos.inicial),
            "final": str(calculado.flujos.final),
        },
        "indicadores": {
            nombre: str(valor) if valor is not None else None for nombre, valor in calculado.indicadores.items()
        },
        "desviaciones": {
            codigo: [
                {
                    "agente": d.nombre,
                    "coeficiente": str(d.coeficiente),
                    "ejercicio": str(d.del_ejercicio),
                    "acumulada": str(d.acumulada),
                }
                for d in varias
            ]
            for codigo, varias in calculado.desviaciones.items()
        },
        **_de_otros_anios(calculado),
        "memoria": calculado.memoria,
        "saldos_finales": _textos(dict(sorted(calculado.finales.items()))),
        "apertura": _textos(dict(sorted(calculado.apertura.items()))),
    }


def _de_remanente(remanente: RemanenteDeTesoreria) -> dict[str, str]:
    """Its lines and its sums."""
    sumas = {nombre: str(getattr(remanente, nombre)) for nombre in ("total", "para_gastos_generales", "ajustado")}
    return {**_textos(asdict(remanente)), **sumas}


def _de_patrimonio(cambios: CambiosEnElPatrimonio) -> dict[str, Any]:
    """The three parts of the changes in the equity."""
    return {
        "filas": [{"clave": fila.clave, **_textos(fila.importes)} for fila in cambios.filas],
        "resultado": str(cambios.resultado),
        "directos": str(cambios.directos),
        "a_resultados": str(cambios.a_resultados),
        "reconocidos": _textos(cambios.reconocidos),
        "propietarias": _textos(cambios.propietarias),
    }


def _de_otros_anios(calculado: CierreCalculado) -> dict[str, Any]:
    """What the year leaves to the next ones, besides its balances."""
    return {
        "remanentes_credito": [
            {"aplicacion": uno.codigo, "causas": uno.causas, **{c: str(getattr(uno, c)) for c in _DE_REMANENTE}}
            for uno in calculado.remanentes
        ],
        "plurianuales": [{c: str(valor) for c, valor in asdict(fila).items()} for fila in calculado.plurianuales],
        "deuda": [{c: str(valor) for c, valor in asdict(fila).items()} for fila in calculado.deuda],
    }


def _textos(importes: Mapping[str, Decimal]) -> dict[str, str]:
    return {clave: str(importe) for clave, importe in importes.items()}


def _lineas(lineas: Iterable[Linea]) -> list[dict[str, str]]:
    return [{"clave": linea.clave, "texto": linea.texto, "importe": str(linea.importe)} for linea in lineas]
