"""`python -m tests.recorrido.contar_averias FILE`: tells the story of `averias.py` in a throwaway town; leaves what was read, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.salida import aviso


def main(fichero: str) -> None:
    """The result in the file, the progress where the product's own commands say theirs."""
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.relato import Relato
        from tests.recorrido.averias import contar

        relato = Relato(escenario, avisar=aviso)
        leido = contar(relato, escenario.supervisor)
        Path(fichero).write_text(json.dumps(leido, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
