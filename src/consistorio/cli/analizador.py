"""argparse in Spanish: help, titles and the usual complaints."""

import argparse
import re
from typing import NoReturn

from .salida import MAL_USO

PUERTO_MAXIMO = 65535
_QUEJAS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"the following arguments are required: (.*)"), r"falta: \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"no se entiende: \1"),
    (re.compile(r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)"), r"\1: \2 no vale; puede ser: \3"),
    (re.compile(r"argument (\S+): invalid \w+ value: (.*)"), r"\1: el valor \2 no vale"),
    (re.compile(r"argument (\S+): expected (?:one argument|at least one argument)"), r"\1: falta su valor"),
    (re.compile(r"argument (\S+): not allowed with argument (\S+)"), r"\1 y \2 no van juntos"),
    (re.compile(r"one of the arguments (.*) is required"), r"hace falta uno de: \1"),
    (re.compile(r"argument (\S+): (.*)"), r"\1: \2"),
]


def puerto(texto: str) -> int:
    """A port of this machine, as an option of a command."""
    if not texto.isascii() or not texto.isdigit() or not 1 <= int(texto) <= PUERTO_MAXIMO:
        msg = f"«{texto}» no es un puerto: va de 1 a {PUERTO_MAXIMO}"
        raise argparse.ArgumentTypeError(msg)
    return int(texto)


class _Formato(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)


class Analizador(argparse.ArgumentParser):
    """A parser that speaks Spanish and ends with exit code 2 on wrong usage."""

    def __init__(self, prog: str, description: str, *, ayuda: bool = True) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Formato, add_help=False)
        self._positionals.title = "argumentos"
        self._optionals.title = "opciones"
        if ayuda:
            self.add_argument("-h", "--help", "--ayuda", action="help", help="muestra esta ayuda")

    def error(self, message: str) -> NoReturn:
        for patron, traduccion in _QUEJAS:
            if patron.fullmatch(message):
                message = patron.sub(traduccion, message)
                break
        self.exit(MAL_USO, f"{self.format_usage()}{self.prog}: {message}\n")
