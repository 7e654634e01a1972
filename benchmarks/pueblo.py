"""The town of the bench, filled through the real actions as the demo is; and what every measurement asks of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from consistorio.cli import siembra
from consistorio.cli.entorno import preparar_django

if TYPE_CHECKING:
    from consistorio.nucleo.actor import Actor

CIUDADANIA = ("12345678Z", "87654321X", "11111111H", "22222222J")


def empleado(usuario: str) -> Actor:
    """That member of staff as an actor of today."""
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion import consultas as organizacion
    from consistorio.plataforma.organizacion.models import Empleado

    fila = Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)
    return organizacion.actor_de(fila, en=hoy(reloj_de_la_casa()))


def main() -> None:
    """Sow this process's database."""
    preparar_django(base=False)
    siembra.sembrar(Path(sys.argv[1]), con_todo=False)


if __name__ == "__main__":
    main()
