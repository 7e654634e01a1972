"""`contabilidad ejecutar`: a year of operations written in JSON, through the use cases; what comes out goes to a report."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso

EJECUTAR = "Contabiliza las operaciones de un fichero JSON y escribe la liquidación que resulta"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Its options."""
    orden = ordenes.add_parser("ejecutar", help=EJECUTAR, description=EJECUTAR)
    orden.add_argument("fichero", type=Path, metavar="OPERACIONES.json")
    orden.add_argument("--informe", type=Path, metavar="SALIDA.json", help="dónde escribir lo que resulta")
    orden.set_defaults(hacer=_ejecutar)


def _ejecutar(args: argparse.Namespace) -> int:
    from consistorio.cli.cuentas import guion
    from consistorio.economia.contabilidad import datos, permisos
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    pasos = _leer(args.fichero)
    if pasos is None:
        aviso(f"«{args.fichero}» no es un fichero JSON con una lista de operaciones.")
        return MAL_USO
    reloj = reloj_de_la_casa()
    datos.cargar_plan(reloj=reloj)
    actor = Actor.sistema("contabilidad ejecutar", permisos.ABRIR, *guion.PERMISOS)
    anios = sorted({int(str(paso.get("fecha", ""))[:4]) for paso in pasos})
    for anio in anios:
        abrir_ejercicio(actor=actor, anio=anio, reloj=reloj)
    hecho = guion.ejecutar(pasos, actor=actor, reloj=reloj)
    if args.informe is not None:
        salida = {str(anio): guion.informe(hecho, anio) for anio in anios} if len(anios) > 1 else None
        resultado = salida if salida is not None else guion.informe(hecho, anios[0])
        args.informe.write_text(json.dumps(resultado, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(hecho.hechas)} operaciones contabilizadas, {len(hecho.rechazadas)} rechazadas.")
    for una in hecho.rechazadas:
        aviso(f"Operación {una['n']} ({una['tipo']}): {_porque(una)}")
    for una in hecho.sin_atender:
        aviso(f"Operación {una['n']}: «{una['tipo']}» no se sabe contabilizar.")
    return NO if hecho.rechazadas or hecho.sin_atender else HECHO


def _leer(fichero: Path) -> list[dict[str, object]] | None:
    try:
        leido = json.loads(fichero.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    pasos = leido.get("operaciones") if isinstance(leido, dict) else leido
    if not isinstance(pasos, list) or not pasos:
        return None
    bien = all(isinstance(p, dict) and str(p.get("fecha", ""))[:4].isdigit() for p in pasos)
    return pasos if bien else None


def _porque(una: dict[str, object]) -> str:
    problemas = una["problemas"]
    if isinstance(problemas, list) and problemas:
        return " ".join(str(p["mensaje"]) for p in problemas)
    return str(una["mensaje"])
