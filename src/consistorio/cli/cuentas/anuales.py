"""`contabilidad prorrogar`, `plurianuales`, `remanentes` and `deuda`: what goes from one year to the next."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Final

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso

if TYPE_CHECKING:
    from consistorio.economia.presupuesto.tipos import AjusteDeProrroga

PRORROGAR = "Prorroga el presupuesto del año anterior, con sus ajustes, y trae sus compromisos plurianuales"
PLURIANUALES = "Dice lo comprometido de ejercicios futuros; con --traer lo lleva al presupuesto de su año"
REMANENTES = "Dice los remanentes de crédito con los que se cerró un ejercicio y lo que se puede incorporar"
DEUDA = "Dice el cuadro de la deuda de un ejercicio, para la memoria"
AJUSTES: Final = ("clase", "codigo", "importe", "motivo", "causa")


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options of the four."""
    prorrogar = ordenes.add_parser("prorrogar", help=PRORROGAR, description=PRORROGAR)
    prorrogar.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    prorrogar.add_argument(
        "--ajustes",
        type=Path,
        metavar="AJUSTES.csv",
        help=f"columnas: {', '.join(AJUSTES)}; clases: termina, afectado, baja, alza, ingreso",
    )
    prorrogar.set_defaults(hacer=_prorrogar)
    plurianuales = ordenes.add_parser("plurianuales", help=PLURIANUALES, description=PLURIANUALES)
    plurianuales.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    plurianuales.add_argument(
        "--traer", type=date.fromisoformat, metavar="AAAA-MM-DD", help="día de las operaciones, del ejercicio"
    )
    plurianuales.set_defaults(hacer=_plurianuales)
    for nombre, ayuda, hacer in (("remanentes", REMANENTES, _remanentes), ("deuda", DEUDA, _deuda)):
        orden = ordenes.add_parser(nombre, help=ayuda, description=ayuda)
        orden.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
        orden.add_argument("--informe", type=Path, required=True, metavar="FICHERO", help="lo que resulta, en JSON")
        orden.set_defaults(hacer=hacer)


def _prorrogar(args: argparse.Namespace) -> int:
    from consistorio.economia.presupuesto import acciones, permisos
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.nucleo.tipos import Importe
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    ajustes = _ajustes(args.ajustes) if args.ajustes is not None else []
    if ajustes is None:
        return MAL_USO
    try:
        operacion = acciones.prorrogar_presupuesto(
            actor=Actor.sistema("administracion", permisos.PREPARAR),
            fecha=date(args.ejercicio, 1, 1),
            ajustes=ajustes,
            texto=f"Prórroga del presupuesto de {args.ejercicio - 1}",
            reloj=reloj_de_la_casa(),
        )
    except ErrorDominio as error:
        aviso("\n".join([error.mensaje, *(f"{p.campo}: {p.mensaje}" for p in error.problemas)]))
        return NO
    print(f"Créditos prorrogados: {Importe(operacion.importe)}.")
    return _decir_pendientes(args.ejercicio)


def _ajustes(fichero: Path) -> list[AjusteDeProrroga] | None:
    from consistorio.economia.presupuesto.tipos import AjusteDeProrroga

    try:
        with fichero.open(encoding="utf-8-sig", newline="") as tabla:
            return [
                AjusteDeProrroga(
                    fila["clase"],
                    fila["codigo"],
                    Decimal(fila["importe"].replace(",", ".")),
                    fila.get("motivo") or "",
                    fila.get("causa") or "",
                )
                for fila in csv.DictReader(tabla, delimiter=";")
            ]
    except (OSError, KeyError, InvalidOperation, UnicodeDecodeError) as error:
        aviso(f"{fichero}: no se entiende como tabla de ajustes ({type(error).__name__}: {error}).")
        return None


def _plurianuales(args: argparse.Namespace) -> int:
    from consistorio.economia.presupuesto import acciones, consultas, permisos
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.nucleo.tipos import Importe
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    if args.traer is not None:
        actor = Actor.sistema("administracion", permisos.GASTO)
        try:
            traido = acciones.traer_plurianuales(actor=actor, fecha=args.traer, reloj=reloj_de_la_casa())
        except ErrorDominio as error:
            aviso(error.entero)
            return NO
        print(f"En el presupuesto: {len(traido.operaciones)} operaciones, {Importe(traido.importe)}.")
        for una in traido.sin_credito:
            print(f"Sin crédito: {una.codigo}, {Importe(una.importe)}. {una.motivo}")
    for fila in consultas.plurianuales(desde=args.ejercicio):
        fases = f"retenido {Importe(fila.retenido)}, autorizado {Importe(fila.autorizado)}"
        print(f"{fila.anio} {fila.aplicacion}: {fases}, comprometido {Importe(fila.dispuesto)}")
    return _decir_pendientes(args.ejercicio)


def _decir_pendientes(anio: int) -> int:
    from consistorio.economia.presupuesto.consultas import sin_traer
    from consistorio.nucleo.tipos import Importe

    pendientes = list(sin_traer(anio))
    for linea in pendientes:
        print(f"Falta crédito en {anio}: {linea.codigo}, {Importe(linea.saldo)} de {linea.operacion}.")
    return NO if pendientes else HECHO


def _remanentes(args: argparse.Namespace) -> int:
    from consistorio.economia.presupuesto.consultas import financiacion_de_remanentes, remanentes

    campos = ("comprometido", "autorizado", "retenido", "no_disponible", "disponible", "obligatorio", "voluntario")
    filas = [
        {
            "aplicacion": uno.codigo,
            "causas": uno.causas,
            "incorporado": str(uno.incorporado),
            **{campo: str(getattr(uno, campo)) for campo in campos},
        }
        for uno in remanentes(args.ejercicio)
    ]
    financian = {
        uno.concepto: {"importe": str(uno.importe), "usado": str(uno.usado)}
        for uno in financiacion_de_remanentes(args.ejercicio)
    }
    if not financian:
        aviso(f"El ejercicio {args.ejercicio} no está cerrado: sus remanentes se saben al cerrarlo.")
        return NO
    return _escribir(args.informe, {"remanentes": filas, "financiacion": financian}, len(filas))


def _deuda(args: argparse.Namespace) -> int:
    from consistorio.economia.presupuesto.consultas import deuda

    filas = [{clave: str(valor) for clave, valor in asdict(fila).items()} for fila in deuda(args.ejercicio)]
    return _escribir(args.informe, {"deuda": filas}, len(filas))


def _escribir(fichero: Path, datos: Mapping[str, object], cuantas: int) -> int:
    fichero.write_text(json.dumps(datos, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"Filas: {cuantas}.")
    return HECHO
