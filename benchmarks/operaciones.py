"""Operations of the budget through their use case: permission, checks, the lock of the bolsa, its counters, the number, the entry of the journal and the fact, a transaction each.

One client, and four at once: each on a bolsa of its own, and all on the same one. All of them take the row of the year first (`contabilidad.acceso.tomar_diario`): what each
waits there is looked at, beside what one client alone takes over it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from decimal import Decimal

from benchmarks.banco import Banco, Gasto, a_la_vez, paso, pieza
from benchmarks.cifras import Cifra

META = (
    0.3 * 133.0
)  # milliseconds of CPU: 0.3 of what Tryton 8.2.1 was measured to spend on a move, posted in a transaction of its own
CLIENTES = 4
DIARIO = "the row of the year"


def medir(banco: Banco) -> list[Cifra]:
    """One client, and four; then everything is looked at."""
    from benchmarks.ejercicio import ANIO, aprobar
    from consistorio.economia.contabilidad.comprobaciones import comprobar
    from consistorio.economia.presupuesto.models import Aplicacion

    aprobar()
    de_cada_bolsa = {una.bolsa_id: una.codigo for una in Aplicacion.objects.filter(ejercicio=ANIO).order_by("-id")}
    distintas = list(de_cada_bolsa.values())[:CLIENTES]
    veces = banco.cuanto(500, 10)
    cifras = [
        _cifra(que, veces * len(codigos), len(codigos), _gastar(banco, codigos, veces))
        for que, codigos in (
            ("An ADO, one client", distintas[:1]),
            (f"An ADO, {CLIENTES} clients on as many bolsas", distintas),
            (f"An ADO, {CLIENTES} clients on the same bolsa", distintas[:1] * CLIENTES),
        )
    ]
    if hallazgos := comprobar(ANIO):
        raise SystemExit(f"the accounts do not hold: {hallazgos[0]}")
    return cifras


def _gastar(banco: Banco, codigos: list[str], veces: int) -> Gasto:
    return a_la_vez(banco, "benchmarks.operaciones:gastar", [{"codigo": uno, "veces": veces} for uno in codigos])


def gastar(_banco: Banco, encargo: Mapping[str, str], gasto: Gasto) -> Generator[None]:
    """So many ADO of a client on an application, after two that nobody measures."""
    from benchmarks.ejercicio import ANIO, interventora, reloj
    from consistorio.economia.presupuesto import acciones
    from consistorio.economia.presupuesto.operaciones import lote
    from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
    from consistorio.plataforma.identidad.models import Persona

    con = {"actor": interventora(), "reloj": reloj()}
    terceros = list(Persona.objects.filter(nif__startswith="B0").order_by("id").values_list("id", flat=True)[:100])

    def una(n: int) -> None:
        cabecera = Cabecera(date(ANIO, 3, 2), f"Gasto {n}", tercero_id=terceros[n % len(terceros)])
        acciones.gastar(clase="ADO", cabecera=cabecera, lineas=[LineaPedida(Decimal(1), encargo["codigo"])], **con)

    for n in range(2):
        una(n)
    yield
    with paso(gasto, (lote, "tomar_diario", DIARIO)):
        for n in range(int(encargo["veces"])):
            with pieza(gasto):
                una(n)


def _cifra(que: str, cuantas: int, clientes: int, gasto: Gasto) -> Cifra:
    espera = 100 * gasto.pasos[DIARIO] / sum(gasto.tiempos)
    dicho = f"{cuantas / gasto.pared:,.0f} a second, p50 {gasto.ms(50)} ms; {espera:.0f} % of their time over {DIARIO}"
    return Cifra(
        que=que,
        valor=round(1000 * gasto.procesador / cuantas, 2),
        unidad="ms of CPU",
        meta=round(META, 1) if clientes == 1 else None,
        nota=dicho,
        **gasto.por(cuantas),
    )
