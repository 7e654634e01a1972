"""`facturae importar`: note the invoices of a Facturae file in the register, and say what is wrong with each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consistorio.economia.facturas.models import Factura

IMPORTAR = "Comprueba y anota las facturas de un archivo; dice qué tiene mal cada una"


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options."""
    ordenes = analizador.add_subparsers(dest="que", required=True, metavar="importar")
    importar = ordenes.add_parser("importar", help=IMPORTAR, description=IMPORTAR)
    importar.add_argument("fichero", type=Path, help="archivo Facturae 3.2, 3.2.1 o 3.2.2")
    importar.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Note what it holds. Once more with the same file, nothing changes. 1: it is noted and something is wrong, or nothing can be read in it."""
    if not args.fichero.is_file():
        aviso(f"No existe el fichero «{args.fichero}».")
        return MAL_USO
    preparar_django()
    from django.db import OperationalError

    from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible

    try:
        facturas = _anotar(args.fichero)
    except ServicioNoDisponible:
        raise
    except ErrorDominio as error:
        return _no(args, error)
    except (OperationalError, OSError) as error:
        aviso(f"No se ha podido importar: {error}")
        return NO_SE_PUDO
    if args.json:
        resultado_json({"anotadas": [_como_json(factura) for factura in facturas]})
    else:
        _contar(facturas)
    return NO if any(factura.motivo_propuesto for factura in facturas) else HECHO


def _anotar(fichero: Path) -> Sequence[Factura]:
    from consistorio.economia.facturas.acciones import recibir
    from consistorio.economia.facturas.permisos import REGISTRAR
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    actor = Actor.sistema("facturae importar", REGISTRAR)
    with fichero.open("rb") as flujo:
        return recibir(actor=actor, flujo=flujo, nombre=fichero.name, canal="archivo", reloj=reloj_de_la_casa())


def _no(args: argparse.Namespace, error: Exception) -> int:
    from consistorio.nucleo.errores import ErrorDominio

    problemas = [p.mensaje for p in error.problemas] if isinstance(error, ErrorDominio) else []
    if args.json:
        resultado_json({"anotadas": [], "problemas": problemas or [str(error)]})
        return NO
    aviso(error.mensaje if isinstance(error, ErrorDominio) else str(error))
    for problema in problemas:
        print(problema)
    if isinstance(error, ErrorDominio) and error.que_hacer:
        aviso(error.que_hacer)
    return NO


def _contar(facturas: Sequence[Factura]) -> None:
    from consistorio.economia.facturas.reglas import motivos
    from consistorio.nucleo.tipos import Importe

    for factura in facturas:
        total = str(Importe(factura.total)) if factura.total is not None else "sin importe"
        print(f"{factura.codigo}  {factura.serie}{factura.numero_factura}  {factura.emisor_nif}  {total}")
        for problema in factura.problemas:
            lugar = f"{problema['donde']}: " if problema["donde"] else ""
            print(f"  {lugar}{problema['mensaje']}")
        if factura.motivo_propuesto:
            motivo = motivos()[factura.motivo_propuesto]
            print(f"  Se propone rechazarla: {motivo.texto} ({motivo.norma}).")


def _como_json(factura: Factura) -> dict[str, object]:
    return {
        "codigo": factura.codigo,
        "estado": factura.estado_face,
        "emisor": factura.emisor_nif,
        "serie": factura.serie,
        "numero": factura.numero_factura,
        "fecha": factura.fecha,
        "total": f"{factura.total:.2f}" if factura.total is not None else None,
        "unidad": factura.unidad.dir3 if factura.unidad is not None else None,
        "firma": factura.entrega.firma,
        "problemas": factura.problemas,
        "motivo_propuesto": factura.motivo_propuesto,
    }
