"""`contabilidad abrir` and `contabilidad bloquear`: the years of the accounts."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from consistorio.cli.salida import HECHO, MAL_USO, aviso, resultado_json

if TYPE_CHECKING:
    from consistorio.economia.contabilidad.models import Ejercicio

ABRIR = "Abre un ejercicio; la primera vez implanta también el plan de cuentas"
BLOQUEAR = "Bloquea fechas de un ejercicio, o las reabre con su motivo"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options of both."""
    abrir = ordenes.add_parser("abrir", help=ABRIR, description=ABRIR)
    abrir.add_argument("anio", type=int, metavar="AÑO")
    abrir.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    abrir.set_defaults(hacer=_abrir)
    bloquear = ordenes.add_parser("bloquear", help=BLOQUEAR, description=BLOQUEAR)
    bloquear.add_argument("anio", type=int, metavar="AÑO")
    for cual in ("presupuesto", "tesoreria"):
        bloquear.add_argument(
            f"--{cual}", type=date.fromisoformat, metavar="AAAA-MM-DD", help="último día en el que ya no se anota"
        )
    bloquear.add_argument(
        "--reabrir", default="", metavar="MOTIVO", help="vuelve atrás: deja las dos fechas como se dicen, o sin ninguna"
    )
    bloquear.add_argument("--json", action="store_true", help="resultado como un objeto JSON")
    bloquear.set_defaults(hacer=_bloquear)


def _abrir(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad import datos, permisos
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    reloj = reloj_de_la_casa()
    datos.cargar_plan(reloj=reloj)
    actor = Actor.sistema("administracion", permisos.ABRIR)
    _decir(abrir_ejercicio(actor=actor, anio=args.anio, reloj=reloj), como_json=args.json)
    return HECHO


def _bloquear(args: argparse.Namespace) -> int:
    from consistorio.economia.contabilidad import permisos
    from consistorio.economia.contabilidad.acciones import bloquear, reabrir_fechas
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    actor = Actor.sistema("administracion", permisos.BLOQUEAR, permisos.REABRIR)
    reloj = reloj_de_la_casa()
    if args.reabrir:
        ejercicio = reabrir_fechas(
            actor=actor,
            anio=args.anio,
            motivo=args.reabrir,
            presupuesto_hasta=args.presupuesto,
            tesoreria_hasta=args.tesoreria,
            reloj=reloj,
        )
    else:
        ejercicio = bloquear(
            actor=actor,
            anio=args.anio,
            presupuesto_hasta=args.presupuesto,
            tesoreria_hasta=args.tesoreria,
            reloj=reloj,
        )
    _decir(ejercicio, como_json=args.json)
    return HECHO


def _decir(ejercicio: Ejercicio, *, como_json: bool) -> None:
    if como_json:
        resultado_json(
            {
                "ejercicio": ejercicio.anio,
                "estado": ejercicio.estado,
                "asientos": ejercicio.siguiente - 1,
                "presupuesto_hasta": ejercicio.presupuesto_hasta,
                "tesoreria_hasta": ejercicio.tesoreria_hasta,
            }
        )
        return
    print(f"Ejercicio {ejercicio.anio}: {ejercicio.get_estado_display().lower()}, {ejercicio.siguiente - 1} asientos.")
    for que, hasta in (("presupuesto", ejercicio.presupuesto_hasta), ("tesorería", ejercicio.tesoreria_hasta)):
        if hasta is not None:
            print(f"Bloqueado hasta el {hasta:%d/%m/%Y}: {que}.")


def no_esta(anio: int) -> int:
    """Say that the accounts have not a year that was typed, and which they have. The exit code."""
    from consistorio.economia.contabilidad.consultas import ejercicios

    hay = ", ".join(map(str, sorted(ejercicios().values_list("anio", flat=True)))) or "ninguno"
    aviso(f"La contabilidad no tiene el ejercicio {anio}. Hay: {hay}.")
    return MAL_USO
