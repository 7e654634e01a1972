"""The memoria: the tables that the books fill, what the town types, and the statements held against each other."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from consistorio.economia.cierre import acciones, memoria
from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.en_datos import como_datos
from consistorio.economia.cierre.memoria.mayor import Mayor, inmovilizado
from consistorio.economia.cierre.models import NotaDeMemoria
from consistorio.economia.cierre.reglas.cuadres import cuadres, descuadres
from consistorio.economia.cierre.reglas.memoria import NOTAS, problemas_de_nota
from consistorio.economia.cierre.tests.escenario import INTERVENCION, RELOJ
from consistorio.economia.cierre.tipos import Criterios
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado

D = Decimal


def cuentas_de(anio: int) -> dict[str, Any]:
    return como_datos(calcular(anio, criterios=Criterios(habitantes=1000), hoy=date(2026, 1, 15), comprobando=False))


def fila(rotulo: str, cifras: str) -> list[str]:
    return [rotulo, *(f"{D(cifra):.2f}" for cifra in cifras.split())]


def test_the_books_fill_the_notes_and_the_statements_say_the_same(anio: int) -> None:
    cuentas = cuentas_de(anio)
    assert descuadres(cuentas) == []
    assert sum(1 for _uno in cuadres(cuentas)) > 12
    tablas = cuentas["memoria"]
    assert tablas["inmovilizado_material"][1:] == [
        fila("211 Construcciones", "450000 0 0 0 10000 0 440000"),
        fila("212 Infraestructuras", "0 80000 0 0 0 0 80000"),
    ]
    assert tablas["pasivos_financieros"][:2] == [
        fila("170 Deudas a largo plazo con entidades de crédito", "160000 0 20000 140000"),
        fila("520 Deudas a corto plazo con entidades de crédito", "20000 20000 20000 20000"),
    ]
    assert [una[1:] for una in tablas["subvenciones"]] == [fila("", "0 30000 0 30000")[1:]], "what closing takes to 130"
    assert tablas["cerrados_derechos"] == [fila("2024", "40000 0 0 2000 0 22000 16000")]
    assert tablas["proyectos"] == [fila("2025-1 Pavimentación", "100000 80000 80000 20000")]
    assert tablas["no_presupuestario_cobros_sin_aplicar"][1] == fila("559 Cobros de origen desconocido", "0 300 0 300")
    assert tablas["modificaciones"][1] == fila("165.22100 · Transferencia de crédito", "4000 0")
    assert D(cuentas["indicadores"]["realizacion_de_pagos_cerrados"]) == D(1)  # 34000 of 35000 - 1000
    assert D(cuentas["indicadores"]["realizacion_de_cobros_cerrados"]) == D("0.5789")  # 22000 of 38000
    cerrado = acciones.cerrar_ejercicio(
        actor=INTERVENCION, anio=anio, criterios=Criterios(habitantes=1000), reloj=RELOJ
    )
    assert cerrado.cuentas["memoria"] == tablas


def test_the_movement_of_assets_with_transfers_sales_and_what_has_no_cost_in_the_books() -> None:
    """A building of 100 is finished (40 of work in progress), loses 5, uses up 7 and sells 30 of it with 12 used up; a depreciation alone, and land of the public heritage."""
    mayor = Mayor(
        iniciales={"211": D(100), "2811": D(-20), "231": D(40), "2814": D(-3), "240": D(9)},
        filas={
            ("211", "231"): D(40),
            ("691", "2911"): D(5),
            ("6811", "2811"): D(7),
            ("2811", "211"): D(12),
            ("571", "211"): D(18),
            ("6814", "2814"): D(1),
            ("240", "4000"): D(2),
            ("693", "2930"): D(4),
        },
        nombres={"211": "Construcciones"},
    )
    # From the net of 80: 40 come from 231, 30 go out (12 of them already used up, which lowers what is used up of the year to -5), 5 are lost
    assert inmovilizado(mayor, ("21", "23")) == [
        ["211 Construcciones", "80.00", "0.00", "40.00", "30.00", "-5.00", "5.00", "90.00"],
        ["214", "-3.00", "0.00", "0.00", "0.00", "1.00", "0.00", "-4.00"],
        ["231", "40.00", "0.00", "-40.00", "0.00", "0.00", "0.00", "0.00"],
    ]
    assert [fila[-1] for fila in inmovilizado(mayor, ("24",))] == ["7.00"]


@pytest.mark.parametrize(
    ("camino", "dicho"),
    [
        (("balance", "activo", 0, "importe"), "El total del activo"),
        (("saldos_finales", "129"), "el saldo de la cuenta 129"),
        (("patrimonio", "resultado"), "el del estado de cambios en el patrimonio neto"),
        (("patrimonio", "directos"), "El total de ingresos y gastos reconocidos"),
        (("patrimonio", "filas", -1, "generado"), "El patrimonio neto del estado de cambios"),
        (("patrimonio", "propietarias", "bienes"), "operaciones patrimoniales con propietarios"),
        (("flujos", "lineas", 0, "importe"), "La suma de los flujos de efectivo"),
        (("flujos", "final"), "el saldo de las cuentas 57"),
        (("resultado_presupuestario", "resultado"), "El resultado presupuestario"),
        (("ejecucion", "recaudacion", "1"), "Lo pendiente de cobro en la liquidación"),
        (("ejecucion", "pagos", "1"), "Lo pendiente de pago en la liquidación"),
        (("memoria", "inmovilizado_material", 0, -1), "El inmovilizado del movimiento de la memoria"),
        (("memoria", "cerrados_derechos", 0, -1), "Los derechos de ejercicios cerrados de la memoria"),
    ],
)
def test_one_cent_off_in_any_statement_is_told(
    sin_tocar: dict[str, Any], camino: tuple[str | int, ...], dicho: str
) -> None:
    cuentas: Any = copy.deepcopy(sin_tocar)
    donde = cuentas
    for paso in camino[:-1]:
        donde = donde[paso]
    donde[camino[-1]] = str(D(donde[camino[-1]]) + D("0.01"))
    assert any(dicho in texto for texto in descuadres(cuentas)), descuadres(cuentas)


@pytest.fixture
def sin_tocar(anio: int) -> dict[str, Any]:
    return cuentas_de(anio)


def test_what_the_town_types_has_versions_and_nobody_writes_over_another(anio: int) -> None:
    def escribir(nota: int, texto: str, tabla: str = "", *, version: int = 0) -> NotaDeMemoria:
        return acciones.escribir_nota(
            actor=INTERVENCION, anio=anio, nota=nota, texto=texto, tabla=tabla, version=version, reloj=RELOJ
        )

    escribir(26, "El coste de la biblioteca.", "Actividad; Coste ;Usuarios\nBiblioteca;1.200,50;300\n\n")
    with pytest.raises(Conflicto, match="mientras"):
        escribir(26, "Otra cosa")
    escribir(26, "El coste.", "Actividad;Coste\r\nBiblioteca;1.200,50", version=1)
    with pytest.raises(NoEncontrado):
        escribir(29, "No hay tal")
    with pytest.raises(DatosIncorrectos) as error:
        escribir(27, "x" * 30_001, "Una\nDos;tres\nCuatro;cinco;seis")
    assert [p.campo for p in error.value.problemas] == ["texto", "tabla", "tabla", "tabla"]
    assert [p.mensaje for p in problemas_de_nota("", "Solo;títulos")] == [
        "La tabla solo tiene los títulos: añada filas debajo, o déjela vacía."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        NotaDeMemoria.objects.update(texto="otro")
    vistas = {vista.nota.numero: vista for vista in memoria.notas(cuentas_de(anio), memoria.escritas(anio))}
    assert list(vistas) == [nota.numero for nota in NOTAS] == list(range(1, 29))
    assert vistas[26].escrita.version == 2
    assert vistas[26].cuadros[0].filas == (("Biblioteca", "1.200,50"),)
    assert vistas[12].para_plantilla()["texto"] == "Sin contenido."
    assert [n for n, vista in vistas.items() if vista.falta] == [1, 3, 4]
    escribir(26, "", version=2)
    assert not memoria.escritas(anio)[26].hay
