"""`python -m tests.recorrido.contar PLAN.json`: several stories, one after another, in one throwaway town.

The plan is a list of `historia` (one of the product's), `carpeta` (where it leaves its papers) and `entradas`. `CON_AVERIAS` is told
with its breakdowns, and leaves what was read meanwhile too.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.salida import aviso

CON_AVERIAS, LEIDO = "procedimiento-nuevo", "leido.json"
SEMANAS = 6  # of the town's calendar between the beginnings of two stories: each is over by then, at Christmas too


def main(fichero: Path) -> None:
    """What each one leaves, in its folder; the progress where the product's own commands say theirs."""
    plan = json.loads(fichero.read_text("utf-8"))
    with pueblo_de_usar_y_tirar() as escenario:
        # These read models: only now is Django ready
        from consistorio.cli.recorrido.entrega import entregar, escribir_json
        from consistorio.cli.recorrido.historias import HISTORIAS
        from consistorio.cli.recorrido.relato import Relato
        from tests.recorrido.averias import RelatoConAverias

        relato = Relato(escenario, avisar=aviso)
        ultimo = relato.inicio
        for faltan, cuento in zip(reversed(range(len(plan))), plan, strict=True):
            inicio = ultimo - timedelta(weeks=SEMANAS * faltan)
            relato = relato.siguiente(inicio=inicio, entradas=[Path(entrada) for entrada in cuento["entradas"]])
            carpeta = Path(cuento["carpeta"])
            carpeta.mkdir()
            aviso(f"\n{cuento['historia']}")
            if cuento["historia"] == CON_AVERIAS:
                relato = RelatoConAverias.de(relato)
            HISTORIAS[cuento["historia"]](relato)
            if isinstance(relato, RelatoConAverias):
                relato.acabar()
                escribir_json(carpeta / LEIDO, relato.leido)
            entregar(relato, carpeta, historia=cuento["historia"], conexion=escenario.conexion)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
