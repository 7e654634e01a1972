"""`contabilidad verificar`: everything that the accounts hold, held again."""

from __future__ import annotations

import argparse

from consistorio.cli.cuentas.ejercicios import no_esta
from consistorio.cli.salida import HECHO, NO, resultado_json

VERIFICAR = "Comprueba que la contabilidad cuadra: numeración, apuntes, cortes, sumas y lo que añade cada módulo"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    verificar = ordenes.add_parser("verificar", help=VERIFICAR, description=VERIFICAR)
    verificar.add_argument("--ejercicio", type=int, metavar="AÑO", help="solo ese (por defecto, todos)")
    verificar.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    verificar.set_defaults(hacer=_verificar)


def _verificar(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad.comprobaciones import comprobar, nombres
    from consistorio.economia.contabilidad.consultas import ejercicios

    anios = sorted(ejercicios().values_list("anio", flat=True))
    if args.ejercicio is not None:
        if args.ejercicio not in anios:
            return no_esta(args.ejercicio)
        anios = [args.ejercicio]
    hallazgos = [hallazgo for anio in anios for hallazgo in comprobar(anio)]
    if args.json:
        campos = ("anio", "comprobacion", "texto")
        resultado_json(
            {
                "bien": not hallazgos,
                "ejercicios": anios,
                "comprobaciones": nombres(),
                "hallazgos": [{campo: getattr(hallazgo, campo) for campo in campos} for hallazgo in hallazgos],
            }
        )
        return NO if hallazgos else HECHO
    for hallazgo in hallazgos:
        print(f"{hallazgo.anio}. {hallazgo.comprobacion}: {hallazgo.texto}.")
    print(f"Ejercicios: {', '.join(map(str, anios)) or 'ninguno'}. Comprobaciones: {len(nombres())}.")
    if not anios:
        print("No hay nada que comprobar: la contabilidad no tiene ningún ejercicio.")
    else:
        print("ALGO NO CUADRA." if hallazgos else "Todo cuadra.")
    return NO if hallazgos else HECHO
