"""Point 1: the year as the old program left it. A cent off, nothing is loaded."""

from __future__ import annotations

from datetime import date

from consistorio.cli.recorrido.historias.factura import tablas
from consistorio.cli.recorrido.historias.factura.reparto import (
    E,
    de_la_tabla,
    dia,
    disponible,
    mirar,
    saldo,
)
from consistorio.cli.recorrido.navegador import PasoFallido
from consistorio.cli.recorrido.relato import Relato


def cargar(relato: Relato) -> None:
    """The command that the town's technicians give, twice; the second one, with what squares."""
    with relato.paso("cargar el año en marcha", dia=dia(date(2026, 9, 26)), hora="10:00", cualquier_dia=True):
        var = relato.escenario.var
        mal = relato.escenario.orden(
            "contabilidad", "cargar", str(tablas.escribir(var / "un-centimo", pagado="14.999,99"))
        )
        dice = "La diferencia es 0,01 €."
        hallado = dice if dice in mal.stdout + mal.stderr and mal.returncode == 1 else mal.stdout + mal.stderr
        relato.comprobar(1, "un céntimo de menos", esperado=dice, hallado=hallado)
        inicio = mirar(relato, E).texto
        vacio = "nada" if "Créditos definitivos" not in inicio else "algo"
        relato.comprobar(1, "lo que queda de esa carga", esperado="nada", hallado=vacio)
        bien = relato.escenario.orden("contabilidad", "cargar", str(tablas.escribir(var / "exacta")))
        if bien.returncode:
            raise PasoFallido(bien.stdout + bien.stderr)
        suya = de_la_tabla(mirar(relato, f"{E}2026/gastos/"), tablas.APLICACION)
        for columna, cuanto in (
            ("Definitivos", "100.000,00"),
            ("Retenido", "5.000,00"),
            ("Autorizado", "80.000,00"),
            ("Dispuesto", "78.000,00"),
            ("Obligado", "60.000,00"),
            ("Pagado", "52.000,00"),
        ):
            relato.comprobar(1, columna, esperado=cuanto, hallado=suya[columna])
        relato.comprobar(1, "disponible", esperado="15.000,00", hallado=disponible(relato, tablas.APLICACION))
        relato.comprobar(1, "cuenta 400", esperado="-8.000,00", hallado=saldo(relato, "400"))
