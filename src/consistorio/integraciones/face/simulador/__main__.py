"""`python -m consistorio.integraciones.face.simulador --puerto N --clave K.pem --certificado C.pem [--facturas DIR]`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from consistorio.documental.firma.manos import mano_de_pem
from consistorio.integraciones.face.simulador.servidor import Simulador
from consistorio.nucleo.reloj import RelojSistema


def main() -> int:
    """Serve until a signal. Each file of the folder is filed at the start."""
    if "produccion" in os.environ.get("DJANGO_SETTINGS_MODULE", "") or os.environ.get("CONSISTORIO_PRODUCTO") == "1":
        sys.stderr.write("El simulador de FACe no arranca en producción.\n")
        return 3
    analizador = argparse.ArgumentParser(prog="face.simulador")
    analizador.add_argument("--puerto", type=int, required=True)
    analizador.add_argument("--clave", type=Path, required=True, help="clave privada con la que firma sus respuestas")
    analizador.add_argument("--certificado", type=Path, required=True)
    analizador.add_argument("--facturas", type=Path, default=None, help="carpeta con facturas que ya están presentadas")
    args = analizador.parse_args()
    pem = args.certificado.read_bytes()
    with Simulador(mano_de_pem(args.clave.read_bytes(), pem, pem, None), puerto=args.puerto) as servidor:
        for fichero in sorted(args.facturas.iterdir()) if args.facturas is not None and args.facturas.is_dir() else []:
            servidor.libro.presentar(fichero.read_bytes(), cuando=RelojSistema().ahora(), nombre=fichero.name)
        for senal in (signal.SIGINT, signal.SIGTERM):
            signal.signal(senal, lambda *_que: threading.Thread(target=servidor.shutdown).start())
        servidor.serve_forever(poll_interval=0.2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
