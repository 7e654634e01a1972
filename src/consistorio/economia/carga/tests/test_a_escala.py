"""The credits of a real city, executed at random and closed. A longer one, by hand: `python -m pruebas.ejercicio_a_escala`."""

from __future__ import annotations

import pytest
from pruebas.ejercicio_a_escala.azar import Azar

from consistorio.cli.cuentas.importaciones import aprobar, leer_ficheros, reloj_de_prueba
from consistorio.cli.tests.test_importaciones import datos
from consistorio.economia.contabilidad.comprobaciones import comprobar
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto.tests.escenario import fallas

OPERACIONES = 30


@pytest.mark.lento
def test_a_budget_of_2621_applications_is_executed_and_closed(db: None) -> None:
    ficheros = [datos("jerez/liquidacion_gastos_2021.csv"), datos("jerez/liquidacion_ingresos_2021.json")]
    leido = leer_ficheros(ficheros)
    informe = leido.informe("a escala", 2021)
    cargado = aprobar(leido.listados, 2021, informe, definitivo=True, reloj=reloj_de_prueba(2021))["gastos"]
    assert cargado == {c: sumas["definitivos"] for c, sumas in informe["gastos"]["capitulos"].items()}
    azar = Azar(2021, semilla=7)
    assert len(azar.aplicaciones) == 2621
    hecho = azar.ejecutar(OPERACIONES)
    assert sum(hecho.hechas.values()) > OPERACIONES // 3
    assert azar.faltas() == []
    azar.cerrar()
    assert fallas() == []
    assert Ejercicio.objects.get(anio=2021).estado == Ejercicio.Estado.CERRADO
    assert comprobar(2021) == comprobar(2022) == []
