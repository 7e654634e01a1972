"""`eni`: judge and import electronic documents and cases of the ENI."""

import argparse
from pathlib import Path

from .entorno import preparar_django
from .salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

COMPROBAR = "Comprueba un documento o un expediente electrónico"
IMPORTAR = "Comprueba y guarda un documento electrónico"


def configurar(analizador: argparse.ArgumentParser) -> None:
    """Options of the command."""
    ordenes = analizador.add_subparsers(dest="que", required=True, metavar="validar|importar")
    validar = ordenes.add_parser("validar", help=COMPROBAR, description=COMPROBAR)
    validar.add_argument("fichero", type=Path, help="fichero XML")
    validar.add_argument(
        "--ca", type=Path, help="certificados raíz en los que confiar, además de los del sistema (PEM)"
    )
    validar.add_argument(
        "--exigir-firma", action="store_true", help="una firma que no se puede comprobar también es un no"
    )
    validar.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")
    importar = ordenes.add_parser("importar", help=IMPORTAR, description=IMPORTAR)
    importar.add_argument("fichero", type=Path, help="fichero XML")
    importar.add_argument("--expediente", default="", help="número del expediente al que se incorpora")
    importar.add_argument(
        "--unidad", default="", help="código DIR3 de la unidad en la que espera si no se dice un expediente"
    )
    importar.add_argument("--json", action="store_true", help="el resultado, como un objeto JSON")


def ejecutar(args: argparse.Namespace) -> int:
    """Do it."""
    for fichero in filter(None, (args.fichero, getattr(args, "ca", None))):
        if not fichero.is_file():
            aviso(f"No existe el fichero «{fichero}».")
            return MAL_USO
    return _validar(args) if args.que == "validar" else _importar(args)


def _validar(args: argparse.Namespace) -> int:
    preparar_django(base=False)
    from django.conf import settings

    from consistorio.nucleo.reloj import RelojSistema
    from consistorio.servicios.archivo.confianza import criterio_con
    from consistorio.servicios.archivo.eni.esquemas import hay_esquemas, problemas_de_esquema
    from consistorio.servicios.archivo.eni.firmas import JuezEni
    from consistorio.servicios.archivo.eni.lectura import XmlInaceptable, analizar, leer_fichero
    from consistorio.servicios.archivo.eni.tipos import ProblemaEni
    from consistorio.servicios.archivo.eni.validacion import formato_de, validar

    try:
        criterio = criterio_con(args.ca, momento=RelojSistema().ahora())
    except ValueError:
        aviso(f"«{args.ca}» no tiene certificados en PEM.")
        return MAL_USO
    esquemas = str(settings.CONSISTORIO_ESQUEMAS)
    comprobado_xsd = hay_esquemas(esquemas)
    try:
        datos = leer_fichero(args.fichero)
        juez = JuezEni(criterio, exigir=args.exigir_firma)
        problemas = validar(datos, carpeta=args.fichero.resolve().parent, firmas=juez)
        raiz = analizar(datos)
        if comprobado_xsd and formato_de(raiz):
            problemas += [ProblemaEni(f"XSD, {p.donde}", p.mensaje) for p in problemas_de_esquema(raiz, esquemas)]
    except XmlInaceptable as error:
        problemas = [ProblemaEni("", str(error))]
    except OSError as error:
        aviso(f"No se ha podido leer: {error}")
        return NO_SE_PUDO
    graves = [p for p in problemas if p.grave]
    if args.json:
        resultado_json(
            {
                "valido": not graves,
                "esquema_oficial": comprobado_xsd,
                "problemas": [{"donde": p.donde, "mensaje": p.mensaje, "grave": p.grave} for p in problemas],
            }
        )
    else:
        for problema in problemas:
            print(f"{'' if problema.grave else 'Aviso: '}{problema}")
        print("No es válido." if graves else "Es válido.")
    return NO if graves else HECHO


def _importar(args: argparse.Namespace) -> int:
    preparar_django()
    from django.db import OperationalError

    from consistorio.nucleo.actor import Actor
    from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.servicios.archivo.acciones.importar_eni import importar_eni

    actor = Actor.sistema("eni importar", "archivo.importar", "expediente.ver")
    try:
        importado = importar_eni(
            actor=actor,
            fichero=args.fichero.resolve(),
            expediente=args.expediente,
            unidad=args.unidad,
            reloj=reloj_de_la_casa(),
        )
    except ServicioNoDisponible:
        raise
    except ErrorDominio as error:
        if args.json:
            problemas = [{"donde": p.campo, "mensaje": str(p.mensaje)} for p in error.problemas]
            resultado_json({"importado": False, "problemas": problemas or [{"donde": "", "mensaje": str(error)}]})
        else:
            aviso(error.mensaje)
            for problema in error.problemas:
                print(f"{problema.campo}: {problema.mensaje}" if problema.campo else problema.mensaje)
            if error.que_hacer:
                aviso(error.que_hacer)
        return NO
    except (OperationalError, OSError) as error:
        aviso(f"No se ha podido importar: {error}")
        return NO_SE_PUDO
    if args.json:
        resultado_json({"importado": True, "identificador": importado.id_eni})
    else:
        print(importado.id_eni)
    return HECHO
