"""Every figure leads to its entry, its invoice and its case; and everything is rebuilt from the facts."""

from __future__ import annotations

from datetime import date

from consistorio.cli.recorrido.historias.factura.registro import Registradas
from consistorio.cli.recorrido.historias.factura.reparto import INTERVENTORA, E, de_la_tabla, dia
from consistorio.cli.recorrido.historias.factura.tablas import APLICACION
from consistorio.cli.recorrido.relato import Relato

FINAL = 11  # after the ten points


def seguir_la_pista(relato: Relato, registradas: Registradas) -> None:
    """From the execution of the year to the case, without typing anything; then the checks of the accounts."""
    n = relato.empleado(INTERVENTORA).navegador
    with relato.paso("de la cifra a su expediente", dia=dia(date(2027, 3, 9)), hora="12:00"):
        gastos = n.ir(f"{E}2026/gastos/")
        de_la_tabla(gastos, APLICACION)
        aplicacion = n.ir(gastos.enlaces("/economia/aplicaciones/")[0])
        operacion = n.ir(aplicacion.enlaces("/economia/operaciones/", texto="O 2026/")[0])
        for que, enlace in (
            ("al asiento", "/economia/asientos/"),
            ("a la factura", registradas.suya),
            ("al expediente", f"/escritorio/expedientes/{relato.expediente}/"),
        ):
            llega = "sí" if operacion.enlaces(enlace) else "no"
            relato.comprobar(FINAL, f"de la obligación, {que}", esperado="sí", hallado=llega)
        repaso = relato.escenario.orden("contabilidad", "verificar")
        relato.comprobar(FINAL, "verificar las cuentas", esperado=0, hallado=repaso.returncode or 0)
