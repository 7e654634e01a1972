"""`contabilidad cerrar`: the rehearsal of a closing, and the closing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from consistorio.cli.cuentas.ejercicios import no_esta
from consistorio.cli.salida import HECHO, NO, aviso

if TYPE_CHECKING:
    from consistorio.economia.cierre.models import Cierre

CERRAR = "Cierra un ejercicio y abre el siguiente; con --ensayo dice lo que haría y no escribe nada"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    cerrar = ordenes.add_parser("cerrar", help=CERRAR, description=CERRAR)
    cerrar.add_argument("--ejercicio", type=int, required=True, metavar="AÑO")
    cerrar.add_argument("--ensayo", action="store_true", help="no escribe nada en la contabilidad")
    cerrar.add_argument("--informe", type=Path, metavar="FICHERO", help="donde se escriben los estados, en JSON")
    cerrar.add_argument("--habitantes", type=int, default=0, metavar="N", help="para los indicadores de la memoria")
    cerrar.set_defaults(hacer=_cerrar)


def _cerrar(args: argparse.Namespace) -> int:
    from consistorio.economia.cierre import permisos
    from consistorio.economia.cierre.acciones import cerrar_ejercicio
    from consistorio.economia.cierre.calculo import calcular
    from consistorio.economia.cierre.en_datos import como_datos
    from consistorio.economia.cierre.models import Cierre
    from consistorio.economia.cierre.tipos import Criterios
    from consistorio.economia.contabilidad.consultas import ejercicios
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.reloj import hoy
    from consistorio.nucleo.tipos import Importe
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    if not ejercicios().filter(anio=args.ejercicio).exists():
        return no_esta(args.ejercicio)
    hecho = Cierre.objects.filter(ejercicio=args.ejercicio, reapertura=None).first()
    if hecho is not None:
        return _ya_cerrado(args, hecho)
    reloj, criterios = reloj_de_la_casa(), Criterios(habitantes=args.habitantes)
    calculado = calcular(args.ejercicio, criterios=criterios, hoy=hoy(reloj))
    if args.informe is not None:
        args.informe.write_text(json.dumps(como_datos(calculado), ensure_ascii=False, indent=1) + "\n", "utf-8")
    for reparo in calculado.reparos:
        print(f"{'No se puede cerrar' if reparo.impide else 'Aviso'}: {reparo.texto}")
    print(
        f"Resultado presupuestario: {Importe(calculado.resultado.resultado)}; ajustado: {Importe(calculado.resultado.ajustado)}"
    )
    print(f"Remanente para gastos generales: {Importe(calculado.remanente.para_gastos_generales)}")
    if calculado.impedimentos:
        return NO
    if not args.ensayo:
        actor = Actor.sistema("administracion", permisos.CERRAR)
        cierre = cerrar_ejercicio(actor=actor, anio=args.ejercicio, criterios=criterios, reloj=reloj)
        aviso(
            f"El ejercicio {args.ejercicio} está cerrado: asientos {cierre.primer_asiento} a {cierre.ultimo_asiento}."
        )
    return HECHO


def _ya_cerrado(args: argparse.Namespace, hecho: Cierre) -> int:
    """There is nothing to rehearse: its statements are those that were kept when it was closed, and the report is these."""
    from consistorio.nucleo.reloj import en_madrid

    if args.informe is not None:
        args.informe.write_text(json.dumps(hecho.cuentas, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(
        f"El ejercicio {args.ejercicio} ya está cerrado, desde el {en_madrid(hecho.cerrado_el):%d/%m/%Y}: asientos "
        f"{hecho.primer_asiento} a {hecho.ultimo_asiento}. No hay nada que cerrar ni que ensayar."
    )
    return NO
