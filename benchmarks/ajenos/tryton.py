"""Tryton, driven: it notes entries, reads a ledger and closes a year, one stretch each time that it is told to.

Run by the interpreter of an environment that has `trytond` (GPL-3.0-or-later) in a process of its own, as any program of its users; it imports nothing of ours, and nothing of
ours imports it. Argument: a JSON file with `configuracion` (of trytond), `base`, `asientos` (a CSV file: date;amount;text), `sueltos`, `tanda`, `tandas` and `muchos`. A
line of the standard input is the name of a stretch; its answer is a line of JSON.

An entry has four lines: an expense, who is owed it (charged and paid) and the bank. The account in the middle asks for no party, so that a line is as light as it may be.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from trytond import config

ENCARGO: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text("utf-8"))
config.update_etc(ENCARGO["configuracion"])

from trytond.pool import Pool  # noqa: E402 - reads its configuration when it is imported
from trytond.transaction import Transaction, TransactionError  # noqa: E402

ANIO = 2026
Fila = tuple[date, Decimal, str]


class Libro:
    """A company with its chart, its year and its accounts."""

    def __init__(self) -> None:
        self.empresa = 0
        self.candados: dict[str, Any] = {}
        Pool.start()
        self.piscina = Pool(ENCARGO["base"])
        with Transaction().start(ENCARGO["base"], 0):
            self.piscina.init()
            self.quien = self.de("res.user").search([("login", "=", "admin")])[0].id
        self.filas = self._leer()
        self.en_transaccion(self._implantar)

    def en_transaccion(self, hacer: Callable[[], Any], **contexto: object) -> Any:
        """Do it in a transaction of its own, of its administrator and its company. What turns out to want a lock is done again with it, as its dispatcher does; the lock is
        remembered, so that nothing that is measured is done twice."""
        contexto["company"] = self.empresa or None
        while True:
            try:
                with Transaction().start(ENCARGO["base"], self.quien, context=contexto, **self.candados):
                    return hacer()
            except TransactionError as error:
                error.fix(self.candados)

    def de(self, nombre: str, clase: str = "model") -> Any:
        """One of its models or wizards."""
        return self.piscina.get(nombre, type=clase)

    @staticmethod
    def _leer() -> list[Fila]:
        with Path(ENCARGO["asientos"]).open(encoding="utf-8", newline="") as fichero:
            return [
                (date.fromisoformat(dia), Decimal(importe), texto)
                for dia, importe, texto in csv.reader(fichero, delimiter=";")
            ]

    def _implantar(self) -> None:
        moneda = self.de("currency.currency")(name="Euro", symbol="€", code="EUR", digits=2)
        moneda.rates = [self.de("currency.currency.rate")(date=date(ANIO, 1, 1), rate=Decimal(1))]
        moneda.save()
        parte = self.de("party.party")(name="Ayuntamiento")
        parte.save()
        empresa = self.de("company.company")(party=parte, currency=moneda)
        empresa.save()
        self.empresa = empresa.id
        usuario = self.de("res.user")
        usuario.write([usuario(self.quien)], {"companies": [("add", [empresa.id])], "company": empresa.id})
        with Transaction().set_context(company=empresa.id):
            self._plan(empresa)
            self._anio(empresa)

    def _plan(self, empresa: Any) -> None:
        asistente = self.de("account.create_chart", "wizard")
        sesion, _accion, _estado = asistente.create()
        hace = asistente(sesion)
        plantilla = self.de("ir.model.data").get_id("account", "account_template_root_en")
        hace.account.account_template = self.de("account.account.template")(plantilla)
        hace.account.company = empresa
        hace.transition_create_account()
        asistente.delete(sesion)
        cuenta = self.de("account.account")

        def buscar(*condiciones: tuple[Any, ...]) -> Any:
            return cuenta.search(
                [("type", "!=", None), ("party_required", "=", False), *condiciones], order=[("code", "ASC")], limit=1
            )[0]

        self.banco = buscar(("type.statement", "=", "balance"), ("type.assets", "=", True))
        self.gasto = buscar(("type.statement", "=", "income"), ("type.expense", "=", True))
        self.resultado = buscar(("code", "=", "3.2.1"))
        self.acreedor = buscar(
            ("type.statement", "=", "balance"),
            ("type.assets", "=", False),
            ("id", "!=", self.resultado.id),
        )

    def _anio(self, empresa: Any) -> None:
        clase = self.de("ir.sequence.type").search([("name", "=", "Account Move")], limit=1)[0]
        serie = self.de("ir.sequence.strict")(name=str(ANIO), sequence_type=clase, company=empresa)
        serie.save()
        anio = self.de("account.fiscalyear")(name=str(ANIO), company=empresa, move_sequence=serie)
        anio.start_date, anio.end_date = date(ANIO, 1, 1), date(ANIO, 12, 31)
        anio.save()
        self.de("account.fiscalyear").create_period([anio])
        self.anio = anio.id
        periodos = self.de("account.period").search([("fiscalyear", "=", anio.id)], order=[("start_date", "ASC")])
        self.periodos = {periodo.start_date.month: periodo.id for periodo in periodos}
        self.diario = self.de("account.journal").search([("code", "=", "EXP")], limit=1)[0].id

    def anotar(self, filas: list[Fila]) -> None:
        """Some entries, posted, in a transaction."""
        movimiento = self.de("account.move")
        self.en_transaccion(lambda: movimiento.post(movimiento.create([self._valores(*fila) for fila in filas])))

    def _valores(self, dia: date, importe: Decimal, texto: str) -> dict[str, Any]:
        cero = Decimal(0)
        lados = (
            (self.gasto, importe, cero),
            (self.acreedor, cero, importe),
            (self.acreedor, importe, cero),
            (self.banco, cero, importe),
        )
        lineas = [{"account": cuenta.id, "debit": debe, "credit": haber} for cuenta, debe, haber in lados]
        return {
            "period": self.periodos[dia.month],
            "journal": self.diario,
            "date": dia,
            "description": texto,
            "lines": [("create", lineas)],
        }

    def calentar(self) -> None:
        """Some that nobody measures, one alone and two together."""
        self.anotar(self.filas[:1])
        self.anotar(self.filas[1:3])

    def sueltos(self) -> None:
        """One in a transaction."""
        for fila in self.filas[: ENCARGO["sueltos"]]:
            self.anotar([fila])

    def tandas(self) -> None:
        """So many in a transaction."""
        tanda = ENCARGO["tanda"]
        for n in range(ENCARGO["tandas"]):
            self.anotar(self.filas[n * tanda : (n + 1) * tanda])

    def copiar(self) -> int:
        """Copy in SQL what it posted, with numbers of their own, until there are as many as it is asked for; how many there are."""
        return int(self.en_transaccion(self._copiar))

    @staticmethod
    def _copiar() -> int:
        cursor = Transaction().connection.cursor()

        def columnas(tabla: str) -> str:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name NOT IN ('id', 'move', 'number')",
                [tabla],
            )
            return ", ".join(f'"{nombre}"' for (nombre,) in cursor.fetchall())

        cursor.execute("SELECT count(*), max(id) FROM account_move")
        hay, ultimo = cursor.fetchone()
        veces, suyas, lineas = ENCARGO["muchos"] // hay - 1, columnas("account_move"), columnas("account_move_line")
        cursor.execute(
            f"INSERT INTO account_move (id, number, {suyas}) SELECT id + n * %s, number || '/' || n, {suyas} "
            "FROM account_move, generate_series(1, %s) n",
            [ultimo, veces],
        )
        cursor.execute(
            f'INSERT INTO account_move_line ("move", {lineas}) SELECT "move" + n * %s, {lineas} '
            "FROM account_move_line, generate_series(1, %s) n",
            [ultimo, veces],
        )
        cursor.execute("SELECT setval('account_move_id_seq', (SELECT max(id) FROM account_move))")
        cursor.execute("ANALYZE account_move, account_move_line")
        return int(hay * (veces + 1))

    def mayor(self) -> int:
        """The first hundred lines of the bank, with their balance."""
        linea, suyas = self.de("account.general_ledger.line"), [("account", "=", self.banco.id)]
        que = ["date", "debit", "credit", "balance"]
        return len(
            self.en_transaccion(lambda: linea.search_read(suyas, limit=100, fields_names=que), fiscalyear=self.anio)
        )

    def saldos(self) -> int:
        """What was charged and paid to each account."""
        cuenta, que = self.de("account.general_ledger.account"), ["start_balance", "debit", "credit", "end_balance"]
        return len(self.en_transaccion(lambda: cuenta.search_read([], fields_names=que), fiscalyear=self.anio))

    def cerrar(self) -> None:
        """Income and expense to zero, and the year closed with what each account defers to the next one."""
        self.en_transaccion(self._cerrar)

    def _cerrar(self) -> None:
        anio = self.de("account.fiscalyear")(self.anio)
        diario = self.de("account.journal")(name="Closing", code="CLO", type="situation")
        diario.save()
        ultimo = anio.end_date
        periodo = self.de("account.period")(name="Closing", start_date=ultimo, end_date=ultimo, type="adjustment")
        periodo.fiscalyear = anio
        periodo.save()
        asistente = self.de("account.fiscalyear.balance_non_deferral", "wizard")
        hace = asistente(asistente.create()[0])
        hace.start.fiscalyear, hace.start.journal, hace.start.period = anio, diario, periodo
        hace.start.credit_account = hace.start.debit_account = self.resultado
        hace._execute("balance")
        movimiento = self.de("account.move")
        movimiento.post(movimiento.search([("state", "=", "draft"), ("period.fiscalyear", "=", self.anio)]))
        self.de("account.fiscalyear").close([anio])


def main() -> None:
    """Attend to the standard input."""
    libro = Libro()
    tramos: dict[str, Callable[[], object]] = {
        nombre: getattr(libro, nombre)
        for nombre in ("calentar", "sueltos", "tandas", "copiar", "mayor", "saldos", "cerrar")
    }
    print(json.dumps({"listo": True}), flush=True)
    for orden in sys.stdin:
        print(json.dumps({"hecho": tramos[orden.strip()]()}), flush=True)


if __name__ == "__main__":
    main()
