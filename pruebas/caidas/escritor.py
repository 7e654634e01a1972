"""A writer of the registry: files its share of entries through the action of the counter, in a process of its own that may be killed.

What it was about to file when it died, or when the database went, is sent again five times at once under the same key.
"""

from __future__ import annotations

import argparse
import random
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from consistorio.cli.entorno import preparar_django
from pruebas.caidas.diario import Diario, leer

if TYPE_CHECKING:
    from uuid import UUID

    from consistorio.documental.registro.models import Asiento
    from consistorio.nucleo.actor import Actor

REENVIOS = 5
UNO_CON_FICHERO = 10  # of every so many
NIFS = ("12345678Z", "00000000T", "11111111H")


def main() -> None:
    """Go on with the share `resto` of `asientos`, from what the diary says."""
    analizador = argparse.ArgumentParser()
    analizador.add_argument("--diario", type=Path, required=True)
    analizador.add_argument("--semilla", type=int, required=True)
    analizador.add_argument("--asientos", type=int, required=True)
    analizador.add_argument("--escritores", type=int, required=True)
    analizador.add_argument("--resto", type=int, required=True)
    args = analizador.parse_args()
    preparar_django(base=False)
    escritor = Escritor(args.semilla, args.diario)
    for i in range(args.resto, args.asientos, args.escritores):
        escritor.asentar(i)


class Escritor:
    """Files entry number `i` of a seed: always the same content under the same key."""

    def __init__(self, semilla: int, diario: Path) -> None:
        lineas = list(leer(diario))
        self.semilla = semilla
        self.hechas = {linea["clave"] for linea in lineas if linea["que"] == "hecho"}
        self.empezadas = {linea["clave"] for linea in lineas} - self.hechas
        self.diario = Diario(diario)
        self._oficina: tuple[Actor, UUID] | None = None

    def asentar(self, i: int) -> None:
        """Until it is acknowledged. In doubt, five times more at once; all must answer the same."""
        clave = f"caidas-{self.semilla}-{i}"
        if clave in self.hechas:
            return
        en_duda = clave in self.empezadas
        self.diario.voy(clave)
        while True:
            if en_duda:
                with ThreadPoolExecutor(REENVIOS) as hilos:
                    respuestas = list(hilos.map(lambda _: self._intentar(i, clave), range(REENVIOS)))
            else:
                respuestas = [self._intentar(i, clave)]
            for respuesta in respuestas:
                if isinstance(respuesta, str):
                    self.diario.duda(clave, respuesta)
                else:
                    self.diario.hecho(clave, numero=respuesta.numero_completo, id=str(respuesta.id))
            if any(not isinstance(respuesta, str) for respuesta in respuestas):
                return
            en_duda = True
            time.sleep(1)

    def _intentar(self, i: int, clave: str) -> Asiento | str:
        """The entry, or why nobody knows: the connection was lost, or could not be had. Whatever else happens ends the writer, and the proof."""
        from django.db import InterfaceError, OperationalError, connections

        from consistorio.nucleo.errores import ServicioNoDisponible

        try:
            return self._pedir(i, clave)
        except (OperationalError, InterfaceError, ServicioNoDisponible) as error:
            return f"{type(error).__name__}: {error}"[:200]
        finally:
            for conexion in connections.all(initialized_only=True):
                conexion.close_if_unusable_or_obsolete()

    def _pedir(self, i: int, clave: str) -> Asiento:
        from django.db import transaction

        from consistorio.documental.registro import acciones
        from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador, Fichero
        from consistorio.plataforma.almacen import operaciones as almacen
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

        azar, reloj = random.Random(f"{self.semilla}-{i}"), reloj_de_la_casa()
        actor, unidad_id = self._quien()
        ficheros = []
        if i % UNO_CON_FICHERO == 0:
            admitido = almacen.recoger(
                BytesIO(f"Escrito {self.semilla}-{i}\n".encode() + azar.randbytes(64).hex().encode())
            )
            with transaction.atomic():
                ficheros.append(Fichero(almacen.guardar(admitido, actor=actor, reloj=reloj), f"escrito-{i}.txt"))
        return acciones.anotar_en_mostrador(
            actor=actor,
            reloj=reloj,
            clave_idempotencia=clave,
            entrada=EntradaMostrador(
                asunto=f"Escrito número {i} de la semilla {self.semilla}",
                unidad_id=unidad_id,
                interesado=DatosPersona(azar.choice(NIFS), "Ana", "García", "López"),
                ficheros=ficheros,
            ),
        )

    def _quien(self) -> tuple[Actor, UUID]:
        """Somebody of the office, and the unit that gets the entries."""
        from consistorio.nucleo.reloj import hoy
        from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
        from consistorio.plataforma.organizacion.consultas import actor_de
        from consistorio.plataforma.organizacion.models import Empleado, Unidad

        if self._oficina is None:
            en = hoy(reloj_de_la_casa())
            actores = (actor_de(empleado, en=en) for empleado in Empleado.objects.order_by("id"))
            actor = next(uno for uno in actores if uno.puede("registro.anotar"))
            self._oficina = actor, Unidad.objects.filter(hasta=None).order_by("dir3").values_list("id", flat=True)[0]
        return self._oficina


if __name__ == "__main__":
    main()
