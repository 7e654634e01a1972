"""The journal of a year: what an entry costs, one in a transaction and two hundred and fifty in one; and the ledger of an account of a million rows.

An entry has two rows (four sides, as other programs count them): an obligation and its payment; with each goes its fact, as in every operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.banco import Banco, Gasto, pieza
from benchmarks.cifras import Cifra

if TYPE_CHECKING:
    from consistorio.economia.contabilidad.tipos import AsientoNuevo

TRYTON_SUELTO, TRYTON_TANDA = 133.0, 19.5  # milliseconds of CPU of a move of four lines that is posted
META = 0.3
TANDA = 250
POR_ASIENTO = 8  # rows of the entries of the long account
PRIMERO = date(2026, 1, 1)


def medir(banco: Banco) -> list[Cifra]:
    """Entries, and then reads of what was sown."""
    from consistorio.economia.contabilidad import consultas
    from consistorio.economia.contabilidad.comprobaciones import comprobar

    implantar()
    sueltos, tandas = banco.cuanto(1500, 150), banco.cuanto(40, 3)
    cifras = [
        _cifra("An entry with its fact, one in a transaction", escribir(banco, 1, sueltos), sueltos, TRYTON_SUELTO),
        _cifra(
            "An entry with its fact, 250 in a transaction",
            escribir(banco, TANDA, tandas),
            tandas * TANDA,
            TRYTON_TANDA,
        ),
    ]
    filas = int(banco.opciones.get("filas", banco.cuanto(1_000_000, 20_000)))
    cifras.append(_larga(banco, filas))
    mitad = PRIMERO + timedelta(days=180)
    anio = PRIMERO.year
    cifras += [
        _lectura(banco, que, filas, leer)
        for que, leer in (
            ("The ledger of an account, its first page", lambda: consultas.mayor(anio, "571")),
            ("The ledger of an account, from a day in July", lambda: consultas.mayor(anio, "571", desde=mitad)),
            ("The balance of an account", lambda: consultas.saldo(anio, "571")),
            ("The balances of every account", lambda: consultas.saldos(anio)),
            ("The balances of every account, until a day in July", lambda: consultas.saldos(anio, hasta=mitad)),
            ("The journal, from a day in July", lambda: consultas.diario(anio, desde=mitad)),
        )
    ]
    with banco.gasto() as gasto:
        hallazgos = comprobar(anio)
    if hallazgos:
        raise SystemExit(f"the accounts do not hold: {hallazgos[0]}")
    cifras.append(
        Cifra(
            que=f"The accounts of a year verified, {filas:,} rows",
            valor=round(gasto.pared, 1),
            unidad="s",
            **gasto.por(1),
        )
    )
    return cifras


def implantar() -> None:
    """The chart and a year."""
    from consistorio.economia.contabilidad import datos
    from consistorio.economia.contabilidad.acciones import abrir_ejercicio
    from consistorio.economia.contabilidad.permisos import ABRIR
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    datos.cargar_plan(reloj=reloj_de_la_casa())
    abrir_ejercicio(actor=Actor.sistema("banco", ABRIR), anio=PRIMERO.year, reloj=reloj_de_la_casa())


def _cifra(que: str, gasto: Gasto, cuantos: int, ajeno: float) -> Cifra:
    return Cifra(
        que=que,
        valor=round(1000 * gasto.procesador / cuantos, 2),
        unidad="ms of CPU",
        meta=round(META * ajeno, 2),
        nota=f"{cuantos / gasto.pared:,.0f} a second",
        **gasto.por(cuantos),
    )


def asiento_de(n: int, cuantas: int = 2) -> AsientoNuevo:
    """The n-th entry: an obligation and its payment, or that and more payments."""
    from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida

    importe = Decimal(n % 9973 + 1) / 100
    partidas = [Partida("4000", "571", importe, "R014") for _ in range(cuantas - 1)]
    return AsientoNuevo(
        fecha=PRIMERO + timedelta(days=n % 363),
        texto=f"Obligación y pago {n}",
        partidas=(Partida("629", "4000", importe, "R008"), *partidas),
    )


def escribir(banco: Banco, juntos: int, veces: int) -> Gasto:
    """So many transactions of so many entries, after two that nobody measures."""
    for n in range(2):
        _apuntar([asiento_de(n) for n in range(n * juntos, (n + 1) * juntos)])
    tandas = [[asiento_de(n) for n in range(vez * juntos, (vez + 1) * juntos)] for vez in range(veces)]
    with banco.gasto() as gasto:
        for tanda in tandas:
            with pieza(gasto):
                _apuntar(tanda)
    return gasto


def _apuntar(nuevos: Sequence[AsientoNuevo]) -> None:
    from django.db import transaction

    from consistorio.economia.contabilidad.eventos import AsientoAnotado, cadena_del_ejercicio
    from consistorio.economia.contabilidad.operaciones import asentar_varios
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.auditoria.operaciones import Nota, anotar_varios
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    actor, reloj = Actor.sistema("banco"), reloj_de_la_casa()
    with transaction.atomic():
        asientos = asentar_varios(nuevos, actor=actor, reloj=reloj)
        cadena = cadena_del_ejercicio(PRIMERO.year)
        anotar_varios(
            [Nota(cadena, AsientoAnotado(a.id, a.ejercicio_id, a.numero, "banco"), [a]) for a in asientos],
            actor=actor,
            reloj=reloj,
        )


def _larga(banco: Banco, filas: int) -> Cifra:
    """Sow the account of so many rows: its entries in the order of their dates, as a year goes, without facts."""
    from django.db import connection, transaction

    from consistorio.economia.contabilidad.operaciones import asentar_varios
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    cuantos = filas // (POR_ASIENTO - 1)
    actor, reloj = Actor.sistema("banco"), reloj_de_la_casa()
    with banco.gasto() as gasto:
        for desde in range(0, cuantos, 1000):
            nuevos = [asiento_de(n * 363 // cuantos, POR_ASIENTO) for n in range(desde, min(desde + 1000, cuantos))]
            with transaction.atomic():
                asentar_varios(nuevos, actor=actor, reloj=reloj)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contabilidad_asiento, contabilidad_apunte, contabilidad_corte")
    banco.aviso(f"{filas} rows in {gasto.pared:.0f} s")
    return Cifra(
        que=f"A row of an entry of {POR_ASIENTO}, a thousand entries in a transaction",
        valor=round(1_000_000 * gasto.procesador / (cuantos * POR_ASIENTO), 1),
        unidad="µs of CPU",
        nota=f"{cuantos * POR_ASIENTO / gasto.pared:,.0f} a second",
    )


def _lectura(banco: Banco, que: str, filas: int, leer: Callable[[], object]) -> Cifra:
    leer()
    leer()
    veces = banco.cuanto(20, 3)
    with banco.gasto() as gasto:
        for _vez in range(veces):
            with pieza(gasto):
                leer()
    return Cifra(
        que=f"{que}, {filas:,} rows", valor=gasto.ms(50), unidad="ms (p50)", p95=gasto.ms(95), **gasto.por(veces)
    )
