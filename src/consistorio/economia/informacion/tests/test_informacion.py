"""A quarter as it was on its last day, with what Intervención types, and kept as it was sent."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from consistorio.cli.cuentas import informacion
from consistorio.economia.cierre.cuadros import Cuadro
from consistorio.economia.contabilidad import acciones as contabilidad
from consistorio.economia.contabilidad.tests import escenario as libro
from consistorio.economia.informacion import acciones, consultas, permisos
from consistorio.economia.informacion.models import Remision
from consistorio.economia.informacion.reglas import ReglaDeGasto, es_interes, estabilidad
from consistorio.economia.presupuesto import acciones as del_presupuesto
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION as DEL_PRESUPUESTO
from consistorio.economia.presupuesto.tests.escenario import RELOJ, aplicacion, cabecera, de, fallas, tras
from consistorio.economia.presupuesto.tipos import LineaPedida
from consistorio.economia.proyectos import acciones as de_proyectos
from consistorio.economia.proyectos import permisos as permisos_de_proyectos
from consistorio.economia.proyectos.tipos import AgenteNuevo, ProyectoNuevo
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado

D = Decimal
INTERVENCION = replace(DEL_PRESUPUESTO, permisos=DEL_PRESUPUESTO.permisos | {permisos.VER, permisos.REMITIR})
DE_PROYECTOS = replace(INTERVENCION, permisos=INTERVENCION.permisos | {permisos_de_proyectos.LLEVAR})
CON: dict[str, Any] = {"actor": INTERVENCION, "reloj": RELOJ}


def test_a_quarter_is_that_of_its_last_day(presupuesto: None, tmp_path: Path) -> None:
    for dia, gasto, ingreso in ((date(2026, 3, 31), "1000", "3000"), (date(2026, 4, 1), "500", "700")):
        de_ese_dia = replace(cabecera(), fecha=dia)
        del_presupuesto.gastar(**CON, clase="ADO", cabecera=de_ese_dia, lineas=[de("165.22100", gasto)])
        del_presupuesto.reconocer(**CON, clase="DRI", cabecera=de_ese_dia, lineas=[de("30200", ingreso)], ordinal="571")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_ajuste(**CON, anio=1999, trimestre=5, clase="x", concepto=" ", importe=D(0))
    assert [p.campo for p in error.value.problemas] == ["anio", "trimestre", "clase", "concepto", "importe"]
    for clase, importe in (("estabilidad", "-100.00"), ("gasto_anterior", "900.00"), ("normativo", "10.00")):
        acciones.anotar_ajuste(
            **CON, anio=2026, trimestre=1, clase=clase, concepto="Recaudación incierta", importe=D(importe)
        )
    primero = consultas.del_trimestre(2026, 1)
    assert (primero.gastos["2"]["obligado"], primero.ingresos["3"]["netos"]) == (D(1000), D(3000))
    assert primero.estabilidad.capacidad == D("1900.00")
    assert (primero.remanente.fondos_liquidos, primero.remanente.derechos_cerrados) == (D(93000), D(5000))
    assert primero.regla.cumple is None  # nobody has said the rate
    acciones.anotar_tasa(**CON, anio=2026, por_ciento=D("3.3"), norma="Acuerdo de ejemplo")
    primero = consultas.del_trimestre(2026, 1)
    assert (primero.regla.limite, primero.regla.cumple) == (D("939.70"), False)
    assert consultas.del_trimestre(2026, 2).estabilidad.capacidad == D("2100.00")
    assert {c.titulo for c in consultas.cuadros(primero)} >= {
        "Estabilidad presupuestaria",
        "Morosidad",
        "Regla de gasto",
        "Deuda",
    }
    [gastos, ingresos] = consultas.cuadros(primero)[:2]
    assert "2. Gastos corrientes en bienes y servicios" in {fila[0] for fila in gastos.filas}
    assert "3. Tasas, precios públicos y otros ingresos" in {fila[0] for fila in ingresos.filas}
    salida = tmp_path / "trimestre.csv"
    assert informacion._informacion(argparse.Namespace(ejercicio=2026, trimestre=1, salida=salida)) == 0
    assert "Capacidad de financiación;1.900,00" in salida.read_text("utf-8")
    with pytest.raises(NoEncontrado):
        consultas.del_trimestre(2026, 0)
    with pytest.raises(DatosIncorrectos):  # it ends today
        acciones.remitir(**CON, anio=2026, trimestre=2, fecha=date(2026, 6, 30))
    acciones.remitir(**CON, anio=2026, trimestre=1, fecha=date(2026, 4, 30))
    guardada = Remision.objects.get()
    de_estabilidad = next(c for c in guardada.cifras if c["titulo"] == "Estabilidad presupuestaria")
    assert de_estabilidad["filas"][5] == ["Capacidad de financiación", "1.900,00"]
    assert guardada.documento.titulo == "Información del trimestre 1 de 2026"
    assert fallas() == []
    cierre = libro.nuevo(("120", "571", "93000"), fecha=date(2026, 3, 31))
    libro.asentados(
        replace(cierre, clase="cierre")
    )  # what closes a year empties its accounts, and takes nothing of the quarter
    assert consultas.del_trimestre(2026, 1).remanente == primero.remanente


def test_stability_and_the_rule_of_expense_at_their_edge() -> None:
    justo = estabilidad({"1": D(10), "7": D(5), "9": D(99)}, {"2": D(14), "8": D(99)}, otros=D(-1))
    assert (justo.capacidad, justo.cumple) == (D(0), True)
    assert not estabilidad({"1": D(10)}, {"2": D(10)}, otros=D("-0.01")).cumple
    cerca = ReglaDeGasto(D("100.00"), D("103.30"), D("3.30"), D(0))
    assert (cerca.limite, cerca.cumple) == (D("103.30"), True)
    assert replace(cerca, actual=D("103.31")).cumple is False


def test_the_estimate_of_the_remnant_leaves_out_what_is_tied_to_a_project(presupuesto: None) -> None:
    """The State pays half of 1,000: 300 in March against 200 spent, and 50 of the 300 are annulled and 400 spent on the first of April.

    March: 300 - 0.5 x 200 = 200 (tied). June: 250 - 0.5 x 600 = -50, of which nothing is tied.
    """
    con: dict[str, Any] = {"actor": DE_PROYECTOS, "reloj": RELOJ}
    agentes = (AgenteNuevo("Estado", "75060", D(500)),)
    de_proyectos.abrir_proyecto(**con, nuevo=ProyectoNuevo("2026-1", "Obra", 2026, 2027, D(1000), agentes))
    obra = aplicacion("1532.61900").id
    de_proyectos.asignar_aplicaciones(**con, codigo="2026-1", aplicaciones=[obra])
    marzo, abril = (replace(cabecera(), fecha=dia) for dia in (date(2026, 3, 31), date(2026, 4, 1)))
    del_presupuesto.gastar(**con, clase="ADO", cabecera=marzo, lineas=[de("1532.61900", "200")])
    dr = del_presupuesto.reconocer(**con, clase="DR", cabecera=marzo, lineas=[de("75060", "300")])
    del_presupuesto.gastar(**con, clase="ADO", cabecera=abril, lineas=[de("1532.61900", "400")])
    del_presupuesto.dar_de_baja(**con, clase="AN", cabecera=abril, lineas=[tras(dr, "50")])
    marzo_dice, junio_dice = (consultas.del_trimestre(2026, cual).remanente for cual in (1, 2))
    assert marzo_dice.exceso_financiacion_afectada == D(200)
    assert marzo_dice.para_gastos_generales == marzo_dice.total - marzo_dice.dudoso_cobro - D(200)
    assert junio_dice.exceso_financiacion_afectada == D(0)
    cuadro = next(c for c in consultas.cuadros(consultas.del_trimestre(2026, 1)) if "estimado" in c.titulo)
    assert cuadro.filas[-2] == ("Exceso de financiación afectada", "200,00")


@pytest.mark.parametrize(
    ("economica", "interes"),
    [
        *((codigo, True) for codigo in ("30000", "31000", "32000", "33000", "320")),
        *((codigo, False) for codigo in ("30100", "31100", "32100", "33100", "35200", "34000", "91300", "22699")),
    ],
)
def test_which_expense_is_interest_of_debt(economica: str, interes: bool) -> None:
    """LOEPSF 12.2 and annex III: also of debt in another currency; never what it costs to formalise it, nor late payment."""
    assert es_interes(economica) is interes


def test_the_adjustments_of_stability_that_the_books_know(presupuesto: None) -> None:
    """Of 3,000 recognised in March 1,000 are collected, and 700 of 2025; 200 wait in 413. -1,300 and -200: 3,000 - 1,500. What is typed takes the place of one of them alone."""
    marzo = replace(cabecera(), fecha=date(2026, 3, 31))
    derecho = del_presupuesto.reconocer(**CON, clase="DR", cabecera=marzo, lineas=[de("30200", "3000")])
    del_presupuesto.ingresar(**CON, cabecera=marzo, lineas=[tras(derecho, "1000")], ordinal="571")
    de_2025 = SaldoCerrado.objects.get(ejercicio=2026, anio=2025, clase="derecho")
    cobro = LineaPedida(D(700), cerrado=de_2025.id)
    del_presupuesto.anotar_cerrados(**CON, clase="CC", cabecera=marzo, lineas=[cobro], ordinal="571")
    del_presupuesto.devengar(**CON, cabecera=marzo, lineas=[de("165.22100", "200")])
    propuesta = consultas.del_trimestre(2026, 1)
    assert (propuesta.estabilidad.recaudacion, propuesta.estabilidad.cuenta_413) == (D(-1300), D(-200))
    assert propuesta.estabilidad.capacidad == D(1500)
    assert _de_estabilidad(propuesta).filas[2:4] == (
        ("Recaudación de los capítulos 1 a 3 menos sus derechos netos (propuesta con la contabilidad)", "-1.300,00"),
        ("Variación de lo pendiente de aplicar al presupuesto, cuenta 413 (propuesta con la contabilidad)", "-200,00"),
    )
    assert "No hay otros ajustes anotados" in _de_estabilidad(propuesta).explicacion
    for clase, importe in (("recaudacion", "-1000.00"), ("estabilidad", "-1.00")):
        acciones.anotar_ajuste(**CON, anio=2026, trimestre=1, clase=clase, concepto="Otro criterio", importe=D(importe))
    dicha = consultas.del_trimestre(2026, 1)
    assert dicha.estabilidad.capacidad == D(1799)
    assert _de_estabilidad(dicha).filas[2][0].endswith("(anotada por Intervención)")
    assert _de_estabilidad(dicha).filas[3][0].endswith("(propuesta con la contabilidad)")
    assert _de_estabilidad(dicha).explicacion == ""


def test_a_quarter_begins_with_what_the_open_year_before_leaves(presupuesto: None) -> None:
    marzo = replace(cabecera(), fecha=date(2026, 3, 31))
    del_presupuesto.gastar(**CON, clase="ADO", cabecera=marzo, lineas=[de("165.22100", "1000")])
    del_presupuesto.reconocer(**CON, clase="DR", cabecera=marzo, lineas=[de("30200", "3000")])
    del_presupuesto.devengar(**CON, cabecera=marzo, lineas=[de("165.22100", "200")])
    ultimo = consultas.del_trimestre(2026, 4)
    contabilidad.abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=RELOJ)
    siguiente = consultas.del_trimestre(2027, 1)
    assert (siguiente.remanente.total, siguiente.remanente.ajustado) == (
        ultimo.remanente.total,
        ultimo.remanente.ajustado,
    )
    assert siguiente.remanente.obligaciones_cerradas == (
        ultimo.remanente.obligaciones_corrientes + ultimo.remanente.obligaciones_cerradas
    )
    assert {siguiente.remanente.derechos_corrientes, siguiente.remanente.obligaciones_corrientes} == {D(0)}
    assert siguiente.deuda == ultimo.deuda
    assert siguiente.estabilidad.cuenta_413 == 0


def _de_estabilidad(uno: consultas.Trimestre) -> Cuadro:
    return next(cuadro for cuadro in consultas.cuadros(uno) if cuadro.titulo == "Estabilidad presupuestaria")
