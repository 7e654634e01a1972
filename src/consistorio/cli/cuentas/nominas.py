"""`contabilidad importar-nomina`: a month of payroll from the file of its program."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from consistorio.cli.salida import HECHO, MAL_USO, NO, aviso

NOMINA = "Contabiliza la nómina de un mes: una obligación (ADO) con todas sus aplicaciones, entera o nada"
COLUMNAS = "aplicacion;bruto;neto y una columna por cada retención, con el código de su concepto; la última fila, TOTAL"


def configurar(ordenes: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Options."""
    nomina = ordenes.add_parser("importar-nomina", help=NOMINA, description=NOMINA)
    nomina.add_argument("fichero", type=Path, metavar="NOMINA.csv", help=f"columnas: {COLUMNAS}")
    nomina.add_argument("--fecha", type=date.fromisoformat, required=True, metavar="AAAA-MM-DD")
    nomina.add_argument("--texto", required=True, help="por ejemplo, «Nómina de marzo»")
    nomina.add_argument("--ordinal", required=True, metavar="CUENTA", help="cuenta de la Tesorería que la paga")
    nomina.add_argument("--motivo", default="", help="por qué se repiten las filas de otra nómina, si es así")
    nomina.add_argument("--pagada", type=date.fromisoformat, metavar="AAAA-MM-DD", help="contabiliza también su pago")
    nomina.add_argument("--motivo-orden", default="", help="por qué se paga antes que lo que va antes, si es así")
    nomina.add_argument("--informe", type=Path, required=True, metavar="FICHERO", help="lo que resulta, en JSON")
    nomina.set_defaults(hacer=_importar)


def _importar(args: argparse.Namespace) -> int:
    from consistorio.economia.presupuesto import acciones, permisos
    from consistorio.economia.presupuesto.tipos import Cabecera
    from consistorio.economia.tesoreria.acciones import pagar_nomina_en_su_turno
    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio
    from consistorio.nucleo.tipos import Importe
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.servicios.intervencion.permisos import FISCALIZAR

    try:
        contenido = args.fichero.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        aviso(f"{args.fichero}: no se puede leer ({type(error).__name__}: {error}).")
        return MAL_USO
    # As `ejecutar`: who has the machine brings what Intervención and Tesorería gave
    suyos = (permisos.GASTO, permisos.PAGAR, FISCALIZAR)
    actor, reloj = Actor.sistema("administracion", *suyos), reloj_de_la_casa()
    informe: dict[str, object] = {"orden": "importar-nomina", "contabilizada": False, "pagada": False, "no_cuadra": []}
    try:
        nomina = acciones.importar_nomina(
            actor=actor,
            contenido=contenido,
            cabecera=Cabecera(args.fecha, args.texto, varios=True),
            ordinal=args.ordinal,
            motivo=args.motivo,
            reloj=reloj,
        )
        informe |= {
            "contabilizada": True,
            "operacion": str(nomina.operacion),
            "bruto": str(nomina.bruto),
            "neto": str(nomina.neto),
            "descuentos": nomina.descuentos,
        }
        print(f"{nomina.operacion}: bruto {Importe(nomina.bruto)}, neto {Importe(nomina.neto)}.")
        if args.pagada is not None:
            pagada = pagar_nomina_en_su_turno(
                actor=actor, nomina_id=nomina.id, fecha=args.pagada, motivo_orden=args.motivo_orden, reloj=reloj
            )
            informe |= {"pagada": True, "pago": str(pagada.pago)}
            print(f"{pagada.pago}: pagada desde {nomina.ordinal}.")
    except ErrorDominio as error:
        informe["no_cuadra"] = [{"donde": p.campo, "que": p.mensaje} for p in error.problemas]
        informe["mensaje"] = error.mensaje
        aviso("\n".join([error.mensaje, *(f"{p.campo}: {p.mensaje}" for p in error.problemas)]))
    args.informe.write_text(json.dumps(informe, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    pedido = informe["contabilizada"] and (args.pagada is None or informe["pagada"])
    return HECHO if pedido else NO
