"""The same entries in these accounts, in Tryton and in hledger, one after another on the same machine and the same PostgreSQL.

An entry is an obligation and its payment: four sides. Here it is noted with all its checks, its number and its fact. Tryton notes as many as it can be waited for, and the rest are
copied in SQL from those; hledger reads them all from its journal, each time that it is asked. What of another program cannot be had is told, with its reason.
"""

from __future__ import annotations

import csv
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ajenos import programas
from benchmarks.ajenos.programas import Falta
from benchmarks.banco import Banco, Gasto, memoria_mayor
from benchmarks.cifras import Cifra, sin_medir
from benchmarks.contabilidad import PRIMERO, TANDA, asiento_de, escribir, implantar

if TYPE_CHECKING:
    from consistorio.economia.contabilidad.tipos import AsientoNuevo

META = 0.3
SUELTOS, TANDAS = "An entry, one in a transaction", f"An entry, {TANDA} in a transaction"
MAYOR, SALDOS = "The first page of the ledger of the bank", "The balances of every account"
CIERRE = "Income and expense to zero, and every balance closed into the next year"


def medir(banco: Banco) -> list[Cifra]:
    """Ours first, on a year that it opens; then theirs."""
    implantar()
    muchos = int(banco.opciones.get("asientos", banco.cuanto(100_000, 4000)))
    asientos = [asiento_de(n) for n in range(muchos)]
    sitio = banco.var / "ajenos"
    sitio.mkdir(parents=True, exist_ok=True)
    nuestro, cifras = _nuestro(banco, asientos)
    return [*cifras, *_de_tryton(banco, sitio, asientos, nuestro), *_de_hledger(sitio, asientos)]


def _medido(banco: Banco, hacer: Callable[[], object], *pids: int) -> Gasto:
    with banco.gasto(*pids) as gasto:
        hacer()
    return gasto


def _cifra(quien: str, que: str, gasto: Gasto, cuantos: int = 1) -> Cifra:
    return Cifra(
        que=f"{quien}. {que}",
        valor=round(1000 * gasto.procesador / cuantos, 2),
        unidad="ms of CPU",
        **gasto.por(cuantos),
    )


def _nuestro(banco: Banco, asientos: Sequence[AsientoNuevo]) -> tuple[dict[str, float], list[Cifra]]:
    """What each costs here, in seconds of processor, and its figures."""
    from django.db import connection, transaction

    from consistorio.economia.contabilidad import consultas
    from consistorio.economia.contabilidad.comprobaciones import comprobar
    from consistorio.economia.contabilidad.operaciones import asentar_varios
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    anio, actor, reloj = PRIMERO.year, Actor.sistema("banco"), reloj_de_la_casa()
    sueltos, tandas = banco.cuanto(400, 20), banco.cuanto(8, 1)
    hechos = [
        (SUELTOS, escribir(banco, 1, sueltos), sueltos),
        (TANDAS, escribir(banco, TANDA, tandas), tandas * TANDA),
    ]
    for desde in range(0, len(asientos), 1000):
        with transaction.atomic():
            asentar_varios(asientos[desde : desde + 1000], actor=actor, reloj=reloj)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contabilidad_asiento, contabilidad_apunte, contabilidad_corte")
    for que, leer in ((MAYOR, lambda: consultas.mayor(anio, "571")), (SALDOS, lambda: consultas.saldos(anio))):
        leer()
        hechos.append((que, _medido(banco, lambda leer=leer: [leer() for _vez in range(10)]), 10))
    hechos.append(("The books worked out again", _medido(banco, lambda: comprobar(anio)), 1))
    hechos.append((CIERRE, _medido(banco, lambda: _cerrar(anio)), 1))
    if hallazgos := [*comprobar(anio), *comprobar(anio + 1)]:
        raise SystemExit(f"the accounts do not hold: {hallazgos[0]}")
    cuantos = f"{len(asientos):,} entries"
    cifras = [_cifra("Here", que if que in (SUELTOS, TANDAS) else f"{que}, {cuantos}", *de) for que, *de in hechos]
    return {que: gasto.procesador / veces for que, gasto, veces in hechos}, cifras


def _cerrar(anio: int) -> None:
    """Of what closing a year does, that which Tryton does."""
    from django.db import transaction

    from consistorio.economia.cierre.reglas import regularizacion
    from consistorio.economia.contabilidad.consultas import saldos
    from consistorio.economia.contabilidad.ejercicios import preparar
    from consistorio.economia.contabilidad.operaciones import asentar_varios, cerrar
    from consistorio.economia.contabilidad.reglas import emparejar
    from consistorio.economia.contabilidad.tipos import AsientoNuevo
    from consistorio.nucleo.actor import Actor
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    actor, reloj, cero = Actor.sistema("banco"), reloj_de_la_casa(), Decimal(0)
    with transaction.atomic():
        finales = {cuenta: saldo.neto for cuenta, saldo in saldos(anio).items() if saldo.neto}
        resultado = regularizacion.del_resultado(finales)
        quedan = {c: saldo for c, saldo in regularizacion.sumar(finales, resultado).items() if saldo}
        deudores = {c: saldo for c, saldo in quedan.items() if saldo > cero}
        acreedores = {c: -saldo for c, saldo in quedan.items() if saldo < cero}
        ultimo, primero = date(anio, 12, 31), date(anio + 1, 1, 1)
        del_anio = [
            AsientoNuevo(ultimo, "Regularización", tuple(resultado), clase="regularizacion"),
            AsientoNuevo(ultimo, "Cierre", emparejar(acreedores, deudores, regla="Z001"), clase="cierre"),
        ]
        asentar_varios(del_anio, actor=actor, reloj=reloj)
        cerrar(anio)
        preparar(anio + 1)
        apertura = emparejar(deudores, acreedores, regla="Z002")
        asentar_varios([AsientoNuevo(primero, "Apertura", apertura, clase="apertura")], actor=actor, reloj=reloj)


def _de_tryton(banco: Banco, sitio: Path, asientos: Sequence[AsientoNuevo], nuestro: dict[str, float]) -> list[Cifra]:
    """Its figures, each with ours beside."""
    fichero = sitio / "asientos.csv"
    with fichero.open("w", encoding="utf-8", newline="") as salida:
        filas = csv.writer(salida, delimiter=";")
        filas.writerows((a.fecha.isoformat(), a.partidas[0].importe, a.texto) for a in asientos)
    sueltos, tandas, muchos = banco.cuanto(60, 5), banco.cuanto(4, 1), len(asientos)
    encargo = {"asientos": str(fichero), "sueltos": sueltos, "tanda": TANDA, "tandas": tandas, "muchos": muchos}
    try:
        with programas.tryton(encargo) as (pid, pedir):
            pedir("calentar")
            hechos = [
                (SUELTOS, _medido(banco, lambda: pedir("sueltos"), pid), sueltos),
                (TANDAS, _medido(banco, lambda: pedir("tandas"), pid), tandas * TANDA),
            ]
            pedir("copiar")
            hechos += [
                (que, _medido(banco, lambda tramo=tramo: pedir(tramo), pid), 1)
                for que, tramo in ((MAYOR, "mayor"), (SALDOS, "saldos"), (CIERRE, "cerrar"))
            ]
            memoria = memoria_mayor(pid)
    except Falta as falta:
        return [sin_medir("Tryton 8.2.1, the same entries", str(falta))]
    cuantos = f"{muchos:,} entries"
    return [
        *(_cifra("Tryton 8.2.1", que if que in (SUELTOS, TANDAS) else f"{que}, {cuantos}", *de) for que, *de in hechos),
        Cifra(que="Tryton 8.2.1. Memory of its process, at most", valor=round(memoria, 1), unidad="MiB"),
        *(
            Cifra(
                que=f"Here beside Tryton. {que}",
                valor=round(nuestro[que] / (gasto.procesador / veces), 3),
                unidad="times its CPU",
                meta=META,
            )
            for que, gasto, veces in hechos
        ),
    ]


def _de_hledger(sitio: Path, asientos: Sequence[AsientoNuevo]) -> list[Cifra]:
    """Its check, its balances and its register of the bank: each reads the journal whole."""
    try:
        programa = programas.hledger()
    except Falta as falta:
        return [sin_medir("hledger, the same entries", str(falta))]
    diario = sitio / "asientos.journal"
    with diario.open("w", encoding="utf-8") as salida:
        for n, asiento in enumerate(asientos, 1):
            salida.write(f"{asiento.fecha} ({n}) {asiento.texto}\n")
            for partida in asiento.partidas:
                salida.write(f"    {partida.debe}  {partida.importe}\n    {partida.haber}  -{partida.importe}\n")
            salida.write("\n")
    dicha = subprocess.run([programa, "--version"], capture_output=True, text=True, check=True).stdout
    version = " ".join(dicha.replace(",", "").split()[:2])
    return [
        _de_orden(f"{version}. {que}, {len(asientos):,} entries", [programa, *orden, "-f", diario])
        for que, orden in (
            ("Everything checked", ["check"]),
            (SALDOS, ["balance"]),
            ("The ledger of the bank, whole", ["register", "^571$"]),
        )
    ]


def _de_orden(que: str, orden: Sequence[str | Path]) -> Cifra:
    """What a command costs, from its beginning to its end."""
    proceso = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    memoria, hecho = 0.0, 0
    while not hecho:
        with suppress(StopIteration, FileNotFoundError, ProcessLookupError):  # it has just ended
            memoria = max(memoria, memoria_mayor(proceso.pid))
        time.sleep(0.02)
        hecho, estado, uso = os.wait4(proceso.pid, os.WNOHANG)
    proceso.returncode = os.waitstatus_to_exitcode(estado)
    if proceso.returncode:
        return sin_medir(que, f"it ended with {proceso.returncode}")
    cpu = 1000 * (uso.ru_utime + uso.ru_stime)
    return Cifra(
        que=que, valor=round(cpu, 1), unidad="ms of CPU", cpu=round(cpu, 1), nota=f"{memoria:,.0f} MiB at most"
    )
