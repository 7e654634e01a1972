"""A year closed whole, by its act: checks, regularisation, closing of the budget and of the accounts, remnants, and the opening of the next one.

The year is sown by `ejercicio`, each size on from the one before, and closed in a copy by a process that does nothing else, whose memory is measured too.
`--opcion asientos=100000,1000000`: the sizes.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager

import psycopg

from benchmarks.banco import Banco, Gasto, a_la_vez, paso
from benchmarks.cifras import Cifra
from consistorio.plataforma.base.conexion import Conexion

# Of so many entries: seconds and MiB. The next size has only its seconds
METAS = {100_000: (10.0, 200.0), 1_000_000: (60.0, None)}
COMPROBAR, SALDOS, TERCEROS = (
    "the books worked out again (checks)",
    "balances, settlement and statements",
    "what is pending by third party",
)
CIERRE, APERTURA = "the entries of the closing and the year closed", "the next year opened"
REMANENTES, CUENTAS, HECHO = "remnants of credit written", "the statements as data", "the fact"


def medir(banco: Banco) -> list[Cifra]:
    """Each size goes on from the one before, and is closed in a copy."""
    from benchmarks.ejercicio import Ejercicio, aprobar

    tamanos = banco.opciones.get("asientos", "2000" if banco.pequeno else "100000,1000000")
    aprobar()
    ejercicio, cifras, hechos = Ejercicio(), list[Cifra](), 0
    for tamano in sorted(int(uno) for uno in tamanos.split(",")):
        ejercicio.sembrar(banco, tamano - hechos)
        hechos = tamano
        with _copia() as entorno:
            cifras += _cifras(tamano, a_la_vez(banco, "benchmarks.cierre:cerrar", [{}], entorno=entorno))
            a_la_vez(banco, "benchmarks.cierre:mirar", [{}], entorno=entorno)
    return cifras


@contextmanager
def _copia() -> Iterator[Mapping[str, str]]:
    """A copy of the database of this process, and the environment of who works in it."""
    from django.db import connection

    aqui = Conexion.de_url(os.environ["DATABASE_URL"])
    copia = aqui.con_nombre(f"{aqui.nombre}_copia")
    connection.close()
    with psycopg.connect(aqui.con_nombre("postgres").url(), autocommit=True) as sesion:
        sesion.execute(f"CREATE DATABASE {copia.nombre} TEMPLATE {aqui.nombre}")
        try:
            yield {"DATABASE_URL": copia.url()}
        finally:
            sesion.execute(f"DROP DATABASE {copia.nombre} WITH (FORCE)")


def _cifras(tamano: int, gasto: Gasto) -> list[Cifra]:
    segundos, memoria = METAS.get(tamano, (None, None))
    que, pasos = f"A year of {tamano:,} entries closed", gasto.pasos
    return [
        Cifra(que=que, valor=round(gasto.pared, 2), unidad="s", meta=segundos, **gasto.por(1)),
        Cifra(que=f"{que}: memory of its process, at most", valor=round(gasto.memoria, 1), unidad="MiB", meta=memoria),
        *(Cifra(que=f"{que}: {cual}", valor=round(cuanto, 2), unidad="s") for cual, cuanto in pasos.items()),
    ]


def cerrar(_banco: Banco, _encargo: Mapping[str, object], gasto: Gasto) -> Generator[None]:
    """Close it."""
    from benchmarks.ejercicio import ANIO, interventora, reloj
    from consistorio.economia.cierre import reparos
    from consistorio.economia.cierre.acciones import cerrar as acto
    from consistorio.economia.cierre.tipos import Criterios
    from consistorio.economia.presupuesto import a_cerrados

    yield
    with paso(
        gasto,
        (reparos, "comprobar", COMPROBAR),
        (a_cerrados, "por_tercero", TERCEROS),
        (acto, "calcular", SALDOS),
        (acto, "asentar_varios", CIERRE),
        (acto, "cerrar", CIERRE),
        (acto, "abrir", APERTURA),
        (acto, "anotar_remanentes", REMANENTES),
        (acto, "como_datos", CUENTAS),
        (acto, "anotar", HECHO),
    ):
        acto.cerrar_ejercicio(actor=interventora(), anio=ANIO, criterios=Criterios(), reloj=reloj())
    gasto.pasos[SALDOS] -= gasto.pasos[COMPROBAR] + gasto.pasos[TERCEROS]


def mirar(_banco: Banco, _encargo: Mapping[str, object], _gasto: Gasto) -> Generator[None]:
    """What it left holds: that year and the next one."""
    from benchmarks.ejercicio import ANIO
    from consistorio.economia.contabilidad.comprobaciones import comprobar

    yield
    if hallazgos := [*comprobar(ANIO), *comprobar(ANIO + 1)]:
        raise SystemExit(f"the accounts do not hold: {hallazgos[0]}")
