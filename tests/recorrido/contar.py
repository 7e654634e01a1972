"""`python -m tests.recorrido.contar PLAN.json`: several stories, one after another, in one throwaway town.

The plan is a list of `historia` (one of the product's, or `averias`), `carpeta` (where it leaves its papers, or what was read)
and `entradas`.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.salida import aviso

AVERIAS, LEIDO = "averias", "leido.json"
SEMANAS = 6  # of the town's calendar between the beginnings of two stories: each is over by then, at Christmas too


def main(fichero: Path) -> None:
    """What each one leaves, in its folder; the progress where the product's own commands say theirs."""
    plan = json.loads(fichero.read_text("utf-8"))
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.entrega import entregar
        from consistorio.cli.recorrido.historias import HISTORIAS
        from consistorio.cli.recorrido.relato import Relato
        from tests.recorrido.averias import contar

        relato = Relato(escenario, avisar=aviso)
        ultimo = relato.inicio
        for faltan, cuento in zip(reversed(range(len(plan))), plan, strict=True):
            inicio = ultimo - timedelta(weeks=SEMANAS * faltan)
            relato = relato.siguiente(inicio=inicio, entradas=[Path(entrada) for entrada in cuento["entradas"]])
            carpeta = Path(cuento["carpeta"])
            carpeta.mkdir()
            aviso(f"\n{cuento['historia']}")
            if cuento["historia"] == AVERIAS:
                leido = contar(relato, escenario.supervisor)
                (carpeta / LEIDO).write_text(json.dumps(leido, ensure_ascii=False, indent=1), "utf-8")
            else:
                HISTORIAS[cuento["historia"]](relato)
                entregar(relato, carpeta, historia=cuento["historia"], conexion=escenario.conexion)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
