"""Jobs of the tests: they leave their trace in a table of their own, which the test makes."""

from __future__ import annotations

import os
import signal
import sys

import django
from django.db import connection

TABLA = "CREATE TABLE IF NOT EXISTS traza_de_prueba (id bigserial PRIMARY KEY, texto text NOT NULL)"


def trazas() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT texto FROM traza_de_prueba ORDER BY id")
        return [str(fila[0]) for fila in cursor.fetchall()]


def crear_tabla() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLA)


def _dejar(texto: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO traza_de_prueba (texto) VALUES (%s)", [texto])


def declarar() -> None:
    """Register the jobs (once per process)."""
    from consistorio.nucleo.errores import Conflicto, ServicioNoDisponible
    from consistorio.plataforma.cola.trabajos import TRABAJOS, periodico, trabajo

    if "prueba.bien" in TRABAJOS:
        return

    @trabajo("prueba.bien", cola="prueba")
    def bien(*, objeto_id: str) -> None:
        _dejar(f"bien {objeto_id}")

    @trabajo("prueba.a_la_segunda", cola="prueba")
    def a_la_segunda(*, objeto_id: str) -> None:
        primera = f"primera {objeto_id}" not in trazas()
        _dejar(f"{'primera' if primera else 'segunda'} {objeto_id}")
        if primera:
            raise ConnectionError(objeto_id)

    @trabajo("prueba.nunca", cola="prueba")
    def nunca(*, objeto_id: str) -> None:
        mensaje = f"El objeto {objeto_id} no admite esto."
        raise Conflicto(mensaje)

    def rendirse(error: BaseException | None, *, objeto_id: str) -> None:
        _dejar(f"se rinde {objeto_id} {type(error).__name__}")

    @trabajo("prueba.sin_servicio", cola="prueba", intentos=2, insiste=False, al_rendirse=rendirse)
    def sin_servicio(*, objeto_id: str) -> None:
        _dejar(f"intenta {objeto_id}")
        mensaje = "Nadie contesta."
        raise ServicioNoDisponible(mensaje)

    @periodico("prueba.barrido", cron="0 0 1 1 *", cola="prueba")
    def barrido() -> None:
        mensaje = "Nadie contesta."
        raise Conflicto(mensaje)

    @trabajo("prueba.muere", cola="prueba")
    def muere(*, objeto_id: str) -> None:
        primera = f"muere {objeto_id}" not in trazas()
        _dejar(f"{'muere' if primera else 'acaba'} {objeto_id}")
        if primera:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """A worker process that knows these jobs."""
    django.setup()
    declarar()
    from consistorio.plataforma.cola.trabajador import trabajar

    trabajar(colas=sys.argv[1:], nombre="de-prueba")


if __name__ == "__main__":
    main()
