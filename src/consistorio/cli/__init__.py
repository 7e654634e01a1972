"""The command line: one module per command, imported only when it is asked for.

A command is a module `cli/<name>.py` (dashes as underscores) listed in `registro.ORDENES`. It has:

- `configurar(analizador: argparse.ArgumentParser) -> None`: its options;
- `ejecutar(args: argparse.Namespace) -> int`: does it and returns an exit code of `salida`.

Django is set up by `entorno.preparar_django()`, which a command calls only if it needs it. Texts for people go to
stderr or above the result; the result to stdout.
"""
