"""Dispatcher: `./consistorio COMMAND ...`."""

import argparse
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Sequence

from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.plataforma.base.errores import BaseNoDisponible, conexion_perdida

from .analizador import Analizador
from .registro import ORDENES
from .salida import HECHO, MAL_USO, NO, NO_SE_PUDO, aviso, resultado_json

PROGRAMA = "./consistorio"


def _presentes() -> list[str]:
    return [o for o in ORDENES if importlib.util.find_spec(f"{__package__}.{o.replace('-', '_')}")]


def ayuda() -> str:
    """The list of commands."""
    presentes = _presentes()
    ancho = max(map(len, presentes))
    lineas = [f"  {nombre:<{ancho}}  {ORDENES[nombre].ayuda}" for nombre in presentes]
    pie = f"«{PROGRAMA} ORDEN --help» explica cada una. Salida: 0 hecho, 1 la respuesta es no, 2 mal uso, 3 no se pudo."
    return "\n".join([f"Uso: {PROGRAMA} ORDEN [opciones]", "", *lineas, "", pie])


def main(argumentos: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    if not argumentos or argumentos[0] in ("-h", "--help", "--ayuda", "ayuda"):
        print(ayuda())
        return HECHO if argumentos else MAL_USO
    nombre, *resto = argumentos
    if nombre not in _presentes():
        aviso(f"No existe la orden «{nombre}».\n\n{ayuda()}")
        return MAL_USO
    orden = ORDENES[nombre]
    modulo = importlib.import_module(f"{__package__}.{nombre.replace('-', '_')}")
    if orden.resto:
        return int(modulo.ejecutar(argparse.Namespace(resto=resto)))
    analizador = Analizador(f"{PROGRAMA} {nombre}", orden.ayuda + ".")
    modulo.configurar(analizador)
    return int(modulo.ejecutar(analizador.parse_args(resto)))


def ejecutar(argumentos: Sequence[str]) -> int:
    """`main` with errors turned into exit codes and texts for people."""
    try:
        return main(argumentos)
    except (BaseNoDisponible, ServicioNoDisponible) as error:
        aviso(str(error))
        return NO_SE_PUDO
    except ErrorDominio as error:
        if "--json" in argumentos:
            problemas = [{"donde": p.campo, "mensaje": str(p.mensaje)} for p in error.problemas]
            resultado_json({"hecho": False, "mensaje": str(error.mensaje), "problemas": problemas})
        lineas = [f"  - {p.campo}: {p.mensaje}" if p.campo else f"  - {p.mensaje}" for p in error.problemas]
        aviso("\n".join(linea for linea in (error.mensaje, *lineas, error.que_hacer) if linea))
        return NO
    except BrokenPipeError:
        return NO_SE_PUDO
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        # 1 means that the answer is no: whatever we did not foresee is no answer
        if conexion_perdida(error):
            aviso(f"La base de datos ha dejado de responder: {error}")
        elif isinstance(error, OSError):
            aviso(f"No se ha podido: {error}")
        else:
            traceback.print_exc()
            aviso("Ha fallado algo que no debía. Lo escrito arriba dice qué: avise a quien administra el sistema.")
        return NO_SE_PUDO


if __name__ == "__main__":
    sys.exit(ejecutar(sys.argv[1:]))
