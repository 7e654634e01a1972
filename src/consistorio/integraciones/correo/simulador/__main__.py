"""`python -m consistorio.integraciones.correo.simulador --puerto N [--carpeta DIR] [--rechazar DOMINIO]`."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

from consistorio.integraciones.correo.simulador.servidor import Buzon, servir


async def _hasta_la_senal(puerto: int, buzon: Buzon) -> None:
    fin = asyncio.Event()
    for senal in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(senal, fin.set)
    async with await servir(buzon, puerto=puerto):
        await fin.wait()


def main() -> int:
    """Serve until a signal."""
    if "produccion" in os.environ.get("DJANGO_SETTINGS_MODULE", "") or os.environ.get("CONSISTORIO_PRODUCTO") == "1":
        sys.stderr.write("El simulador de correo no arranca en producción.\n")
        return 3
    analizador = argparse.ArgumentParser(prog="correo.simulador")
    analizador.add_argument("--puerto", type=int, required=True)
    analizador.add_argument("--carpeta", type=Path, default=Path(os.environ.get("CONSISTORIO_VAR", "var")) / "correo")
    analizador.add_argument("--rechazar", default="rechazado.example", help="dominio cuyas direcciones rechaza")
    args = analizador.parse_args()
    asyncio.run(_hasta_la_senal(args.puerto, Buzon(args.carpeta, rechazado=args.rechazar)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
