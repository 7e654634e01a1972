"""`contabilidad importar-cobros`: a file of receipts."""

from __future__ import annotations

import argparse
from pathlib import Path

from consistorio.cli.salida import HECHO, NO, aviso

COBROS = "Carga un archivo de cobros (CSV): cada recibo va a su derecho, a su concepto, o espera en la cuenta 554"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    cobros = ordenes.add_parser("importar-cobros", help=COBROS, description=COBROS)
    cobros.add_argument("fichero", type=Path, metavar="COBROS.csv")
    cobros.add_argument("--cuenta", required=True, help="de la Tesorería, en la que entró el dinero: 573, 571…")
    cobros.set_defaults(hacer=_cargar)


def _cargar(args: argparse.Namespace) -> int:
    from consistorio.economia.recaudacion.acciones import cargar_cobros
    from consistorio.economia.recaudacion.operaciones import resumen
    from consistorio.economia.recaudacion.permisos import APLICAR
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import Conflicto, DatosIncorrectos
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    try:
        hecho = cargar_cobros(
            actor=Actor.sistema("importacion", APLICAR),
            nombre=args.fichero.name,
            contenido=args.fichero.read_bytes(),
            cuenta=args.cuenta,
            reloj=reloj_de_la_casa(),
        )
    except (DatosIncorrectos, Conflicto) as error:
        aviso("\n".join([error.mensaje, *(problema.mensaje for problema in error.problemas)]))
        return NO
    print(resumen(hecho))
    return HECHO
